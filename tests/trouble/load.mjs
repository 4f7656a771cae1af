// load.mjs LEDGER: parallel clients that ask by the form, read, and deliver mail,
// until SIGTERM. Settings from the environment: PORT, LMTP_SOCKET, WEB, READ, MAIL
// (clients of each kind), COOKIE (of a signed-in agent), RETRY=1 (mail that was not
// taken is delivered again, as an MTA does, until it is).
// The ledger has one line an answer: KIND RESULT SUBJECT REST. REST is the cookie that
// shows a question's code. RESULT is a status,
// "torn" (an answer that broke off), "none" (no answer: refused or closed before
// one), or "rude" (an error without its page or Retry-After). Of "torn" and "none"
// CODE says why, with "-kept" where the connection had served a request before.
import https from "node:https";
import { appendFileSync } from "node:fs";
import { randomBytes } from "node:crypto";
import { deliver } from "../support/lmtp.mjs";

const ledger = process.argv[2];
const env = (name, def) => Number(process.env[name] ?? def);
const port = env("PORT"), lmtp = process.env.LMTP_SOCKET;
const run = randomBytes(4).toString("hex").replace(/[0-9]/g, (d) => "ghijklmnop"[d]);
let stop = false, n = 0;
process.on("SIGTERM", () => { stop = true; });
const note = (...words) => appendFileSync(ledger, words.join(" ") + "\n");
const sleep = (ms) => new Promise((go) => setTimeout(go, ms));
const letters = (i) => i.toString().replace(/[0-9]/g, (d) => "abcdefghij"[d]);

const agents = [new https.Agent({ keepAlive: false }), new https.Agent({ keepAlive: true })];
function ask(method, path, { body, cookie, agent = 0 } = {}) {
  return new Promise((done) => {
    const headers = { Host: `demo.localhost:${port}` };
    if (cookie) headers.Cookie = cookie;
    if (body) {
      headers["Content-Type"] = "application/x-www-form-urlencoded";
      headers["Content-Length"] = Buffer.byteLength(body);
    }
    let begun = false;
    const lost = (e) => done({ result: begun ? "torn" : "none", why: e.code + (rq.reusedSocket ? "-kept" : ""), text: "" });
    const rq = https.request({ host: "127.0.0.1", servername: "demo.localhost", port, method, path, headers,
      rejectUnauthorized: false, agent: agents[agent], timeout: 50000 }, (rs) => {
      begun = true;
      let text = "";
      rs.setEncoding("utf8");
      rs.on("data", (d) => { text += d; });
      rs.on("error", lost);
      rs.on("end", () => {
        if (!rs.complete) return lost({ code: "incomplete" });
        const ok = rs.statusCode < 400 || (rs.statusCode === 503 && rs.headers["retry-after"] &&
          /<h1[ >]/.test(text) && /<\/html>/.test(text));
        const cookies = (rs.headers["set-cookie"] ?? []).map((c) => c.split(";")[0]).join("; ");
        done({ result: ok ? rs.statusCode : `rude-${rs.statusCode}`, text, cookies });
      });
    });
    rq.on("error", lost);
    rq.on("timeout", () => rq.destroy(Object.assign(new Error(), { code: "hang" })));
    rq.end(body);
  });
}

async function poster(token) {
  while (!stop) {
    const word = `w${run}${letters(++n)}z`;
    const r = await ask("POST", "/ask", { body: new URLSearchParams({ csrf: token, name: "Load",
      email: `${word}@load.example`, subject: word, body: `text ${word}` }).toString(), agent: n % 2 });
    // The page with the code may be away by now: who reads the ledger asks for it.
    const sent = /__Host-olvido-sent=[\w-]+/.exec(r.cookies ?? "")?.[0];
    note("web", r.result === 303 && !sent ? "rude-303" : r.result, word, sent ?? r.why ?? "-");
    await sleep(15);
  }
}

async function reader(i) {
  const cookie = process.env.COOKIE;
  const pages = [["/", ""], ["/ask", ""], ["/panel/tickets", cookie], ["/panel/tickets?view=all", cookie]];
  for (let k = i; !stop; k++) {
    const [path, c] = pages[k % pages.length];
    const r = await ask("GET", path, { cookie: c, agent: k % 2 });
    note("get", r.result, path, r.why ?? "-");
    await sleep(15);
  }
}

async function mailer() {
  while (!stop) {
    const word = `m${run}${letters(++n)}z`;
    const message = `From: <${word}@load.example>\nSubject: ${word}\nMessage-ID: <${word}@load.example>\n` +
      `Auto-Submitted: auto-generated\n\ntext ${word}\n`;
    const until = Date.now() + 60000;
    let r;
    do {
      r = await deliver(lmtp, `${word}@load.example`, "support@demo.localhost", message, 50000);
      note("mail", r.code || "none", word, r.code ? "-" : r.text);
      await sleep(r.code === 250 ? 15 : 100);
    } while (process.env.RETRY && r.code !== 250 && Date.now() < until);
  }
}

const first = await ask("GET", "/ask");
const token = /name="csrf" value="([^"]*)"/.exec(first.text)?.[1];
if (!token) {
  console.error("the form could not be read");
  process.exit(1);
}
note("begin");
const all = [];
for (let i = 0; i < env("WEB", 4); i++) all.push(poster(token));
for (let i = 0; i < env("READ", 3); i++) all.push(reader(i));
for (let i = 0; i < env("MAIL", 3); i++) all.push(mailer());
await Promise.all(all);
process.exit(0);
