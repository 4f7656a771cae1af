// The program itself: the pipe's exit codes, its processes, trouble on both sides.
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { BUILD, CONF, RUN, Session, Web, deliver, env, finish, fresh, has, is, mark, messages,
  newId, ok, outboxEmpty, plain, rows, sleep, sql, until } from './lib.mjs';

const TO = 'support@demo.localhost';
const DIR = process.env.MTA_DIR;
const prog = path.join(BUILD, 'olvido-mail');
const conf = (name, changes) => {
  let s = fs.readFileSync(CONF, 'utf8');
  for (const [k, v] of Object.entries(changes)) s = s.replace(new RegExp(`^${k} = .*\n`, 'm'), '') + `${k} = ${v}\n`;
  const f = path.join(DIR, name);
  fs.writeFileSync(f, s, { mode: 0o644 });
  return f;
};
const findFile = (id) => execFileSync('find', [path.join(env.VAR ?? path.dirname(CONF), 'files'), '-name', String(id)], { encoding: 'utf8' }).trim();
const run = (args, input = '', as = null) => {
  const argv = as ? ['--reuid=nobody', '--regid=nogroup', '--clear-groups', prog, ...args] : args;
  const r = spawnSync(as ? 'setpriv' : prog, argv, { input, cwd: '/', maxBuffer: 1 << 26 });
  return { code: r.status, out: r.stdout.toString(), err: r.stderr.toString() };
};
const children = (pid) => spawnSync('ps', ['-o', 'pid=,comm=', '--ppid', String(pid)], { encoding: 'utf8' })
  .stdout.trim().split('\n').map((l) => l.trim().split(/\s+/)).filter((x) => x.length > 1)
  .map(([p, comm]) => ({ pid: Number(p), comm }));
// Parsers are made by a nursery below the one that asks them.
const parsers = (pid) => children(pid).flatMap((c) => [c, ...parsers(c.pid)]).filter((c) => c.comm === 'olvido-parser');
const nurseries = (pid) => children(pid).flatMap((c) => children(c.pid)).filter((c) => c.comm === 'olvido-nursery');
const status = (pid, field) => new RegExp(`^${field}:\\s*(.*)$`, 'm').exec(fs.readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];

// ---- the pipe -----------------------------------------------------------------------------
for (const as of [null, 'nobody']) {
  const who = as ?? 'root';
  const from = `pipe.${who}.${RUN}@client.example`;
  const mail = plain({ from, to: TO, text: 'By pipe.\n.\n.dot' }).replace(/\r\n/g, '\n');
  const p = (...args) => ['--conf', CONF, ...args];
  mark();
  is(`${who}: 0, stored`, 0, run(p('deliver', TO), mail, as).code);
  is(`${who}: again, with its sender`, 0, run(p('--sender', from, 'deliver', TO), mail, as).code);
  const tk = fresh();
  is(`${who}: one ticket`, 1, tk.length);
  const w = new Web();
  await w.signIn();
  is(`${who}: its text`, 'By pipe.\n.\n.dot', messages(await w.ticket(tk[0]?.id))[0]?.text);
  is(`${who}: 67, nobody's address`, 67, run(p('deliver', 'nobody@demo.localhost'), mail, as).code);
  is(`${who}: 67, a strange one`, 67, run(p('deliver', 'a\r\nRCPT TO:<b>@demo.localhost'), mail, as).code);
  is(`${who}: 65, empty`, 65, run(p('deliver', TO), '', as).code);
  is(`${who}: 65, too large`, 65, run(p('deliver', TO), mail + 'x'.repeat(29 << 20), as).code);
  is(`${who}: 64, no recipient`, 64, run(p('deliver'), mail, as).code);
  is(`${who}: 64, two recipients`, 64, run(p('deliver', TO, TO), mail, as).code);
  is(`${who}: 64, no settings`, 64, run(['deliver', TO], mail, as).code);
  is(`${who}: 75, no database`, as ? 0 : 75, run(['--conf', conf('nodb', { 'Db.Socket': '/nowhere.sock' }), 'deliver', TO], mail, as).code);
  is(`${who}: 75, no keys`, as ? 0 : 75, run(['--conf', conf('nokeys', { 'Keys.Master': '/nowhere' }), 'deliver', TO], mail, as).code);
  is(`${who}: 75, nobody serves`, as ? 75 : 0, run(['--conf', conf('nosock', { 'Lmtp.Socket': '/nowhere.sock' }), 'deliver', TO], mail, as).code);
  is(`${who}: 75, no file of settings`, 75, run(['--conf', '/nowhere', 'deliver', TO], mail, as).code);
  is(`${who}: all that stored nothing`, 1, fresh().length);
  const help = run(['--help'], '', as);
  is(`${who}: --help`, 0, help.code);
  has(`${who}: --help`, help.out, 'deliver');
}
{
  const from = `null.${RUN}@client.example`;
  const n = () => sql(`SELECT COUNT(*) FROM olvido.outbox WHERE kind = 1`);
  const before = n();
  is('--sender "": stored', 0, run(['--conf', CONF, '--sender', '', 'deliver', TO], plain({ from, to: TO })).code);
  is('and not acknowledged', before, n());
}

