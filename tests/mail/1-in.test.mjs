// Real mails through a real MTA become tickets: right text, right files.
import crypto from 'node:crypto';
import fs from 'node:fs';
import { env, ROOT, RUN, Session, has, hasnt, is, mailTo, newId, ok, plain, sinkTo,
  finish, sql, ticketOf, until } from './lib.mjs';

const mta = { host: '127.0.0.1', port: Number(process.env.MTA_PORT) };
const TO = 'support@demo.localhost';
async function smtp(from, to, raw, options) {
  const s = Session.open(mta);
  if (!await s.hello(false)) throw new Error('no SMTP greeting');
  const codes = await s.send(from, to, raw, options);
  await s.quit();
  return codes;
}
const b64 = (b) => Buffer.from(b).toString('base64').replace(/.{76}/g, '$&\r\n');
const sha = (b) => crypto.createHash('sha256').update(b).digest('hex');
const png = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), crypto.randomBytes(40000)]);
const pdf = Buffer.concat([Buffer.from('%PDF-1.4\n'), crypto.randomBytes(90000), Buffer.from('\n%%EOF\n')]);
const latin1 = (s) => Buffer.from(s, 'latin1');
const head = (from, subject, more) => `From: ${from}\r\nTo: ${TO}\r\nSubject: ${subject}\r\n` +
  `Message-ID: <${newId()}>\r\nDate: Tue, 24 Nov 2026 10:00:00 +0100\r\nMIME-Version: 1.0\r\n${more}\r\n\r\n`;
const part = (type, body, more = '') => `--B\r\nContent-Type: ${type}\r\n${more}\r\n${body}\r\n`;
const filed = (type, name, data) => part(type, b64(data),
  `Content-Disposition: attachment; ${name}\r\nContent-Transfer-Encoding: base64\r\n`);

