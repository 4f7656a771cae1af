/*
 * Every page: axe without a finding, no side scroll, no policy violation and no
 * error in the console; light and dark, 390 to 1920 px. The same walk leaves the
 * screenshots in build/screenshots.
 */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { test } from 'node:test';
import { ask, openLink } from './portal.mjs';
import { deliver, htmlMail, mail, newestMessages, newPage, PIXEL, ROOT, SHOTS, signIn,
  sinkMail, sql, URL0 } from './support.mjs';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const LONG = 'Donaudampfschifffahrtsgesellschaftskapitän'.repeat(4);

// What axe finds, as "rule: selector" lines. What strangers' mails look like
// inside their frame is not ours.
async function axe(page, rules) {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(AXE);
  return page.evaluate(async only => {
    const found = await window.axe.run(document, { iframes: false,
      resultTypes: ['violations'], ...(only && { runOnly: only }) });
    return found.violations.flatMap(v => v.nodes.map(n => `${v.id}: ${n.target.join(' ')}`));
  }, rules);
}

const VIEWS = [
  { width: 1280, scheme: 'light' }, { width: 390, scheme: 'dark' },
  { width: 1280, scheme: 'dark' }, { width: 390, scheme: 'light' },
];

/*
 * One page in all views: everything axe knows, in the last two views what depends on
 * colour and size. shot: the name of its screenshots.
 */
export async function look(page, name, shot) {
  const found = [];
  for (const [i, { width, scheme }] of VIEWS.entries()) {
    const at = `${name} ${width} ${scheme}: `;
    await page.setViewportSize({ width, height: width === 390 ? 844 : 900 });
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    const rules = i < 2 ? null : ['color-contrast', 'target-size'];
    found.push(...(await axe(page, rules)).map(f => at + f));
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    if (wide > width) found.push(`${at}${wide} px wide`);
    if (shot) await page.screenshot({ path: join(SHOTS, `${shot}-${width}-${scheme}.png`), fullPage: shot !== 'panel-list' });
  }
  await page.setViewportSize({ width: 1920, height: 1080 });
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  if (wide > 1920) found.push(`${name}: ${wide} px wide at 1920`);
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.emulateMedia({ colorScheme: 'light' });
  return found;
}

// A help desk's ordinary morning.
const PEOPLE = ['Marta Ruiz', 'Jonas Weber', 'Aiko Tanaka', 'Léa Moreau', 'Omar Haddad',
  'Ingrid Solberg', 'Tomás Vega', 'Priya Nair', 'Peter Novák', 'Chloe Martin', 'Samuel Okoye', 'Nora Lindqvist'];
const SUBJECTS = ['Invoice for October is missing', 'The parcel arrived damaged', 'How do I change my delivery address?',
  'Two charges on my card', 'Gift card code is not accepted', 'Can I return a opened box?', 'Delivery to the Canary Islands',
  'Please delete my account', 'Wrong colour sent', 'When is the oak table back in stock?', 'Warranty for my desk lamp',
  'Assembly instructions', 'Company invoice with VAT number', 'Order confirmation never came', 'Discount for schools',
  'Replacement screws', 'Pick up in store', 'Chair squeaks after a month'];
