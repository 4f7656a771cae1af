/*
 * A customer's login, without and with scripts: registered, confirmed with a
 * password, out and in again; each of its pages by axe, on narrow and wide screens.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { look } from './access.mjs';
import { ask } from './portal.mjs';
import { newPage, sinkMail, URL0 } from './support.mjs';

const PASSWORD = 'five herons at the old mill';
const linkIn = (mail, path) => new RegExp(`https://\\S+${path}[\\w-]{43}`).exec(mail.text)[0];

for (const javaScriptEnabled of [true, false]) {
  const how = javaScriptEnabled ? 'with scripts' : 'without scripts';
  const email = `login-${javaScriptEnabled ? 'js' : 'plain'}-${Date.now()}@example.org`;

  test(`a customer's login ${how}`, async t => {
    const { context, page, watch } = await newPage({ javaScriptEnabled });
    const check = async (name, shot) => {
      if (javaScriptEnabled) await t.test(name, async () => assert.deepEqual(await look(page, name, shot), []));
    };

    await ask(page, { name: 'Rosa Login', email, subject: 'Before any login', body: 'A guest asks.' });
    await page.goto(URL0 + '/tickets');
    assert.equal(new URL(page.url()).pathname, '/login');
    await check('sign in', 'portal-login');
    await page.click('form[action="/login"] button');
    await page.waitForSelector('.mistake');
    await check('sign in with mistakes');
    await page.click('main a[href="/forgot"]');
    await check('forgot');
    await page.goto(URL0 + '/register');
    await check('register', 'portal-register');
    await page.fill('#name', 'Rosa Login');
    await page.fill('#email', email);
    await page.click('main form button');
    await page.waitForURL(/\/login\/sent$/);
    await check('sent');
    await page.goto(linkIn(await sinkMail(email, '/confirm/'), '/confirm/'));
    await check('confirm');
    if (javaScriptEnabled) {
      await page.fill('#password', 'seen');
      await page.click('.show');
      assert.equal(await page.getAttribute('#password', 'type'), 'text', 'shown');
      await page.click('.show');
      assert.equal(await page.getAttribute('#password', 'type'), 'password', 'hidden again');
    }
    await page.fill('#password', 'passwordpassword');
    await page.click('main form button');
    await page.waitForSelector('.mistake');
    await check('confirm with a mistake');
    await page.fill('#password', PASSWORD);
    await page.click('main form button');
    await page.waitForURL(/\/tickets$/);
    assert.match(await page.textContent('main'), /Before any login/);
    await check('my tickets', 'portal-tickets');
    await page.click('header a[href="/account"]');
    await check('my account', 'portal-account');
    for (const [name, path] of Object.entries({ 'my data': '/account/data', 'my requests': '/privacy/requests',
      'delete my profile': '/erase', 'what is stored': '/privacy' })) {
      assert.equal((await page.goto(URL0 + path)).status(), 200, path);
      await check(name, 'portal-' + name.replaceAll(' ', '-'));
    }
    await page.goto(URL0 + '/account');
    await page.click('main a[href="/factor"]');
    await check('second factor');
    await page.click('main a[href="/factor/codes"]');
    await page.fill('#proof-password', PASSWORD);
    await check('is it you');
    await page.click('main form button');
    await page.waitForSelector('.qr');
    await check('codes');
    await page.click('header form[action="/logout"] button');
    await page.goto(URL0 + '/login');
    await page.fill('#email', email);
    await page.fill('#password', PASSWORD);
    await page.click('form[action="/login"] button');
    await page.waitForURL(/\/tickets$/);
    assert.deepEqual(watch.complaints('status of 4'), []);
    assert.deepEqual(watch.foreign(), []);
    await context.close();
  });
}
