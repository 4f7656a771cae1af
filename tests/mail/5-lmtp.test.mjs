// The LMTP door: what is not a mail, what is not LMTP, what comes twice.
import crypto from 'node:crypto';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { RUN, Session, Web, deliver, env, finish, fresh, has, is, lmtp, mark, messages, newId, ok,
  plain, rows, sleep, sql, ticketOf, until } from './lib.mjs';

const TO = 'support@demo.localhost';
const panel = new Web();
await panel.signIn();
const masters = () => fs.readFileSync(`${env.VAR}/run/mail.pid`, 'utf8').trim();
// Parsers are renewed all the time; the others stay.
const children = () => execFileSync('ps', ['-o', 'pid=,comm=', '--ppid', masters()], { encoding: 'utf8' })
  .split('\n').filter((l) => l && !l.includes('parser')).sort().join();
const alive = children();
const open = () => Session.open({ path: env.LMTP_SOCKET });

// ---- commands ------------------------------------------------------------------------
{
  const s = open();
  is('greeting', 220, (await s.reply()).code);
  is('MAIL before LHLO', 503, (await s.cmd('MAIL FROM:<a@b.example>')).code);
  is('HELO is not LMTP', 500, (await s.cmd('HELO x')).code);
  is('EHLO neither', 500, (await s.cmd('EHLO x')).code);
  const h = await s.cmd('LHLO client.example');
  for (const word of ['PIPELINING', 'ENHANCEDSTATUSCODES', '8BITMIME', 'SMTPUTF8', 'SIZE 28311552'])
    has('announced', h.text, word);
  is('RCPT before MAIL', 503, (await s.cmd(`RCPT TO:<${TO}>`)).code);
  is('DATA before MAIL', 503, (await s.cmd('DATA')).code);
  is('no brackets', 501, (await s.cmd('MAIL FROM:a@b.example')).code);
  is('a parameter nobody knows', 555, (await s.cmd('MAIL FROM:<a@b.example> XX=1')).code);
  is('SIZE too large', 552, (await s.cmd('MAIL FROM:<a@b.example> SIZE=31457280')).code);
  is('MAIL', 250, (await s.cmd('mail from:<a@b.example> size=100 BODY=8BITMIME')).code);
  is('MAIL twice', 503, (await s.cmd('MAIL FROM:<a@b.example>')).code);
  is('nobody', 550, (await s.cmd('RCPT TO:<nobody@demo.localhost>')).code);
  is('another\'s domain: no relay', 550, (await s.cmd('RCPT TO:<someone@client.example>')).code);
  is('a guessed key', 550, (await s.cmd(`RCPT TO:<ticket+${'a'.repeat(26)}@demo.localhost>`)).code);
  is('an address with a line end', 501, (await s.cmd('RCPT TO:<a\x01b@demo.localhost>')).code);
  is('capital letters', 250, (await s.cmd('RCPT TO:<Support@DEMO.localhost>')).code);
  is('DATA without a good recipient of another transaction', 250, (await s.cmd('RSET')).code);
  is('after RSET', 503, (await s.cmd('DATA')).code);
  is('VRFY tells nothing', 252, (await s.cmd(`VRFY ${TO}`)).code);
  is('a line too long', 500, (await s.cmd('NOOP ' + 'x'.repeat(5000))).code);
  is('a NUL', 500, (await s.cmd('NO\0OP')).code);
  is('still there', 250, (await s.cmd('NOOP')).code);
  is('QUIT', 221, (await s.cmd('QUIT')).code);
}
{
  const s = open();
  let n = 0;
  await s.hello();
  while (n < 100 && (await s.cmd('NONSENSE')).code === 500) n++;
  ok('20 unknown commands end it', n < 25 && (await s.reply(2)).code === 0, n);
}
// A single line of 2 MB does not grow in us.
{
  const s = open();
  await s.hello();
  for (let i = 0; i < 32; i++) s.write('x'.repeat(65536));
  is('a line of 2 MB is one mistake', 500, (await s.cmd('')).code);
  await s.quit();
}

