/*
 * The panel's Privacy section and the doors of erasing, in all views; the portal's
 * are walked by customer.mjs.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { look } from './access.mjs';
import { deliver, mail, newestMessages, newPage, signIn, sql, URL0 } from './support.mjs';

test('pages: privacy', async t => {
  const email = `privacy.${Date.now()}@example.org`;
  await deliver([mail(email, 'Ada Private', 'About my card', 'My card is 4111 1111 1111 1111, and I moved.\n')]);
  const { ticket, message } = newestMessages(1)[0];
  const contact = sql(`SELECT contact_id FROM olvido.ticket WHERE ticket_id = ${ticket}`);
  // One that waits: its page looks again by itself.
  sql(`INSERT INTO olvido.contact_export (account_id, export_id, contact_id, actor_kind, actor_id, door, state, asked_at, due_at)
    SELECT account_id, contact_id + 4000000000, contact_id, 2, contact_id, 1, 1, UNIX_TIMESTAMP(), UNIX_TIMESTAMP() + 3600
    FROM olvido.contact WHERE contact_id = ${contact}`);
  const { context, page, watch } = await newPage();
  await signIn(page, 'OWNER');
  const pages = {
    privacy: '/panel/privacy', requests: '/panel/privacy/requests', 'a new request': '/panel/privacy/requests/new',
    consent: '/panel/privacy/consent', erasures: '/panel/privacy/erasures', restrictions: '/panel/privacy/restrictions',
    'retention rules': '/panel/privacy/retention', holds: '/panel/privacy/holds',
    'a new hold': `/panel/privacy/holds/ticket/${ticket}`, exports: '/panel/privacy/exports',
    records: '/panel/privacy/records', 'spam filter': '/panel/settings/spam',
    'erase a person': `/panel/erase/contact/${contact}`, 'mentions of a person': `/panel/erase/contact/${contact}/mentions`,
    'erase a ticket': `/panel/erase/ticket/${ticket}`,
    'remove a part': `/panel/erase/ticket/${ticket}/message/${message}`,
    'contact': `/panel/contacts/${contact}`,
    'companies': '/panel/companies', 'the end of an account': '/panel/erase/account',
  };
  for (const [name, path] of Object.entries(pages)) {
    await t.test(name, async () => {
      assert.equal((await page.goto(URL0 + path)).status(), 200);
      assert.deepEqual(await look(page, name, 'privacy-' + name.replaceAll(' ', '-')), []);
    });
  }
  await t.test('a company', async () => {
    await page.goto(`${URL0}/panel/companies`);
    await page.fill('#name', `Lamps ${Date.now()}`);
    await page.click('main form button.primary');
    await page.waitForURL(/companies\/\d+$/);
    await page.fill('#email', email);
    await page.click('main form button.primary');
    await page.waitForURL(/companies\/\d+$/);
    assert.ok(await page.getByText(email).isVisible());
    assert.deepEqual(await look(page, 'a company', 'privacy-a-company'), []);
    await page.click('a[href^="/panel/erase/company/"]');
    assert.deepEqual(await look(page, 'erase a company', 'privacy-erase-a-company'), []);
  });
  await t.test('many tickets', async () => {
    await page.goto(`${URL0}/panel/tickets?view=new`);
    await page.check(`input[name=tickets][value="${ticket}"]`);
    await page.click('button[formaction="/panel/erase/tickets"]');
    await page.waitForSelector('h1');
    assert.deepEqual(await look(page, 'erase many tickets', 'privacy-erase-many'), []);
  });
  await t.test('a retention rule', async () => {
    await page.goto(`${URL0}/panel/privacy/retention`);
    const form = page.locator('form[action="/panel/privacy/retention"]');
    await form.locator('[name=days]').fill('3000');
    await form.locator('button.primary').click();
    await page.locator('a[href^="/panel/privacy/retention/"]').first().click();
    assert.deepEqual(await look(page, 'a retention rule', 'privacy-retention-rule'), []);
  });
  assert.deepEqual(watch.complaints(), []);
  assert.deepEqual(watch.foreign(), []);
  await context.close();
});
