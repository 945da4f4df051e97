// A bank that asks for a name and a password.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { steps } from './contract.mjs';
import { bank, succeed, toLogin } from './story.mjs';
import { accounts, answers, login, next, pane } from './walk.mjs';

const begun = ['OPEN', 'TV SELECT_INSTITUTION', `SEARCH_INSTITUTION ${bank}`, 'SELECT_INSTITUTION', 'TV CREDENTIAL', 'SUBMIT_CREDENTIALS', 'TV LOADING'];
const ended = ['TV SELECT_ACCOUNT', 'TV CONNECTED', 'HANDOFF'];

test('from consent to success', async (t) => {
  const story = await toLogin(t, 'bank');
  await login(story.link, 'user_good', 'pass_good');
  await accounts(story.link, '0000', '1111');
  const { events, success } = await succeed(story, { search: bank, accounts: ['0000', '1111'] });
  assert.deepEqual(steps(events), [...begun, ...ended]);
  const [publicToken, metadata] = success;
  assert.match(publicToken, /^public-sandbox-/);
  assert.deepEqual(metadata.institution, { name: bank, institution_id: 'ins_109508' });
  assert.deepEqual(metadata.accounts.map((a) => [a.mask, a.type, a.subtype]), [['0000', 'depository', 'checking'], ['1111', 'depository', 'savings']]);
});

const challenges = {
  mfa_device: { rounds: [[], ['1234']], kinds: ['device', 'code'] },
  mfa_questions_2_2: { rounds: [['answer_0_0', 'answer_0_1'], ['answer_1_0', 'answer_1_1']], kinds: ['questions', 'questions'] },
  mfa_selections: { rounds: [['Yes']], kinds: ['selections'] },
  mfa_selections_2_2_3: { rounds: [['answer_0_0_0', 'answer_0_1_0'], ['answer_1_0_0', 'answer_1_1_0']], kinds: ['selections', 'selections'] },
};
for (const [password, { rounds, kinds }] of Object.entries(challenges)) {
  test(`${password} is answered`, async (t) => {
    const story = await toLogin(t, `bank ${password}`);
    const { link } = story;
    await login(link, 'user_good', password);
    await pane(link, 'mfa');
    const said = [];
    for (const [i, round] of rounds.entries()) {
      await link.locator(`form[action^="/link/item/mfa"]`).waitFor();
      if (round.length === 0) said.push(await link.locator('input[name=answer]:checked').inputValue());
      const turn = await link.locator('#link').getAttribute('data-turn');
      await answers(link, ...round);
      said.push(...round);
      if (i + 1 < rounds.length) await link.locator(`#link:not([data-turn="${turn}"])`).waitFor();
    }
    await accounts(link);
    const { events } = await succeed(story, { search: bank, password, mfa: said });
    const asked = kinds.flatMap((kind) => [`TV MFA ${kind}`, `SUBMIT_MFA ${kind}`, 'TV LOADING']);
    assert.deepEqual(steps(events), [...begun, ...asked, ...ended]);
  });
}

test('a wrong answer asks again', async (t) => {
  const story = await toLogin(t, 'bank wrong answer');
  await login(story.link, 'user_good', 'mfa_selections');
  await answers(story.link, 'No');
  await story.link.getByRole('alert').waitFor();
  await answers(story.link, 'Yes');
  await accounts(story.link);
  const { events } = await succeed(story, { search: bank, password: 'mfa_selections', mfa: ['No', 'Yes'] });
  assert.ok(steps(events).includes('ERROR INVALID_MFA'));
});

test('a wrong password, then the right one', async (t) => {
  const story = await toLogin(t, 'bank wrong password');
  await login(story.link, 'user_good', 'wrong');
  await story.link.getByRole('alert').getByText('Those credentials are not right').waitFor();
  assert.equal(await story.link.getByLabel('Password').inputValue(), '');
  await login(story.link, 'user_good', 'pass_good');
  await accounts(story.link);
  const { events } = await succeed(story, { search: bank, logins_before: [{ username: 'user_good', password: 'wrong' }] });
  const names = steps(events);
  assert.ok(names.indexOf('ERROR INVALID_CREDENTIALS') < names.lastIndexOf('SUBMIT_CREDENTIALS'));
});

test('no account chosen is no answer', async (t) => {
  const story = await toLogin(t, 'bank none', {}, { statuses: [400, 422] });
  await login(story.link, 'user_good', 'pass_good');
  await pane(story.link, 'accounts');
  for (const box of await story.link.getByRole('checkbox').all()) await box.setChecked(false);
  await next(story.link);
  await story.link.getByRole('alert').first().waitFor();
  await accounts(story.link, '0000');
  await succeed(story, { search: bank, accounts: ['0000'] });
});
