// Allowed networks and API tokens: axe without a finding, no side scroll, nothing
// against the policy; a list with a mistake, a token made and ended.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { look } from './people.mjs';
import { newPage, signIn, URL0 } from './support.mjs';

test('networks and tokens', async t => {
  const { context, page, watch } = await newPage();
  const check = (name, shot) => t.test(name, async () => assert.deepEqual(await look(page, name, shot), []));

  await signIn(page, 'OWNER');
  await page.goto(URL0 + '/panel/settings/network');
  await page.click('main details summary');
  await check('allowed networks', 'settings-network');
  await page.fill('#panel', '127.0.0.1\n192.0.2.1/24');
  await page.click('main form button');
  await page.waitForSelector('#panel-mistake');
  assert.match(await page.textContent('#panel-mistake'), /Line 2, 192\.0\.2\.1\/24: .*192\.0\.2\.0\/24\?/);
  await check('a list with a mistake', 'settings-network-mistake');

  await page.goto(URL0 + '/panel/settings/tokens');
  await page.fill('#name', 'Browser');
  await page.check('[name="tickets.read"]');
  await page.click('main form button.primary');
  await page.waitForSelector('#made');
  assert.match(await page.textContent('#made'), /^olv1_[0-9A-Za-z]{38}$/);
  await check('a token is shown', 'settings-tokens');
  await page.goto(URL0 + '/panel/settings/tokens');
  assert.equal(await page.$('#made'), null);
  await Promise.all([page.waitForURL('**/panel/settings/tokens'), page.click('main ul.sessions form[action$="/revoke"] button')]);
  assert.match(await page.textContent('main'), /Ended/);
  await check('an ended token');
  assert.deepEqual(watch.errors.filter(e => !e.includes('422')), []);
  await context.close();
});
