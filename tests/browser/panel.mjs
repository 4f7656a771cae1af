// An agent's day: list, ticket, reply, note, properties, files, search.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ask, openLink } from './portal.mjs';
import { deliver, htmlMail, newPage, PIXEL, signIn, sinkMail, steps, URL0 } from './support.mjs';

const word = `quitasol${Date.now().toString(36)}`;

// The page after a form: its flash says that it worked.
async function submit(page, button) {
  await Promise.all([page.waitForNavigation(), button.click()]);
  await page.waitForSelector('.flash');
}
const property = (page, action) => page.locator(`form.property[action$="/${action}"]`);

for (const javaScriptEnabled of [true, false]) {
  const how = javaScriptEnabled ? 'with scripts' : 'without scripts';
  const email = `panel-${javaScriptEnabled ? 'js' : 'plain'}-${word}@example.org`;
  const subject = `${word} ${javaScriptEnabled ? 'one' : 'two'} <b>&amp;</b>`;

  test(`agent ${how}`, async t => {
    const customer = await newPage();
    await ask(customer.page, { name: 'Quim Panel', email, subject, body: `An unusual ${word}text here.` });
    await ask(customer.page, { name: 'Quim Panel', email, subject: `Second of ${word}`, body: 'Another.', files: [] });
    const { context, page, watch } = await newPage({ javaScriptEnabled });
    let url;

    const step = steps(t);
    await step('a page without a session leads to signing in, and back', async () => {
      await page.goto(URL0 + '/panel/tickets?view=all');
      assert.match(page.url(), /\/panel\/login/);
      await page.fill('#email', 'agent@demo.localhost');
      await page.fill('#password', 'wrong wrong wrong');
      await page.click('main form button');
      await page.waitForSelector('.mistake');
      await signIn(page);
      const cookie = (await context.cookies()).find(c => c.name.startsWith('__Host-'));
      assert.ok(cookie.secure && cookie.httpOnly && cookie.sameSite !== 'None');
    });
    await step('the list shows it among the new ones; opened by its subject', async () => {
      await page.click('.side a[href$="view=new"]');
      const row = page.locator('tbody tr', { hasText: subject });
      assert.match(await row.textContent(), /Quim Panel/);
      await row.locator('a').click();
      await page.waitForURL(/\/panel\/tickets\/\d+$/);
      url = page.url();
      assert.equal(await page.textContent('h1'), subject);
      assert.match(await page.textContent('.thread'), new RegExp(word + 'text'));
    });
    await step('attachments download byte for byte; a picture can be viewed', async () => {
      const [download] = await Promise.all([page.waitForEvent('download'),
        page.click('.files a:has-text("photo.png") >> nth=0')]);
      const chunks = [];
      for await (const c of await download.createReadStream()) chunks.push(c);
      assert.deepEqual(Buffer.concat(chunks), PIXEL);
      const [view] = await Promise.all([context.waitForEvent('page'),
        page.click('.files a[href$="inline=1"]')]);
      await view.waitForLoadState();
      assert.equal(await view.evaluate(() => document.images[0].naturalWidth), 1);
      await view.close();
    });
    await step('a note stays inside', async () => {
      await page.click('#note summary');
      await page.fill('#note-body', `Inside ${word}`);
      await submit(page, page.locator('#note button[type=submit]'));
      assert.match(await page.textContent('.message-note'), new RegExp('Inside ' + word));
    });
    await step('a reply reaches the customer by mail, and in the portal, the note does not', async () => {
      if (!(await page.isVisible('#reply-body'))) await page.click('#reply summary');
      await page.fill('#reply-body', `It is on its way, ${word}.`);
      await page.setInputFiles('#reply-files', { name: 'label.png', mimeType: 'image/png', buffer: PIXEL });
      await submit(page, page.locator('#reply button[value=answered]'));
      assert.match(await page.textContent('.message-outgoing'), /on its way[^]*label\.png/);
      assert.equal(await page.locator('.ticket-head .badge-answered').count(), 1);
      const mail = await sinkMail(email, 'on its way');
      assert.match(mail.head, /^(From|Reply-To): .*ticket\+/mi);
      assert.ok(!mail.text.includes('Inside ' + word));
      const link = /https:\/\/\S+\/t\/[\w-]+/.exec(mail.text)[0];
      await customer.page.goto(link);
      await customer.page.click('main form button');
      const thread = await customer.page.textContent('.thread');
      assert.match(thread, /on its way/);
      assert.ok(!thread.includes('Inside'));
    });
    await step('a customer\'s answer reopens', async () => {
      await customer.page.fill('.answer textarea', 'Thank you!');
      await customer.page.click('.answer form button');
      await customer.page.waitForSelector('.flash');
      await page.goto(url);
      assert.equal(await page.locator('.ticket-head .badge-open').count(), 1);
    });
    await step('assign, department, tags', async () => {
      const assign = property(page, 'assign');
      const owner = await assign.locator('option:not([selected]):not([value="0"])').first().getAttribute('value');
      await assign.locator('select').selectOption(owner);
      await submit(page, assign.locator('[data-apply]'));
      assert.equal(await assign.locator('select').inputValue(), owner);
      const department = property(page, 'department');
      const other = department.locator('option:not([selected])').first();
      const [value, name] = [await other.getAttribute('value'), await other.textContent()];
      await department.locator('select').selectOption(value);
      await submit(page, department.locator('[data-apply]'));
      assert.equal(await department.locator('select').inputValue(), value);
      assert.match(await page.textContent('.thread'), new RegExp(name));
      const tags = property(page, 'tags');
      await tags.locator('#tags').fill('urgent, Álava');
      await submit(page, tags.locator('[data-apply]'));
      assert.deepEqual((await page.locator('.tags li').allTextContents()).map(s => s.toLowerCase()).sort(), ['urgent', 'álava']);
    });
    await step('postponed needs a date in the future; then it is kept', async () => {
      const status = property(page, 'status');
      await status.locator('select').selectOption('postponed');
      await page.fill('#until', '2001-01-01');
      await Promise.all([page.waitForNavigation(), status.locator('[data-apply]').click()]);
      await page.waitForSelector('#until-mistake');
      await page.fill('#until', '2031-05-06');
      await submit(page, status.locator('[data-apply]'));
      assert.match(await page.textContent('.ticket-meta'), /Postponed[^]*6 May 2031/);
      await page.click('.side a[href$="view=postponed"]');
      assert.equal(await page.locator('tbody tr', { hasText: subject }).count(), 1);
      await page.goto(url);
      for (const s of ['resolved', 'closed', 'spam', 'deleted', 'open']) {
        await status.locator('select').selectOption(s);
        await submit(page, status.locator('[data-apply]'));
        assert.equal(await page.locator(`.ticket-head .badge-${s}`).count(), 1, s);
      }
    });
    await step('the contact and his other tickets', async () => {
      assert.match(await page.textContent('.others'), new RegExp('Second of ' + word));
      await page.click('.beside .name a');
      await page.waitForURL(/\/panel\/contacts\/\d+$/);
      assert.equal(await page.locator('tbody tr').count(), 2);
      assert.match(await page.textContent('.facts'), new RegExp(email));
    });
    await step('search: a word, its beginning, a phrase, a person, nothing', async () => {
      const find = async q => {
        await page.fill('#q', q);
        await Promise.all([page.waitForURL(/\/panel\/search/), page.press('#q', 'Enter')]);
        return page.locator('tbody tr', { hasText: subject }).count();
      };
      assert.equal(await find(word + 'text'), 1);
      assert.equal(await find(word.slice(0, -2)), 1);
      assert.equal(await find(`"unusual ${word}text here"`), 1);
      assert.equal(await find(`"here ${word}text"`), 0);
      assert.equal(await find(`from:${email}`), 1);
      assert.equal(await find(`${word} nowheretobefound`), 0);
    });
    await step('leaving ends the session', async () => {
      await page.click('details.me summary');
      await page.click('form[action="/panel/logout"] button');
      await page.goto(url);
      assert.match(page.url(), /\/panel\/login/);
    });
    assert.deepEqual(watch.complaints('status of 422', 'favicon.ico'), []);
    assert.deepEqual(watch.foreign(), []);
    await context.close();
    await customer.context.close();
  });
}

