// Sessions that take several Items, and those that mend one.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { agreed, steps, told } from './contract.mjs';
import { browse } from './chromium.mjs';
import { called, openLink, shopFor } from './customer.mjs';
import { begin, giveUp } from './story.mjs';
import { sameHeadless, toile, twin } from './toile.mjs';
import { accounts, choose, consent, finish, login, next, pane, second } from './walk.mjs';

const several = { enable_multi_item_link: true };

async function linkOne(link, name, query) {
  await choose(link, name, query);
  await login(link, 'user_good', 'pass_good');
  await accounts(link);
  await pane(link, 'another');
}

test('two banks in one session', async (t) => {
  const { made, page, link } = await begin(t, 'several', several);
  await consent(link);
  await linkOne(link, 'First Platypus Bank', '');
  await second(link);
  await linkOne(link, 'Tartan Bank');
  await next(link);
  await finish(link);
  const heard = told(await called(page, 'onSuccess'));
  assert.equal(steps(heard.events).filter((step) => step === 'HANDOFF').length, 2);
  const { credit, link: answer } = await toile.read(made);
  assert.deepEqual(credit.sessions[0].results.item_add_results.map((item) => item.institution_id).sort(), ['ins_109508', 'ins_109511']);
  agreed(heard, { credit, link: answer });
  await sameHeadless(made, { institution_id: 'ins_109508', items: [{ search: 'Tartan Bank', institution_id: 'ins_109511' }] });
});

test('closed after the first of several: what is linked stays', async (t) => {
  const { made, page, link } = await begin(t, 'several closed', several);
  await consent(link);
  await linkOne(link, 'First Platypus Bank', '');
  await second(link);
  await pane(link, 'institution');
  await page.evaluate(() => window.handler.exit({ force: true }));
  const heard = told(await called(page, 'onSuccess', 'onExit'));
  const { credit } = await toile.read(made);
  assert.equal(credit.sessions[0].results.item_add_results.length, 1);
  assert.ok(heard.success, 'an Item was linked: the session is a success (facts link 2.3)');
});

// toMend makes an Item that wants another login, by the shortcut of the Sandbox, and gives its access token.
async function toMend({ client }) {
  const { public_token: publicToken } = (await client.sandboxPublicTokenCreate({ institution_id: 'ins_109508', initial_products: ['auth'] })).data;
  const { access_token: accessToken } = (await client.itemPublicTokenExchange({ public_token: publicToken })).data;
  await client.sandboxItemResetLogin({ access_token: accessToken });
  return accessToken;
}

// broken opens Link for an Item to mend, which the twin has, too.
async function broken(t, name) {
  const accessToken = await toMend(toile);
  assert.equal(await toMend(twin), accessToken, 'the twin gives the same access token');
  const made = await toile.linkToken(name, { products: [], access_token: accessToken });
  const page = await browse(t);
  await shopFor(page, made);
  return { accessToken, made, page, link: await openLink(page) };
}

test('update mode: the login is mended', async (t) => {
  const { accessToken, made, page, link } = await broken(t, 'update');
  await pane(link, 'consent').catch(() => {});
  if (await link.locator('[data-pane=consent]').count()) await second(link);
  await login(link, 'user_good', 'pass_good');
  await finish(link);
  const { events, success } = told(await called(page, 'onSuccess'));
  assert.equal(events[0].is_update_mode, 'true');
  assert.ok(!steps(events).includes('TV SELECT_INSTITUTION'));
  assert.equal(success[1].institution.institution_id, 'ins_109508');
  const { item } = (await toile.client.itemGet({ access_token: accessToken })).data;
  assert.equal(item.error, null);
  agreed({ events, success }, await toile.read(made));
  await sameHeadless(made, { username: 'user_good', password: 'pass_good' });
});

test('update mode: left, and still broken', async (t) => {
  const { accessToken, made, page, link } = await broken(t, 'update left');
  await link.locator('#aut-close').waitFor();
  const { exit } = await giveUp({ made, page, link }, { exit: { at: await link.locator('#link').getAttribute('data-pane') } });
  assert.equal(exit[0], null);
  const { item } = (await toile.client.itemGet({ access_token: accessToken })).data;
  assert.equal(item.error.error_code, 'ITEM_LOGIN_REQUIRED');
});
