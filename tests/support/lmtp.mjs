// lmtp.mjs SOCKET SENDER RECIPIENT < message: one delivery; prints the last answer.
// Also a module: deliver(socket, sender, recipient, message) gives { code, text }.
import net from "node:net";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

export function deliver(path, sender, recipient, message, wait = 60000) {
  return new Promise((done) => {
    const data = Buffer.from(message, "latin1").toString("latin1")
      .replace(/\r?\n/g, "\r\n").replace(/^\./gm, "..");
    const steps = ["LHLO test.example", `MAIL FROM:<${sender}>`, `RCPT TO:<${recipient}>`, "DATA",
      data.replace(/(\r\n)?$/, "\r\n.")];
    const good = [220, 250, 250, 250, 354];
    let at = 0, text = "", over = false;
    const s = net.connect({ path });
    const end = (code, why) => {
      if (over) return;
      over = true;
      s.destroy();
      // What was said before the last answer counts for nothing.
      done({ code, text: why });
    };
    s.setTimeout(wait, () => end(0, "no answer in time"));
    s.setEncoding("latin1");
    s.on("error", (e) => end(0, e.code));
    s.on("close", () => end(0, "closed"));
    s.on("data", (d) => {
      text += d;
      for (;;) {
        const m = /^(?:\d{3}-.*\r\n)*(\d{3}) .*\r\n/.exec(text);
        if (!m) return;
        text = text.slice(m[0].length);
        const code = Number(m[1]);
        if (at === good.length || code !== good[at]) return end(code, m[0].trim());
        s.write(steps[at++] + "\r\n", "latin1");
      }
    });
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [path, sender, recipient] = process.argv.slice(2);
  const r = await deliver(path, sender, recipient, readFileSync(0).toString("latin1"));
  console.log(r.text);
  process.exit(r.code === 250 ? 0 : 1);
}
