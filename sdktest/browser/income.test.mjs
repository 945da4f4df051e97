// Bank income and bank employment: what a person ticks is what the API tells.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bank, giveUp, succeed, toLogin } from './story.mjs';
import { bankIncome, toile } from './toile.mjs';
import { accounts, decide, login, pane, second } from './walk.mjs';

const employment = bankIncome({ products: ['income_verification', 'employment'], employment: { employment_source_types: ['bank'] } });

async function toIncome(t, name, asked = bankIncome(), username = 'user_bank_income', password = '{}') {
  const story = await toLogin(t, name, asked);
  await login(story.link, username, password);
  await accounts(story.link);
  return story;
}

// names of what is offered, as the person reads them: the first line of each.
const offered = async (link) => (await link.locator('label.check .name').allInnerTexts()).map((text) => text.split('\n')[0]);

test('all sources', async (t) => {
  const story = await toIncome(t, 'income all');
  await decide(story.link, 'income');
  const { credit } = await succeed(story, { search: bank, username: 'user_bank_income', password: '{}' });
  assert.equal(credit.results.bank_income_results[0].status, 'APPROVED');
});

test('some sources', async (t) => {
  const story = await toIncome(t, 'income some');
  await pane(story.link, 'income');
  const [first] = await offered(story.link);
  await decide(story.link, 'income', first);
  await succeed(story, { search: bank, username: 'user_bank_income', password: '{}', income_sources: [first] });
  const { bank_income: [report] } = (await toile.client.creditBankIncomeGet({ user_token: story.made.userToken })).data;
  const sources = report.items[0].bank_income_sources;
  assert.equal(sources.length, 1);
  assert.ok(sources[0].income_description.toLowerCase().includes(first.toLowerCase()), `${sources[0].income_description} is of ${first}`);
});

test('none of them is income', async (t) => {
  const story = await toIncome(t, 'income none');
  await pane(story.link, 'income');
  await second(story.link);
  const { credit } = await succeed(story, { search: bank, username: 'user_bank_income', password: '{}', income: 'none' });
  assert.equal(credit.results.bank_income_results[0].status, 'USER_REPORTED_NO_INCOME');
});

test('no deposits are found', async (t) => {
  const story = await toIncome(t, 'income nothing', bankIncome(), 'user_good', 'pass_good');
  const { credit } = await succeed(story, { search: bank });
  assert.equal(credit.results.bank_income_results[0].status, 'NO_DEPOSITS_FOUND');
});

test('left while choosing: STARTED', async (t) => {
  const story = await toIncome(t, 'income left');
  await pane(story.link, 'income');
  const { credit } = await giveUp(story);
  assert.equal(credit.results.bank_income_results[0].status, 'STARTED');
});

test('employers', async (t) => {
  const story = await toIncome(t, 'employment', employment);
  await decide(story.link, 'income');
  await decide(story.link, 'employment');
  const { credit } = await succeed(story, { search: bank, username: 'user_bank_income', password: '{}' });
  assert.equal(credit.results.bank_employment_results[0].status, 'APPROVED');
});

test('an employer is not listed', async (t) => {
  const story = await toIncome(t, 'employment not listed', employment);
  await decide(story.link, 'income');
  await pane(story.link, 'employment');
  await second(story.link);
  const { credit } = await succeed(story, { search: bank, username: 'user_bank_income', password: '{}', employment: 'not_listed' });
  assert.equal(credit.results.bank_employment_results[0].status, 'EMPLOYER_NOT_LISTED');
});