// ---- who runs as whom ------------------------------------------------------------------------
const master = Number(fs.readFileSync(`${env.VAR}/run/mail.pid`, 'utf8'));
const uid = Number(execFileSync('id', ['-u', 'olvido-mail']));
for (const c of [...children(master), ...nurseries(master)]) {
  is(`${c.comm}: its user`, `${uid}\t${uid}\t${uid}\t${uid}`, status(c.pid, 'Uid'));
  is(`${c.comm}: no capabilities`, '0000000000000000', status(c.pid, 'CapEff'));
  is(`${c.comm}: no new rights`, '1', status(c.pid, 'NoNewPrivs'));
}
// Only the socket of its calls: no database, no files, no log. One may be renewed
// while it is looked at. Sanitizers need calls and descriptors of their own.
const fenced = (pid) => {
  try {
    return (process.env.SAN || (status(pid, 'Seccomp') === '2' && fs.readdirSync(`/proc/${pid}/fd`).join() === '1')) &&
      !fs.readFileSync(`/proc/${pid}/maps`, 'utf8').includes('/slots');
  } catch { return false; }
};
ok(process.env.SAN ? 'parsers: no keys' : 'parsers: behind seccomp, one descriptor, no keys', await until(() => {
  const v = parsers(master);
  return v.length >= 1 && v.every((c) => fenced(c.pid));
}, 5));
ok('each LMTP worker has a nursery for them, without keys or the door', nurseries(master).length >= 2 && nurseries(master).every((c) =>
  fs.readdirSync(`/proc/${c.pid}/fd`).sort().join() === '0,1,2,3' && !fs.readFileSync(`/proc/${c.pid}/maps`, 'utf8').includes('/slots')),
JSON.stringify(nurseries(master)));
// Mails of two accounts over one connection: each account has a parser of its own,
// and one that is sent to both is read twice.
{
  const s = Session.open({ path: env.LMTP_SOCKET });
  await s.hello();
  const worker = () => children(master).filter((c) => c.comm === 'olvido-lmtp');
  const seen = new Set();
  let turns = 0;
  for (const to of [TO, 'support@second.localhost', TO, 'support@second.localhost']) {
    const from = `turn${turns++}.${RUN}@client.example`;
    is(`turn ${turns} is taken`, [250], await s.send(from, to, plain({ from, to })));
    for (const c of worker()) for (const q of parsers(c.pid)) seen.add(`${turns} ${q.pid}`);
  }
  const used = (t) => [...seen].filter((x) => x.startsWith(`${t} `)).map((x) => x.split(' ')[1]);
  for (let t = 2; t <= 4; t++) {
    const fresh1 = used(t).filter((x) => !used(t - 1).includes(x));
    is(`turn ${t}: another account, another parser`, 1, fresh1.length);
  }
  await s.quit();
}
ok('the master has no map of it either', !fs.readFileSync(`/proc/${master}/maps`, 'utf8').includes('/slots'));
ok('LMTP workers and a sender', children(master).filter((c) => c.comm === 'olvido-lmtp').length >= 2 &&
  children(master).some((c) => c.comm === 'olvido-sender'));

