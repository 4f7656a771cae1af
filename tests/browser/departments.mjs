/*
 * Settings, Departments, and the first step that leads there: with a mistake, made,
 * changed; axe without a finding, no side scroll.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { look } from './people.mjs';
import { HOST, newPage, signIn, sql, URL0 } from './support.mjs';

test('departments', async t => {
  const { context, page, watch } = await newPage();
  const check = (name, shot) => t.test(name, async () => assert.deepEqual(await look(page, name, shot), []));
  const id = Date.now().toString(36);
  const P = URL0 + '/panel/settings/departments';
  try {
    await signIn(page, 'OWNER');
    await page.goto(URL0 + '/panel/first-steps');
    await check('first steps with departments', 'first-steps-departments');
    await Promise.all([page.waitForURL(P), page.click(`main a.button[href="/panel/settings/departments"]`)]);
    await check('departments', 'settings-departments');
    await page.fill('#name', `Returns ${id}`);
    await page.fill('#mailbox', `returns-${id}@elsewhere.example`);
    await page.click('main form button');
    await page.waitForSelector('#mailbox-mistake');
    assert.equal(await page.inputValue('#name'), `Returns ${id}`);
    assert.equal(await page.inputValue('#mailbox'), `returns-${id}@elsewhere.example`);
    await check('departments with a mistake', 'settings-departments-mistake');
    await page.fill('#mailbox', `returns-${id}@${HOST}`);
    await Promise.all([page.waitForNavigation(), page.click('main form button')]);
    await page.waitForSelector('.flash');
    await Promise.all([page.waitForNavigation(), page.click(`main a:text-is("Returns ${id}")`)]);
    await check('a department', 'settings-department');
    await page.fill('#name', `Refunds ${id}`);
    await Promise.all([page.waitForURL(P), page.click('main form button')]);
    assert.equal(await page.locator(`main a:text-is("Refunds ${id}")`).count(), 1);
  } finally {
    sql(`DELETE FROM olvido.department WHERE mailbox = 'returns-${id}@${HOST}'`);
  }
  assert.deepEqual(watch.complaints('status of 4'), []);
  await context.close();
});
