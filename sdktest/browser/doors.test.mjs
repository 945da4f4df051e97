// Link by other doors than a customer's frame: Hosted Link, a webview, and a browser without scripts.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { browse } from './chromium.mjs';
import { receiver, shop } from './customer.mjs';
import { bank } from './story.mjs';
import { bankIncome, sameHeadless, toile } from './toile.mjs';
import { accounts, choose, consent, decide, finish, leave, login, next, pane } from './walk.mjs';

const hosted = (url) => ({ hosted_link: { completion_redirect_uri: `${url}/thanks` } });

async function toThanks(t, name, options, asked = {}) {
  const url = await shop({ '/thanks': '<!doctype html><html lang="en"><title>Thanks</title><h1>Thanks</h1>' });
  const made = await toile.linkToken(name, { ...hosted(url), ...asked });
  const page = await browse(t, options);
  await page.goto(made.hosted.replace(/^https?:\/\/[^/]+/, toile.url));
  return { made, page, url };
}

async function linked(made) {
  const { link, credit } = await toile.read(made);
  assert.equal(link.link_sessions.length, 1);
  assert.match(link.link_sessions[0].results.item_add_results[0].public_token, /^public-sandbox-/);
  assert.equal(credit.sessions[0].results.item_add_results.length, 1);
}

test('Hosted Link, and back to the customer', async (t) => {
  const hooks = await receiver();
  const { made, page, url } = await toThanks(t, 'hosted', {}, { webhook: hooks.url });
  await consent(page);
  await choose(page, bank);
  await login(page, 'user_good', 'pass_good');
  await accounts(page);
  await finish(page);
  await page.waitForURL(`${url}/thanks`);
  await linked(made);
  const end = await hooks.told('SESSION_FINISHED');
  assert.deepEqual([end.status, end.link_token, end.public_tokens.length], ['SUCCESS', made.token, 1]);
  assert.equal((await hooks.told('ITEM_ADD_RESULT')).public_token, end.public_tokens[0]);
  const names = (await hooks.told('EVENTS')).events.map((event) => event.event_name);
  assert.deepEqual([names[0], names.at(-1)], ['OPEN', 'HANDOFF']);
  await sameHeadless(made, { search: bank });
  assert.deepEqual(await hooks.told('SESSION_FINISHED'), end, 'the twin, played without a browser, tells the same');
});

test('Hosted Link left', async (t) => {
  const { made, page, url } = await toThanks(t, 'hosted left');
  await consent(page);
  await pane(page, 'institution');
  await leave(page);
  await page.waitForURL(`${url}/thanks`);
  assert.equal((await toile.read(made)).link.link_sessions[0].results ?? null, null);
  await sameHeadless(made, { exit: { at: 'institution' } });
});

test('without JavaScript', async (t) => {
  const { made, page, url } = await toThanks(t, 'hosted plain', { javaScriptEnabled: false });
  await next(page); // nothing is opened by itself
  await consent(page);
  await pane(page, 'institution');
  await page.locator('#search-input-input').fill(bank);
  await page.locator('#search-input-input').press('Enter');
  await page.locator(`[aria-label="${bank}"]`).click();
  await login(page, 'user_good', 'mfa_selections');
  await pane(page, 'mfa');
  const yes = page.getByRole('radio', { name: 'Yes' });
  if (await yes.count()) await yes.check(); else await page.locator('[name=answer]').first().selectOption('Yes');
  await next(page);
  await accounts(page, '0000');
  await finish(page);
  await page.waitForURL(`${url}/thanks`);
  await linked(made);
  await sameHeadless(made, { search: bank, password: 'mfa_selections', mfa: ['Yes'], accounts: ['0000'] });
});

test('without JavaScript: bank income, loaded again', async (t) => {
  const made = await toile.linkToken('hosted income', bankIncome({ hosted_link: {} }));
  const page = await browse(t, { javaScriptEnabled: false });
  await page.goto(made.hosted.replace(/^https?:\/\/[^/]+/, toile.url));
  await next(page);
  await consent(page);
  await choose(page, bank, '');
  await login(page, 'user_bank_income', '{}');
  await accounts(page);
  await pane(page, 'income');
  await page.reload();
  await decide(page, 'income');
  await pane(page, 'done');
  const { credit } = await toile.read(made);
  assert.equal(credit.sessions[0].results.bank_income_results[0].status, 'APPROVED');
});

test('a webview is sent to addresses of the app', async (t) => {
  const made = await toile.linkToken('webview');
  const page = await browse(t, { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true });
  // An app sees where its webview is sent, and stops it.
  const sent = [];
  await page.exposeFunction('seenByTheApp', (url) => sent.push(url));
  await page.addInitScript(() => navigation.addEventListener('navigate', (event) => {
    if (!event.destination.url.startsWith('plaidlink:')) return;
    event.preventDefault();
    window.seenByTheApp(event.destination.url);
  }));
  await page.goto(`${toile.url}/link/v2/stable/link.html?isWebview=true&token=${made.token}`);
  await consent(page);
  await choose(page, bank);
  await login(page, 'user_good', 'pass_good');
  await accounts(page, '0000');
  await finish(page);
  const connected = await until(() => sent.find((url) => url.startsWith('plaidlink://connected')));
  const values = new URL(connected).searchParams;
  const { link } = await toile.read(made);
  assert.equal(values.get('public_token'), link.link_sessions[0].results.item_add_results[0].public_token);
  assert.equal(values.get('institution_id'), 'ins_109508');
  assert.equal(values.get('link_session_id'), link.link_sessions[0].link_session_id);
  assert.equal(JSON.parse(values.get('accounts'))[0].meta.number, '0000');
  const events = sent.filter((url) => url.startsWith('plaidlink://event')).map((url) => new URL(url).searchParams.get('event_name'));
  assert.equal(events[0], 'OPEN');
  assert.equal(events.at(-1), 'HANDOFF');
});

// until waits for something to be there.
async function until(look) {
  for (let times = 0; times < 100; times++) {
    const found = look();
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('it did not come');
}