const address = name => name.normalize('NFD').replace(/[^a-z ]/gi, '').toLowerCase().replace(' ', '.') + '@example.org';
let made;
const scene = () => (made ??= makeScene());
async function makeScene() {
  const [marta] = PEOPLE;
  await deliver(SUBJECTS.map((s, i) => {
    const who = PEOPLE[(i * 5 + 1) % PEOPLE.length];
    return mail(address(who), who, s, `Hello,\n\n${s}?\n\nBest regards\n${who}\n`);
  }));
  await deliver([
    mail(address(marta), marta, 'Thank you!', 'The lamp looks great. Thank you!\n'),
    htmlMail(`long.${LONG.toLowerCase().slice(0, 20)}@example.org`, LONG, LONG + LONG,
      `<p>${LONG}</p><p>https://example.org/${LONG}${LONG}</p>`,
      [{ type: 'image/png', cid: 'x', name: LONG + '.png', data: PIXEL }]),
  ]);
  const ugly = newestMessages(1)[0].ticket;
  await deliver([htmlMail(address(marta), marta, 'My order arrived with a broken leg',
    `<div style="font-family:sans-serif"><p>Good morning,</p>
<p>the <b>oak chair</b> from order 4711 arrived today, but one leg is cracked near the top. I put a photo below, and the delivery note.</p>
<p>Could you send a new leg, or should I return the whole chair? I need it before Saturday.</p>
<p>Kind regards<br>Marta Ruiz</p></div>`,
    [{ type: 'image/png', cid: 'photo@x', name: 'broken leg.png', data: PIXEL },
      { type: 'application/pdf', cid: 'note@x', name: 'delivery note 4711.pdf', data: '%PDF-1.4\n' + 'x'.repeat(48213) }])]);
  const main = newestMessages(1)[0].ticket;

  const { context, page } = await newPage();
  await signIn(page);
  const url = `${URL0}/panel/tickets/${main}`;
  const submit = async selector => {
    await Promise.all([page.waitForNavigation(), page.locator(selector).click()]);
    await page.waitForSelector('.flash');
  };
  await page.goto(url);
  await page.click('#note summary');
  await page.fill('#note-body', 'Legs are in stock in Zaragoza, two days by courier.');
  await submit('#note button[type=submit]');
  await page.fill('#tags', 'furniture, damage');
  await submit('form[action$="/tags"] [data-apply]');
  if (!(await page.isVisible('#reply-body'))) await page.click('#reply summary');
  await page.fill('#reply-body', 'Good morning Marta,\n\nI am sorry about that. A new leg leaves today and reaches you on Thursday; you need not send anything back.\n\nAlex');
  await submit('#reply button[value=answered]');
  const reply = /^Reply-To: (\S+)/mi.exec((await sinkMail(address(marta), 'A new leg')).head)[1];
  await deliver([mail(address(marta), marta, 'Re: My order arrived with a broken leg',
    'Wonderful, Thursday is fine. Thank you for the quick answer!\n')], reply);
  await context.close();
  return { main: url, ugly: `${URL0}/panel/tickets/${ugly}` };
}

test('pages: the portal', async t => {
  const { context, page, watch } = await newPage();
  const email = `access.${Date.now()}@example.org`;
  const check = (name, shot) => t.test(name, async () => assert.deepEqual(await look(page, name, shot), []));

  await page.goto(URL0 + '/');
  await check('home', 'portal-home');
  await page.goto(URL0 + '/ask');
  await check('ask', 'portal-ask');
  await page.click('main form button[type=submit]');
  await page.waitForSelector('#summary');
  await check('ask with mistakes');
  await ask(page, { name: 'Marta Ruiz', email, subject: 'My order arrived with a broken leg',
    body: 'Good morning,\n\nthe oak chair from order 4711 arrived today, but one leg is cracked. I add a photo.\n\nMarta' });
  await check('confirmation');
  const link = await openLink(page, email);
  await check('link');
  await page.click('main form button');
  await page.waitForURL(/\/ticket\/\d+$/);
  await page.fill('.answer textarea', 'It is order 4711, I forgot to say.');
  await page.click('.answer form button');
  await page.waitForSelector('.flash');
  await check('ticket', 'portal-ticket');
  await page.click('.answer form button');
  await page.waitForSelector('.mistake');
  await check('ticket with a mistake');
  await page.click('form[action$="/close"] button');
  await page.waitForSelector('.badge-closed');
  await check('closed ticket');
  const ticket = /\d+/.exec(new URL(page.url()).pathname)[0];
  await page.goto(URL0 + '/nothing');
  await check('404');
  await page.goto(URL0 + '/t/' + 'A'.repeat(43));
  await check('unknown link');
  sql(`UPDATE olvido.link SET expires_at = 1 WHERE ticket_id = ${ticket}`);
  assert.equal((await page.goto(link)).status(), 410);
  await check('link that ended');
  assert.deepEqual(watch.complaints('status of 4'), []);
  assert.deepEqual(watch.foreign(), []);
  await context.close();
});

