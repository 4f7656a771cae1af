// SECURITY.md 5.13: never a relay, never a bomb, never a loop.
import { RUN, SINCE, account, deliver, finish, fresh, hasnt, is, isAck, lmtp, mark, newId, ok, outboxEmpty, plain,
  rows, sink, sinkTo, sql, until } from './lib.mjs';

const TO = 'support@demo.localhost';
const acksTo = (a) => sinkTo(a).filter(isAck).length;

// ---- who is never answered by a machine ------------------------------------------
const robots = {
  'Auto-Submitted: auto-generated': { headers: [['Auto-Submitted', 'auto-generated']] },
  'Auto-Submitted: auto-replied': { headers: [['Auto-Submitted', 'auto-replied; x=y']] },
  'Precedence: bulk': { headers: [['Precedence', 'bulk']] },
  'Precedence: list': { headers: [['Precedence', 'list']] },
  'Precedence: junk': { headers: [['Precedence', 'junk']] },
  'List-Id': { headers: [['List-Id', 'A list <a.list.example>']] },
  'List-Unsubscribe': { headers: [['List-Unsubscribe', '<mailto:u@list.example>']] },
  'X-Auto-Response-Suppress': { headers: [['X-Auto-Response-Suppress', 'All']] },
  'Return-Path: <>': { headers: [['Return-Path', '<>']] },
  'null sender': { sender: '' },
  'mailer-daemon': { from: `MAILER-DAEMON@${RUN}.example` },
  'postmaster': { from: `postmaster@${RUN}.example` },
  'no-reply': { from: `no-reply@${RUN}.example` },
  'noreply': { from: `NoReply@${RUN}.example` },
  'donotreply': { from: `donotreply@${RUN}.example` },
  'a list\'s owner': { from: `owner-news@${RUN}.example` },
  'bounces': { from: `bounces+x=y@${RUN}.example` },
  'our own mailbox': { from: TO },
  'our own host': { from: 'anybody@demo.localhost' },
  'another account\'s mailbox': { from: 'support@second.localhost' },
  'another account\'s host': { from: 'someone@second.localhost' },
};
await outboxEmpty();
const before = sink().length;
for (const [name, r] of Object.entries(robots)) {
  const from = r.from ?? `robot${newId().split('@')[0]}@client.example`;
  mark();
  is(`${name}: taken`, [250], await deliver(r.sender ?? from, TO, plain({ from, to: TO, headers: r.headers })));
  is(`${name}: a ticket`, 1, fresh().length);
}
await outboxEmpty();
is('none of them is answered', [], sink().slice(before).map((m) => m.rcpt[0]));
const person = `person.${RUN}@client.example`;
await deliver(person, TO, plain({ from: person, to: TO, headers: [['Auto-Submitted', 'no']] }));
ok('a person is', await until(() => acksTo(person) === 1));

// ---- two machines that talk to each other -------------------------------------------
// A robot without manners answers whatever it gets, to From and to Reply-To.
{
  const robot = `loop.${RUN}@client.example`;
  let answered = 0, rounds = 0;
  await deliver(robot, TO, plain({ from: robot, to: TO, subject: 'Start' }));
  for (let quiet = 0; rounds < 20 && quiet < 2; rounds++) {
    await outboxEmpty();
    const got = await until(() => sinkTo(robot).length > answered, 3);
    if (!got) { quiet++; continue; }
    for (const m of sinkTo(robot).slice(answered)) {
      answered++;
      for (const to of [TO, m.get('reply-to')])
        await deliver(robot, to, plain({ from: robot, to, subject: `Re: ${m.subject}`,
          headers: [['In-Reply-To', m.get('message-id')]] }));
    }
  }
  ok('the loop ends', rounds < 20, rounds);
  is('after three acknowledgements', 3, sinkTo(robot).length);
}

// ---- 1000 forged requests ---------------------------------------------------------------
// Spam in every field: 200 in one victim's name, the others in 800 names.
const spam = ['Buyviagranow', 'Cheapwatches', 'spamlink.example'];
const victim = `victim.${RUN}@client.example`;
const hour = () => Number(sql(`SELECT COUNT(*) FROM olvido.outbox WHERE kind = 1 AND state = 2
  AND account_id = ${account('demo.localhost')} AND created_at >= ${SINCE}`));
mark();
const started = sink().length;
let taken = 0;
await Promise.all([0, 1, 2, 3].map(async (k) => {
  const s = await lmtp();
  for (let i = k; i < 1000; i += 4) {
    const from = i % 5 === 0 ? victim : `v${i}.${RUN}@victims.example`;
    const code = await s.send(`attacker@spam.example`, TO, plain({ from: `"${spam[0]}" <${from}>`, to: TO,
      subject: `${spam[1]} ${i}`, text: `Click https://${spam[2]}/${i}`,
      id: `${spam[0]}.${i}.${RUN}@${spam[2]}`, headers: [['Reply-To', `x@${spam[2]}`]] }));
    taken += code[0] === 250;
  }
  await s.quit();
}));
is('all are stored', [1000, 1000], [taken, fresh().length]);
ok('the outbox is worked off', await outboxEmpty(120));
const sent = sink().slice(started);
ok('some are acknowledged', sent.length > 20, sent.length);
is('one victim: three', 3, acksTo(victim));
const inHour = sink().filter((m) => isAck(m) && m.get('from').includes(TO)).length;
ok('the account: at most 300 in an hour, with all before', inHour <= 300, inHour);
ok('the limit was reached: more were asked for', hour() > 300, hour());
for (const word of spam)
  hasnt(`no acknowledgement carries '${word}'`, sent.map((m) => m.whole).join('\n'), word);
ok('all with the null sender and marked', sent.every((m) => m.sender === '' && isAck(m)));
ok('all to one address each', sent.every((m) => m.rcpt.length === 1));
ok('nothing to where Reply-To points', !sink().some((m) => m.rcpt.some((r) => r.endsWith(spam[2]))));
is('nothing waits', 0, rows(`SELECT 1 FROM olvido.outbox WHERE state = 1`).length);
finish();
