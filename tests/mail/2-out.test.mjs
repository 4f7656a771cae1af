// What people get from us, and what happens when they and their servers answer.
import crypto from 'node:crypto';
import { RUN, Web, deliver, finish, flat, fresh, has, hasnt, is, isAck, mailTo, mark,
  messages, newId, ok, outboxEmpty, plain, rows, sinkTo, ticketOf, until } from './lib.mjs';

const TO = 'support@demo.localhost';
const who = `ana.${RUN}@client.example`;
const KEY = /^ticket\+([0-9a-z]{26})@demo\.localhost$/;
const id1 = newId();
const data = crypto.randomBytes(70000);
const panel = new Web();
is('the agent signs in', 303, (await panel.signIn()).status);
const profile = await panel.get('/panel/profile');
const name = /name="name"[^>]*value="([^"]*)"/.exec(profile.text)?.[1] ?? 'Alex Agent';
is('a signature', 303, (await panel.post('/panel/profile',
  { name, language: 'en', signature: 'Alex · Atención' }, '/panel/profile')).status);

// ---- the acknowledgement --------------------------------------------------------
mark();
is('a mail comes in', [250], await deliver(who, TO, plain({ from: `"Ana Zebrafish" <${who}>`, to: TO,
  subject: 'Quetzalcoatl is broken', text: 'The xylophone does not play.', id: id1 })));
const t = await ticketOf(who);
const ack = t.ack;
const ticket = fresh()[0];
is('its ticket is new', 1, ticket.status);
is('ack: the null sender', '', ack.sender);
is('ack: to him alone', [who], ack.rcpt);
is('ack: automatic', 'auto-replied', ack.get('auto-submitted'));
is('ack: Exchange is told', 'All', ack.get('x-auto-response-suppress'));
is('ack: from the mailbox', 'Demo Company <support@demo.localhost>', ack.get('from'));
has('ack: the code in the subject', ack.subject, `[${ticket.code}]`);
has('ack: the code in the text', ack.text, ticket.code);
ok('ack: a keyed address', KEY.test(ack.get('reply-to')), ack.get('reply-to'));
ok('ack: a Message-ID of our host', /^<[0-9a-z]{24}@demo\.localhost>$/.test(ack.get('message-id')), ack.get('message-id'));
is('ack: type', ['text/plain', 'utf-8'], [ack.type, ack.charset]);
for (const word of ['Zebrafish', 'Ana', 'Quetzalcoatl', 'xylophone', id1])
  hasnt('ack: nothing that the sender wrote', ack.whole, word);
is('ack: no In-Reply-To, no References', ['', ''], [ack.get('in-reply-to'), ack.get('references')]);

// ---- an agent's answer -------------------------------------------------------------
const body = 'Hola Ana,\n\nel niño está aquí: 5 €. ' + 'A long line goes on and on. '.repeat(60) + '\n.\nFrom here\n.dot\n';
is('the agent answers', 303, (await panel.answer(ticket.id, body,
  { files: [{ name: 'résumé €.pdf', type: 'application/pdf', data }] })).status);
const reply = await mailTo(who, 2);
if (!ok('the answer is sent', reply !== undefined)) { finish(); process.exit(); }
const parts = flat(reply);
const key = ack.get('reply-to');
is('answer: to him alone', [who], reply.rcpt);
is('answer: bounces come to the keyed address', key, reply.sender);
is('answer: one key a ticket and person', key, reply.get('reply-to'));
is('answer: subject', `Re: Quetzalcoatl is broken [${ticket.code}]`, reply.subject);
is('answer: In-Reply-To', `<${id1}>`, reply.get('in-reply-to'));
is('answer: References', `<${id1}>`, reply.get('references'));
ok('answer: a Message-ID of its own', /^<[0-9a-z]{24}@demo\.localhost>$/.test(reply.get('message-id')) &&
  reply.get('message-id') !== ack.get('message-id'), reply.get('message-id'));
is('answer: a person wrote it', '', reply.get('auto-submitted'));
is('answer: its parts', ['text/plain utf-8', 'application/pdf '], parts.map((p) => `${p.type} ${p.charset}`));
has('answer: the text', parts[0].text, body.trim());
has('answer: the signature', parts[0].text, '\n-- \nAlex · Atención');
is('answer: the file has its name', 'résumé €.pdf', parts[1]?.name);
ok('answer: and its bytes', parts[1] && data.equals(parts[1].bytes));
ok('answer: 7 bits, lines of at most 998', reply.whole.split('\n').every((l) =>
  l.length <= 999 && !/[^\x00-\x7f]/.test(l)));

// ---- he answers by mail ---------------------------------------------------------------
const id2 = newId();
const quote = `\n\nOn Tue, 24 Nov 2026 at 10:00, Demo Company <support@demo.localhost> wrote:\n> ${body.trim().split('\n').join('\n> ')}\n`;
is('he answers', [250], await deliver(who, key, plain({ from: who, to: key, id: id2,
  subject: 'Re: Re: something else', text: 'Thank you, it plays now.' + quote })));
const row = () => rows(`SELECT status, messages FROM olvido.ticket WHERE ticket_id = ${ticket.id}`)[0].map(Number);
is('it joins and reopens', [2, 3], row());
let seen = messages(await panel.ticket(ticket.id));
is('what he wrote is shown without the quote', 'Thank you, it plays now.', seen[2]?.text);
has('and the whole is there', seen[2]?.whole ?? '', 'el niño está aquí');
is('his key proves him', false, seen[2]?.unverified);
is('the first mail is not proved', true, seen[0]?.unverified);
is('no acknowledgement of an answer', 2, sinkTo(who).length);

