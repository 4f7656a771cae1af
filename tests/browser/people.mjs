/*
 * Settings, roles, agents and the pages behind mailed links: axe without a finding,
 * no side scroll, nothing against the policy; an invitation from the form to the
 * first sign-in; a picture that the browser shows. Without scripts as well.
 */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { test } from 'node:test';
import { BUILD, env, HOST, newPage, PIXEL, SHOTS, signIn, sinkMail, sql, URL0 } from './support.mjs';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const A = `${URL0}/panel/settings/agents`;

export async function look(page, name, shot) {
  const found = [];
  for (const [width, scheme] of [[1280, 'light'], [390, 'dark'], [1280, 'dark'], [390, 'light']]) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(AXE);
    found.push(...await page.evaluate(async at => (await window.axe.run(document, { resultTypes: ['violations'] }))
      .violations.flatMap(v => v.nodes.map(n => `${at}: ${v.id}: ${n.target.join(' ')}`)), `${name} ${width} ${scheme}`));
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    if (wide > width) found.push(`${name} ${width}: ${wide} px wide`);
    if (shot) await page.screenshot({ path: join(SHOTS, `${shot}-${width}-${scheme}.png`), fullPage: true });
  }
  await page.setViewportSize({ width: 1280, height: 900 });
  return found;
}

test('people: settings and agents', async t => {
  const { context, page, watch } = await newPage();
  const check = (name, shot) => t.test(name, async () => assert.deepEqual(await look(page, name, shot), []));
  const email = `invited.${Date.now()}@example.org`;
  const password = 'a row of quite plain words';

  await signIn(page, 'OWNER');
  await page.goto(URL0 + '/panel/settings');
  await check('settings', 'settings');
  await page.goto(URL0 + '/panel/settings/roles');
  await check('roles', 'settings-roles');
  await page.click('.doors summary');
  await check('roles with every door');
  await page.goto(URL0 + '/panel/settings/owner');
  await check('owner', 'settings-owner');
  await page.goto(A + '/invite');
  await check('invite', 'settings-invite');
  await page.fill('#email', 'nobody');
  await page.click('main form button');
  await page.waitForSelector('#email-mistake');
  await check('invite with a mistake');
  await page.fill('#email', email);
  await Promise.all([page.waitForURL(A), page.click('main form button')]);
  await check('agents', 'settings-agents');
  const mail = await sinkMail(email, '/panel/invite/');
  const link = new RegExp('https://\\S+/panel/invite/[\\w-]{43}').exec(mail.text)[0];
  assert.match(mail.head, /^Subject: Your login for the help desk/m);

  const guest = await newPage();
  await guest.page.goto(link);
  await t.test('join', async () => assert.deepEqual(await look(guest.page, 'join', 'join'), []));
  await guest.page.fill('#name', 'Ines Invited');
  await guest.page.fill('#new', 'short');
  await guest.page.click('main form button');
  await guest.page.waitForSelector('#new-mistake');
  await t.test('join with a mistake', async () => assert.deepEqual(await look(guest.page, 'join with a mistake'), []));
  await guest.page.fill('#new', password);
  await Promise.all([guest.page.waitForURL(/login/), guest.page.click('main form button')]);
  await guest.page.fill('#email', email);
  await guest.page.fill('#password', password);
  await Promise.all([guest.page.waitForURL(u => !u.pathname.endsWith('/login')), guest.page.click('main form button')]);
  assert.equal(await guest.page.textContent('.me-name'), 'Ines Invited');
  assert.equal(await guest.page.textContent('.me .face'), 'II');
  await guest.page.goto(link);
  await t.test('used link', async () => assert.deepEqual(await look(guest.page, 'used link'), []));

  // A picture, shown by the browser.
  await guest.page.goto(URL0 + '/panel/profile');
  await t.test('profile', async () => assert.deepEqual(await look(guest.page, 'profile', 'settings-profile'), []));
  await guest.page.setInputFiles('#picture', { name: 'me.png', mimeType: 'image/png', buffer: Buffer.from(PIXEL) });
  await Promise.all([guest.page.waitForNavigation(), guest.page.click('form[action$="/avatar"] button')]);
  await guest.page.waitForSelector('.flash');
  assert.ok(await guest.page.$eval('.me img.face', i => i.complete && i.naturalWidth > 0), 'the picture is shown');
  await guest.page.setInputFiles('#picture', { name: 'me.png', mimeType: 'image/png', buffer: Buffer.from('<svg/>') });
  await guest.page.click('form[action$="/avatar"] button');
  await guest.page.waitForSelector('#picture-mistake');
  assert.deepEqual(guest.watch.complaints('status of 4'), []);
  await guest.context.close();

  const id = sql(`SELECT MAX(agent_id) FROM olvido.agent WHERE account_id = (SELECT account_id FROM olvido.host WHERE host = '${new URL(URL0).hostname}')`);
  await page.goto(`${A}/${id}`);
  await check('an agent', 'settings-agent');
  await page.uncheck('input[name=all]');
  await page.check('input[name=departments] >> nth=0');
  await Promise.all([page.waitForNavigation(), page.click('form[action$="/departments"] button')]);
  await page.waitForSelector('.flash');
  await Promise.all([page.waitForNavigation(), page.click('form[action$="/deactivate"] button')]);
  await page.waitForSelector('.flash');
  await check('an agent deactivated');
  assert.deepEqual(watch.complaints('status of 4'), []);
  assert.deepEqual(watch.foreign(), []);
  await context.close();
});

test('people: forgotten password, without scripts', async t => {
  const { context, page } = await newPage({ javaScriptEnabled: false });
  const email = `forgets.${Date.now()}@example.org`;
  execFileSync(join(BUILD, 'olvido'), ['--conf', join(env.VAR, 'olvido.hdf'), 'agent', 'add', HOST, 'agent', email, 'Fay Forgets'],
    { input: 'a row of quite plain words\n' });
  await page.goto(URL0 + '/panel/login');
  await page.click('a[href="/panel/forgot"]');
  await page.fill('#email', email);
  await Promise.all([page.waitForURL(/sent/), page.click('main form button')]);
  assert.match(await page.textContent('main'), /on its way/);
  const mail = await sinkMail(email, '/panel/reset/');
  await page.goto(new RegExp('https://\\S+/panel/reset/[\\w-]{43}').exec(mail.text)[0]);
  assert.equal(await page.getAttribute('#new', 'autocomplete'), 'new-password');
  await context.close();
  const seen = await newPage();
  for (const p of ['/panel/forgot', '/panel/forgot/sent']) {
    await seen.page.goto(URL0 + p);
    await t.test(p, async () => assert.deepEqual(await look(seen.page, p), []));
  }
  await seen.context.close();
});