test('pages: the panel', async t => {
  const { main, ugly } = await scene();
  const { context, page, watch } = await newPage();
  const check = (name, shot) => t.test(name, async () => assert.deepEqual(await look(page, name, shot), []));

  await page.goto(URL0 + '/panel/login');
  await check('sign in');
  await page.click('main form button');
  await page.waitForSelector('.mistake');
  await check('sign in with mistakes');
  await signIn(page);
  await page.goto(URL0 + '/panel/tickets?view=new');
  await check('list', 'panel-list');
  await page.goto(URL0 + '/panel/tickets?view=deleted');
  await check('list of the deleted');
  await page.goto(main);
  await page.screenshot({ path: join(SHOTS, 'panel.png') });
  await check('ticket', 'panel-ticket');
  await page.click('details.designed summary >> nth=0');
  await page.waitForTimeout(300);
  await check('ticket with the mail as designed');
  await page.goto(main);
  await page.selectOption('#status', 'postponed');
  await page.click('form[action$="/status"] [data-apply]');
  await page.waitForSelector('#until-mistake');
  await check('ticket with a mistake');
  await page.goto(ugly);
  await check('ticket of long words');
  await page.fill('#q', 'order');
  await Promise.all([page.waitForURL(/search\?s=/), page.press('#q', 'Enter')]);
  await check('search');
  await page.fill('#q', 'nowheretobefound');
  await Promise.all([page.waitForURL(/search\?s=/), page.press('#q', 'Enter')]);
  await check('search without results');
  await page.goto(main);
  await page.click('.beside .name a');
  await page.waitForURL(/contacts/);
  await check('contact');
  await page.goto(URL0 + '/panel/profile');
  await check('profile');
  await page.fill('#name', '');
  await page.click('form[action$="/profile"] button');
  await page.waitForSelector('#name-mistake');
  await check('profile with a mistake');
  await page.goto(URL0 + '/panel/sessions');
  await check('sessions');
  await page.keyboard.press('?');
  await page.waitForSelector('#keys[open]');
  await check('list of keys');
  await page.keyboard.press('Escape');
  await page.goto(URL0 + '/panel/tickets/1');
  await check('404');
  assert.deepEqual(watch.complaints('status of 4'), []);
  assert.deepEqual(watch.foreign(), []);
  await context.close();
});

test('pages: what nginx itself answers', async t => {
  const { context, page, watch } = await newPage();
  for (const name of readdirSync(join(ROOT, 'static/error'))) {
    await page.route('**/shown/' + name, r => r.fulfill({ path: join(ROOT, 'static/error', name), contentType: 'text/html; charset=utf-8' }));
    await page.goto(URL0 + '/shown/' + name);
    await t.test(name, async () => assert.deepEqual(await look(page, name), []));
  }
  assert.equal((await page.goto(URL0 + '/static/nothing.css')).status(), 404);
  assert.ok(await page.locator('h1').isVisible());
  assert.deepEqual(watch.complaints('status of 404'), []);
  await context.close();
});

test('keys: the first stop skips to the content; the answer is reached by Tab', async () => {
  const { context, page } = await newPage();
  await signIn(page);
  await page.goto((await scene()).main);
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement.className), 'skip');
  assert.ok(await page.evaluate(() => document.activeElement.getBoundingClientRect().top >= 0), 'and is visible');
  await page.keyboard.press('Enter');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'content');
  const order = [];
  for (let i = 0; i < 60; i++) {
    await page.keyboard.press('Tab');
    const [id, inside, outline] = await page.evaluate(() => {
      const e = document.activeElement, s = getComputedStyle(e);
      return [e.id, !!e.closest('main'), e.tagName === 'IFRAME' || s.outlineStyle !== 'none' || s.boxShadow !== 'none'];
    });
    assert.ok(inside, 'from the skip link on, Tab stays in the content');
    assert.ok(outline, `the focus on ${id || 'a link'} is visible`);
    order.push(id);
    if (id === 'reply-body') break;
  }
  assert.equal(order.at(-1), 'reply-body');
  await page.keyboard.type('Typed');
  assert.equal(await page.inputValue('#reply-body'), 'Typed');
  await context.close();
});

test('keys: j k Enter r n / ? Escape', async () => {
  const { context, page } = await newPage();
  await signIn(page);
  await page.goto(URL0 + '/panel/tickets?view=all');
  const focused = () => page.evaluate(() => document.activeElement.getAttribute('href') || document.activeElement.id);
  const rows = await page.locator('tbody a').evaluateAll(l => l.map(a => a.getAttribute('href')));
  for (const [key, at] of [['j', 0], ['j', 1], ['j', 2], ['k', 1]]) {
    await page.keyboard.press(key);
    assert.equal(await focused(), rows[at], key);
  }
  await page.keyboard.press('/');
  assert.equal(await focused(), 'q');
  await page.keyboard.type('jk?');
  assert.equal(await page.inputValue('#q'), 'jk?', 'in a field keys are letters');
  await page.keyboard.press('Escape');
  await page.keyboard.press('?');
  assert.ok(await page.isVisible('#keys'));
  await page.keyboard.press('Escape');
  assert.ok(!(await page.isVisible('#keys')));
  while (await focused() === 'keys-on') await page.waitForTimeout(20);
  await page.keyboard.press('j');
  await Promise.all([page.waitForURL(/\/panel\/tickets\/\d+$/), page.keyboard.press('Enter')]);
  await page.keyboard.press('n');
  assert.equal(await focused(), 'note-body');
  await page.evaluate(() => document.activeElement.blur());
  await page.keyboard.press('r');
  assert.equal(await focused(), 'reply-body');
  await context.close();
});
