// Passkeys: registered, as second factor, alone, as proof; in Chromium by its
// virtual authenticator, and by a key of software that lies about everything.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash, createPublicKey, generateKeyPairSync, randomBytes, sign, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../..');
const BUILD = process.env.BUILD || join(ROOT, 'build');
const env = Object.fromEntries(readFileSync(process.env.CHECK_ENV, 'utf8').split('\n').filter(l => l.includes('='))
  .map(l => [l.slice(0, l.indexOf('=')), l.slice(l.indexOf('=') + 1)]));
const ORIGIN = env.URL.replace(/\/$/, '');
const HOST = new URL(env.URL).hostname;
const OTHER = ORIGIN.replace(HOST, 'second.localhost');
const sql = text => execFileSync('mariadb', ['--no-defaults', '-S', env.MYSQL_SOCKET, '-N', '-B', '-e', text], { encoding: 'utf8' }).trim();

// Passkeys want a certificate that is trusted: this one, by its key.
const spki = createPublicKey(new X509Certificate(readFileSync(join(env.VAR, 'tls/cert.pem'))).publicKey
  .export({ type: 'spki', format: 'pem' })).export({ type: 'spki', format: 'der' });
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-background-networking',
    '--ignore-certificate-errors-spki-list=' + createHash('sha256').update(spki).digest('base64'),
    '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE *.localhost, EXCLUDE 127.0.0.1'],
});
after(() => browser.close());

// ---- people and pages -----------------------------------------------------------

const U = Date.now().toString(36) + process.pid;
const PASSWORD = 'a password beside the key ' + U;
function person(name, host = HOST) {
  const email = `${name}${U}@example.org`;
  const r = spawnSync(join(BUILD, 'olvido'), ['--conf', join(env.VAR, 'olvido.hdf'), 'agent', 'add', host, 'agent', email, 'Test ' + name],
    { input: PASSWORD + '\n' });
  assert.equal(r.status, 0, String(r.stderr));
  return { email, id: sql('SELECT MAX(agent_id) FROM olvido.agent') };
}
const forgive = () => sql('DELETE FROM olvido.throttle');

async function newPage(options = {}) {
  const context = await browser.newContext({ locale: 'en-GB', ...options });
  context.setDefaultTimeout(15000);
  const page = await context.newPage();
  page.errors = [];
  page.on('console', m => { if (m.type() === 'error') page.errors.push(m.text()); });
  page.on('pageerror', e => page.errors.push(e.message));
  return page;
}
async function signIn(page, email, origin = ORIGIN) {
  await page.goto(origin + '/panel/login');
  await page.fill('#email', email);
  await page.fill('#password', PASSWORD);
  await page.click('form[action="/panel/login"] button');
  await page.waitForURL(u => !u.pathname.endsWith('/login'));
}
const path = page => new URL(page.url()).pathname;
const csrf = page => page.locator('input[name=csrf]').first().inputValue();
// A form sent by hand: where it led and what it said.
const post = (page, where, fields) => page.evaluate(async ([w, f]) => {
  const r = await fetch(w, { method: 'POST', body: new URLSearchParams(f) });
  return { status: r.status, path: new URL(r.url).pathname, text: await r.text() };
}, [where, fields]);
const ask = async (page, purpose, token) => {
  const r = await post(page, '/panel/passkey/start', { csrf: token ?? await csrf(page), for: purpose });
  return r.status === 200 ? JSON.parse(r.text) : r;
};

// ---- Chromium's virtual authenticator ----------------------------------------------

async function authenticator(page) {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('WebAuthn.enable', { enableUI: false });
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', { options: {
    protocol: 'ctap2', ctap2Version: 'ctap2_1', transport: 'internal', hasResidentKey: true,
    hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true } });
  return { cdp, authenticatorId };
}
const keysOf = async a => (await a.cdp.send('WebAuthn.getCredentials', { authenticatorId: a.authenticatorId })).credentials;
async function register(page, name) {
  await page.goto(ORIGIN + '/panel/factor/passkeys');
  await page.fill('#name', name);
  await page.click('[data-go]');
  await page.waitForLoadState('load');
}