// ---- pipelining, many recipients, an answer each -------------------------------------------
{
  const s = open();
  await s.hello();
  const from = `pipe.${RUN}@client.example`;
  mark();
  const raw = plain({ from, to: TO, subject: 'Pipelined' });
  s.write(`MAIL FROM:<${from}>\r\nRCPT TO:<${TO}>\r\nRCPT TO:<nobody@demo.localhost>\r\n` +
    `RCPT TO:<support@second.localhost>\r\nDATA\r\n`);
  const got = [];
  for (let i = 0; i < 5; i++) got.push((await s.reply()).code);
  is('pipelined replies', [250, 250, 550, 250, 354], got);
  s.write(raw + '.\r\nMAIL FROM:<>\r\nRSET\r\nNOOP\r\n');
  const then = [];
  for (let i = 0; i < 5; i++) then.push((await s.reply()).code);
  is('an answer each recipient, then the next commands', [250, 250, 250, 250, 250], then);
  is('a ticket in each account', [1, 1], ['demo.localhost', 'second.localhost'].map((h) => fresh(h).length));
  await s.cmd(`MAIL FROM:<${from}>`);
  let good = 0, code = 0;
  for (let i = 0; i < 120 && code !== 452; i++) good += (code = (await s.cmd(`RCPT TO:<${TO}>`)).code) === 250;
  is('100 recipients, then later', [100, 452], [good, code]);
  mark();
  await s.cmd('DATA');
  s.write(plain({ from, to: TO, subject: 'To a hundred' }) + '.\r\n');
  let stored = 0;
  for (let i = 0; i < 100; i++) stored += (await s.reply()).code === 250;
  is('100 answers', 100, stored);
  is('one mail a hundred times is one ticket', 1, fresh().length);
  await s.quit();
}
// ---- smuggling: only CRLF . CRLF ends a mail ---------------------------------------------------
for (const [name, end] of [['bare LF', '\n.\n'], ['LF . CRLF', '\n.\r\n'], ['CRLF . LF', '\r\n.\n'],
  ['bare CR', '\r.\r'], ['CR . CRLF', '\r.\r\n'], ['NUL', '\0\r\n.\0\r\n']]) {
  const s = open();
  await s.hello();
  const from = `smuggle${newId().split('@')[0]}@client.example`;
  mark();
  await s.cmd(`MAIL FROM:<${from}>`);
  await s.cmd(`RCPT TO:<${TO}>`);
  await s.cmd('DATA');
  s.write(plain({ from, to: TO, text: 'Before' }).trimEnd() + end +
    `MAIL FROM:<boss@demo.localhost>\r\nRCPT TO:<${TO}>\r\nDATA\r\n` +
    `From: boss@demo.localhost\r\nSubject: Smuggled\r\n\r\nText\r\n.\r\n`);
  is(`${name}: one answer`, 250, (await s.reply()).code);
  is(`${name}: no second`, 0, (await s.reply(0.3)).code);
  is(`${name}: one mail`, 1, fresh().length);
  await s.quit();
}
// ---- cut off --------------------------------------------------------------------------------------
{
  mark();
  for (const where of ['MAIL FROM:<a@b.example>\r\n', `MAIL FROM:<a@b.example>\r\nRCPT TO:<${TO}>\r\nDATA\r\nSubject: half\r\n\r\nte`,
    'MAIL FR', '\xff\xfe\x00']) {
    const s = open();
    await s.hello();
    s.write(Buffer.from(where, 'latin1'));
    await sleep(50);
    s.sock.destroy();
  }
  await sleep(200);
  is('half a mail is no mail', [], fresh());
}

// ---- sizes --------------------------------------------------------------------------------------------
{
  const from = `large.${RUN}@client.example`;
  const big = (n) => plain({ from, to: TO, subject: 'Large', text: ('y'.repeat(998) + '\r\n').repeat(n) });
  mark();
  is('30 MB', [552], await deliver(from, TO, big(31457)));
  is('stores nothing', [], fresh());
  is('26 MB', [250], await deliver(from, TO, big(26000)));
  is('is a ticket', 1, fresh().length);
  const data = crypto.randomBytes(18 << 20);
  mark();
  is('18 MB of attachment', [250], await deliver(from, TO, `From: ${from}\r\nSubject: File\r\nMessage-ID: <${newId()}>\r\nMIME-Version: 1.0\r\n` +
    `Content-Type: multipart/mixed; boundary=B\r\n\r\n--B\r\n\r\nSee it.\r\n--B\r\nContent-Type: image/png; name=a.png\r\n` +
    `Content-Transfer-Encoding: base64\r\n\r\n${data.toString('base64').replace(/.{76}/g, '$&\r\n')}\r\n--B--\r\n`));
  const [tk] = fresh();
  const m = messages(await panel.ticket(tk.id))[0];
  const got = m?.files[0] ? await panel.get(m.files[0].href) : { bytes: Buffer.alloc(0) };
  ok('comes back byte by byte', data.equals(got.bytes), got.bytes.length);
}

