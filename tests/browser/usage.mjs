/*
 * Settings, Usage: with limits that are far, reached and passed, and without any; axe
 * without a finding, no side scroll; the bars above every page of an administrator.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { look } from './people.mjs';
import { HOST, newPage, signIn, sql, URL0 } from './support.mjs';

const account = () => sql(`SELECT account_id FROM olvido.host WHERE host = '${HOST}'`).trim();
const plan = numbers => sql(`INSERT INTO olvido.plan SELECT 900001, 'usage-page', trial_days, past_due_days, suspended_days,
  terminated_days, deleted_days, warn_first, warn_second, warn_last, ${numbers} FROM olvido.plan WHERE plan_id = 1
  ON DUPLICATE KEY UPDATE agents = VALUES(agents), storage_bytes = VALUES(storage_bytes),
  mails_per_hour = VALUES(mails_per_hour), api_calls_per_hour = VALUES(api_calls_per_hour);
  UPDATE olvido.account SET plan_id = 900001 WHERE account_id = ${account()}`);

test('usage', async t => {
  const { context, page, watch } = await newPage();
  const check = (name, shot) => t.test(name, async () => assert.deepEqual(await look(page, name, shot), []));
  const a = account();
  const hour = Math.floor(Date.now() / 3600000);
  const before = sql(`SELECT plan_id FROM olvido.account WHERE account_id = ${a}`).trim();
  const rows = [...Array(29).keys()].map(d => `(${a}, 1, ${hour - d * 24 - 3}, ${(d * 37) % 90 + 3}), (${a}, 2, ${hour - d * 24 - 4}, ${(d * 211) % 1700 + 12})`);
  sql(`REPLACE INTO olvido.account_hour VALUES ${rows.join(', ')}, (${a}, 1, ${hour}, 41), (${a}, 1, ${hour + 1}, 41)`);
  await signIn(page, 'OWNER');
  try {
    plan('50, 5000000000, 400, 1000');
    await page.goto(URL0 + '/panel/settings/usage');
    assert.equal(await page.locator('meter').count(), 4);
    assert.equal(await page.locator('.notice a[href="/panel/settings/usage"]').count(), 0);
    await check('usage', 'usage');
    plan('1, 1, 41, 1000');
    await page.goto(URL0 + '/panel/settings/usage');
    assert.ok(await page.locator('main .mistake').count() >= 2);
    assert.ok(await page.locator('.notice a[href="/panel/settings/usage"]').count() >= 2);
    await check('usage at its limits', 'usage-full');
    await page.goto(URL0 + '/panel/tickets');
    assert.ok(await page.locator('.notice a[href="/panel/settings/usage"]').count() >= 2);
    plan('0, 0, 0, 0');
    await page.goto(URL0 + '/panel/settings/usage');
    assert.equal(await page.locator('meter').count(), 0);
    await check('usage without limits');
  } finally {
    sql(`UPDATE olvido.account SET plan_id = ${before} WHERE account_id = ${a};
      DELETE FROM olvido.plan WHERE plan_id = 900001; DELETE FROM olvido.account_hour WHERE account_id = ${a}`);
  }
  assert.deepEqual(watch.errors, []);
  await context.close();
});
