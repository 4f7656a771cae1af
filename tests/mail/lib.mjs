// What the mail tests share: an LMTP and SMTP client, the panel over HTTPS, the
// database, the mail sink and a reader of MIME that shares nothing with ours.
import fs from 'node:fs';
import https from 'node:https';
import net from 'node:net';
import path from 'node:path';
import { spawnSync } from 'node:child_process';

export const ROOT = path.resolve(import.meta.dirname ??
  path.dirname(new URL(import.meta.url).pathname), '../..');
export const env = Object.fromEntries(
  fs.readFileSync(process.env.CHECK_ENV, 'utf8').split('\n')
    .filter((l) => l.includes('=')).map((l) => [l.slice(0, l.indexOf('=')),
      l.slice(l.indexOf('=') + 1)]));
export const BUILD = process.env.BUILD ?? path.join(ROOT, 'build');
export const CONF = path.join(env.VAR, 'olvido.hdf');
export const RUN = Math.floor(Date.now() / 1000).toString(36) + process.pid;
// What is older is not this run's.
export const SINCE = Number(process.env.MAIL_SINCE ?? 0);
export const sleep = (ms) => new Promise((r) => setTimeout(r, ms));

// ---- counting --------------------------------------------------------------

let passed = 0, failed = 0;
export function ok(name, good, detail = '') {
  if (good) { passed++; return true; }
  failed++;
  console.log(`FAILED ${name}${detail === '' ? '' : ': ' + String(detail).slice(0, 500)}`);
  return false;
}
export function is(name, want, got) {
  const w = JSON.stringify(want), g = JSON.stringify(got);
  return ok(name, w === g, `wanted ${w}, got ${g}`);
}
export const has = (name, text, part) =>
  ok(name, String(text).includes(part), `no '${part}' in '${String(text).slice(0, 300)}'`);
export const hasnt = (name, text, part) =>
  ok(name, !String(text).includes(part), `'${part}' is there`);
export function finish() {
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
}
// Waits for fn to give something truthy; what it gave at the end.
export async function until(fn, seconds = 20) {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const r = await fn();
    if (r || Date.now() > end) return r;
    await sleep(100);
  }
}

// ---- the database: only counts, states and ids can be seen there ------------

export function sql(text) {
  const r = spawnSync('mariadb', ['--no-defaults', '-S', env.MYSQL_SOCKET,
    '-N', '-B', '-e', text], { encoding: 'utf8', maxBuffer: 1 << 26 });
  if (r.status !== 0) throw new Error('sql: ' + r.stderr);
  return r.stdout.trim();
}
export const rows = (text) => {
  const out = sql(text);
  return out === '' ? [] : out.split('\n').map((l) => l.split('\t'));
};
export const account = (host) =>
  sql(`SELECT account_id FROM olvido.host WHERE host = '${host}'`);

// ---- SMTP and LMTP -----------------------------------------------------------

export class Session {
  static open(to) {
    const s = new Session();
    s.buffer = Buffer.alloc(0);
    s.waiting = null;
    s.ended = false;
    s.sock = net.connect(to);
    s.sock.on('data', (d) => { s.buffer = Buffer.concat([s.buffer, d]); s.wake(); });
    for (const e of ['end', 'close', 'error'])
      s.sock.on(e, () => { s.ended = true; s.wake(); });
    return s;
  }
  wake() { const w = this.waiting; this.waiting = null; w?.(); }
  // One whole reply: { code, text }; code 0 when the other side hung up.
  async reply(seconds = 60) {
    const end = Date.now() + seconds * 1000;
    for (;;) {
      const text = this.buffer.toString('latin1');
      const m = /^(?:\d{3}-[^\n]*\r\n)*(\d{3})(?: [^\n]*)?\r\n/.exec(text);
      if (m) {
        this.buffer = this.buffer.subarray(Buffer.byteLength(m[0], 'latin1'));
        return { code: Number(m[1]), text: m[0] };
      }
      if (this.ended || Date.now() > end) return { code: 0, text };
      await new Promise((r) => {
        const t = setTimeout(r, Math.max(1, end - Date.now()));
        this.waiting = () => { clearTimeout(t); r(); };
      });
    }
  }
  write(data) { if (!this.ended) this.sock.write(data); }
  async cmd(line) { this.write(line + '\r\n'); return this.reply(); }
  async hello(lmtp = true) {
    const g = await this.reply();
    this.lmtp = lmtp;
    const h = await this.cmd((lmtp ? 'LHLO' : 'EHLO') + ' test.example');
    this.size = Number(/SIZE (\d+)/.exec(h.text)?.[1] ?? 0);
    return g.code === 220 && h.code === 250;
  }
  // One mail; the codes of each recipient's answer.
  async send(from, to, raw, options = '') {
    const rcpt = Array.isArray(to) ? to : [to];
    const m = await this.cmd(`MAIL FROM:<${from}>${options}`);
    if (m.code !== 250) return [m.code];
    const codes = [];
    let good = 0;
    for (const r of rcpt) {
      const c = (await this.cmd(`RCPT TO:<${r}>`)).code;
      codes.push(c);
      good += c === 250;
    }
    if (good === 0) { await this.cmd('RSET'); return codes; }
    const d = await this.cmd('DATA');
    if (d.code !== 354) return [d.code];
    this.write(stuff(raw));
    this.write('.\r\n');
    if (!this.lmtp) return [(await this.reply(120)).code];
    for (let i = 0; i < codes.length; i++)
      if (codes[i] === 250) codes[i] = (await this.reply(120)).code;
    return codes;
  }
  async quit() { this.write('QUIT\r\n'); await this.reply(2); this.sock.destroy(); }
}

