// What the browser tests share: the instance, one browser, mail in and out.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import https from 'node:https';
import net from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../..');
export const BUILD = process.env.BUILD || join(ROOT, 'build');
export const SHOTS = join(ROOT, 'build/screenshots');
export const env = Object.fromEntries(readFileSync(process.env.CHECK_ENV, 'utf8')
  .split('\n').filter(l => l.includes('='))
  .map(l => [l.slice(0, l.indexOf('=')), l.slice(l.indexOf('=') + 1)]));
export const URL0 = env.URL.replace(/\/$/, '');
export const HOST = new URL(env.URL).hostname;
mkdirSync(SHOTS, { recursive: true });

// ---- the browser ------------------------------------------------------------

// No name but *.localhost resolves: nothing can leave this machine.
export const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-background-networking',
    '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE *.localhost, EXCLUDE 127.0.0.1'],
});

// What the browser said in a context: errors, policy violations, requests.
class Watch {
  constructor() { this.clear(); }
  clear() { this.errors = []; this.requests = []; this.dialogs = 0; }
  // Nothing may be there but what the test names.
  complaints(...allowed) {
    return this.errors.filter(e => !allowed.some(a => e.includes(a)));
  }
  foreign() { return this.requests.filter(u => !ours(u)); }
}
function ours(url) {
  return url.startsWith(URL0 + '/') || url.startsWith('data:') ||
    url.startsWith('blob:') || url === 'about:blank' || url === 'about:srcdoc';
}

/*
 * A context of its own (cookies, storage). Its watch collects every console error
 * or warning, page error, dialog and request of all its pages.
 */
export async function newContext(options = {}) {
  const context = await browser.newContext({
    ignoreHTTPSErrors: true, locale: 'en-GB', viewport: { width: 1280, height: 900 },
    ...options,
  });
  const watch = new Watch();
  context.on('console', m => {
    if (['error', 'warning'].includes(m.type()))
      watch.errors.push(`${m.type()}: ${m.text()} (${m.location().url})`);
  });
  context.on('weberror', e => watch.errors.push('page error: ' + e.error().message));
  context.on('dialog', d => { watch.dialogs++; d.dismiss().catch(() => {}); });
  // One that the policy stopped was never sent.
  context.on('requestfinished', r => watch.requests.push(r.url()));
  context.on('requestfailed', r => {
    if (r.failure().errorText !== 'csp') watch.requests.push(`${r.url()} ${r.failure().errorText}`);
  });
  context.setDefaultTimeout(15000);
  return { context, watch };
}

export async function newPage(options = {}) {
  const { context, watch } = await newContext(options);
  return { context, watch, page: await context.newPage() };
}

export async function signIn(page, who = 'AGENT') {
  await page.goto(URL0 + '/panel/login');
  await page.fill('#email', env[who + '_EMAIL']);
  await page.fill('#password', env[who + '_PASSWORD']);
  await page.click('main form button');
  await page.waitForURL(u => !u.pathname.endsWith('/login'));
}

// ---- the database, to find what has no name on a page ---------------------------

export function sql(text) {
  return execFileSync('mariadb', ['--no-defaults', '-S', env.MYSQL_SOCKET, '-N', '-B',
    '-e', text], { encoding: 'utf8' }).trim();
}

// The newest n messages as {ticket, message}, oldest first.
export function newestMessages(n) {
  return sql(`SELECT ticket_id, message_id FROM olvido.message ORDER BY created_at DESC LIMIT ${n}`)
    .split('\n').map(l => l.split('\t')).map(([ticket, message]) => ({ ticket, message })).reverse();
}

// ---- mail ---------------------------------------------------------------------

function decodeQP(s) {
  return Buffer.from(s.replace(/=\r?\n/g, '').replace(/=([0-9A-F]{2})/gi,
    (_, h) => String.fromCharCode(parseInt(h, 16))), 'latin1').toString('utf8');
}

const begin = Date.now();
/*
 * The newest mail of this run to an address whose text holds the words, waited for
 * up to a minute: {head, text}.
 */
export async function sinkMail(to, words = '') {
  for (let i = 0; i < 600; i++) {
    for (const name of readdirSync(env.SMTP_SINK).sort().reverse()) {
      if (statSync(join(env.SMTP_SINK, name)).mtimeMs < begin) continue;
      const raw = readFileSync(join(env.SMTP_SINK, name), 'utf8');
      if (!new RegExp(`^To:.*${to.replace(/[.+]/g, '\\$&')}`, 'mi').test(raw)) continue;
      const cut = raw.search(/\r?\n\r?\n/);
      const head = raw.slice(0, cut);
      let text = raw.slice(cut);
      if (/base64/i.test(raw)) text = text.replace(/^[A-Za-z0-9+/=\r\n]{40,}$/gm,
        b => Buffer.from(b, 'base64').toString('utf8'));
      text = decodeQP(text);
      if (text.includes(words)) return { head, text };
    }
    await sleep(100);
  }
  throw new Error('no mail came');
}

