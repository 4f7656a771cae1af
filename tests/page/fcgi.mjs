// Speaks FastCGI to a program's socket, past nginx: what a broken or hostile
// peer could send. usage: fcgi.mjs SOCKET; prints one line a case.
import net from 'node:net'
import { randomBytes } from 'node:crypto'

const record = (type, body = '', id = 1) => {
  const b = Buffer.from(body)
  const head = Buffer.from([1, type, id >> 8, id & 255, b.length >> 8, b.length & 255, 0, 0])
  return Buffer.concat([head, b])
}
const length = n => n < 128 ? Buffer.from([n]) : Buffer.from([n >> 24 | 128, n >> 16 & 255, n >> 8 & 255, n & 255])
const pair = (k, v) => Buffer.concat([length(Buffer.byteLength(k)), length(Buffer.byteLength(v)), Buffer.from(k), Buffer.from(v)])
const begin = record(1, Buffer.from([0, 1, 0, 0, 0, 0, 0, 0]))
const params = o => Buffer.concat([record(4, Buffer.concat(Object.entries(o).map(([k, v]) => pair(k, v)))), record(4)])

// The answer's status, "closed" or "silent" (it is still waiting for more).
const ask = (bytes, { end = true, wait = 3000 } = {}) => new Promise(done => {
  const s = net.connect(process.argv[2])
  let got = ''
  const finish = word => { s.destroy(); done(/Status: (\d+)/.exec(got)?.[1] ?? word) }
  s.on('connect', () => { s.write(bytes); if (end) s.end() })
  s.on('data', d => { got += d.toString('latin1') })
  s.on('close', () => finish('closed'))
  s.on('error', () => finish('closed'))
  setTimeout(() => finish('silent'), wait)
})

const base = { REQUEST_METHOD: 'GET', PATH_INFO: '/', QUERY_STRING: '', OLVIDO_HOST: 'demo.localhost', OLVIDO_ADDR: '192.0.2.1', OLVIDO_REQUEST_ID: 'f'.repeat(32) }
const get = (more = {}) => Buffer.concat([begin, params({ ...base, ...more }), record(5)])
const post = (said, body, more = {}) => Buffer.concat([begin, params({ ...base, REQUEST_METHOD: 'POST', PATH_INFO: '/ask',
  CONTENT_TYPE: 'application/x-www-form-urlencoded', CONTENT_LENGTH: String(said), ...more }), record(5, body), record(5)])

const cases = {
  'a request': [get(), '200'],
  'fewer bytes than told': [post(1000, 'csrf=x&name=y'), '400'],
  'more bytes than told': [post(4, 'csrf=x&name=y'), '403'],
  'no length': [post('', 'csrf=x'), '403'],
  'a length that is none': [post('12abc', 'csrf=x'), '400'],
  'a negative length': [post(-5, 'csrf=x'), '400'],
  'a huge length': [post('99999999999999999999', 'csrf=x'), '400'],
  'a great length': [post(4000000000, 'csrf=x'), '413'],
  'no method': [Buffer.concat([begin, params({}), record(5)]), '404'],
  'no host': [get({ OLVIDO_HOST: '' }), '404'],
  'a host of 5,000 bytes': [get({ OLVIDO_HOST: 'a'.repeat(5000) }), '404'],
  'a path of 60,000 bytes': [get({ PATH_INFO: '/' + 'a'.repeat(60000) }), '404'],
  'a query of 60,000 bytes': [get({ QUERY_STRING: 'a'.repeat(60000) }), '200'],
  'an address that is none': [get({ OLVIDO_ADDR: "'; DROP" }), '200'],
  'a cookie of 60,000 bytes': [get({ HTTP_COOKIE: 'a'.repeat(60000) }), '200'],
  'aborted': [Buffer.concat([begin, params(base), record(2)]), null],
  'not FastCGI': [Buffer.from('GET / HTTP/1.1\r\nHost: demo.localhost\r\n\r\n'), 'closed'],
  'nothing': [Buffer.alloc(0), 'closed'],
  'half a record': [begin.subarray(0, 5), 'closed'],
  'another version': [Buffer.concat([Buffer.from([9, 1, 0, 1, 0, 8, 0, 0]), Buffer.alloc(8)]), 'closed'],
  'a name of a gigabyte': [Buffer.concat([begin, record(4, Buffer.from([0xbf, 255, 255, 255, 0, 65])), record(4), record(5)]), null],
  'a name and a value of more than 2^31': [Buffer.concat([begin, record(4, Buffer.from([0xff, 255, 255, 250, 0xff, 255, 255, 250])), record(4), record(5)]), null],
  'too many questions of the manager': [record(9, Buffer.concat(Array(300).fill(pair('FCGI_MPXS_CONNS', ''))), 0), null]
}
for (const [name, [bytes, want]] of Object.entries(cases)) {
  const got = await ask(bytes)
  if (want !== null) console.log(got === want ? 'ok' : `wrong: ${got}, not ${want}`, name)
}
for (let i = 0; i < 60; i++) {
  const noise = Buffer.concat([get(), randomBytes(40)])
  for (let k = 0; k < 3; k++) noise[Math.floor(Math.random() * noise.length)] = Math.floor(Math.random() * 256)
  await ask(i % 2 ? noise : randomBytes(1 + i * 20), { wait: 200 })
}
// Peers that say nothing hold both workers, but only for a while.
const silent = Array.from({ length: 2 }, () => net.connect(process.argv[2]).on('error', () => {}))
await new Promise(done => setTimeout(done, 500))
let after = 'silent'
for (let i = 0; i < 20 && after !== '200'; i++) after = await ask(get(), { end: false })
console.log(after === '200' ? 'ok' : `wrong: ${after}`, 'after peers that say nothing')
silent.forEach(s => s.destroy())
process.exit(0)