// ---- what is hardly a mail ------------------------------------------------------------------------------
const nested = (n, close) => {
  let s = `From: nest.${RUN}@client.example\r\nSubject: Nested\r\nMIME-Version: 1.0\r\n`;
  for (let i = 0; i < n; i++) s += `Content-Type: multipart/mixed; boundary="b${i}"\r\n\r\n--b${i}\r\n`;
  s += 'Content-Type: text/plain\r\n\r\nThe core.\r\n';
  if (close) for (let i = n - 1; i >= 0; i--) s += `--b${i}--\r\n`;
  return s;
};
let wide = `From: wide.${RUN}@client.example\r\nSubject: Wide\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=B\r\n\r\n--B\r\n\r\nFirst.\r\n`;
for (let i = 0; i < 20000; i++) wide += `--B\r\nContent-Type: image/png; name=f${i}\r\n\r\nx\r\n`;
const odd = {
  'binary junk': { raw: crypto.randomBytes(100000), file: true },
  'no header at all': { raw: `Just a line ${RUN} of text.\r\n`, text: `Just a line ${RUN} of text.` },
  'a header and nothing else': { raw: `From: head.${RUN}@client.example\r\nSubject: Only a header\r\n\r\n`, text: '' },
  'NUL bytes': { raw: `From: nul.${RUN}@client.example\r\nSubject: N\0UL\r\n\r\nBefore\0after.\r\n`, text: /Before.*after\./s },
  '100,000 nested multiparts': { raw: nested(100000, false), file: true },
  '2,000 nested and closed': { raw: nested(2000, true), file: true },
  '20,000 parts': { raw: wide + '--B--\r\n', text: /First\./, file: true },
  'bad base64': { raw: `From: b64.${RUN}@client.example\r\nSubject: B64\r\nMIME-Version: 1.0\r\nContent-Type: text/plain\r\n` +
    `Content-Transfer-Encoding: base64\r\n\r\n!!!!SGVsbG8*gd29y\0bGQ====\r\n`, text: /Hello/ },
  'an unknown character set': { raw: `From: cs.${RUN}@client.example\r\nSubject: =?x-nothing?q?caf=E9?=\r\n` +
    `Content-Type: text/plain; charset=x-nothing\r\n\r\ncaf\xe9 here\r\n`, text: /caf. here/ },
  'no end of the boundary': { raw: `From: bound.${RUN}@client.example\r\nSubject: B\r\nContent-Type: multipart/mixed; boundary=never\r\n\r\nThe text.\r\n`, any: /The text\./ },
  '50,000 header fields': { raw: `From: many.${RUN}@client.example\r\nSubject: Many\r\n` +
    'X-A: b\r\n'.repeat(50000) + '\r\nMany fields.\r\n', text: 'Many fields.' },
  'a header line of 5 MB': { raw: `From: longline.${RUN}@client.example\r\nX: ${'z'.repeat(5 << 20)}\r\nSubject: L\r\n\r\nLong.\r\n`, text: 'Long.' },
  'HTML of 100,000 open tags': { raw: `From: deep.${RUN}@client.example\r\nSubject: Deep\r\nContent-Type: text/html\r\n\r\n` +
    '<div>'.repeat(100000) + 'deep words\r\n', any: /deep words/ },
};
for (const [name, m] of Object.entries(odd)) {
  mark();
  const raw = Buffer.isBuffer(m.raw) ? m.raw : Buffer.from(m.raw, 'latin1');
  is(`${name}: taken`, [250], await deliver(`odd.${RUN}@client.example`, TO, raw));
  const tk = fresh();
  if (!is(`${name}: a ticket`, 1, tk.length)) continue;
  const page = await panel.ticket(tk[0].id);
  is(`${name}: its page opens`, 200, page.status);
  const [msg] = messages(page);
  if (typeof m.text === 'string') is(`${name}: text`, m.text, msg?.text);
  else if (m.text) ok(`${name}: text`, m.text.test(msg?.text ?? ''), msg?.text);
  if (m.any) ok(`${name}: what could be read`, m.any.test(msg?.whole ?? '') || msg?.files.length > 0, msg?.whole);
  if (m.file) {
    const f = msg?.files.find((x) => x.name === 'message.eml');
    if (!ok(`${name}: the mail itself is kept`, f !== undefined, msg?.text.slice(0, 100))) continue;
    const got = (await panel.get(f.href)).bytes;
    const want = Buffer.from(raw.toString('latin1').replace(/\r?\n/g, '\r\n').replace(/([^\n])$/, '$1\r\n'), 'latin1');
    ok(`${name}: byte by byte`, want.equals(got), `${want.length} ${got.length}`);
  }
}
is('no process of ours died', alive, children());

