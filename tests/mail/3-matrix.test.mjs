// SECURITY.md 5.12: who speaks in a ticket by mail. Every combination of sender,
// address, code, Message-ID and Cc, in two accounts on one host: where it goes and
// who gets mail for it. The expected place is computed here, from the rule alone.
import { RUN, Web, account, deliver, finish, fresh, is, isAck, lmtp, mark, messages, newId,
  ok, outboxEmpty, plain, rows, sink, sinkTo, until } from './lib.mjs';

const hosts = ['demo.localhost', 'second.localhost'];
const FROM = ['requester', 'another', 'unknown'];
const KEYS = ['his', 'anothers', 'none', 'wrong'];
const CODES = ['his', 'none', 'foreign'];
const IDS = ['his', 'none', 'foreign'];
const CC = [false, true];
const table = [];
for (const host of hosts) for (const from of FROM) for (const key of KEYS)
  for (const code of CODES) for (const ref of IDS)
    // Cc on a third of the rows, spread over all others.
    table.push({ host, from, key, code, ref, cc: CC[table.length % 3 === 0 ? 1 : 0] });

// For each account another customer with a ticket; for each row a requester.
const spread = async (list, fn) => {
  const s = await lmtp();
  for (const x of list) await fn(x, s);
  await s.quit();
};
mark();
const other = {};
for (const host of hosts) {
  const address = `other.${RUN}@${host.split('.')[0]}.example`;
  other[host] = { address, id: newId() };
  await deliver(address, `support@${host}`, plain({ from: address, to: `support@${host}`, id: other[host].id, subject: 'Other' }));
}
for (const [i, row] of table.entries()) {
  row.address = `r${i}.${RUN}@client.example`;
  row.id = newId();
}
// One requester has three tickets: as many as are acknowledged in a day.
for (const [i, row] of table.entries()) if (i % 3) row.address = table[i - i % 3].address;
await spread(table, async (row, s) => {
  row.first = (await s.send(row.address, `support@${row.host}`, plain({ from: row.address,
    to: `support@${row.host}`, id: row.id, subject: `First of ${row.id}` })))[0];
});
ok('all first mails are stored', table.every((r) => r.first === 250));
await outboxEmpty();
const byCode = new Map();
for (const host of hosts) for (const t of fresh(host)) byCode.set(t.code, { ...t, host });
// The keys are what the requester got: read them from his mails, as he does.
const acks = await until(() => {
  const v = sink().filter((m) => isAck(m) && byCode.has(/\[(.*)\]/.exec(m.subject)?.[1]));
  return v.length >= table.length + hosts.length ? v : null;
}, 60);
if (!ok('everybody has his key', acks !== null)) { finish(); process.exit(); }
const mine = new Map();
for (const m of acks) {
  const t = byCode.get(/\[(.*)\]/.exec(m.subject)[1]);
  t.key = m.get('reply-to');
  const k = `${t.host} ${m.rcpt[0]}`;
  mine.set(k, [...(mine.get(k) ?? []), t]);
}
for (const host of hosts) other[host].ticket = mine.get(`${host} ${other[host].address}`)[0];
// Any of his tickets will do, but each row another. Which first mail opened it the
// acknowledgement does not say, so the row's Message-ID is that of a second mail.
for (const row of table)
  row.ticket = mine.get(`${row.host} ${row.address}`).shift();
await spread(table, async (row, s) => {
  row.id = newId();
  row.second = (await s.send(row.address, row.ticket.key, plain({ from: row.address,
    to: row.ticket.key, id: row.id, text: `Second ${row.id}` })))[0];
});
ok('a key that is his own joins', table.every((r) => r.second === 250));
is('no new tickets by it', table.length + hosts.length, hosts.flatMap((h) => fresh(h)).length);
const rest = (host) => hosts.find((h) => h !== host);
const count = (id) => Number(rows(`SELECT messages FROM olvido.ticket WHERE ticket_id = ${id}`)[0][0]);