is('the agent resolves', 303, (await panel.answer(ticket.id, 'Good.', { status: 'resolved' })).status);
const last = await mailTo(who, 3);
is('the next answer: In-Reply-To', `<${id2}>`, last?.get('in-reply-to'));
is('the next answer: References', `<${id1}> <${id2}>`, last?.get('references'));
is('resolved', 5, row()[0]);
await deliver(who, key, plain({ from: who, to: key, text: 'Not yet!' }));
is('his answer reopens', [2, 5], row());
await deliver(who, key, plain({ from: who, to: key, text: 'I am away until Monday.',
  headers: [['Auto-Submitted', 'auto-replied']] }));
is('an out-of-office note is kept and changes nothing', [2, 6], row());

const before = sinkTo(who).length;
is('a note', 303, (await panel.post(`/panel/tickets/${ticket.id}/note`, { body: 'Internal.' }, `/panel/tickets/${ticket.id}`)).status);
await outboxEmpty();
is('stays inside', before, sinkTo(who).length);

// ---- header injection ---------------------------------------------------------------------
{
  const evil = `inject.${RUN}@client.example`;
  mark();
  await deliver(evil, TO, plain({ from: evil, to: TO,
    subject: '=?utf-8?q?Hello=0D=0ABcc:_victim@else.example=0D=0A=0D=0AText?=' }));
  const [tk] = fresh();
  await panel.answer(tk.id, 'Yes?');
  const m = await until(() => sinkTo(evil).find((x) => !isAck(x)));
  is('no header out of a subject', '', m?.get('bcc'));
  is('nobody else gets it', [evil], m?.rcpt);
  has('it stays a subject', m?.subject ?? '', 'Bcc: victim@else.example');
}

// ---- keys are each person's and ticket's own ------------------------------------------------
{
  mark();
  await deliver(who, TO, plain({ from: who, to: TO, subject: 'Another' }));
  const acks = await until(() => { const v = sinkTo(who).filter(isAck); return v.length > 1 ? v : null; });
  ok('another ticket, another key', acks && acks[1].get('reply-to') !== key);
  ok('128 bits differ', acks && [...acks[1].get('reply-to')].filter((c, i) => c !== key[i]).length > 10);
}

// ---- reports of other servers --------------------------------------------------------------------
const report = (to, more = '') => `From: MAILER-DAEMON@mx.client.example (Mail Delivery System)\r\nTo: ${to}\r\n` +
  `Subject: Undelivered Mail Returned to Sender\r\nMessage-ID: <${newId()}>\r\nAuto-Submitted: auto-replied\r\nMIME-Version: 1.0\r\n` +
  `Content-Type: multipart/report; report-type=delivery-status; boundary="B"\r\n\r\n--B\r\nContent-Type: text/plain\r\n\r\n` +
  `<${who}>: host mx.client.example said: 550 5.1.1 User unknown\r\n--B\r\nContent-Type: message/delivery-status\r\n\r\n` +
  `Reporting-MTA: dns; mx.client.example\r\n\r\nFinal-Recipient: rfc822; ${who}\r\nAction: failed\r\nStatus: 5.1.1\r\n${more}\r\n--B\r\n` +
  `Content-Type: message/rfc822\r\n\r\nFrom: support@demo.localhost\r\nSubject: x\r\n\r\nx\r\n--B--\r\n`;
{
  mark();
  const old = row();
  const sent = sinkTo(who).length;
  is('a report is taken', [250], await deliver('', key, report(key)));
  is('no ticket of its own', [], fresh());
  is('it is recorded, the status stays', [old[0], old[1] + 1], row());
  seen = messages(await panel.ticket(ticket.id));
  is('as a note', 'note', seen.at(-1).kind);
  has('with its code', seen.at(-1).text, '5.1.1');
  is('a report of old style is taken', [250], await deliver('', key, plain({ from: 'MAILER-DAEMON@old.example', to: key,
    subject: 'failure notice', text: 'Hi. This is the qmail-send program. <x@y>: Sorry, no mailbox here. (#5.1.2)' })));
  is('no ticket either', [], fresh());
  seen = messages(await panel.ticket(ticket.id));
  is('a note with the mail', ['note', 1], [seen.at(-1).kind, seen.at(-1).files.length]);
  await outboxEmpty();
  is('nobody gets mail for it', sent, sinkTo(who).length);
  const link = await t.w.get(t.where);
  hasnt('the customer does not see it', link.text, '5.1.1');
}

// ---- our own mail comes back -----------------------------------------------------------------------
{
  mark();
  const raw = reply.whole.replace(/^[\s\S]*?\n(?=From: )/, '');
  is('our own mail comes back to us', [250], await deliver(TO, TO, raw));
  is('and opens nothing', [], fresh());
}

// ---- the web form: the same rules -----------------------------------------------------------------
{
  const guest = `guest.${RUN}@client.example`;
  const w = new Web();
  const r = await w.post('/ask', { name: 'Gwendolyn', email: guest, subject: 'Marmalade', body: 'Rhododendron', files: [] }, '/ask');
  is('a question by web', 303, r.status);
  const m = await mailTo(guest);
  ok('is acknowledged', m !== undefined && isAck(m));
  for (const word of ['Gwendolyn', 'Marmalade', 'Rhododendron']) hasnt('without what he wrote', m?.whole ?? '', word);
}

// ---- another language -------------------------------------------------------------------------------
{
  const juan = `juan.${RUN}@client.example`;
  await deliver(juan, 'support@second.localhost', plain({ from: juan, to: 'support@second.localhost' }));
  const m = await mailTo(juan);
  has('the account\'s language', m?.subject ?? '', 'Hemos recibido su mensaje');
  is('its own host', true, /@second\.localhost$/.test(m?.get('reply-to')));
}
finish();
