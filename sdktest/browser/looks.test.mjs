// Every pane, light and dark, on a desk and on a phone: axe-core finds nothing to object to, and the main ones
// look as their pictures in docs/images. TOILE_PICTURES=write takes the pictures (make screenshots).

import assert from 'node:assert/strict';
import { test } from 'node:test';
import axe from 'axe-core';
import { browse } from './chromium.mjs';
import { shop, plainPage } from './customer.mjs';
import { sameAsPicture } from './picture.mjs';
import { bank } from './story.mjs';
import { bankIncome, payroll, toile } from './toile.mjs';
import { accounts, answers, choose, consent, decide, login, next, pane, second } from './walk.mjs';

const desk = { width: 900, height: 680 };
const phone = { width: 375, height: 720 };
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

// visit opens a hosted page for a link token.
async function visit(t, name, asked, options) {
  const made = await toile.linkToken(`looks ${name}`, { hosted_link: {}, ...asked });
  const page = await browse(t, { viewport: desk, reducedMotion: 'reduce', ...options });
  await page.goto(made.hosted.replace(/^https?:\/\/[^/]+/, toile.url));
  return page;
}

// stop looks at a page in all ways. A picture is taken where a name is given, of the ways named.
async function stop(page, picture, ways = ['light']) {
  for (const [way, colorScheme, size] of [['light', 'light', desk], ['dark', 'dark', desk], ['phone', 'light', phone], ['phone-dark', 'dark', phone]]) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.setViewportSize(size);
    await page.evaluate(() => { document.activeElement?.blur(); window.scrollTo(0, 0); });
    await page.mouse.move(0, 0);
    const found = await inspect(page);
    assert.deepEqual(found, [], `${await page.title()}, ${way}`);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.ok(wide <= 0, `${await page.title()}, ${way}: ${wide} px too wide`);
    if (picture && ways.includes(way)) await sameAsPicture(`${picture}-${way}`, await page.screenshot({ animations: 'disabled', caret: 'hide' }));
  }
  await page.setViewportSize(desk);
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
}

// An experiment of axe-core's that is off by itself: what is read aloud holds what is to be seen.
const rules = { 'label-content-name-mismatch': { enabled: true } };

async function inspect(frame) {
  if (!await frame.evaluate(() => 'axe' in window)) await frame.evaluate(axe.source);
  const options = { runOnly: { type: 'tag', values: tags }, rules, resultTypes: ['violations'] };
  const { violations } = await frame.evaluate((options) => window.axe.run(document, options), options);
  return violations.map((v) => `${v.id}: ${v.help}: ${v.nodes.slice(0, 3).map((n) => `${n.html} ${n.any.map((c) => c.message).join('; ')}`).join(' | ')}`);
}

test('a bank', async (t) => {
  const page = await visit(t, 'bank');
  await pane(page, 'consent');
  await stop(page, 'consent', ['light', 'phone-dark']);
  await consent(page);
  await pane(page, 'institution');
  await stop(page, 'institution', ['light', 'dark', 'phone']);
  await page.locator('#search-input-input').fill('Bank of Nowhere');
  await page.locator('[data-results]').getByText('Bank of Nowhere').first().waitFor();
  await stop(page);
  await choose(page, bank);
  await pane(page, 'credentials');
  await stop(page, 'credentials', ['light', 'dark']);
  await login(page, 'user_good', 'wrong');
  await page.getByRole('alert').first().waitFor();
  await stop(page);
  await login(page, 'user_good', 'mfa_device');
  await pane(page, 'mfa');
  await stop(page);
  await next(page);
  await page.locator('#otp-code-input-input').waitFor();
  await stop(page, 'code', ['light']);
  await answers(page, '1234');
  await pane(page, 'accounts');
  await stop(page, 'accounts', ['light', 'dark']);
  await page.locator('#aut-close').click();
  await page.locator('form:has(input[value=exit])').waitFor();
  await stop(page);
  await second(page);
  await accounts(page, '0000');
  await pane(page, 'done');
  await stop(page, 'done', ['light', 'phone']);
});

test('what goes wrong at a bank', async (t) => {
  const page = await visit(t, 'wrong');
  await consent(page);
  await choose(page, bank);
  await login(page, 'user_good', 'error_ITEM_LOCKED');
  await page.getByRole('alert').first().waitFor();
  await stop(page, 'failure', ['light']);
});

for (const name of ['Unhealthy Platypus Bank - Down', 'Unsupported Platypus Bank - Institution Not Supported', 'Unhealthy Platypus Bank - Degraded']) {
  test(name, async (t) => {
    const page = await visit(t, name);
    await consent(page);
    await choose(page, name);
    await page.locator('.alert').first().waitFor();
    await stop(page);
  });
}

