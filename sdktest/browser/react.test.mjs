// react-plaid-link 5, unmodified, in a front end that is unmodified too (facts ecosystem A.4, link 1.10).

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { browse } from './chromium.mjs';
import { agreed, told } from './contract.mjs';
import { called, calls, frame } from './customer.mjs';
import { reactPlaidLink, ways } from './react.mjs';
import { bankIncome, toile } from './toile.mjs';
import { accounts, choose, consent, decide, finish, leave, login, next, pane } from './walk.mjs';

const frames = (page) => page.locator('iframe[id^="plaid-link-iframe-"]');
const press = (page, name = 'Connect your bank') => page.getByRole('button', { name }).click();

test('the library is the one named', async () => assert.equal(await reactPlaidLink(), '5.0.0'));

for (const [way, serve] of Object.entries(ways)) {
  let number = 0;
  // visit opens the front end with a link token of its own.
  async function visit(t, { path = '/', more = '', asked, token, statuses } = {}) {
    const made = await toile.linkToken(`react ${way} ${++number}`, asked);
    const { url, hosts, intercept, loads } = await serve();
    const page = await browse(t, { hosts, statuses });
    await intercept?.(page.context());
    await page.goto(`${url}${path}?token=${token ?? made.token}${more}`);
    return { made, page, loads };
  }

  test(`${way}: bank income from the button to the API`, async (t) => {
    const { made, page } = await visit(t, { asked: bankIncome() });
    await frames(page).waitFor({ state: 'attached' });
    assert.equal(await frames(page).getAttribute('title'), 'Plaid Link');
    assert.equal(await frames(page).isVisible(), false);
    await press(page);
    const link = frame(page);
    await consent(link);
    await choose(link, 'First Platypus Bank');
    await login(link, 'user_bank_income', '{}');
    await accounts(link);
    await decide(link, 'income');
    await finish(link);
    const heard = told(await called(page, 'onSuccess'));
    assert.equal(heard.events.at(-1).name, 'HANDOFF');
    assert.equal(heard.calls.at(-1).name, 'onSuccess');
    const answers = await toile.read(made);
    agreed(heard, answers);
    const [session] = answers.credit.sessions;
    assert.equal(session.link_session_id, heard.success[1].link_session_id);
    assert.equal(session.results.item_add_results[0].public_token, heard.success[0]);
    assert.equal(session.results.bank_income_results[0].status, 'APPROVED');
  });

  test(`${way}: leaving calls onExit without an error`, async (t) => {
    const { made, page } = await visit(t);
    await press(page);
    const link = frame(page);
    await consent(link);
    await pane(link, 'institution');
    await leave(link);
    const heard = told(await called(page, 'onExit'));
    assert.equal(heard.exit[0], null);
    assert.equal(heard.exit[1].status, 'requires_credentials');
    assert.deepEqual(heard.events.slice(-2).map((e) => [e.name, e.view_name]), [['TRANSITION_VIEW', 'EXIT'], ['EXIT', null]]);
    agreed(heard, await toile.read(made));
    await frames(page).waitFor({ state: 'hidden' });
  });

  test(`${way}: leaving after an error tells of it`, async (t) => {
    const { page } = await visit(t);
    await press(page);
    const link = frame(page);
    await consent(link);
    await choose(link, 'First Platypus Bank');
    await login(link, 'user_good', 'wrong');
    await link.getByRole('alert').waitFor();
    await leave(link);
    const { exit } = told(await called(page, 'onExit'));
    assert.deepEqual(exit[0], {
      error_type: 'ITEM_ERROR', error_code: 'INVALID_CREDENTIALS', error_message: 'the provided credentials were not correct',
      display_message: 'The provided credentials were not correct. Please try again.',
    });
    assert.equal(exit[1].status, 'requires_credentials');
  });

  test(`${way}: the shop closes Link by force`, async (t) => {
    const { page } = await visit(t);
    await press(page);
    await pane(frame(page), 'consent');
    await page.evaluate(() => window.exitLink({ force: true }));
    const heard = told(await called(page, 'onExit'));
    assert.equal(heard.exit[0], null);
    assert.equal(heard.events.at(-1).name, 'EXIT');
  });

  test(`${way}: a component that goes takes its frame along`, async (t) => {
    const { page } = await visit(t);
    await press(page);
    await pane(frame(page), 'consent');
    await page.evaluate(() => window.leaveShop());
    await frames(page).waitFor({ state: 'detached' });
  });

  test(`${way}: an unknown token ends with INVALID_LINK_TOKEN`, async (t) => {
    const { page } = await visit(t, { token: 'link-sandbox-00000000-0000-4000-8000-000000000000', statuses: [400] });
    await press(page);
    const heard = await Promise.race([called(page, 'onExit'), next(frame(page)).then(() => called(page, 'onExit'))]);
    const [error, metadata] = heard.find((call) => call.name === 'onExit').args;
    assert.deepEqual([error.error_type, error.error_code], ['INVALID_INPUT', 'INVALID_LINK_TOKEN']);
    assert.deepEqual(Object.keys(metadata).sort(), ['institution', 'link_session_id', 'request_id', 'status']);
  });

  test(`${way}: two components, one script, two frames`, async (t) => {
    const other = await toile.linkToken(`react ${way} other`);
    const { page, loads } = await visit(t, { more: `&second=${other.token}` });
    await press(page, 'Connect another bank');
    await pane(frame(page), 'consent');
    assert.equal(await frames(page).count(), 2);
    assert.deepEqual(new Set(await frames(page).evaluateAll((all) => all.map((f) => f.id))).size, 2);
    if (loads) assert.equal(loads.length, 1);
    await leave(frame(page));
    const heard = told((await called(page, 'onExit')).filter((call, i, all) => call.name !== 'onLoad' || i === 0));
    agreed(heard, await toile.read(other));
  });

  test(`${way}: another token replaces the frame`, async (t) => {
    const other = await toile.linkToken(`react ${way} replaced`);
    const { page } = await visit(t);
    await frames(page).waitFor({ state: 'attached' });
    const before = await frames(page).getAttribute('id');
    await page.evaluate((token) => window.takeToken(token), other.token);
    await page.waitForFunction((id) => !document.getElementById(id) && document.querySelector('iframe[title="Plaid Link"]'), before);
    await press(page);
    await leave(frame(page));
    agreed(told((await called(page, 'onExit')).filter((call, i) => call.name !== 'onLoad' || i === 0)), await toile.read(other));
  });

  test(`${way}: strict mode mounts twice and links once`, async (t) => {
    const { made, page } = await visit(t, { more: '&strict' });
    await press(page);
    const link = frame(page);
    await consent(link);
    await choose(link, 'First Platypus Bank');
    await login(link, 'user_good', 'pass_good');
    await accounts(link);
    await finish(link);
    await called(page, 'onSuccess');
    const { link: told } = await toile.read(made);
    assert.equal(told.link_sessions.length, 1);
    assert.equal((await calls(page)).filter((call) => call.name === 'onSuccess').length, 1);
  });

  test(`${way}: embedded tiles open Link`, async (t) => {
    const { made, page } = await visit(t, { path: '/embedded' });
    const tiles = page.frameLocator('iframe').first();
    await tiles.locator('[data-institution="ins_109508"], [aria-label="First Platypus Bank"]').first().click();
    const link = frame(page);
    await consent(link);
    await login(link, 'user_good', 'pass_good');
    await accounts(link);
    await finish(link);
    const heard = told(await called(page, 'onSuccess'));
    assert.deepEqual(heard.events.slice(0, 3).map((e) => [e.name, e.view_name]), [['OPEN', 'CONSENT'], ['SELECT_INSTITUTION', null], ['TRANSITION_VIEW', 'CONSENT']]);
    agreed(heard, await toile.read(made));
  });
}