// ---- twice ---------------------------------------------------------------------------------------------------
{
  const from = `twice.${RUN}@client.example`;
  const raw = plain({ from, to: TO, text: 'Once.' });
  mark();
  is('the same mail twice', [[250], [250]], [await deliver(from, TO, raw), await deliver(from, TO, raw)]);
  is('is one ticket', 1, fresh().length);
  const bare = `From: ${from}\r\nSubject: No id\r\n\r\nWithout an id ${RUN}.\r\n`;
  mark();
  is('twice without a Message-ID', [[250], [250]], [await deliver(from, TO, bare), await deliver(from, TO, bare)]);
  is('is one', 1, fresh().length);
  const id = newId();
  mark();
  await deliver(from, TO, plain({ from, to: TO, id, text: 'One text' }));
  await deliver(from, TO, plain({ from, to: TO, id, text: 'Another text' }));
  is('one id on two mails: two tickets, nothing is lost', 2, fresh().length);
  const t = await ticketOf(from);
  const key = t.ack.get('reply-to');
  const answer = plain({ from, to: key, text: 'An answer' });
  const n = () => Number(sql(`SELECT SUM(messages) FROM olvido.ticket WHERE account_id = (SELECT account_id FROM olvido.host WHERE host = 'demo.localhost')`));
  const before = n();
  await deliver(from, key, answer);
  await deliver(from, key, answer);
  await deliver(from, [TO, key], answer);
  is('an answer three times, with Cc to the mailbox: once', before + 1, n());
  mark();
  const other = plain({ from, to: key, text: 'A second answer' });
  await deliver(from, [TO, key], other);
  is('mailbox first, then the key: it still joins', 'A second answer',
    messages(await t.w.get(t.where)).at(-1)?.text);
}
// ---- several at once ---------------------------------------------------------------------------------------------
{
  mark();
  const started = Date.now();
  const slow = await lmtp();		// holds one of the workers
  const codes = await Promise.all([0, 1, 2, 3, 4, 5, 6, 7].map(async (i) => {
    const from = `many${i}.${RUN}@client.example`;
    return (await deliver(from, TO, plain({ from, to: TO })))[0];
  }));
  is('eight at once beside an idle one', Array(8).fill(250), codes);
  is('eight tickets', 8, fresh().length);
  ok('without waiting for the idle one', Date.now() - started < 60000);
  await slow.quit();
  // One new sender, the same second, four connections: one contact.
  const from = `parallel.${RUN}@client.example`;
  mark();
  const p = await Promise.all([0, 1, 2, 3].map(() => deliver(from, TO, plain({ from, to: TO, text: newId() }))));
  is('four first mails of one person', Array(4).fill(250), p.map((c) => c[0]));
  is('four tickets of one contact', [4, 1], [fresh().length, new Set(fresh().map((t) => t.contact)).size]);
}
ok('nothing of ours waits in a transaction', await until(() =>
  rows(`SELECT 1 FROM information_schema.innodb_trx`).length === 0, 10));
finish();