// CRLF line ends, dots doubled, a line end at the end. Bytes stay bytes.
export function stuff(raw) {
  let s = Buffer.isBuffer(raw) ? raw.toString('latin1')
    : Buffer.from(raw, 'utf8').toString('latin1');
  s = s.replace(/\r?\n/g, '\r\n').replace(/(^|\r\n)\./g, '$1..');
  if (!s.endsWith('\r\n')) s += '\r\n';
  return Buffer.from(s, 'latin1');
}

export async function lmtp() {
  const s = Session.open({ path: env.LMTP_SOCKET });
  if (!await s.hello()) throw new Error('no LMTP greeting');
  return s;
}
// Deliver on a connection of its own.
export async function deliver(from, to, raw, options) {
  const s = await lmtp();
  const codes = await s.send(from, to, raw, options);
  await s.quit();
  return codes;
}

// ---- mails --------------------------------------------------------------------

let serial = 0;
export function newId() { return `${RUN}.${++serial}@client.example`; }
// A plain mail from its fields; headers: [['Name', 'value'], ...]
export function plain({ from, to, subject = 'A question', text = 'Hello', id = newId(), headers = [] }) {
  return [['From', from], ['To', to], ['Subject', subject],
    ['Date', new Date().toUTCString().replace('GMT', '+0000')],
    ...(id ? [['Message-ID', `<${id}>`]] : []), ...headers,
    ['MIME-Version', '1.0'], ['Content-Type', 'text/plain; charset=utf-8'],
    ['Content-Transfer-Encoding', '8bit']]
    .map(([n, v]) => `${n}: ${v}\r\n`).join('') + `\r\n${text}\r\n`;
}

// ---- the sink: what olvido-mail sent --------------------------------------------

