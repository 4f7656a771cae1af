/*
 * Signing up, with and without scripts, to the first steps and a domain in the new
 * panel: axe without a finding, no side scroll, nothing against the policy.
 */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { look } from './people.mjs';
import { BUILD, env, newPage, sinkMail } from './support.mjs';

const conf = join(env.VAR, 'olvido.hdf');
const run = (program, ...args) => execFileSync(join(BUILD, program), ['--conf', conf, ...args]);
const id = Date.now().toString(36);
const provider = `hosting${id}.localhost`;
const AT = `https://${provider}:${env.PORT}`;

before(() => {
  run('olvido', 'account', 'create', 'Example Hosting', provider);
  run('olvido', 'account', 'provider', provider);
});
after(() => { run('olvido', 'account', 'provider', provider, '--off'); });

async function fill(page, address, email) {
  await page.fill('#company', 'Acme & Sons');
  await page.fill('#name', 'Ada Applicant');
  await page.fill('#email', email);
  await page.fill('#address', address);
  await page.check('#terms');
  await page.check('#processing');
}

test('sign-up: from the form to the first steps', async t => {
  const { context, page, watch } = await newPage();
  const check = (name, shot) => t.test(name, async () => assert.deepEqual(await look(page, name, shot), []));
  const email = `ada.${id}@example.org`;

  await page.goto(AT + '/signup');
  await check('the form', 'signup');
  // Said while one types, and by nobody else's script.
  const says = text => page.waitForFunction(t => document.getElementById('address-state').textContent.includes(t), text);
  await page.type('#address', 'www');
  await says('reserved');
  await page.fill('#address', 'second');
  await says('taken');
  await check('a taken address');
  await page.fill('#address', `acme-${id}`);
  await says('is free');
  await check('a free address', 'signup-free');
  await page.waitForTimeout(2100);
  await page.click('main form button');
  await page.waitForSelector('#summary');
  assert.equal(await page.inputValue('#address'), `acme-${id}`);
  assert.equal(await page.evaluate(() => document.activeElement.id), 'summary');
  await check('the form with mistakes', 'signup-mistakes');
  await page.goto(AT + '/signup/terms');
  await check('the terms');
  await page.goto(AT + '/signup');
  await fill(page, `acme-${id}`, email);
  await page.waitForTimeout(2100);
  await Promise.all([page.waitForURL('**/signup/sent'), page.click('main form button')]);
  await check('sent');
  const mail = await sinkMail(email, '/signup/confirm/');
  const link = /https:\/\/\S+\/signup\/confirm\/[\w-]{43}/.exec(mail.text)[0];
  await page.goto(link);
  await check('confirm', 'signup-confirm');
  await Promise.all([page.waitForURL('**/signup/ready'), page.click('main form button')]);
  await check('ready');
  run('olvido-cron', '--wait=60', 'signup');
  await page.goto(link).catch(() => {});
  assert.deepEqual(watch.complaints('status of 4'), []);

  const welcome = await sinkMail(email, '/panel/invite/');
  await page.goto(/https:\/\/\S+\/panel\/invite\/[\w-]{43}/.exec(welcome.text)[0]);
  await page.fill('#name', 'Ada Applicant');
  await page.fill('#new', 'a row of quite plain words');
  await Promise.all([page.waitForURL(/login/), page.click('main form button')]);
  await page.fill('#email', email);
  await page.fill('#password', 'a row of quite plain words');
  await Promise.all([page.waitForURL(u => !u.pathname.endsWith('/login')), page.click('main form button')]);
  await Promise.all([page.waitForURL('**/panel/first-steps'), page.click('.notice a[href="/panel/first-steps"]')]);
  assert.match(await page.textContent('main'), /0 of 6 steps done/);
  await check('first steps', 'first-steps');
  await Promise.all([page.waitForURL('**/panel/settings/domains'), page.click('main a[href="/panel/settings/domains"]')]);
  await check('no domain');
  await page.fill('#name', 'no domain');
  await page.click('form[action="/panel/settings/domains"] button');
  await page.waitForSelector('#name-mistake');
  await check('a domain with a mistake');
  await page.fill('#name', `help.${id}.example`);
  await Promise.all([page.waitForNavigation(), page.click('form[action="/panel/settings/domains"] button')]);
  await page.waitForSelector('.flash');
  assert.match(await page.textContent('main'), new RegExp(`_olvido\\.help\\.${id}\\.example`));
  await check('a domain to prove', 'settings-domains');
  await page.goto(new URL('/panel/first-steps', page.url()).href);
  await Promise.all([page.waitForNavigation(), page.click('form[action="/panel/first-steps/hide"] button')]);
  assert.equal(await page.$('.notice a[href="/panel/first-steps"]'), null);
  assert.deepEqual(watch.complaints('status of 4'), []);
  await context.close();
});

test('sign-up: without scripts', async t => {
  const { context, page } = await newPage({ javaScriptEnabled: false });
  await page.goto(AT + '/signup');
  await fill(page, 'www', `nora.${id}@example.org`);
  await page.waitForTimeout(2100);
  await page.click('main form button');
  assert.match(await page.textContent('#address-mistake'), /reserved/);
  assert.ok(await page.isChecked('#terms'));
  await page.fill('#address', `nora-${id}`);
  await page.waitForTimeout(2100);
  await Promise.all([page.waitForURL('**/signup/sent'), page.click('main form button')]);
  await context.close();
});
