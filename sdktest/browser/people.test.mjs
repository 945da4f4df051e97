// People: those who speak other languages, who use the keyboard only, and whose screen is narrow. And the
// tests that others have written for Link, with the selectors that they use (facts ecosystem A.7).

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { browse } from './chromium.mjs';
import { called, openLink, shopFor } from './customer.mjs';
import { begin, succeed } from './story.mjs';
import { toile } from './toile.mjs';
import { accounts, choose, consent, finish, login, pane } from './walk.mjs';

const languages = { es: 'es', fr: 'fr', de: 'en' };
for (const [asked, spoken] of Object.entries(languages)) {
  test(`${asked} is answered in ${spoken}`, async (t) => {
    const english = await begin(t, `people ${asked} beside English`);
    const story = await begin(t, `people ${asked}`, { language: asked });
    await pane(story.link, 'consent');
    await pane(english.link, 'consent');
    assert.equal(await story.link.locator('html').getAttribute('lang'), spoken);
    const [heading, inEnglish] = await Promise.all([story.link.locator('h1').innerText(), english.link.locator('h1').innerText()]);
    assert.equal(heading === inEnglish, spoken === 'en', heading);
    await consent(story.link);
    await choose(story.link, 'First Platypus Bank', '');
    await login(story.link, 'user_good', 'pass_good');
    await accounts(story.link);
    await succeed(story, {});
  });
}

test('by the keyboard alone', async (t) => {
  const made = await toile.linkToken('people keyboard');
  const page = await browse(t);
  await shopFor(page, made);
  const { keyboard } = page;
  await page.locator('#pay').focus();
  await keyboard.press('Enter');
  const link = page.frameLocator('iframe[id^="plaid-link-iframe-"]:visible');
  await pane(link, 'consent');
  // tabTo presses Tab until an element has the focus.
  const tabTo = async (selector) => {
    for (let times = 0; times < 40; times++) {
      if (await link.locator(selector).first().evaluate((element) => element === document.activeElement)) return;
      await keyboard.press('Tab');
    }
    assert.fail(`Tab does not lead to ${selector}`);
  };
  await tabTo('#aut-button');
  await keyboard.press('Enter');
  await pane(link, 'institution');
  await tabTo('#search-input-input');
  await keyboard.type('First Platypus Bank');
  await link.locator('[aria-label="First Platypus Bank"]').waitFor();
  await tabTo('[aria-label="First Platypus Bank"]');
  await keyboard.press('Enter');
  await pane(link, 'credentials');
  await tabTo('#aut-input-0-input');
  await keyboard.type('user_good');
  await keyboard.press('Tab');
  await keyboard.type('pass_good');
  await keyboard.press('Enter');
  await pane(link, 'accounts');
  assert.equal(await link.locator('h1').evaluate((heading) => heading === document.activeElement), true, 'a new pane is read from its heading');
  await tabTo('input[type=checkbox]');
  if (!await link.getByRole('checkbox').first().isChecked()) await keyboard.press('Space');
  await tabTo('#aut-button');
  await keyboard.press('Enter');
  await pane(link, 'done');
  await tabTo('#aut-button');
  await keyboard.press('Enter');
  await called(page, 'onSuccess');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'pay', 'the focus is back where it was');
});

test('Escape asks whether to leave, and does not leave', async (t) => {
  const story = await begin(t, 'people escape');
  await pane(story.link, 'consent');
  await story.page.keyboard.press('Escape');
  await story.link.locator('form:has(input[value=exit])').waitFor();
  await story.page.keyboard.press('Escape');
  await story.link.getByTestId('button-combined-consent-continue-without-phone').waitFor();
});

test('320 pixels wide', async (t) => {
  const story = await begin(t, 'people narrow', {}, { viewport: { width: 320, height: 568 } });
  const fits = async () => {
    const wide = await story.link.locator('html').evaluate((html) => html.scrollWidth - html.clientWidth);
    assert.ok(wide <= 0, `${wide} px too wide`);
  };
  await pane(story.link, 'consent');
  await fits();
  await consent(story.link);
  await pane(story.link, 'institution');
  await fits();
  await choose(story.link, 'First Platypus Bank');
  await pane(story.link, 'credentials');
  await fits();
  await login(story.link, 'user_good', 'pass_good');
  await pane(story.link, 'accounts');
  await fits();
  await accounts(story.link);
  await pane(story.link, 'done');
  await fits();
  await succeed(story);
});

test('a public test of the newer kind', async (t) => {
  const story = await begin(t, 'people newer selectors');
  const link = story.page.frameLocator('iframe[title="Plaid Link"]');
  await link.getByTestId('button-combined-consent-continue-without-phone').click();
  await link.getByRole('searchbox').fill('First Platypus Bank');
  await link.locator('[aria-label="First Platypus Bank"]').click();
  await link.getByLabel('Username').fill('user_good');
  await link.getByLabel('Password').fill('pass_good');
  const created = story.page.waitForRequest((request) => request.url().includes('/link/item/create'));
  await link.getByRole('button', { name: 'Submit' }).click();
  await created;
  await link.getByRole('checkbox').first().check();
  await link.getByRole('button', { name: 'Continue' }).click();
  await link.getByRole('button', { name: 'Finish without saving' }).click();
  await called(story.page, 'onSuccess');
});

test('a public test of the older kind', async (t) => {
  const made = await toile.linkToken('people older selectors');
  const page = await browse(t);
  await shopFor(page, made);
  const beat = page.waitForRequest((request) => request.url().endsWith('/link/heartbeat'));
  await openLink(page);
  await beat;
  const link = page.frameLocator('iframe#plaid-link-iframe-1');
  assert.equal(await link.locator('.reach-portal').count(), 1);
  await link.locator('#aut-button').click();
  await link.locator('#search-input-input').fill('First Platypus');
  await link.locator('#aut-ins_109508').click();
  await link.locator('#aut-input-0-input').fill('user_good');
  await link.locator('#aut-input-1-input').fill('mfa_device');
  await link.locator('#submit-credentials').click();
  await link.locator('#submit-device').click();
  await link.locator('#otp-code-input-input').fill('1234');
  const answered = page.waitForRequest((request) => request.url().includes('/link/item/mfa'));
  await link.locator('#submit-code').click();
  await answered;
  await link.getByText('Select account').or(link.getByText('Your accounts')).first().waitFor();
  await link.locator('input[type=checkbox]').first().check();
  await link.locator('#submit-accounts').click();
  await finish(link);
  await called(page, 'onSuccess');
});