test('questions and selections', async (t) => {
  const page = await visit(t, 'questions');
  await consent(page);
  await choose(page, bank, '');
  await login(page, 'user_good', 'mfa_questions_1_2');
  await pane(page, 'mfa');
  await stop(page);
  await page.locator('#aut-close').click();
  await page.locator('form:has(input[value=exit])').waitFor();
  await next(page);
  await pane(page, 'done');
  await stop(page);
  const other = await visit(t, 'selections');
  await consent(other);
  await choose(other, bank, '');
  await login(other, 'user_good', 'mfa_selections_1_2_3');
  await pane(other, 'mfa');
  await stop(other);
});

test('income, employment, another bank', async (t) => {
  const page = await visit(t, 'income', bankIncome({
    products: ['income_verification', 'employment'], employment: { employment_source_types: ['bank'] }, enable_multi_item_link: true,
  }));
  await consent(page);
  await choose(page, bank, '');
  await login(page, 'user_bank_income', '{}');
  await accounts(page);
  await pane(page, 'income');
  await stop(page, 'income', ['light', 'dark', 'phone']);
  await next(page);
  await pane(page, 'income_review');
  await stop(page);
  await next(page);
  await pane(page, 'employment');
  await stop(page);
  await decide(page, 'employment');
  await pane(page, 'another');
  await stop(page);
});

test('payroll and documents', async (t) => {
  const page = await visit(t, 'documents', payroll(null));
  await consent(page);
  await pane(page, 'choose_flow');
  await stop(page);
  await page.locator('button[name=flow][value=documents]').click();
  await pane(page, 'documents');
  await stop(page, 'documents', ['light', 'dark']);
  await page.locator('input[type=file]').setInputFiles([{ name: 'may.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4\n%%EOF\n') }]);
  const send = page.locator('[data-upload-button]');
  if (await send.isVisible()) await send.click();
  await page.locator('main').getByText('may.pdf').first().waitFor();
  await stop(page);
  const other = await visit(t, 'payroll', payroll(['payroll_digital_income']));
  await consent(other);
  await pane(other, 'institution');
  await stop(other);
});

test('a bank of its own site', async (t) => {
  const page = await visit(t, 'oauth');
  await consent(page);
  await choose(page, 'Platypus OAuth Bank');
  await pane(page, 'oauth');
  await stop(page);
  const opening = page.waitForEvent('popup');
  await next(page);
  const site = await opening;
  await site.locator('[data-pane=bank_login]').waitFor();
  await page.locator('[data-bank]').waitFor();
  await stop(page);
  await stop(site, 'bank', ['light']);
  await site.locator('#aut-button').click();
  await site.locator('[data-pane=bank_accounts]').waitFor();
  await stop(site, 'bank-accounts', ['light']);
});

test('pages that say that something is wrong', async (t) => {
  const page = await browse(t, { statuses: [400, 404] });
  for (const path of ['/link/s/nonsense', '/hl/nonsense', '/link/v2/stable/link.html?token=nonsense&isWebview=true']) {
    await page.goto(toile.url + path);
    await page.locator('main').waitFor();
    if (path.includes('isWebview')) await page.getByRole('alert').waitFor();
    await stop(page);
  }
});

test('tiles', async (t) => {
  const made = await toile.linkToken('looks tiles');
  const url = await shop({ '/': plainPage(`Plaid.createEmbedded({ token: new URL(location).searchParams.get('token'), ...callbacks }, document.getElementById('embedded'));`) });
  const page = await browse(t, { viewport: { width: 400, height: 480 } });
  await page.goto(`${url}/?token=${made.token}`);
  await page.frameLocator('#embedded iframe').locator('[data-institution]').first().waitFor();
  const tiles = page.frames().find((frame) => frame.url().includes('embedded.html'));
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme });
    assert.deepEqual(await inspect(tiles), [], colorScheme);
  }
});

test('Link in a frame, over a page', async (t) => {
  const made = await toile.linkToken('looks frame');
  const url = await shop({ '/': plainPage() });
  const page = await browse(t, { viewport: desk });
  await page.goto(`${url}/?token=${made.token}`);
  await page.locator('#pay').click();
  await pane(page.frameLocator('iframe:visible'), 'consent');
  const frame = page.frames().find((frame) => frame.url().includes('/link/s/') || frame.url().includes('link.html'));
  assert.deepEqual(await inspect(frame), []);
  await sameAsPicture('frame-light', await page.screenshot({ animations: 'disabled', caret: 'hide' }));
});
