/*
 * Hostile files (SECURITY.md 5.5): whatever way a page loads them, nothing runs.
 * The page that loads them is one of our origin without any policy, so that only
 * the download's own headers stand in the way.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { ask } from './portal.mjs';
import { foreignServer, newPage, newestMessages, PIXEL, signIn, sql, URL0 } from './support.mjs';

let evil;
before(async () => { evil = await foreignServer(); });
after(() => evil.close());

// name, the type an honest server would give, the bytes, whether it bites there
function files() {
  const E = n => `${evil.url}/n/${n}`;
  const J = n => `fetch('${E(n)}',{mode:'no-cors'});`;
  const html = n => `<!DOCTYPE html><title>x</title><body onload="${J(n + '-load')}"><script>${J(n)}</script>`;
  const pdf = n => `%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(app.launchURL\\("${E(n)}"\\);)>>>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/AA<</O<</S/URI/URI(${E(n)})>>>>>>endobj
trailer<</Root 1 0 R>>
%%EOF
`;
  return [
    ['image.svg', 'image/svg+xml', `<svg xmlns="http://www.w3.org/2000/svg" onload="${J('svg-load')}"><script>${J('svg')}</script></svg>`, true],
    ['page.html', 'text/html', html('html'), true],
    ['page.xhtml', 'application/xhtml+xml', `<html xmlns="http://www.w3.org/1999/xhtml"><head><script>${J('xhtml')}</script></head></html>`, true],
    ['picture.png', 'text/html', html('png'), true],
    ['really.jpg', 'text/html', '\xff\xd8\xff' + html('jpg'), true],
    ['both.gif', 'text/javascript', `GIF89a=1;${J('gif')}`, true],
    ['magic.gif', 'text/html', `GIF89a<html>${html('magic')}`, true],
    ['code.js', 'text/javascript', J('js'), true],
    ['style.css', 'text/css', `@import url(${E('css')});body{color:rgb(1, 2, 3)}`, true],
    ['form.pdf', 'application/pdf', pdf('pdf'), false],
    ['page.mht', 'multipart/related', `MIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"\n\n--b\nContent-Type: text/html\n\n${html('mht')}\n--b--\n`, false],
    ['data.xml', 'text/xml', `<?xml version="1.0"?><r xmlns:h="http://www.w3.org/1999/xhtml"><h:script>${J('xml')}</h:script></r>`, true],
    ['none', '', html('none'), false],
    ['honest.png', 'image/png', PIXEL, false],
  ].map(([name, type, body, bites]) => ({ name, type, bites,
    body: Buffer.isBuffer(body) ? body : Buffer.from(body, 'latin1') }));
}

// The answer to a fetch by the page: status, headers, bytes.
async function get(page, url) {
  const a = await page.evaluate(async u => {
    const r = await fetch(u);
    return { status: r.status, h: Object.fromEntries(r.headers), body: [...new Uint8Array(await r.arrayBuffer())] };
  }, url);
  return { ...a, body: Buffer.from(a.body) };
}

// A page that loads every address in every way it can.
const loader = urls => `<!DOCTYPE html><body>${urls.map(u => `
  <iframe src="${u}"></iframe><object data="${u}" type="text/html"></object><embed src="${u}">
  <img src="${u}"><video src="${u}"></video><link rel="stylesheet" href="${u}">
  <script src="${u}"></script><script type="module" src="${u}"></script>`).join('')}`;

test('files: the hostile ones bite where a server is careless', async () => {
  const { context, page } = await newPage();
  const list = files();
  for (const f of list) evil.pages.set('/f/' + f.name, { type: f.type, body: f.body });
  evil.pages.set('/f', loader(list.map(f => '/f/' + f.name)));
  await page.goto(evil.url + '/f');
  const key = { 'image.svg': 'svg', 'page.html': 'html', 'page.xhtml': 'xhtml', 'picture.png': 'png',
    'really.jpg': 'jpg', 'both.gif': 'gif', 'magic.gif': 'magic', 'code.js': 'js', 'style.css': 'css', 'data.xml': 'xml' };
  const missed = () => list.filter(f => f.bites && !evil.hits.some(h => h.startsWith('/n/' + key[f.name]))).map(f => f.name);
  for (let i = 0; i < 100 && missed().length; i++) await sleep(100);
  assert.deepEqual(missed(), []);
  await context.close();
});

test('files: as our downloads, none of them runs', async () => {
  const list = files();
  const customer = await newPage();
  const email = 'files@example.org';
  await ask(customer.page, { name: 'Files', email, subject: 'Files', body: 'Files',
    files: list.map(f => ({ name: f.name, mimeType: f.type || 'text/html', buffer: f.body })) });
  const [{ ticket }] = newestMessages(1);
  const ids = sql(`SELECT attachment_id FROM olvido.attachment WHERE ticket_id = ${ticket} ORDER BY attachment_id`).split('\n');
  assert.equal(ids.length, list.length);
  const base = `${URL0}/panel/tickets/${ticket}/attachments/`;
  const urls = ids.flatMap(id => [base + id, base + id + '?inline=1']);
  const { context, page, watch } = await newPage();
  await signIn(page);

  for (const [i, id] of ids.entries())
    for (const inline of ['', '?inline=1']) {
      const { status, h, body } = await get(page, base + id + inline);
      const image = inline && ['really.jpg', 'both.gif', 'magic.gif', 'honest.png'].includes(list[i].name);
      assert.equal(status, 200);
      assert.equal(Buffer.compare(body, list[i].body), 0);
      assert.match(h['content-type'], image ? /^image\/(png|jpeg|gif)$/ : /^application\/octet-stream$/, list[i].name);
      assert.match(h['content-disposition'], image ? /^inline; filename="/ : /^attachment; filename="/);
      assert.equal(h['x-content-type-options'], 'nosniff');
      assert.match(h['content-security-policy'], /^default-src 'none';.* sandbox$/);
      assert.equal(h['cross-origin-resource-policy'], 'same-origin');
      assert.match(h['cache-control'], /no-store/);
    }

  evil.hits.length = 0;
  watch.clear();
  await page.route('**/panel/loader', r => r.fulfill({ contentType: 'text/html', body: loader(urls) }));
  await page.goto(URL0 + '/panel/loader', { waitUntil: 'domcontentloaded' });
  await page.waitForLoadState('load');
  await sleep(500);
  assert.deepEqual(evil.hits, [], 'loaded by a page of ours');
  assert.notEqual(await page.evaluate(() => getComputedStyle(document.body).color), 'rgb(1, 2, 3)');
  assert.equal(await page.evaluate(() => document.images[document.images.length - 1].naturalWidth), 1,
    'an honest picture does show');

  for (const url of urls) {
    const tab = await context.newPage();
    let saved = false;
    tab.on('download', () => { saved = true; });
    const shown = await tab.goto(url).then(() => true, () => false);
    if (!shown) for (let i = 0; i < 50 && !saved; i++) await sleep(20);
    assert.ok(saved !== shown, url);
    if (shown) assert.match(await tab.evaluate(() => document.contentType), /^image\//);
    await tab.close();
  }
  assert.deepEqual(evil.hits, [], 'opened in a tab');
  assert.equal(watch.dialogs, 0);
  await context.close();
  await customer.context.close();
});

