/*
 * HTML mail (SECURITY.md 5.4): no script, no request, no navigation; remote images
 * only when asked. Then the same with the sanitiser switched off: bodies sealed as
 * they came (tests/support/raw_html.c); frame and policy must hold alone.
 */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { clicks, corpus } from './corpus.mjs';
import { BUILD, deliver, env, foreignServer, HOST, htmlMail, newestMessages, newPage,
  PIXEL, signIn, URL0 } from './support.mjs';

let evil, rows, agent;
const mark = name => `<p>mark-${name}</p>`;
const bodyUrl = ({ ticket, message }) => `/panel/tickets/${ticket}/messages/${message}/body`;

before(async () => {
  evil = await foreignServer();
  rows = corpus(evil.url);
  agent = await newPage();
  await signIn(agent.page);
});
after(() => evil.close());

function storeRaw(bodies) {
  const out = execFileSync(join(BUILD, 'tests/raw_html'),
    [join(env.VAR, 'olvido.hdf'), HOST, 'raw@example.org'],
    { input: bodies.map(b => b.replaceAll('\0', '') + '\0').join(''), encoding: 'utf8' });
  return out.trim().split('\n').map(l => l.split(' ')).map(([ticket, message]) => ({ ticket, message }));
}

async function storeMail(bodies, parts) {
  await deliver(bodies.map((b, i) => htmlMail(`html${i}@example.org`, 'H', 'Html', b, parts)));
  return newestMessages(bodies.length);
}

/*
 * Every body in a frame of its own inside a page of the panel, without the frame's
 * own sandbox attribute: what is left is what the answer's headers do. Returns the
 * frames in order.
 */
async function showAll(page, urls) {
  await page.goto(URL0 + '/panel/profile');
  await page.evaluate(list => Promise.all(list.map(url => new Promise(done => {
    const f = document.createElement('iframe');
    f.src = url;
    f.width = 400; f.height = 200;
    f.onload = done;
    document.body.append(f);
  }))), urls);
  await sleep(500);
  return page.frames().filter(f => f.parentFrame() === page.mainFrame());
}

// Nothing ran, nothing was sent, nobody was led away.
function assertQuiet(watch, page, what) {
  assert.deepEqual(evil.hits, [], `${what}: the foreign host was called`);
  assert.equal(watch.dialogs, 0, `${what}: a script ran`);
  assert.ok(page.url().startsWith(URL0 + '/panel/'), `${what}: the page was led away`);
}

test('html: the corpus bites where nothing guards it', async () => {
  const { context, page, watch } = await newPage();
  for (const r of rows) evil.pages.set('/bare/' + r.name, '<!DOCTYPE html><meta charset=utf-8>' + mark(r.name) + r.html);
  evil.pages.set('/bare', '<!DOCTYPE html><body>' + rows.map(r =>
    `<iframe width=400 height=200 sandbox="allow-scripts allow-same-origin allow-forms" src="/bare/${r.name}"></iframe>`).join(''));
  await page.goto(evil.url + '/bare');
  const missed = () => rows.filter(r => r.bites && !evil.hits.some(h => h.includes(`/n/${r.name}-`)));
  for (let i = 0; i < 100 && missed().length; i++) await sleep(100);
  assert.deepEqual(missed().map(r => r.name), []);
  await context.close();
});

// What a browser's tree of a sanitised body may hold.
const ALLOWED = `html head meta title style body a abbr acronym address b bdi bdo big blockquote br
  caption center cite code col colgroup dd del dfn dir div dl dt em font h1 h2 h3 h4 h5 h6 hr i
  img ins kbd li menu ol p pre q s samp small span strike strong sub sup table tbody td tfoot th
  thead tr tt u ul var`.split(/\s+/);

