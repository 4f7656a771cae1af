// The spam filter for people: its settings, a ticket's word about it, and the page
// that the digest leads to, with scripts and without.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { look } from './access.mjs';
import { deliver, mail, newPage, signIn, sql, URL0 } from './support.mjs';

const U = Date.now().toString(36);

async function submit(page, button) {
  await Promise.all([page.waitForNavigation(), button.click()]);
  await page.waitForSelector('.flash');
}

for (const javaScriptEnabled of [true, false]) {
  const how = javaScriptEnabled ? 'with scripts' : 'without scripts';
  const domain = `${javaScriptEnabled ? 'one' : 'two'}${U}.example`;

  test(`spam filter ${how}`, async t => {
    const { context, page, watch } = await newPage({ javaScriptEnabled });
    let id;
    await signIn(page, 'OWNER');
    await t.test('settings: what was typed wrongly stays, with what is wrong', async () => {
      await page.goto(`${URL0}/panel/settings/spam`);
      await page.fill('#spam_at', '1');
      await page.fill('#unsure_at', '5');
      await Promise.all([page.waitForNavigation(), page.click('form[action="/panel/settings/spam"] button.primary')]);
      assert.equal(await page.inputValue('#spam_at'), '1');
      assert.equal(await page.locator('[aria-invalid="true"]').count(), 1);
      assert.ok(await page.locator('.mistake').first().isVisible());
      if (javaScriptEnabled) assert.deepEqual(await look(page, 'spam filter, a mistake', 'spam-mistake'), []);
    });
    await t.test('settings: saved, and there again', async () => {
      await page.fill('#spam_at', '');
      await page.fill('#unsure_at', '0.5');
      await page.check('input[name=mode][value=mark]');
      await submit(page, page.locator('form[action="/panel/settings/spam"] button.primary'));
      await page.goto(`${URL0}/panel/settings/spam`);
      assert.ok(await page.isChecked('input[name=mode][value=mark]'));
      assert.equal(Number((await page.inputValue('#unsure_at')).replace(',', '.')), 0.5);
      await page.check('input[name=mode][value=on]');
      await page.fill('#unsure_at', '0');
      await submit(page, page.locator('form[action="/panel/settings/spam"] button.primary'));
    });
    await t.test('a domain is shut out: its mail is in the folder, and says why', async () => {
      await page.goto(`${URL0}/panel/settings/spam`);
      await page.fill('#name', `@${domain}`);
      await submit(page, page.locator('button[name=kind][value=block]'));
      assert.ok(await page.getByText(domain).first().isVisible());
      await deliver([mail(`seller@${domain}`, 'A Seller', `Lamps of ${domain}`, 'Lamps, and more lamps.\n')]);
      await page.goto(`${URL0}/panel/tickets?view=spam`);
      await page.click(`a:has-text("Lamps of ${domain}")`);
      await page.waitForURL(/tickets\/\d+$/);
      assert.match(await page.textContent('main'), /The filter says: spam\./);
      id = /\d+$/.exec(page.url())[0];
    });
    await t.test('the page that the digest leads to: one click says "Not spam"', async () => {
      await page.goto(`${URL0}/panel/tickets?view=sifted`);
      const row = page.locator('tbody tr', { hasText: `Lamps of ${domain}` });
      assert.equal(await row.count(), 1);
      if (javaScriptEnabled) assert.deepEqual(await look(page, 'what the filter put away', 'spam-sifted'), []);
      await submit(page, row.locator('button[name=only]'));
      assert.match(page.url(), /view=sifted/);
      assert.equal(await page.locator('tbody tr', { hasText: `Lamps of ${domain}` }).count(), 0);
      const [status, label] = sql(`SELECT t.status, s.label FROM olvido.ticket t
        JOIN olvido.spam_ticket s USING (account_id, ticket_id) WHERE t.ticket_id = ${id}`).split('\t');
      assert.equal(`${status} ${label}`, '1 1');
    });
    await t.test('the domain is taken off the list again', async () => {
      await page.goto(`${URL0}/panel/settings/spam`);
      const item = page.locator('li', { hasText: domain });
      await submit(page, item.locator('button'));
      assert.equal(await page.locator('li', { hasText: domain }).count(), 0);
    });
    await t.test('the digest is wished for on one\'s own page', async () => {
      await page.goto(`${URL0}/panel/profile`);
      const before = await page.inputValue('select[name=digest]');
      await page.selectOption('select[name=digest]', 'weekly');
      await submit(page, page.locator('form:has(select[name=digest]) button[type=submit]').first());
      await page.goto(`${URL0}/panel/profile`);
      assert.equal(await page.inputValue('select[name=digest]'), 'weekly');
      await page.selectOption('select[name=digest]', before);
      await submit(page, page.locator('form:has(select[name=digest]) button[type=submit]').first());
    });
    assert.deepEqual(watch.complaints('422'), []);
    assert.deepEqual(watch.foreign(), []);
    await context.close();
  });
}