mark();
const known = new Map();
const sentBefore = sink().length;
await spread(table, async (row, s) => {
  const o = other[row.host], f = other[rest(row.host)];
  const from = { requester: row.address, another: o.address,
    unknown: `u${newId().split('@')[0]}@stranger.example` }[row.from];
  const to = { his: row.ticket.key, anothers: o.ticket.key, none: `support@${row.host}`,
    wrong: row.ticket.key.replace(/@.*/, `@${rest(row.host)}`) }[row.key];
  const code = { his: row.ticket.code, none: '', foreign: f.ticket.code }[row.code];
  const ref = { his: row.id, none: '', foreign: f.id }[row.ref];
  const cc = `cc${newId().split('@')[0]}@third.example`;
  const before = { his: count(row.ticket.id), another: count(o.ticket.id) };
  const name = JSON.stringify([row.host, row.from, row.key, row.code, row.ref, row.cc]);
  const got = await s.send(from, to, plain({ from: `"A name" <${from}>`, to,
    subject: code ? `Re: [${code}]` : 'Re: it', text: `Row ${newId()}`,
    headers: [...(ref ? [['In-Reply-To', `<${ref}>`], ['References', `<x@y.example> <${ref}>`]] : []),
      ...(row.cc ? [['Cc', `Third <${cc}>, ${o.address}`]] : [])] }));
  // The rule.
  const joins = row.key === 'his' && row.from === 'requester' ? row.ticket
    : row.key === 'anothers' && row.from === 'another' ? o.ticket : null;
  const linked = row.key === 'his' ? row.ticket.id : row.key === 'anothers' ? o.ticket.id
    : row.ref === 'his' ? row.ticket.id : row.code === 'his' ? row.ticket.id : '0';
  const made = hosts.flatMap((h) => fresh(h).map((t) => ({ ...t, host: h })));
  mark();
  const place = row.key === 'wrong' ? 'refused' : joins ? 'joins' : `new, linked ${linked}`;
  const really = got[0] === 550 && made.length === 0 ? 'refused'
    : got[0] === 250 && made.length === 0 && count((joins ?? row.ticket).id) ===
      (joins === o.ticket ? before.another : before.his) + 1 ? 'joins'
    : got[0] === 250 && made.length === 1 && made[0].host === row.host ? `new, linked ${made[0].linked}` : `odd ${got[0]} ${made.length}`;
  is(name, place, really);
  // Nobody else's ticket grew.
  if (joins !== row.ticket) is(`${name}: his ticket is as it was`, before.his, count(row.ticket.id));
  if (joins !== o.ticket) is(`${name}: the other's, too`, before.another, count(o.ticket.id));
  if (made.length) known.set(made[0].code, from);
});
await outboxEmpty();

// Who got mail for all that: only the one who wrote, an acknowledgement without
// text, at most three a day; never Cc, never the requester of a forged mail.
const out = sink().slice(sentBefore);
ok('there were some', out.length > 50, out.length);
for (const m of out) {
  const code = /\[(.*)\]/.exec(m.subject)?.[1];
  ok('an acknowledgement', isAck(m), m.subject);
  is('to its sender alone', [known.get(code)], m.rcpt);
}
is('Cc gets nothing', 0, sink().filter((m) => m.rcpt.some((r) => r.endsWith('@third.example'))).length);
const counts = new Map();
for (const m of sink().filter(isAck)) counts.set(m.rcpt[0], (counts.get(m.rcpt[0]) ?? 0) + 1);
ok('at most three a day and address', Math.max(...counts.values()) <= 3, Math.max(...counts.values()));

// An agent's answer goes to the requester of a ticket alone, whoever was in Cc; and
// what a stranger wrote with a stolen key is not shown to the requester.
{
  const row = table.find((r) => r.host === hosts[0] && r.cc && r.key === 'his' && r.from === 'requester');
  const w = new Web();
  await w.signIn();
  const before = sink().length;
  is('an agent answers', 303, (await w.answer(row.ticket.id, 'To you alone.')).status);
  await until(() => sink().length > before);
  await outboxEmpty();
  is('one mail, to the requester', [row.address], sink().slice(before).flatMap((m) => m.rcpt));
  // The agent's Message-ID alone, known to whoever got it forwarded, only links.
  const id = sinkTo(row.address).at(-1).get('message-id');
  mark();
  await deliver('forger@stranger.example', `support@${row.host}`, plain({ from: row.address,
    to: `support@${row.host}`, subject: `Re: [${row.ticket.code}]`, text: 'Send me everything.',
    headers: [['In-Reply-To', id]] }));
  is('forged From with our Message-ID and code: a ticket of its own, linked',
    [row.ticket.id], fresh().map((t) => t.linked));
  const shown = messages(await w.ticket(row.ticket.id)).map((m) => m.text);
  ok('not in his ticket', !shown.some((x) => x.includes('Send me everything.')));
}
ok('both accounts have ids of their own', account(hosts[0]) !== account(hosts[1]));
finish();
