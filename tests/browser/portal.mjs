// A customer's way: ask, follow the link of the mail, answer, close, reopen.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { newPage, PIXEL, sinkMail, steps, URL0 } from './support.mjs';

const PDF = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n');

/*
 * Ask with two files; the page ends on the confirmation. Returns the code.
 * Works without scripts: only forms and links are used.
 */
export async function ask(page, { name, email, subject, body, files }) {
  await page.goto(URL0 + '/');
  await page.click('main a[href="/ask"]');
  await page.fill('#name', name);
  await page.fill('#email', email);
  await page.fill('#subject', subject);
  await page.fill('#body', body);
  await page.selectOption('#department', { index: 0 });
  await page.setInputFiles('#files', files ?? [
    { name: 'photo.png', mimeType: 'image/png', buffer: PIXEL },
    { name: 'invoice 7 ñ.pdf', mimeType: 'application/pdf', buffer: PDF },
  ]);
  await page.click('main form button:has-text("Send")');
  return (await page.textContent('#code')).trim();
}

// From the mail's link to the ticket's page.
export async function openLink(page, email) {
  const mail = await sinkMail(email, '/t/');
  const link = /https:\/\/\S+\/t\/[\w-]+/.exec(mail.text)[0];
  await page.goto(link);
  return link;
}

for (const javaScriptEnabled of [true, false]) {
  const how = javaScriptEnabled ? 'with scripts' : 'without scripts';
  const email = `browser-${javaScriptEnabled ? 'js' : 'plain'}-${Date.now()}@example.org`;

  test(`customer ${how}: asks, follows, answers, closes, reopens`, async t => {
    const { context, page, watch } = await newPage({ javaScriptEnabled });
    let link;

    const step = steps(t);
    await step('asks with a picture and a PDF and sees a code', async () => {
      const code = await ask(page, { name: 'Ana Browser', email,
        subject: 'My <order> & "invoice"', body: 'Where is it?\nSecond line.' });
      assert.match(code, /^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{2}$/);
      const mail = await sinkMail(email, code);
      assert.ok(!mail.text.includes('Where is it?'),
        'a mail to an unproved address repeats nothing of the question');
    });
    await step('the mailed link shows a button first, and opens by POST', async () => {
      link = await openLink(page, email);
      assert.equal(new URL(page.url()).pathname, new URL(link).pathname);
      assert.equal((await context.cookies()).filter(c => c.name === '__Host-olvido').length, 0,
        'following a link alone signs nobody in');
      await page.click('main form button');
      await page.waitForURL(/\/ticket\/\d+$/);
      const cookie = (await context.cookies()).find(c => c.name === '__Host-olvido');
      assert.ok(cookie.secure && cookie.httpOnly && cookie.sameSite === 'Lax');
    });
    await step('the ticket shows subject, text and both files', async () => {
      assert.equal(await page.textContent('h1'), 'My <order> & "invoice"');
      assert.match(await page.textContent('.thread'), /Where is it\?/);
      assert.deepEqual(await page.locator('.files a').allTextContents(),
        ['photo.png', 'invoice 7 ñ.pdf']);
    });
    await step('downloads come back byte for byte', async () => {
      const [download] = await Promise.all([page.waitForEvent('download'),
        page.click('.files a:has-text("invoice")')]);
      assert.equal(download.suggestedFilename(), 'invoice 7 ñ.pdf');
      const chunks = [];
      for await (const c of await download.createReadStream()) chunks.push(c);
      assert.deepEqual(Buffer.concat(chunks), PDF);
    });
    await step('answers with a file', async () => {
      await page.fill('#body', 'One thing more.');
      await page.setInputFiles('#files', { name: 'more.png', mimeType: 'image/png', buffer: PIXEL });
      await page.click('.answer form button');
      await page.waitForSelector('.flash');
      assert.equal(await page.locator('.message').count(), 2);
      assert.match(await page.textContent('.message >> nth=1'), /One thing more\.[^]*more\.png/);
    });
    await step('closes and reopens', async () => {
      await page.click('form[action$="/close"] button');
      await page.waitForSelector('.badge-closed');
      await page.click('form[action$="/reopen"] button');
      await page.waitForSelector('.badge-open');
      assert.equal(await page.locator('form[action$="/close"]').count(), 1);
    });
    await step('an empty answer keeps the page and names the mistake', async () => {
      await page.click('.answer form button');
      await page.waitForSelector('#body-error');
      assert.equal(await page.locator('.message').count(), 2);
    });
    await step('leaves, and the ticket is gone for this browser', async () => {
      const url = page.url().replace(/\/reply$/, '');
      await page.click('form[action="/logout"] button');
      await page.goto(url);
      assert.doesNotMatch(new URL(page.url()).pathname, /ticket/, 'he is led to the sign-in');
      assert.equal(await page.locator('.thread').count(), 0);
    });
    assert.deepEqual(watch.complaints('status of 404', 'status of 422'), []);
    assert.deepEqual(watch.foreign(), []);
    await context.close();
  });
}

test('customer: the form with mistakes is shown again with what was typed', async () => {
  const { context, page, watch } = await newPage();
  await page.goto(URL0 + '/ask');
  await page.fill('#email', 'not an address');
  await page.fill('#body', 'Kept text');
  await page.click('main form button:has-text("Send")');
  await page.waitForSelector('#summary');
  assert.equal(await page.inputValue('#body'), 'Kept text');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'summary');
  await page.click('#summary a[href="#email"]');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'email');
  assert.deepEqual(watch.complaints('status of 422'), []);
  await context.close();
});

test('customer: files of more than 25 MB are refused before they are sent', async () => {
  const { context, page } = await newPage();
  await page.goto(URL0 + '/ask');
  const big = join(mkdtempSync(join(tmpdir(), 'olvido-')), 'big.bin');
  writeFileSync(big, '');
  truncateSync(big, 26500000);
  await page.setInputFiles('#files', big);
  await page.click('main form button:has-text("Send")');
  assert.match(await page.textContent('.chosen'), /larger than 25 MB/);
  assert.equal(await page.evaluate(() => document.activeElement.id), 'files');
  await context.close();
  rmSync(dirname(big), { recursive: true });
});

test('customer: the page speaks Spanish to who asks for it', async () => {
  const { context, page } = await newPage({ locale: 'es-ES' });
  await page.goto(URL0 + '/');
  assert.equal(await page.getAttribute('html', 'lang'), 'es');
  await page.click('button[value="en"]');
  await page.waitForSelector('html[lang=en]');
  await context.close();
});