// ---- a second one, behind the MTA ---------------------------------------------------------------
const other = process.env.OTHER_SOCKET;
const second = conf('second', { 'Lmtp.Socket': other, 'Lmtp.Workers': '2', 'Mail.Senders': '0' });
const serve = async () => {
  const p = spawn(prog, ['--conf', second, 'serve'], { stdio: 'ignore' });
  p.done = new Promise((r) => p.on('exit', (code, sig) => r(code ?? sig)));
  ok('serves', await until(() => fs.existsSync(other), 10));
  return p;
};
const smtp = async (from, raw) => {
  const s = Session.open({ host: '127.0.0.1', port: Number(process.env.MTA_PORT) });
  await s.hello(false);
  const [c] = await s.send(from, 'support@second.localhost', raw);
  await s.quit();
  return c;
};
const texts = () => fresh('second.localhost').length;
{
  // Nobody serves: the MTA keeps it, and delivers when somebody does.
  const from = `later.${RUN}@client.example`;
  mark();
  is('the MTA takes a mail', 250, await smtp(from, plain({ from, to: 'support@second.localhost' })));
  await sleep(1500);
  is('it waits there', 0, texts());
  const p = await serve();
  is('and comes when we serve', true, Boolean(await until(() => texts() === 1, 30)));

  // Workers are killed while mails come in: each is stored exactly once.
  mark();
  const total = 60;
  const sending = (async () => {
    for (let i = 0; i < total; i++) {
      const f = `kill${i}.${RUN}@client.example`;
      await smtp(f, plain({ from: f, to: 'support@second.localhost', subject: `Kill ${i}` }));
    }
  })();
  let killed = 0;
  const end = Date.now() + 3000;
  while (Date.now() < end) {
    await sleep(300);
    const [c] = children(p.pid).filter((x) => x.comm === 'olvido-lmtp');
    // One may have ended by itself just now.
    if (c) try { process.kill(c.pid, 'SIGKILL'); killed++; } catch { /* gone */ }
  }
  await sending;
  ok('workers were killed', killed >= 3, killed);
  await until(() => texts() >= total, 60);
  await sleep(1000);
  is('every mail is there once', total, texts());
  ok('new workers took their place', await until(() => children(p.pid).filter((x) => x.comm === 'olvido-lmtp').length === 2, 5));

  // SIGTERM under load: what was answered 250 is stored, nothing else.
  mark();
  let yes = 0, no = 0, stop = false;
  const load = [0, 1].map(async (k) => {
    const s = Session.open({ path: other });
    if (!await s.hello()) return;
    for (let i = 0; !stop && i < 5000; i++) {
      const f = `term${k}.${i}.${RUN}@client.example`;
      const c = await s.send(f, 'support@second.localhost', plain({ from: f, to: 'support@second.localhost' }));
      if (c[0] === 250) yes++; else { no++; break; }
    }
    s.sock.destroy();
  });
  await until(() => yes > 10, 30);
  process.kill(p.pid, 'SIGTERM');
  const began = Date.now();
  is('SIGTERM ends it with 0', 0, await p.done);
  ok('within seconds', Date.now() - began < 12000, Date.now() - began);
  stop = true;
  await Promise.all(load);
  ok('there was load', yes > 10, yes);
  is('acknowledged and stored are the same', yes, texts());
  ok('its socket is gone', !fs.existsSync(other));

  // The parser is killed in the middle of a mail: the mail is kept, and marked.
  const q = await serve();
  mark();
  const from2 = `parser.${RUN}@client.example`;
  let raw = `From: ${from2}\r\nTo: support@second.localhost\r\nSubject: Heavy\r\nMessage-ID: <${newId()}>\r\n` +
    `MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=B\r\n\r\n`;
  for (let i = 0; i < 24; i++)
    raw += `--B\r\nContent-Type: text/html\r\n\r\n${`<p class=x><b>word ${i}</b> &amp; <i>more</i></p>\r\n`.repeat(20000)}`;
  raw += '--B--\r\n';
  const s = Session.open({ path: other });
  await s.hello();
  const answer = s.send(from2, 'support@second.localhost', raw);
  let shot = 0, open = true;
  answer.then(() => { open = false; });
  while (open && shot < 1) {
    for (const c of parsers(q.pid)) {
      const state = /^State:\s*(\w)/m.exec(fs.readFileSync(`/proc/${c.pid}/status`, 'utf8'))?.[1];
      if (state !== 'R') continue;
      process.kill(c.pid, 'SIGKILL');
      shot++;
    }
    await sleep(5);
  }
  is('the mail is taken', [250], await answer);
  await s.quit();
  ok('its parser was killed', shot > 0);
  const [tk] = fresh('second.localhost');
  const w = new Web('second.localhost');
  await w.signIn(env.AGENT_EMAIL.replace('demo', 'second'));
  const [m] = messages(await w.ticket(tk?.id));
  is('the mail itself is kept', 'message.eml', m?.files.at(-1)?.name);
  ok('and marked', m?.unverified);
  const p2 = await deliver('x@client.example', TO, plain({ from: `after.${RUN}@client.example`, to: TO }));
  is('the next mail is as ever', [250], p2);
  process.kill(q.pid, 'SIGTERM');
  is('it ends', 0, await q.done);
}