// name: the mail, what its reader must see. {} stands for the sender's address.
const mails = {
  plain: { raw: (a) => head(`Jane Plain <${a}>`, 'A plain one', 'Content-Type: text/plain') +
      'My parcel is late.\r\n\r\n.A dot begins this line.\r\nRegards\r\n',
    subject: 'A plain one', text: 'My parcel is late.\n\n.A dot begins this line.\nRegards' },
  noType: { raw: (a) => `From: ${a}\r\nSubject: No MIME at all\r\n\r\nOld style.\r\n`,
    subject: 'No MIME at all', text: 'Old style.' },
  utf8: { raw: (a) => head(a, '=?UTF-8?B?U2Now7ZuZSBHcsO8w59lIPCfmIA=?=',
    'Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit') + 'Größe: 5 € für 😀\r\n',
    subject: 'Schöne Grüße 😀', text: 'Größe: 5 € für 😀' },
  latin1: { raw: (a) => latin1(head(`=?ISO-8859-1?Q?Jos=E9_N=FA=F1ez?= <${a}>`,
    '=?iso-8859-1?q?Contrase=F1a_olvidada_=28urgente=29?=',
    'Content-Type: text/plain; charset=ISO-8859-1\r\nContent-Transfer-Encoding: 8bit') +
      'Olvid\xe9 mi contrase\xf1a, \xbfpueden ayudarme?\r\n'),
    subject: 'Contraseña olvidada (urgente)', text: 'Olvidé mi contraseña, ¿pueden ayudarme?' },
  latin1qp: { raw: (a) => head(a, '=?iso-8859-1?q?Dos?= =?iso-8859-1?b?IHBhcnRlczog8Q==?=',
    'Content-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable') +
      'Una l=EDnea que sigue =\r\ny termina aqu=ED.\r\n',
    subject: 'Dos partes: ñ', text: 'Una línea que sigue y termina aquí.' },
  html: { raw: (a) => head(a, 'Only HTML', 'Content-Type: text/html; charset=utf-8') +
      '<html><head><style>p{color:red}</style><script>alert("no")</script></head><body>' +
      '<p>Hello &amp; <b>good</b> day,</p><ul><li>one</li><li>two</li></ul>' +
      '<img src="https://tracker.example/x.gif"></body></html>\r\n',
    subject: 'Only HTML', includes: ['Hello & good day', 'one', 'two'], excludes: ['alert', 'color:red'] },
  alternative: { raw: (a) => head(a, 'Both', 'Content-Type: multipart/alternative; boundary=B') +
      part('text/plain; charset=utf-8', 'The plain part.') +
      part('text/html; charset=utf-8', '<p>The <i>HTML</i> part.</p>') + '--B--\r\n',
    subject: 'Both', text: 'The plain part.' },
  attachments: { raw: (a) => head(a, 'With files', 'Content-Type: multipart/mixed; boundary="B"') +
      part('text/plain', 'See the files.') + filed('image/png', 'filename="photo.png"', png) +
      filed('application/pdf', 'filename="invoice 1.pdf"', pdf) + filed('text/plain', 'filename=empty.txt', '') + '--B--\r\n',
    subject: 'With files', text: 'See the files.',
    files: [['photo.png', png], ['invoice 1.pdf', pdf], ['empty.txt', Buffer.alloc(0)]] },
  names: { raw: (a) => head(a, 'Names', 'Content-Type: multipart/mixed; boundary="B"') + part('text/plain', 'Names.') +
      filed('image/png', "filename*=UTF-8''a%C3%B1o%20%E2%82%AC.png", 'one') +
      filed('image/png', "filename*0*=iso-8859-1''factu;\r\n filename*1*=ra%20n%FAmero;\r\n filename*2=\" 7.pdf\"", 'two') +
      filed('image/png', 'filename="=?UTF-8?Q?R=C3=A9sum=C3=A9=2Edoc?="', 'three') + '--B--\r\n',
    subject: 'Names', files: [['año €.png', 'one'], ['factura número 7.pdf', 'two'], ['Résumé.doc', 'three']] },
  hostile: { raw: (a) => head(a, 'Hostile names', 'Content-Type: multipart/mixed; boundary="B"') + part('text/plain', 'Names.') +
      filed('image/png', 'filename="../../x"', 'up') + filed('image/png', 'filename="..\\\\..\\\\windows\\\\y.exe"', 'down') +
      filed('image/png', "filename*=UTF-8''bad%00%0D%0A%1B%5B31m%E2%80%AEgnp.exe", 'control') +
      filed('text/html', 'filename="/etc/passwd"', 'root') + filed('image/png', 'filename=".."', 'dots') +
      filed('image/png', 'filename=".htaccess"', 'hidden') +
      filed('image/png', `filename="${'long'.repeat(300)}.png"`, 'long') + '--B--\r\n',
    subject: 'Hostile names', safe: 7 },
  flowed: { raw: (a) => head(a, 'Flowed', 'Content-Type: text/plain; charset=utf-8; format=flowed; delsp=yes') +
      'This paragraph was broken  \r\nby the program that sent it  \r\nand is one line.\r\n\r\n' +
      ' From the start, stuffed.\r\n-- \r\nJane\r\n',
    subject: 'Flowed', includes: ['This paragraph was broken by the program that sent it and is one line.', '\nFrom the start'] },
  outlook: { raw: (a) => head(`"Doe, John (Sales)" <${a}>`, 'RE: Order', 'X-Mailer: Microsoft Outlook 16.0\r\n' +
      'Thread-Index: AdX0\r\nContent-Type: multipart/related; boundary="B"; type="multipart/alternative"') +
      part('multipart/alternative; boundary="A"', '--A\r\nContent-Type: text/plain; charset="us-ascii"\r\n\r\nHello team,\r\n\r\n' +
        'it is broken.\r\n\r\n--A\r\nContent-Type: text/html; charset="us-ascii"\r\n\r\n<html xmlns:o="urn:schemas-microsoft-com:office:office">' +
        '<body><!--[if gte mso 9]><xml></xml><![endif]--><p class="MsoNormal">Hello team,<o:p></o:p></p>' +
        '<img src="cid:image001.png@01D"></body></html>\r\n\r\n--A--') +
      part('image/png; name="image001.png"', b64(png), 'Content-ID: <image001.png@01D>\r\nContent-Transfer-Encoding: base64\r\n') + '--B--\r\n',
    subject: 'RE: Order', text: 'Hello team,\n\nit is broken.' },
  apple: { raw: (a) => head(a, 'Apple', 'X-Mailer: Apple Mail (2.3608)\r\nContent-Type: multipart/alternative; boundary="A"') +
      '--A\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nBefore=C2=A0it.\r\n\r\nAfter it.\r\n' +
      '--A\r\nContent-Type: multipart/mixed; boundary="B"\r\n\r\n' + part('text/html; charset=utf-8', '<div>Before it.</div>') +
      part('application/pdf; name="scan.pdf"', b64(pdf), 'Content-Disposition: inline; filename=scan.pdf\r\nContent-Transfer-Encoding: base64\r\n') +
      part('text/html; charset=utf-8', '<div>After it.</div>') + '--B--\r\n\r\n--A--\r\n',
    subject: 'Apple', includes: ['Before', 'After it.'], files: [['scan.pdf', pdf]] },
  forward: { raw: (a) => head(a, 'Fwd: inside', 'Content-Type: multipart/mixed; boundary="B"') + part('text/plain', 'Look at this.') +
      part('message/rfc822', 'From: other@else.example\r\nSubject: Inner\r\n\r\nInner text.') + '--B--\r\n',
    subject: 'Fwd: inside', includes: ['Look at this.'], count: 1 },
};