test('html: a sanitised mail runs, sends and leads nowhere', async () => {
  const { page, watch } = agent;
  evil.hits.length = evil.count.connections = 0;
  const stored = await storeMail(rows.map(r => mark(r.name) + r.html));
  const frames = await showAll(page, stored.map(bodyUrl));
  assert.equal(frames.length, rows.length);
  for (const [i, frame] of frames.entries()) {
    const name = rows[i].name;
    const tree = await frame.evaluate(() => ({ text: document.body.innerText,
      names: [...document.querySelectorAll('*')].map(e => e.localName),
      attrs: [...document.querySelectorAll('*')].flatMap(e => [...e.attributes].map(a => a.name + '=' + a.value)) }));
    assert.ok(tree.text.includes('mark-' + name), `${name}: the text before it stays`);
    assert.deepEqual(tree.names.filter(n => !ALLOWED.includes(n)), [], `${name}: elements`);
    assert.equal(tree.names.filter(n => n === 'style' || n === 'meta').length, 2,
      `${name}: style and meta are only ours`);
    assert.deepEqual(tree.attrs.filter(a => /^on|^(src|href|style)=.*(javascript|url\(|expression)|^srcdoc|^ping/i.test(a)), [],
      `${name}: attributes`);
  }
  assertQuiet(watch, page, 'sanitised');
  assert.equal(evil.count.connections, 0);
  assert.deepEqual(watch.foreign(), []);
  assert.deepEqual(watch.complaints(), []);
});

test('html: without the sanitiser, frame and policy hold alone', async () => {
  const { page, watch } = agent;
  evil.hits.length = evil.count.connections = 0;
  // Chromium opens a bare TCP connection ahead of a frame's navigation that the
  // policy then stops: no request, but an address seen. Only the sanitiser keeps
  // that away (the test above counts connections too).
  const raw = rows.filter(r => r.name !== 'iframe');
  const stored = storeRaw(raw.map(r => mark(r.name) + r.html));
  const frames = await showAll(page, stored.map(bodyUrl));
  assert.equal(frames.length, raw.length);
  for (const [i, frame] of frames.entries()) {
    assert.equal(new URL(frame.url()).pathname, bodyUrl(stored[i]), raw[i].name);
    assert.ok((await frame.content()).includes('mark-' + raw[i].name), raw[i].name);
  }
  // They really are raw, and none of it can read what is ours.
  const script = frames[raw.findIndex(r => r.name === 'script')];
  assert.equal(await script.locator('script').count(), 1);
  assert.equal(await script.evaluate(() => self.origin), 'null');
  await assert.rejects(script.evaluate(() => document.cookie), /sandboxed/);
  await assert.rejects(script.evaluate(() => localStorage.length), /sandboxed/);
  await assert.rejects(script.evaluate(() => parent.document.title), /cross-origin/);
  assertQuiet(watch, page, 'raw');
  assert.deepEqual(watch.foreign().filter(u => !u.endsWith(' origin')), []);
  assert.equal(evil.count.connections, 0);
  await showAll(page, storeRaw(rows.filter(r => r.name === 'iframe').map(r => r.html)).map(bodyUrl));
  assertQuiet(watch, page, 'raw iframe');
  watch.clear();
});

test('html: a click in a raw mail leads nowhere either', async () => {
  const { page, watch } = agent;
  evil.hits.length = 0;
  const all = clicks(evil.url);
  const frames = await showAll(page, storeRaw(all.map(c => c.html)).map(bodyUrl));
  for (const [i, frame] of frames.entries()) {
    const before = frame.url();
    await frame.locator('#go').click({ force: true, noWaitAfter: true });
    await sleep(50);
    assert.equal(frame.url().split('#')[0], before, all[i].name);
  }
  await sleep(300);
  assertQuiet(watch, page, 'clicked');
  assert.equal(agent.context.pages().length, 1, 'no window was opened');
  watch.clear();
});

test('html: the body is given to a frame of ours only', async () => {
  const { context, page, watch } = agent;
  const [stored] = storeRaw([mark('guarded')]);
  const tab = await context.newPage();
  assert.equal((await tab.goto(URL0 + bodyUrl(stored))).status(), 403);
  await tab.close();
  const got = await page.evaluate(async url => (await fetch(url)).status, bodyUrl(stored));
  assert.equal(got, 403);
  // Another site's page cannot frame it, signed in or not.
  evil.pages.set('/framing', `<iframe src="${URL0}${bodyUrl(stored)}"></iframe>`);
  const other = await context.newPage();
  await other.goto(evil.url + '/framing');
  const inner = other.frames()[1];
  assert.ok(!inner || !(await inner.content()).includes('mark-guarded'));
  await other.close();
  watch.clear();
});

// A decent mail: layout, an image of its own, a remote one, a link.
const decent = () => mark('decent') + `<table width="500" style="border:1px solid #ccc;background-color:#ffe"><tr>
  <td style="color:rgb(10, 20, 200);padding:9px">Blue</td><td><img id="own" src="cid:logo@example.org" alt="Logo"></td>
  <td><img src="${evil.url}/n/remote.png" alt="Remote" width="40" height="40"></td></tr></table>
  <a href="${evil.url}/n/page">A link</a>`;

for (const javaScriptEnabled of [true, false])
  test(`html: in the ticket, ${javaScriptEnabled ? 'with' : 'without'} scripts: shown as designed, remote images on request`, async () => {
    const { context, page, watch } = await newPage({ javaScriptEnabled });
    evil.hits.length = evil.count.connections = 0;
    const [stored] = await storeMail([decent()],
      [{ type: 'image/png', cid: 'logo@example.org', name: 'logo.png', data: PIXEL }]);
    await signIn(page);
    await page.goto(`${URL0}/panel/tickets/${stored.ticket}`);
    await page.click('details.designed summary');
    const name = `mail${stored.message}`;
    const inside = page.frameLocator(`iframe[name=${name}]`);
    await inside.locator('#own, img[alt=Logo]').waitFor();
    await sleep(300);
    assert.equal(await inside.locator('td').first().evaluate(e => getComputedStyle(e).color), 'rgb(10, 20, 200)');
    assert.equal(await inside.locator('img[alt=Logo]').evaluate(e => e.naturalWidth), 1);
    assert.deepEqual([evil.hits, evil.count.connections], [[], 0], 'nothing remote before the click');

    await page.click('a:has-text("Load remote images")');
    await inside.locator('img[alt=Remote][src]').waitFor();
    for (let i = 0; i < 50 && !evil.hits.length; i++) await sleep(100);
    assert.deepEqual(evil.hits, ['/n/remote.png']);
    assert.equal(await inside.locator('img[alt=Remote]').evaluate(e => e.naturalWidth), 1);

    const [opened] = await Promise.all([context.waitForEvent('page'), inside.locator('a').click()]);
    await opened.waitForURL(/\/n\/page/);
    assert.equal(await opened.evaluate(() => window.opener), null);
    assert.equal(await opened.evaluate(() => document.referrer), '');
    assert.ok(page.url().endsWith('/panel/tickets/' + stored.ticket));
    // The test's own looking into a sandboxed frame is noticed.
    assert.deepEqual(watch.complaints('Blocked script execution'), []);
    await context.close();
  });

test('html: a file that the frame does not show is listed', async () => {
  const { page } = agent;
  const big = Buffer.concat([PIXEL, Buffer.alloc(300000)]);
  const [stored] = await storeMail(['<p>an x</p><img src="cid:small@x"><img src="cid:big@x"><img src="cid:svg@x">'], [
    { type: 'image/png', cid: 'small@x', name: 'small.png', data: PIXEL },
    { type: 'image/png', cid: 'big@x', name: 'big.png', data: big },
    { type: 'image/svg+xml', cid: 'svg@x', name: 'drawing.svg', data: '<svg/>' },
    { type: 'image/png', cid: 'x', name: 'unnamed.png', data: PIXEL },
  ]);
  await page.goto(`${URL0}/panel/tickets/${stored.ticket}`);
  assert.deepEqual(await page.locator('.files a[download]').allTextContents(),
    ['big.png', 'drawing.svg', 'unnamed.png']);
});