function decodeWords(s) {
  return s.replace(/\?=\s+=\?/g, '?==?').replace(/=\?([^?*]+)(?:\*[^?]*)?\?([bq])\?([^?]*)\?=/gi,
    (_, cs, how, text) => {
      const b = how.toLowerCase() === 'b' ? Buffer.from(text, 'base64')
        : Buffer.from(text.replace(/_/g, ' ').replace(/=([0-9A-F]{2})/gi,
          (_x, h) => String.fromCharCode(parseInt(h, 16))), 'latin1');
      return new TextDecoder(cs).decode(b);
    });
}
function parameter(value, name) {
  const parts = [];
  for (const m of value.matchAll(new RegExp(`;\\s*${name}(\\*\\d+)?(\\*)?=("[^"]*"|[^;\\s]*)`, 'gi')))
    parts.push([Number(m[1]?.slice(1) ?? 0), m[2], m[3].replace(/^"|"$/g, '')]);
  parts.sort((a, b) => a[0] - b[0]);
  let bytes = '', charset = 'utf-8';
  for (const [i, coded, v] of parts) {
    const first = i === 0 && coded ? /^([^']*)'[^']*'(.*)$/.exec(v) : null;
    charset = first?.[1] || charset;
    bytes += coded ? (first?.[2] ?? v).replace(/%([0-9a-f]{2})/gi,
      (_, h) => String.fromCharCode(parseInt(h, 16))) : v;
  }
  return decodeWords(new TextDecoder(charset).decode(Buffer.from(bytes, 'latin1')));
}
// { headers, get(name), type, text, parts, bytes }
export function readMime(raw) {
  const s = raw.replace(/\r\n/g, '\n');
  const cut = s.indexOf('\n\n');
  const head = cut < 0 ? s : s.slice(0, cut), body = cut < 0 ? '' : s.slice(cut + 2);
  const headers = head.replace(/\n[ \t]+/g, ' ').split('\n')
    .map((l) => [l.slice(0, l.indexOf(':')).toLowerCase(), l.slice(l.indexOf(':') + 1).trim()]);
  const get = (n) => headers.find(([k]) => k === n.toLowerCase())?.[1] ?? '';
  const m = { headers, get, raw: head, subject: decodeWords(get('subject')) };
  const type = get('content-type') || 'text/plain';
  m.type = type.split(';')[0].trim().toLowerCase();
  m.charset = parameter(type, 'charset').toLowerCase();
  m.name = parameter(get('content-disposition'), 'filename') || parameter(type, 'name');
  m.parts = [];
  if (m.type.startsWith('multipart/')) {
    const b = parameter(type, 'boundary');
    m.parts = body.split(new RegExp(`(?:^|\\n)--${b.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?:--)?[ \\t]*(?:\\n|$)`))
      .slice(1, -1).map(readMime);
  } else {
    const how = get('content-transfer-encoding').toLowerCase();
    m.encoding = how;
    m.bytes = how === 'base64' ? Buffer.from(body, 'base64')
      : how === 'quoted-printable' ? Buffer.from(body.replace(/=\n/g, '')
        .replace(/=([0-9A-F]{2})/g, (_, h) => String.fromCharCode(parseInt(h, 16))), 'latin1')
      : Buffer.from(body, 'latin1');
    m.text = m.bytes.toString('utf8').replace(/\r\n/g, '\n');
  }
  return m;
}
export const flat = (m) => m.parts.length ? m.parts.flatMap(flat) : [m];

const seen = new Map();
// Everything in the sink: smtp-sink writes the envelope above the mail.
export function sink() {
  const files = fs.readdirSync(env.SMTP_SINK).filter((f) => !seen.has(f)).map((f) => {
    const file = path.join(env.SMTP_SINK, f);
    return { f, file, at: fs.statSync(file, { bigint: true }).mtimeNs };
  }).filter((x) => x.at >= BigInt(SINCE) * 1000000000n).sort((x, y) => (x.at < y.at ? -1 : 1));
  for (const { f, file } of files) {
    const raw = fs.readFileSync(file, 'latin1');
    if (!raw.endsWith('\n')) continue;
    const m = readMime(raw.replace(/^From [^\n]*\n/, ''));
    m.file = f;
    m.sender = /^X-Mail-Args: <([^>]*)>/m.exec(raw)?.[1];
    m.rcpt = [...raw.matchAll(/^X-Rcpt-Args: <([^>]*)>/mg)].map((x) => x[1].toLowerCase());
    m.whole = raw;
    if (m.rcpt.length) seen.set(f, m);
  }
  return [...seen.values()];
}
export const sinkTo = (address) => sink().filter((m) => m.rcpt.includes(address.toLowerCase()));
// The n-th mail to an address.
export const mailTo = (address, n = 1, seconds = 20) =>
  until(() => { const v = sinkTo(address); return v.length >= n ? v : null; }, seconds)
    .then((v) => (v ?? [])[n - 1]);
export const isAck = (m) => m.get('auto-submitted') === 'auto-replied' &&
  /^(We received|Hemos recibido|Recibimos)/.test(m.subject);
// Until everything of this run is sent.
export const outboxEmpty = (seconds = 60) => until(() =>
  sql(`SELECT COUNT(*) FROM olvido.outbox WHERE state = 1 AND created_at >= ${SINCE}`) === '0', seconds);

// ---- the panel and the portal --------------------------------------------------

export class Web {
  constructor(host = 'demo.localhost') { this.host = host; this.cookies = new Map(); }
  request(method, where, { body, type } = {}) {
    return new Promise((resolve, reject) => {
      const headers = { host: `${this.host}:${env.PORT}`,
        cookie: [...this.cookies].map(([k, v]) => `${k}=${v}`).join('; ') };
      if (body !== undefined) {
        headers['content-type'] = type ?? 'application/x-www-form-urlencoded';
        headers['content-length'] = Buffer.byteLength(body);
      }
      const rq = https.request({ host: '127.0.0.1', port: env.PORT, path: where, method, headers,
        servername: this.host, rejectUnauthorized: false, agent: false }, (rs) => {
        const v = [];
        rs.on('data', (d) => v.push(d));
        rs.on('end', () => {
          for (const c of rs.headers['set-cookie'] ?? []) {
            const [k, val] = c.split(';')[0].split(/=(.*)/s);
            this.cookies.set(k, val);
          }
          const bytes = Buffer.concat(v);
          resolve({ status: rs.statusCode, headers: rs.headers, bytes, text: bytes.toString('utf8') });
        });
      });
      rq.on('error', reject);
      rq.end(body);
    });
  }
  get(where) { return this.request('GET', where); }
  // The form of the page `on` that goes to `where`, with its hidden fields.
  async post(where, fields, on) {
    const page = await this.get(on ?? where);
    const own = page.text.split('<form').find((f) => f.includes(`action="${where}"`)) ?? page.text;
    const form = {};
    for (const m of own.split('</form>')[0].matchAll(/<input[^>]* type="?hidden"?[^>]*>|<input type="hidden"[^>]*>/g))
      form[/name="([^"]*)"/.exec(m[0])[1]] = unescape(/value="([^"]*)"/.exec(m[0])?.[1] ?? '');
    Object.assign(form, fields);
    if (!Object.values(form).some((v) => Array.isArray(v)))
      return this.request('POST', where, { body: new URLSearchParams(form).toString() });
    const b = 'x' + RUN;
    const v = [];
    for (const [k, val] of Object.entries(form))
      for (const one of Array.isArray(val) ? val : [val])
        v.push(Buffer.from(`--${b}\r\nContent-Disposition: form-data; name="${k}"` +
          (one.name ? `; filename="${one.name}"\r\nContent-Type: ${one.type ?? 'application/octet-stream'}` : '') +
          '\r\n\r\n'), Buffer.from(one.data ?? one), Buffer.from('\r\n'));
    v.push(Buffer.from(`--${b}--\r\n`));
    return this.request('POST', where, { body: Buffer.concat(v), type: `multipart/form-data; boundary=${b}` });
  }
  signIn(email = env.AGENT_EMAIL, password = env.AGENT_PASSWORD) {
    return this.post('/panel/login', { email, password });
  }
  ticket(id) { return this.get(`/panel/tickets/${id}`); }
  // An agent's answer; files: [{ name, type, data }]
  answer(id, body, { status = 'answered', files } = {}) {
    return this.post(`/panel/tickets/${id}/reply`, { body, status,
      ...(files ? { files } : { files: [] }) }, `/panel/tickets/${id}`);
  }
}
export const unescape = (s) => s.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&quot;/g, '"')
  .replace(/&#39;/g, "'").replace(/&amp;/g, '&');

// Tickets of an account that were not there before.
const have = new Set();
const all = (host) => rows(`SELECT ticket_id, code, linked_id, status, messages,
  proved, contact_id FROM olvido.ticket WHERE account_id = ${account(host)}`);
export const mark = () => { for (const h of ['demo.localhost', 'second.localhost'])
  for (const [id] of all(h)) have.add(id); };
export const fresh = (host = 'demo.localhost') => all(host).filter(([id]) => !have.has(id))
  .map(([id, code, linked, status, messages, proved, contact]) => ({ id, code, linked,
    status: Number(status), messages: Number(messages), proved, contact }));

// A page's messages as their reader sees them.
export function messages(page) {
  return page.text.split(/<li class="message(?=[^>]* id="m\d+">)/).slice(1).map((chunk) => {
    const part = chunk.split('</ol>')[0];
    const text = [...part.matchAll(/<div class="text">(.*?)<\/div>/gs)].map((m) =>
      unescape(m[1].replace(/<br>\n?/g, '\n').replace(/<[^>]*>/g, '')).trim());
    return { id: /id="m(\d+)"/.exec(part)[1], kind: /message-(\w+)"/.exec(part)?.[1] ?? '',
      author: unescape(/<strong>([^<]*)</.exec(part)?.[1] ?? ''),
      unverified: /class="warn"/.test(part), text: text[0] ?? '', whole: text[1] ?? text[0] ?? '',
      files: [...part.matchAll(/<a href="([^"?]*\/attachments\/\d+)"[^>]*>([^<]*)</g)]
        .map(([, href, name]) => ({ href: unescape(href), name: unescape(name) })) };
  });
}
export const subjectOf = (page) => unescape(/<main.*?<h1[^>]*>([^<]*)</s.exec(page.text)?.[1] ?? '');
// Opens the link of a mail of ours as its reader does.
export async function follow(mail, host = 'demo.localhost') {
  const link = /https:\/\/\S+?(\/t\/\S+)/.exec((flat(mail)[0] ?? mail).text)?.[1];
  const w = new Web(host);
  const to = await w.post(link, {});
  const page = await w.get(to.headers.location ?? '/nowhere');
  return { w, page, where: to.headers.location, messages: messages(page),
    subject: subjectOf(page) };
}
// The ticket of the newest acknowledgement to this address.
export async function ticketOf(address, n = 1, host = 'demo.localhost') {
  const m = await until(() => sinkTo(address).filter(isAck)[n - 1]);
  return m ? { ack: m, ...await follow(m, host) } : null;
}