for (const [name, m] of Object.entries(mails)) {
  const address = `${name.toLowerCase()}.${RUN}@client.example`;
  is(`${name}: the MTA takes it`, [250], await smtp(address, TO, m.raw(address)));
}
for (const [name, m] of Object.entries(mails)) {
  const address = `${name.toLowerCase()}.${RUN}@client.example`;
  const t = await ticketOf(address);
  if (!ok(`${name}: becomes a ticket`, t !== null && t.messages.length === 1, t && t.page.status)) continue;
  const msg = t.messages[0];
  is(`${name}: subject`, m.subject, t.subject);
  if (m.text !== undefined) is(`${name}: text`, m.text, msg.text);
  for (const s of m.includes ?? []) has(`${name}: text`, msg.text, s);
  for (const s of m.excludes ?? []) hasnt(`${name}: text`, msg.text, s);
  if (m.files) {
    is(`${name}: names`, m.files.map(([n]) => n), msg.files.map((f) => f.name));
    for (const [i, [n, data]] of m.files.entries()) {
      const got = msg.files[i] ? await t.w.get(msg.files[i].href) : { bytes: Buffer.from('none') };
      is(`${name}: ${n} is the same, byte by byte`, sha(data), sha(got.bytes));
    }
  }
  if (m.count) is(`${name}: files`, m.count, msg.files.length);
  if (m.safe) {
    is(`${name}: all files are there`, m.safe, msg.files.length);
    for (const f of msg.files) {
      ok(`${name}: a safe name`, f.name !== '' && !/^\.|[\/\\\u0000-\u001f\u007f\u202e]/.test(f.name) && f.name.length <= 200, JSON.stringify(f.name));
      const got = await t.w.get(f.href);
      is(`${name}: ${f.name.slice(0, 20)} downloads`, 200, got.status);
      has(`${name}: as a file`, got.headers['content-disposition'] ?? '', 'attachment');
    }
  }
}

// Where the bytes lie: numbered, sealed, nothing above the folder.
const loose = fs.readdirSync(`${env.VAR}/files`, { recursive: true }).filter((f) => !/^([\d/a-f]+|\d+\/export(\/\d+)?)$/.test(f));
is('attachments have numbers for names', [], loose);

// Nobody's address: the MTA is told so and tells the sender, without our text.
{
  const address = `bounce.${RUN}@client.example`;
  await smtp(address, 'nobody@demo.localhost', plain({ from: address, to: 'nobody@demo.localhost' }));
  const m = await mailTo(address);
  ok('an unknown recipient comes back', m !== undefined);
  has('with our constant answer', m?.whole ?? '', '550 5.1.1 No such address here');
}
// Too large: refused while the MTA still has the sender on the line.
{
  const s = Session.open(mta);
  await s.hello(false);
  is('the MTA announces 27 MB', 28311552, s.size);
  is('30 MB announced', 552, (await s.cmd(`MAIL FROM:<big@client.example> SIZE=31457280`)).code);
  await s.quit();
  const address = `big.${RUN}@client.example`;
  const big = plain({ from: address, to: TO, text: ('x'.repeat(76) + '\r\n').repeat(403300) });
  ok('30 MB not announced', (await smtp(address, TO, big))[0] === 552);
  is('and nothing is stored', [], sinkTo(address));
}
// Several recipients, one transaction: each account has its own ticket.
{
  const address = `several.${RUN}@client.example`;
  is('two recipients', [250], (await smtp(address, [TO, 'ticket+aaaaaaaaaaaaaaaaaaaaaaaaaa@demo.localhost'],
    plain({ from: address, to: TO, text: 'To two.' }))).slice(0, 1));
  const t = await ticketOf(address);
  is('the good one', 'To two.', t?.messages[0]?.text);
  ok('the bad one comes back', await until(() => sinkTo(address).some((m) => /550 5\.1\.1/.test(m.whole))));
}
finish();