test('files: odd names arrive harmless', async () => {
  const names = ['../../etc/x', '..\\..\\x.png', 'a"b\'c;d.png', 'r\u202egnp.exe', 'tab\tnew\nline.txt', '.hidden', 'ñandú 漢字 🙂.pdf', 'x'.repeat(300) + '.pdf'];
  const customer = await newPage();
  await ask(customer.page, { name: 'Names', email: 'names@example.org', subject: 'Names', body: 'Names',
    files: names.map((name, i) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(String(i)) })) });
  const [{ ticket }] = newestMessages(1);
  const ids = sql(`SELECT attachment_id FROM olvido.attachment WHERE ticket_id = ${ticket} ORDER BY attachment_id`).split('\n');
  assert.equal(ids.length, names.length);
  const { context, page, watch } = await newPage();
  await signIn(page);
  for (const [i, id] of ids.entries()) {
    const { h, body } = await get(page, `/panel/tickets/${ticket}/attachments/${id}`);
    const disposition = h['content-disposition'];
    assert.equal(String(body), String(i));
    assert.match(disposition, /^attachment; filename="[\x20\x21\x23-\x5b\x5d-\x7e]+"; filename\*=UTF-8''[A-Za-z0-9!#$&+.^_`|~%-]+$/, names[i]);
    const name = decodeURIComponent(disposition.split("UTF-8''")[1]);
    assert.ok(!/[\u0000-\u001f\u007f/\\"\u202a-\u202e\u2066-\u2069]/.test(name), JSON.stringify(name));
    assert.ok(!name.startsWith('.'), name);
    if (names[i].includes('.pdf')) assert.ok(name.endsWith('.pdf'), 'the extension is kept');
  }
  await page.goto(`${URL0}/panel/tickets/${ticket}`);
  assert.equal(await page.locator('.files li').count(), names.length);
  assert.deepEqual(watch.complaints(), []);
  await context.close();
  await customer.context.close();
});
