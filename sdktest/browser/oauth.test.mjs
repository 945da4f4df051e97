// A bank with a site of its own: in a pop-up, and by the whole page.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { agreed, steps, told } from './contract.mjs';
import { browse } from './chromium.mjs';
import { called, frame, openLink, plainPage, shop } from './customer.mjs';
import { begin, giveUp, succeed } from './story.mjs';
import { toile } from './toile.mjs';
import { choose, consent, finish, next, pane } from './walk.mjs';

const name = 'Platypus OAuth Bank';

// atBank opens the bank's site in a pop-up.
async function atBank(story) {
  const opened = story.page.waitForEvent('popup');
  await next(story.link);
  const site = await opened;
  await site.waitForLoadState();
  return site;
}

async function toBank(t, user, asked) {
  const story = await begin(t, user, asked);
  await consent(story.link);
  await choose(story.link, name);
  await pane(story.link, 'oauth');
  return story;
}

// allow logs in at the bank's site and shares the accounts.
async function allow(site) {
  await site.locator('[data-pane=bank_login] #aut-button').click();
  await site.getByRole('button', { name: 'Allow' }).click();
}

test('the person allows it in the pop-up', async (t) => {
  const story = await toBank(t, 'oauth');
  const site = await atBank(story);
  await allow(site);
  const { events } = await succeed(story, { search: name, institution_id: 'ins_127287' });
  assert.deepEqual(steps(events), [
    'OPEN', 'TV SELECT_INSTITUTION', `SEARCH_INSTITUTION ${name}`, 'SELECT_INSTITUTION', 'TV OAUTH', 'OPEN_OAUTH', 'TV CONNECTED', 'HANDOFF',
  ]);
  assert.equal(site.isClosed(), true);
});

test('the person declines', async (t) => {
  const story = await toBank(t, 'oauth declined');
  const site = await atBank(story);
  await site.locator('#aut-secondary-button').click();
  await pane(story.link, 'oauth');
  await story.link.getByRole('alert').first().waitFor();
  const { events, exit } = await giveUp(story);
  assert.ok(steps(events).includes('FAIL_OAUTH'));
  assert.equal(exit[1].status, 'requires_oauth');
});

test('the pop-up is closed, and opened again', async (t) => {
  const story = await toBank(t, 'oauth closed');
  await (await atBank(story)).close();
  await story.link.locator('form[data-oauth]').waitFor();
  await allow(await atBank(story));
  const { events } = await succeed(story);
  assert.deepEqual(steps(events).filter((step) => step.endsWith('OAUTH')), ['TV OAUTH', 'OPEN_OAUTH', 'CLOSE_OAUTH', 'OPEN_OAUTH']);
});

test('a blocked pop-up leaves a link to the bank', async (t) => {
  const story = await toBank(t, 'oauth blocked');
  await story.link.locator('html').evaluate(() => { [window.opens, window.open] = [window.open, () => null]; });
  await next(story.link);
  await story.link.locator('[data-blocked]').waitFor();
  const opened = story.page.waitForEvent('popup');
  await story.link.locator('[data-bank]').evaluate((link) => { window.open = window.opens; link.click(); });
  const site = await opened;
  await allow(site);
  await succeed(story, { search: name, institution_id: 'ins_127287' });
});

test('a phone goes to the bank with the whole page and comes back', async (t) => {
  const url = await shop({ '/': plainPage(), '/return': plainPage() });
  const made = await toile.linkToken('oauth redirect', { redirect_uri: `${url}/return` });
  const page = await browse(t, { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  // A browser that only pretends to be a phone does not in frames of another site: toile's name is the shop's, too.
  await page.goto(`${url.replace('localhost', '127.0.0.1')}/?token=${made.token}`);
  const link = await openLink(page);
  await consent(link);
  await choose(link, name);
  await pane(link, 'oauth');
  await next(link);
  await page.waitForURL(`${toile.url}/link/bank/**`);
  await allow(page);
  await page.waitForURL(`${url}/return?oauth_state_id=*`);
  // The shop kept its token, as the docs say; here it stands in the address that it goes on with.
  await page.evaluate((token) => {
    window.calls = [];
    const note = (name) => (...args) => window.calls.push({ name, args: JSON.parse(JSON.stringify(args)) });
    window.handler = Plaid.create({ token, receivedRedirectUri: location.href, onLoad: note('onLoad'), onSuccess: note('onSuccess'), onExit: note('onExit'), onEvent: note('onEvent') });
    window.handler.open();
  }, made.token);
  await finish(frame(page));
  const heard = told(await called(page, 'onSuccess'));
  assert.deepEqual(steps(heard.events), ['OPEN', 'TV CONNECTED', 'HANDOFF']);
  const { link: { link_sessions: sessions } } = await toile.read(made);
  assert.equal(sessions.length, 1);
});
