/*
 * The certificate of an erasure on paper: one sheet of A4, in the panel and behind a
 * customer's receipt, whatever went.
 */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { look } from './access.mjs';
import { BUILD, deliver, env, HOST, mail, newestMessages, newPage, SHOTS, signIn, sql, URL0 } from './support.mjs';

async function print(page, name) {
  const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true });
  if (name) writeFileSync(join(SHOTS, `${name}.pdf`), pdf);
  const text = pdf.toString('latin1');
  const box = /\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(text);
  return { pages: (text.match(/\/Type\s*\/Page[^s]/g) || []).length, width: +box[1], height: +box[2] };
}

test('print: a certificate', async t => {
  const email = `paper.${Date.now()}@example.org`;
  await deliver([mail(email, 'Ada Paper', 'To be forgotten', 'Please forget me.\n')]);
  const { ticket } = newestMessages(1)[0];
  const [account, contact] = sql(`SELECT account_id, contact_id FROM olvido.ticket WHERE ticket_id = ${ticket}`).split('\t');
  execFileSync(join(BUILD, 'olvido'), ['--conf', join(env.VAR, 'olvido.hdf'), 'erase', HOST, 'contact', contact, '--yes']);
  const erasure = sql(`SELECT erasure_id FROM olvido.erasure WHERE account_id = ${account} AND subject_id = ${contact} AND scope = 1`);
  // As much as can stand on one: every table a person has rows in, three mirrors, all moments, the code of a receipt.
  const token = randomBytes(32);
  sql(`INSERT IGNORE INTO olvido.erasure_count SELECT ${account}, ${erasure}, TABLE_NAME, 1234567 FROM information_schema.TABLES
      WHERE TABLE_SCHEMA = 'olvido' AND TABLE_NAME IN ('contact', 'contact_login', 'contact_export', 'consent', 'restriction', 'session', 'link', 'factor',
      'recovery_code', 'passkey', 'challenge', 'ticket', 'ticket_tag', 'message', 'attachment', 'outbox', 'legal_hold', 'security_thanks', 'api_token');
    INSERT IGNORE INTO olvido.erasure_mirror VALUES (${account}, ${erasure}, 1, 'vault-a', ${Date.now()}000),
      (${account}, ${erasure}, 2, '', ${Date.now()}000), (${account}, ${erasure}, 3, 'a-name-of-thirty-two-characters-', ${Date.now()}000);
    UPDATE olvido.erasure SET bytes_gone_at = ${Date.now()}000, receipt = UNHEX('${receipt(token)}') WHERE erasure_id = ${erasure} AND account_id = ${account}`);
  const { context, page, watch } = await newPage();
  await signIn(page, 'OWNER');
  await t.test('in the panel', async () => {
    assert.equal((await page.goto(`${URL0}/panel/erase/done/${erasure}/paper`)).status(), 200);
    assert.deepEqual(await look(page, 'certificate', 'certificate'), []);
    const sheet = await print(page, 'certificate');
    assert.equal(sheet.pages, 1);
    assert.deepEqual([Math.round(sheet.width), Math.round(sheet.height)], [595, 842]);
    await page.emulateMedia({ media: 'print' });
    await page.screenshot({ path: join(SHOTS, 'certificate-print.png'), fullPage: true });
    assert.equal(await page.locator('header.bar, .side, .no-print').locator('visible=true').count(), 0, 'only the sheet is printed');
    await page.emulateMedia({ media: null });
  });
  await t.test('of a customer, without a session', async () => {
    const guest = await newPage();
    assert.equal((await guest.page.goto(`${URL0}/erase/receipt/${token.toString('base64url')}/paper`)).status(), 200);
    assert.deepEqual(await look(guest.page, 'receipt', 'certificate-receipt'), []);
    assert.equal((await print(guest.page, 'certificate-receipt')).pages, 1);
    await guest.context.close();
  });
  await t.test('a longer page is counted as longer', async () => {
    await page.goto(`${URL0}/panel/erase/done/${erasure}/paper`);
    await page.evaluate(() => { document.querySelector('.paper').style.minHeight = '400mm'; });
    assert.ok((await print(page)).pages > 1);
  });
  assert.deepEqual(watch.complaints(), []);
  await context.close();
});
const receipt = token => execFileSync('b2sum', ['-l', '256'], { input: token, encoding: 'utf8' }).slice(0, 64);
