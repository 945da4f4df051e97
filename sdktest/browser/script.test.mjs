// What the pages' script adds to forms: nothing is lost and nothing happens twice.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { browse } from './chromium.mjs';
import { steps, told } from './contract.mjs';
import { called, calls, openLink, shopFor } from './customer.mjs';
import { toile } from './toile.mjs';
import { accounts, choose, consent, finish, login, next, pane } from './walk.mjs';

const eventsOf = async (page) => steps(told(await calls(page)).events);

async function atCredentials(t, user, options) {
  const page = await browse(t, options);
  await shopFor(page, await toile.linkToken(user));
  const link = await openLink(page);
  await consent(link);
  await choose(link, 'First Platypus Bank', '');
  await pane(link, 'credentials');
  return { page, link };
}

test('a form whose answer is lost happens once', async (t) => {
  const { page, link } = await atCredentials(t, 'script unsure', { errors: ['ERR_'], statuses: [409] });
  await page.route('**/link/item/create*', async (route) => {
    await route.fetch({ maxRedirects: 0 });
    await route.abort('connectionreset');
  }, { times: 1 });
  await login(link, 'user_good', 'pass_good');
  await link.locator('.banner button').click();
  await pane(link, 'accounts');
  assert.equal(await link.locator('.alert').count(), 0);
  assert.equal((await eventsOf(page)).filter((step) => step === 'SUBMIT_CREDENTIALS').length, 1);
});

test('a mistake of the server is said once, with the request it was in, and the form can be sent again', async (t) => {
  const { page, link } = await atCredentials(t, 'script broken', { statuses: [500] });
  const page404 = await (await fetch(`${toile.url}/link/s/nonsense`, { headers: { Accept: 'text/html' } })).text();
  const [id] = /[0-9A-Za-z]{15}(?=[^0-9A-Za-z]*<\/p>)/.exec(page404);
  let asked = 0;
  await page.route('**/link/item/create*', (route) => {
    asked++;
    return route.fulfill({ status: 500, contentType: 'text/html; charset=utf-8', body: page404 });
  }, { times: 1 });
  await login(link, 'user_good', 'pass_good');
  await link.locator('.alert.bad').getByText(id).waitFor();
  assert.equal(await link.locator('.banner').count(), 0);
  assert.equal(await link.locator('#aut-input-1-input').inputValue(), 'pass_good');
  await next(link);
  await pane(link, 'accounts');
  assert.equal(asked, 1);
});

test('a form that is sent anew after a lost answer is sent once', async (t) => {
  const { page, link } = await atCredentials(t, 'script anew', { errors: ['ERR_'] });
  let asked = 0;
  let release;
  const held = new Promise((resolve) => { release = resolve; });
  await page.route('**/link/item/create*', async (route) => {
    asked++;
    if (asked === 1) return route.abort('connectionreset');
    await held;
    return route.continue();
  });
  await login(link, 'user_good', 'pass_good');
  await link.locator('.banner button').waitFor();
  await page.frames()[1].evaluate(async () => {
    document.getElementById('aut-button').click();
    await new Promise((done) => { setTimeout(done); });
    document.getElementById('aut-button').click();
  });
  release();
  await accounts(link);
  await finish(link);
  await called(page, 'onSuccess');
  assert.equal(asked, 2);
});

test('searching while typing keeps the focus, the text and the caret', async (t) => {
  const page = await browse(t);
  await shopFor(page, await toile.linkToken('script search'));
  const link = await openLink(page);
  await consent(link);
  await pane(link, 'institution');
  await link.locator('#search-input-input').pressSequentially('Tattersall');
  await link.locator('[data-results]:not(:has([aria-label="First Platypus Bank"]))').waitFor();
  await page.keyboard.press('Home');
  await page.keyboard.type('x');
  await page.waitForFunction(() => window.calls.some((call) => call.args[1]?.institution_search_query === 'xTattersall'));
  const state = await page.frames()[1].evaluate(() => [document.activeElement.id, document.activeElement.value, document.activeElement.selectionStart]);
  assert.deepEqual(state, ['search-input-input', 'xTattersall', 1]);
  await page.keyboard.press('Enter');
  assert.equal((await eventsOf(page)).filter((step) => step.startsWith('SEARCH_INSTITUTION x')).length, 1);
});

test('the focus is on the heading of a new pane', async (t) => {
  const { page } = await atCredentials(t, 'script focus');
  assert.equal(await page.frames()[1].evaluate(() => document.activeElement === document.querySelector('main h1')), true);
});

test('closing in the middle and opening again leaves no trace of the first Link', async (t) => {
  const { page, link } = await atCredentials(t, 'script again');
  await page.evaluate(() => window.handler.exit({ force: true }));
  await called(page, 'onExit');
  await page.locator('#pay').click();
  await pane(link, 'consent');
});