const anna = person('anna');
const page = await newPage();
const device = await authenticator(page);
const counter = who => Number(sql(`SELECT counter FROM olvido.passkey WHERE subject_id = ${who.id} ORDER BY passkey_id LIMIT 1`));

test('register: the first passkey brings recovery codes', async () => {
  await signIn(page, anna.email);
  await register(page, 'My phone');
  await page.waitForSelector('.recovery code');
  assert.equal(await page.locator('.recovery code').count(), 10);
  assert.equal((await keysOf(device)).length, 1);
  assert.equal((await keysOf(device))[0].rpId, HOST);
  await page.goto(ORIGIN + '/panel/factor');
  assert.match(await page.textContent('main'), /My phone/);
  assert.equal(sql(`SELECT methods FROM olvido.factor WHERE subject_id = ${anna.id}`), '2');
});

test('what an authenticator keeps says nothing of the person', async () => {
  const [k] = await keysOf(device);
  assert.equal(Buffer.from(k.userHandle, 'base64').length, 32);
});

test('register: the same authenticator is not added twice', async () => {
  await register(page, 'Again');
  await page.waitForSelector('[data-failed]:not([hidden])');
  assert.equal(sql(`SELECT COUNT(*) FROM olvido.passkey WHERE subject_id = ${anna.id}`), '1');
});

async function leave() {
  await page.goto(ORIGIN + '/panel/factor');
  await post(page, '/panel/logout', { csrf: await csrf(page) });
}

test('second factor: the password alone opens nothing, the passkey does', async () => {
  await leave();
  await signIn(page, anna.email);
  assert.equal(path(page), '/panel/code');
  const before = counter(anna);
  await page.click('form[data-passkey=second] [data-go]');
  await page.waitForURL(u => u.pathname === '/panel/tickets');
  assert.ok(counter(anna) > before, 'the count of signatures grows');
});

test('sole login: without name or password', async () => {
  await leave();
  await page.goto(ORIGIN + '/panel/login?next=/panel/sessions');
  await page.click('form[data-passkey=alone] [data-go]');
  await page.waitForURL(u => u.pathname === '/panel/sessions');
  assert.match(await page.textContent('body'), /Test anna/);
  assert.equal(sql(`SELECT factor FROM olvido.session WHERE kind = 1 AND subject_id = ${anna.id} ORDER BY session_id DESC LIMIT 1`), '4');
});

test('step-up: a passkey is a proof', async () => {
  sql(`UPDATE olvido.session SET step_up_until = 0 WHERE subject_id = ${anna.id}`);
  await page.goto(ORIGIN + '/panel/factor/passkeys');
  assert.match(await page.textContent('h1'), /Is it you/);
  const before = (await page.context().cookies()).find(c => c.name === '__Host-olvido-panel').value;
  await page.click('[data-go]');
  await page.waitForSelector('#name');
  assert.notEqual((await page.context().cookies()).find(c => c.name === '__Host-olvido-panel').value, before);
});

test('cloned: a counter that does not grow is refused', async () => {
  await leave();
  const [k] = await keysOf(device);
  assert.ok(k.signCount > 0);
  await device.cdp.send('WebAuthn.removeCredential', { authenticatorId: device.authenticatorId, credentialId: k.credentialId });
  await device.cdp.send('WebAuthn.addCredential', { authenticatorId: device.authenticatorId, credential: { ...k, signCount: 0 } });
  const before = counter(anna);
  await page.goto(ORIGIN + '/panel/login');
  await page.click('form[data-passkey=alone] [data-go]');
  await page.waitForSelector('.flash');
  assert.equal(path(page), '/panel/login');
  assert.equal(counter(anna), before);
  await device.cdp.send('WebAuthn.removeCredential', { authenticatorId: device.authenticatorId, credentialId: k.credentialId });
  await device.cdp.send('WebAuthn.addCredential', { authenticatorId: device.authenticatorId, credential: { ...k, signCount: k.signCount + 10 } });
  await page.goto(ORIGIN + '/panel/login');
  await page.click('form[data-passkey=alone] [data-go]');
  await page.waitForURL(u => u.pathname === '/panel/tickets');
});