// ---- the smarthost's moods -------------------------------------------------------------------------
// The instance's own sender holds still meanwhile.
await outboxEmpty();
const senders = children(master).filter((c) => c.comm === 'olvido-sender');
for (const c of senders) process.kill(c.pid, 'SIGSTOP');
try {
  const got = [];
  let mood = 'good';
  const server = net.createServer((sock) => {
    let data = false, buf = '', mail = '';
    sock.on('error', () => {});
    sock.write(mood === '421' ? '421 4.3.2 no\r\n' : mood === '554' ? '554 no service\r\n' : '220 test\r\n');
    sock.on('data', (d) => {
      buf += d.toString('latin1');
      for (let i; (i = buf.indexOf('\r\n')) >= 0;) {
        const line = buf.slice(0, i);
        buf = buf.slice(i + 2);
        if (data) {
          if (mood === 'cut') { sock.destroy(); return; }
          if (line === '.') {
            data = false;
            if (mood === '452') sock.write('452 4.2.2 full\r\n');
            else { got.push(/^Message-I[Dd]: (.*)$/m.exec(mail)?.[1]); sock.write('250 ok\r\n'); }
          } else mail += line + '\n';
        } else if (/^EHLO/i.test(line)) sock.write('250 test\r\n');
        else if (/^RCPT/i.test(line)) sock.write(mood === '550' ? '550 5.1.1 nobody\r\n' : mood === '451' ? '451 4.7.1 later\r\n' : '250 ok\r\n');
        else if (/^DATA/i.test(line)) { data = true; mail = ''; sock.write('354 go\r\n'); }
        else if (/^QUIT/i.test(line)) sock.end('221 bye\r\n');
        else sock.write('250 ok\r\n');
      }
    });
  });
  await new Promise((r) => server.listen(0, '127.0.0.1', r));
  const url = conf('smtp', { 'Smtp.Url': `smtp://127.0.0.1:${server.address().port}` });
  const once = () => new Promise((r) => {
    const p = spawn(prog, ['--conf', url, 'send-once'], { stdio: ['ignore', 'ignore', 'pipe'] });
    p.err = '';
    p.stderr.on('data', (d) => { p.err += d; });
    p.on('exit', (c) => r({ code: c, err: p.err }));
  });
  const from = `mood.${RUN}@client.example`;
  mark();
  await deliver('', TO, plain({ from, to: TO }));
  const [tk] = fresh();
  const w = new Web();
  await w.signIn();
  await w.answer(tk.id, 'An answer');
  const box = () => rows(`SELECT state, attempts, smtp_status, next_at - UNIX_TIMESTAMP() FROM olvido.outbox
    WHERE ticket_id = ${tk.id} AND kind = 2`)[0].map(Number);
  const due = () => sql(`UPDATE olvido.outbox SET next_at = 0 WHERE ticket_id = ${tk.id} AND state = 1`);
  let tries = 0, wait = 60;
  for (const [m, code] of [['421', 421], ['554', 554], ['451', 451], ['452', 452], ['cut', null]]) {
    mood = m;
    due();
    const r = await once();
    tries++;
    const [state, attempts, smtpStatus, next] = box();
    is(`${m}: it waits`, [0, 1, tries], [r.code, state, attempts]);
    if (code) is(`${m}: the code is noted`, code, smtpStatus);
    ok(`${m}: twice as long each time`, next > wait - 10 && next <= wait, `${next} of ${wait}`);
    wait *= 2;
    ok(`${m}: no address in the log`, !r.err.includes(from), r.err);
  }
  is('nothing was given up', 2, messages(await w.ticket(tk.id)).length);
  mood = '550';
  due();
  await once();
  is('550: given up', [3, 550], [box()[0], box()[2]]);
  const last = messages(await w.ticket(tk.id)).at(-1);
  is('the agent is told', ['note', true], [last?.kind, last?.text.includes('550')]);
  await w.answer(tk.id, 'Another answer');
  sql(`UPDATE olvido.outbox SET created_at = created_at - 6 * 86400 WHERE ticket_id = ${tk.id} AND state = 1`);
  mood = '451';
  await once();
  is('after 5 days: given up', 3, rows(`SELECT MIN(state) FROM olvido.outbox WHERE ticket_id = ${tk.id} AND kind = 2`)[0].map(Number)[0]);
  const unsent = () => messages(tkPage).filter((m) => m.kind === 'note' && m.text.includes('could not be sent'));
  let tkPage = await w.ticket(tk.id);
  is('the agent is told that too', [1, true], [unsent().length, unsent()[0]?.text.includes('mail server')]);

  // A mail that can never be put together, for a file is lost: a bounded number
  // of tries, then the agent is told.  Others go on meanwhile.
  mood = 'good';
  const known = new Set();
  const newest = (table) => {
    const id = rows(`SELECT ${table}_id FROM olvido.${table} WHERE ticket_id = ${tk.id}`).map((r) => r[0]).find((x) => !known.has(table + x));
    known.add(table + id);
    return id;
  };
  let box2;
  const reply = () => rows(`SELECT state, attempts, next_at - UNIX_TIMESTAMP() FROM olvido.outbox WHERE outbox_id = ${box2} AND ticket_id = ${tk.id}`)[0].map(Number);
  while (newest('outbox')) { /* those of before */ }
  await w.answer(tk.id, 'With a file', { files: [{ name: 'lost.txt', type: 'text/plain', data: 'lost' }] });
  box2 = newest('outbox');
  const file = newest('attachment');
  const stored = findFile(file);
  fs.renameSync(stored, `${stored}.away`);
  got.length = 0;
  let pause = 60;
  for (let i = 1; i < 10; i++) {
    due();
    const r = await once();
    const [state, attempts, next] = reply();
    is(`lost file, try ${i}: it waits`, [1, i], [state, attempts]);
    ok(`try ${i}: longer each time`, next > pause - 10 && next <= pause, `${next} of ${pause}`);
    if (i === 1) ok('the log says which, and no name', r.err.includes(file) && !r.err.includes('lost.txt'), r.err);
    pause *= 2;
  }
  tkPage = await w.ticket(tk.id);
  is('no word yet', 1, unsent().length);
  due();
  await once();
  is('the tenth is the last', [3, 10], reply().slice(0, 2));
  tkPage = await w.ticket(tk.id);
  is('the agent reads why', [2, true], [unsent().length, unsent().at(-1)?.text.includes('missing or damaged')]);
  is('nothing went out', 0, got.length);
  due();
  await once();
  tkPage = await w.ticket(tk.id);
  is('once', 2, unsent().length);
  // Back in time, it goes.
  await w.answer(tk.id, 'With a file again', { files: [{ name: 'back.txt', type: 'text/plain', data: 'back' }] });
  box2 = newest('outbox');
  const second = findFile(newest('attachment'));
  const bytes = fs.readFileSync(second);
  fs.writeFileSync(second, Buffer.from(bytes).fill(7, bytes.length - 10));
  await once();
  is('a damaged one waits too', [1, 1], reply().slice(0, 2));
  fs.writeFileSync(second, bytes);
  due();
  await once();
  is('mended: it is sent', [2, 2], reply().slice(0, 2));
  fs.renameSync(`${stored}.away`, stored);

  // Several senders at once: each mail once.
  mood = 'good';
  mark();
  for (let i = 0; i < 40; i++) {
    const f = `many${i}.${RUN}@senders.example`;
    await deliver(f, TO, plain({ from: f, to: TO }));
  }
  got.length = 0;
  const all = await Promise.all([once(), once(), once()]);
  is('three senders end well', [0, 0, 0], all.map((r) => r.code));
  is('40 mails, each once', [40, 40], [got.length, new Set(got).size]);
  is('nothing waits', 0, rows('SELECT 1 FROM olvido.outbox WHERE state = 1').length);

  // A sender is killed in the middle of a mail: it is tried again after its lease,
  // as the same mail.
  const f = `lease.${RUN}@senders.example`;
  mark();
  await deliver(f, TO, plain({ from: f, to: TO }));
  const [lk] = fresh();
  const hold = net.createServer((s) => { s.on('error', () => {}); s.write('220 test\r\n'); });
  await new Promise((r) => hold.listen(0, '127.0.0.1', r));
  const p = spawn(prog, ['--conf', conf('hold', { 'Smtp.Url': `smtp://127.0.0.1:${hold.address().port}` }), 'send-once'], { stdio: 'ignore' });
  const leased = () => rows(`SELECT state, attempts, next_at > UNIX_TIMESTAMP() + 200 FROM olvido.outbox WHERE ticket_id = ${lk.id}`)[0].join();
  const gone = new Promise((r) => p.on('exit', r));
  ok('a mail is taken under a lease', await until(() => leased() === '1,1,1', 10), leased());
  p.kill('SIGKILL');
  await gone;
  hold.close();
  await once();
  is('others leave it alone', '1,1,1', leased());
  sql(`UPDATE olvido.outbox SET next_at = 0 WHERE ticket_id = ${lk.id}`);
  await once();
  is('then it is sent', '2', leased()[0]);
  server.close();
} finally {
  for (const c of senders) process.kill(c.pid, 'SIGCONT');
}
finish();
process.exit(process.exitCode);
