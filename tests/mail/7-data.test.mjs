// Real mails out of other projects' tests, when ../shared is there: everything is
// taken, nothing dies, delivery reports of some 60 mail systems open no ticket.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { spawnSync } from 'node:child_process';
import { ROOT, RUN, Web, deliver, env, finish, fresh, is, lmtp, mark, ok, plain, sql, subjectOf,
  ticketOf } from './lib.mjs';

const data = [process.env.SHARED ?? '', path.join(ROOT, '../shared'), path.join(ROOT, '../../shared')]
  .map((d) => path.join(d, 'data/mail/mail-dev.tar.zst')).find((f) => fs.existsSync(f));
const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'mails-'));
const unpacked = data && spawnSync('tar', ['-I', 'zstd', '-xf', data, '-C', dir]).status === 0;
if (!unpacked) {
  console.log(data ? 'skipped: zstd is not installed, the real mails cannot be unpacked'
    : 'skipped: ../shared/data/mail is not there, no real mails to try');
} else {
  const suite = (name) => fs.readdirSync(path.join(dir, name)).sort().map((f) => ({ name: `${name}/${f}`,
    raw: fs.readFileSync(path.join(dir, name, f)) }));
  const expected = (name) => new Map(fs.readFileSync(path.join(dir, `${name}.expected.jsonl`), 'utf8')
    .trim().split('\n').map((l) => JSON.parse(l)).map((e) => [`${name}/${path.basename(e.file)}`, e]));
  const who = `reports.${RUN}@client.example`;
  await deliver(who, 'support@second.localhost', plain({ from: who, to: 'support@second.localhost' }));
  const t = await ticketOf(who, 1, 'second.localhost');
  const key = t.ack.get('reply-to');
  const count = () => Number(sql(`SELECT messages FROM olvido.ticket WHERE code = '${/\[(.*)\]/.exec(t.ack.subject)[1]}'`));
  const before = count();
  mark();
  const door = await lmtp();
  const reports = suite('bounces');
  let taken = 0;
  for (const m of reports) {
    const c = await door.send('', key, m.raw);
    taken += c[0] === 250;
    const made = fresh('second.localhost');
    mark();
    is(`${m.name}: no ticket of its own`, [], made.map((x) => x.id));
  }
  await door.quit();
  is('every report is taken', reports.length, taken);
  ok('and recorded', count() - before > reports.length * 0.9, count() - before);

  const panel = new Web('second.localhost');
  await panel.signIn(env.AGENT_EMAIL.replace('demo', 'second'));
  const plainSpace = (s) => s.replace(/\s+/g, ' ').normalize('NFC').trim();
  let good = 0, all = 0, copies = 0;
  const wrong = [];
  for (const name of ['stalwart', 'zbateson', 'enmime', 'python', 'mimekit', 'mailparser', 'talon']) {
    const want = expected(name);
    const s = await lmtp();
    for (const m of suite(name)) {
      mark();
      const from = `data.${RUN}@client.example`;
      const codes = await s.send(from, 'support@second.localhost', m.raw);
      const tk = fresh('second.localhost');
      if (!ok(`${m.name}: taken`, codes[0] === 250 && tk.length <= 1, codes)) continue;
      if (tk.length === 0) { copies++; continue; }	// of one before, or of an earlier run
      const page = await panel.ticket(tk[0].id);
      if (!is(`${m.name}: its page opens`, 200, page.status)) continue;
      const subject = want.get(m.name)?.consensus?.subject;
      if (typeof subject !== 'string' || subject.length > 200) continue;
      all++;
      if (plainSpace(subjectOf(page)) === plainSpace(subject)) good++;
      else wrong.push(m.name);
    }
    await s.quit();
  }
  ok('subjects as independent parsers read them, 19 of 20', good * 20 >= all * 19 && all + copies > 100, `${good} of ${all}: ${wrong}`);
}
fs.rmSync(dir, { recursive: true, force: true });
finish();
if (!unpacked) process.exitCode = 0;