test('nobody there: the page says so and goes on without', async () => {
  await leave();
  const [k] = await keysOf(device);
  await device.cdp.send('WebAuthn.removeCredential', { authenticatorId: device.authenticatorId, credentialId: k.credentialId });
  await page.goto(ORIGIN + '/panel/login');
  await page.click('form[data-passkey=alone] [data-go]');
  await page.waitForSelector('[data-failed]:not([hidden])');
  assert.equal(await page.isEnabled('#password'), true);
});

test('without JavaScript there are the password and codes', async () => {
  const plain = await newPage({ javaScriptEnabled: false });
  await signIn(plain, anna.email);
  assert.equal(path(plain), '/panel/code');
  assert.equal(await plain.isVisible('#code'), true);
  assert.equal(await plain.isVisible('form[data-passkey]'), false);
  await plain.context().close();
});

test('no error in the console, no policy broken', () =>
  assert.deepEqual(page.errors.filter(e => !/40[34]|422/.test(e)), []));

// ---- a key of software ------------------------------------------------------------------

const b64 = b => Buffer.from(b).toString('base64url');
const sha = b => createHash('sha256').update(b).digest();
class SoftKey {
  constructor(host = HOST) {
    Object.assign(this, generateKeyPairSync('ec', { namedCurve: 'P-256' }), { id: randomBytes(32), count: 0, host });
  }
  // WebAuthn 6.1; o: what to lie about
  data(o = {}) {
    const n = Buffer.alloc(4);
    n.writeUInt32BE(o.count ?? ++this.count);
    return Buffer.concat([sha(o.rp ?? this.host), Buffer.from([o.flags ?? 0x05]), n]);
  }
  client(type, challenge, o) {
    return Buffer.from(JSON.stringify({ type: o.type ?? type, challenge, origin: o.origin ?? ORIGIN, crossOrigin: o.cross ?? false }));
  }
  made(challenge, o = {}) {
    const { x, y } = this.publicKey.export({ format: 'jwk' });
    const cose = Buffer.concat([Buffer.from('a501020326200121' + '5820', 'hex'), Buffer.from(x, 'base64url'),
      Buffer.from('225820', 'hex'), Buffer.from(y, 'base64url')]);
    const data = Buffer.concat([this.data({ flags: 0x45, ...o }), Buffer.alloc(16), Buffer.from([0, this.id.length]), this.id, cose]);
    return [data, this.client('webauthn.create', challenge, o)].map(b64).join('.');
  }
  signed(challenge, o = {}) {
    const data = this.data(o), client = this.client('webauthn.get', challenge, o);
    const signature = sign('sha256', Buffer.concat([data, sha(client)]), o.key ?? this.privateKey);
    return [o.id ?? this.id, o.data ?? data, o.client ?? client, signature].map(b64).join('.');
  }
}

const bert = person('bert');
const soft = new SoftKey();
const bad = await newPage();
async function registers(o = {}, key = soft) {
  await bad.goto(ORIGIN + '/panel/factor/passkeys');
  const token = await csrf(bad);
  const { challenge } = await ask(bad, 'register');
  return post(bad, '/panel/factor/passkeys', { csrf: token, name: 'soft', passkey: key.made(o.challenge ?? challenge, o) });
}
const stored = who => Number(sql(`SELECT COUNT(*) FROM olvido.passkey WHERE subject_id = ${who.id}`));