test('agent: lists have pages of 50, newest first, without loss or doubles', async () => {
  await deliver(Array.from({ length: 51 }, (_, i) =>
    htmlMail(`page${i}@example.org`, 'Page', `Page ${i}`, '<p>Row</p>')));
  const { context, page } = await newPage();
  await signIn(page);
  await page.goto(URL0 + '/panel/tickets?view=all');
  const seen = [];
  for (let n = 0; n < 10; n++) {
    const rows = await page.locator('tbody tr').evaluateAll(list => list.map(r =>
      [r.querySelector('a').getAttribute('href'), r.querySelector('time').getAttribute('datetime')]));
    seen.push(...rows);
    const next = page.locator('.pages a[rel=next]');
    if (!(await next.count())) break;
    assert.equal(rows.length, 50);
    await Promise.all([page.waitForNavigation(), next.click()]);
  }
  assert.ok(seen.length > 50, 'more than one page');
  assert.equal(new Set(seen.map(r => r[0])).size, seen.length);
  const times = seen.map(r => r[1]);
  assert.deepEqual(times, [...times].sort().reverse());
  await context.close();
});

test('agent: another session can be seen and ended', async () => {
  const one = await newPage(), two = await newPage();
  await signIn(one.page);
  await signIn(two.page);
  await one.page.goto(URL0 + '/panel/sessions');
  assert.ok(await one.page.locator('.sessions li').count() >= 2);
  await one.page.click('form[action$="/end-others"] button');
  await one.page.waitForSelector('.flash');
  assert.equal(await one.page.locator('.sessions li').count(), 1);
  await two.page.goto(URL0 + '/panel/tickets');
  assert.match(two.page.url(), /\/panel\/login/);
  await one.context.close();
  await two.context.close();
});