// Messages in by LMTP, over one connection; each must be accepted. The null sender
// is not answered: no pile of acknowledgements goes before the mails waited for.
export async function deliver(messages, recipient = `support@${HOST}`) {
  const s = net.connect(env.LMTP_SOCKET);
  let buffer = '';
  const waiting = [];
  s.setEncoding('utf8');
  s.on('data', d => {
    buffer += d;
    for (;;) {
      const m = /^(?:\d{3}-[^\n]*\n)*(\d{3}) [^\n]*\n/.exec(buffer);
      if (!m || !waiting.length) return;
      buffer = buffer.slice(m[0].length);
      waiting.shift().resolve(m[0]);
    }
  });
  s.on('error', e => waiting.splice(0).forEach(w => w.reject(e)));
  const answer = want => new Promise((resolve, reject) => waiting.push({ resolve, reject }))
    .then(a => { if (!a.startsWith(want)) throw new Error('LMTP: ' + a); });
  const say = (line, want) => { s.write(line + '\r\n'); return answer(want); };
  await answer('220');
  await say('LHLO test', '250');
  for (const { raw } of messages) {
    await say(`MAIL FROM:<>`, '250');
    await say(`RCPT TO:<${recipient}>`, '250');
    await say('DATA', '354');
    s.write(raw.replace(/\r?\n/g, '\r\n').replace(/^\./gm, '..'));
    await say('\r\n.', '250');
  }
  s.end('QUIT\r\n');
}

let counter = 0;
export function mail(from, name, subject, text) {
  return { raw: `From: ${header(name)} <${from}>
To: support@${HOST}
Subject: ${header(subject)}
Message-ID: <${Date.now()}.${++counter}@example.org>
Date: ${new Date().toUTCString()}
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8

${text}` };
}
const header = s => /^[\x20-\x7e]*$/.test(s) ? s
  : `=?utf-8?B?${Buffer.from(s).toString('base64')}?=`;

// A mail with an HTML body (base64, so that no byte changes on the way).
export function htmlMail(from, name, subject, html, parts = []) {
  const b64 = b => Buffer.from(b).toString('base64').replace(/.{76}/g, '$&\n');
  const id = `${Date.now()}.${++counter}@example.org`;
  return { raw: `From: ${header(name)} <${from}>
To: support@${HOST}
Subject: ${header(subject)}
Message-ID: <${id}>
Date: ${new Date().toUTCString()}
MIME-Version: 1.0
Content-Type: multipart/related; boundary="edge"

--edge
Content-Type: text/html; charset=utf-8
Content-Transfer-Encoding: base64

${b64(html)}
${parts.map(p => `--edge
Content-Type: ${p.type}
Content-ID: <${p.cid}>
Content-Disposition: inline; filename="${p.name}"
Content-Transfer-Encoding: base64

${b64(p.data)}
`).join('')}--edge--
` };
}

// ---- somebody else's server ------------------------------------------------------

const PIXEL = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
export { PIXEL };

/*
 * A foreign host on this machine: https://evil.localhost:PORT. hits: every path
 * asked for; connections: every one accepted. pages: path -> HTML it serves, or
 * {type, body}.
 */
export async function foreignServer() {
  const hits = [], pages = new Map();
  const count = { connections: 0 };
  const tls = { key: readFileSync(join(env.VAR, 'tls/key.pem')),
    cert: readFileSync(join(env.VAR, 'tls/cert.pem')) };
  const server = https.createServer(tls, (req, res) => {
    const path = new URL(req.url, 'https://x').pathname;
    if (pages.has(path)) {
      const p = pages.get(path);
      res.writeHead(200, { 'Content-Type': p.type ?? 'text/html; charset=utf-8' });
      return res.end(p.body ?? p);
    }
    if (path !== '/favicon.ico') hits.push(req.url);
    if (path.endsWith('.css')) res.writeHead(200, { 'Content-Type': 'text/css', 'Access-Control-Allow-Origin': '*' });
    else if (path.endsWith('.js')) res.writeHead(200, { 'Content-Type': 'text/javascript', 'Access-Control-Allow-Origin': '*' });
    else res.writeHead(200, { 'Content-Type': 'image/png', 'Access-Control-Allow-Origin': '*' });
    res.end(path.endsWith('.png') ? PIXEL : '');
  });
  server.on('connection', () => { count.connections++; });
  await new Promise(done => server.listen(0, '127.0.0.1', done));
  const { port } = server.address();
  return { hits, pages, count, url: `https://evil.localhost:${port}`,
    close: () => { server.closeAllConnections(); server.close(); } };
}

// Subtests of t that need each other: after a failure the rest is skipped, at once.
export function steps(t) {
  let went = true;
  return (name, fn) => t.test(name, async u => {
    if (!went) return u.skip('a step before it failed');
    went = false;
    await fn();
    went = true;
  });
}