const lies = {
  'wrong origin': { origin: OTHER }, 'origin with another port': { origin: 'https://' + HOST },
  'origin over http': { origin: ORIGIN.replace('https', 'http') }, 'wrong rpId': { rp: 'second.localhost' },
  'rpId of the parent': { rp: 'localhost' }, 'in a frame of another origin': { cross: true },
  'a challenge of nobody': { challenge: b64(randomBytes(32)) }, 'an empty challenge': { challenge: '' },
};
test('registration: each lie is refused', async () => {
  await signIn(bad, bert.email);
  for (const [what, o] of Object.entries({ ...lies, 'the other type': { type: 'webauthn.get' }, 'nobody present': { flags: 0x44 },
    'no key inside': { flags: 0x05 } })) {
    const r = await registers(o);
    assert.equal(r.status, 422, what);
    assert.equal(stored(bert), 0, what);
  }
});
test('registration: truth is taken, once', async () => {
  assert.match((await registers()).text, /class="recovery/);
  assert.equal(stored(bert), 1);
  assert.equal((await registers()).status, 422, 'the same key again');
  assert.equal(stored(bert), 1);
});
test('registration: a challenge is of one session and used once', async () => {
  await bad.goto(ORIGIN + '/panel/factor/passkeys');
  const { challenge } = await ask(bad, 'register');
  await signIn(page, anna.email);
  const half = await post(page, '/panel/factor/passkeys', { csrf: 'x', name: 'x', passkey: new SoftKey().made(challenge) });
  assert.notEqual(half.path, '/panel/factor');
  const second = new SoftKey();
  const answer = { csrf: await csrf(bad), name: 'second', passkey: second.made(challenge) };
  assert.equal((await post(bad, '/panel/factor/passkeys', answer)).path, '/panel/factor');
  await bad.goto(ORIGIN + '/panel/factor/passkeys');
  answer.csrf = await csrf(bad);
  assert.equal((await post(bad, '/panel/factor/passkeys', answer)).status, 422);
});

async function out() {
  await bad.goto(ORIGIN + '/panel/factor');
  if (path(bad) === '/panel/login') return;
  await post(bad, path(bad) === '/panel/code' ? '/panel/code/leave' : '/panel/logout', { csrf: await csrf(bad) });
}
async function secondly(answer) {
  await signIn(bad, bert.email);
  assert.equal(path(bad), '/panel/code');
  const { challenge } = await ask(bad, 'second');
  return post(bad, '/panel/code/passkey', { csrf: await csrf(bad), next: '/panel/sessions', passkey: answer(challenge) });
}
const moreLies = { ...lies, 'the other type': { type: 'webauthn.create' }, 'nobody present': { flags: 0x00 },
  'another key': { key: new SoftKey().privateKey }, 'an unknown id': { id: randomBytes(32) },
  'data that was not signed': { data: soft.data({ count: 1000000 }) },
  'a counter that went back': { count: 1 } };
test('second factor: each lie is refused', async () => {
  for (const [what, o] of Object.entries(moreLies)) {
    await out();
    forgive();
    const r = await secondly(c => soft.signed(o.challenge ?? c, o));
    assert.equal(r.status, 422, what);
    await bad.goto(ORIGIN + '/panel/profile');
    assert.equal(path(bad), '/panel/code', what);
  }
});
test('second factor: malformed answers are refused', async () => {
  for (const text of ['', '.', '...', 'a.b.c', 'a.b.c.d.e', '!.!.!.!', 'AAAA.AAAA.AAAA.AAAA', 'A'.repeat(8000)]) {
    await out();
    forgive();
    assert.equal((await secondly(() => text)).status, 422, text.slice(0, 20));
  }
});
test('second factor: truth is taken; replayed it is not', async () => {
  await out();
  forgive();
  let said;
  const r = await secondly(c => said = soft.signed(c));
  assert.equal(r.path, '/panel/sessions');
  await out();
  assert.equal((await secondly(() => said)).status, 422, 'replayed assertion');
  await out();
  assert.equal((await secondly(c => soft.signed(c, { flags: 0x01 }))).path, '/panel/sessions', 'beside the password presence is enough');
});
test('second factor: another person\'s passkey is refused', async () => {
  const carl = person('carl');
  await out();
  forgive();
  await signIn(bad, carl.email);
  const his = new SoftKey();
  await registers({}, his);
  assert.equal(stored(carl), 1);
  await out();
  assert.equal((await secondly(c => his.signed(c))).status, 422);
});

async function alone(answer) {
  await bad.goto(ORIGIN + '/panel/login');
  const { challenge } = await ask(bad, 'alone');
  return post(bad, '/panel/passkey', { csrf: await csrf(bad), next: '/panel/sessions', passkey: answer(challenge) });
}
test('sole login: each lie is refused, and presence without verification', async () => {
  for (const [what, o] of Object.entries({ ...moreLies, 'not verified': { flags: 0x01 } })) {
    await bad.context().clearCookies();
    assert.equal((await alone(c => soft.signed(o.challenge ?? c, o))).path, '/panel/login', what);
  }
});
test('sole login: truth is taken; replayed, or by another browser, it is not', async () => {
  await bad.context().clearCookies();
  let said;
  assert.equal((await alone(c => said = soft.signed(c))).path, '/panel/sessions');
  await bad.context().clearCookies();
  assert.equal((await alone(() => said)).path, '/panel/login', 'replayed assertion');
  // A challenge that another browser was given: no sign-in by somebody else's page.
  const thief = await newPage();
  await thief.goto(ORIGIN + '/panel/login');
  const { challenge } = await ask(thief, 'alone');
  assert.equal((await alone(() => soft.signed(challenge))).path, '/panel/login');
  await thief.context().close();
});
test('sole login: not in another account, not when inactive', async () => {
  const there = await newPage();
  await there.goto(OTHER + '/panel/login');
  const { challenge } = await ask(there, 'alone');
  const r = await post(there, '/panel/passkey', { csrf: await csrf(there), passkey: soft.signed(challenge, { origin: OTHER, rp: 'second.localhost' }) });
  assert.equal(r.path, '/panel/login');
  await there.context().close();
  sql(`UPDATE olvido.agent SET state = 2 WHERE agent_id = ${bert.id}`);
  await bad.context().clearCookies();
  assert.equal((await alone(c => soft.signed(c))).path, '/panel/login');
  sql(`UPDATE olvido.agent SET state = 1 WHERE agent_id = ${bert.id}`);
  assert.equal((await alone(c => soft.signed(c))).path, '/panel/sessions');
});
test('challenges: only for what one is; each is bound to its purpose', async () => {
  assert.equal((await ask(bad, 'alone', 'x')).status, 403, 'no token of a form');
  await bad.goto(ORIGIN + '/panel/factor');
  assert.equal((await ask(bad, 'second')).status, 403);
  assert.equal((await ask(bad, 'nothing')).status, 400);
  const { challenge } = await ask(bad, 'register');
  sql(`UPDATE olvido.session SET step_up_until = 0 WHERE subject_id = ${bert.id}`);
  const r = await post(bad, '/panel/step-up', { csrf: await csrf(bad), 'proof-passkey': soft.signed(challenge), next: '/panel/profile' });
  assert.equal(r.status, 422, 'a challenge for registering proves nothing');
  await bad.goto(ORIGIN + '/panel/factor');
  const proof = await ask(bad, 'proof');
  assert.equal((await post(bad, '/panel/step-up', { csrf: await csrf(bad), 'proof-passkey': soft.signed(proof.challenge), next: '/panel/profile' })).path, '/panel/profile');
});
test('challenges are over after five minutes', async () => {
  await bad.context().clearCookies();
  assert.equal((await alone(c => {
    sql('UPDATE olvido.challenge SET expires_at = UNIX_TIMESTAMP() - 1');
    return soft.signed(c);
  })).path, '/panel/login');
  assert.equal((await alone(c => soft.signed(c))).path, '/panel/sessions');
});
test('removed: it opens nothing any more, with the last one all is off', async () => {
  const removed = async () => {
    await bad.goto(ORIGIN + '/panel/factor');
    const action = await bad.locator('form[action*="/passkeys/"]').first().getAttribute('action');
    return post(bad, action, { csrf: await csrf(bad) });
  };
  await bad.goto(ORIGIN + '/panel/factor');
  const hers = sql(`SELECT passkey_id FROM olvido.passkey WHERE subject_id = ${anna.id}`);
  assert.equal((await post(bad, `/panel/factor/passkeys/${hers}/remove`, { csrf: await csrf(bad) })).status, 404, 'hers');
  assert.equal(stored(anna), 1);
  assert.equal((await removed()).path, '/panel/factor');
  assert.equal((await removed()).path, '/panel/factor');
  assert.equal(stored(bert), 0);
  assert.equal(sql(`SELECT methods FROM olvido.factor WHERE subject_id = ${bert.id}`), '0');
  assert.equal(sql(`SELECT COUNT(*) FROM olvido.recovery_code WHERE subject_id = ${bert.id}`), '0');
  await bad.context().clearCookies();
  assert.equal((await alone(c => soft.signed(c))).path, '/panel/login');
});
