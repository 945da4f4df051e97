// Leaving Link: where a person is, what onExit hears of it, and who thinks better of it.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { steps } from './contract.mjs';
import { bank, begin, giveUp, succeed, toLogin } from './story.mjs';
import { bankIncome, payroll } from './toile.mjs';
import { accounts, answers, choose, consent, decide, login, next, pane } from './walk.mjs';

// Where a person leaves, and the exit status that says so (facts link 1.5).
const leaving = [
  ['consent', 'consent', null],
  ['institution', 'institution', 'requires_credentials'],
  ['nothing found', 'institution', 'institution_not_found'],
  ['credentials', 'credentials', 'requires_credentials'],
  ['device', 'mfa', 'choose_device'],
  ['code', 'mfa', 'requires_code'],
  ['questions', 'mfa', 'requires_questions'],
  ['selections', 'mfa', 'requires_selections'],
  ['accounts', 'accounts', 'requires_account_selection'],
];
for (const [place, where, status] of leaving) {
  test(`leaving at ${place}: ${status}`, async (t) => {
    const story = await begin(t, `bank leaving ${place}`);
    const { link } = story;
    const password = { device: 'mfa_device', code: 'mfa_device', questions: 'mfa_questions_1_1', selections: 'mfa_selections' }[place] ?? 'pass_good';
    if (where !== 'consent') await consent(link);
    if (!['consent', 'institution'].includes(where)) await choose(link, bank);
    if (['mfa', 'accounts'].includes(where)) await login(link, 'user_good', password);
    let device;
    if (place === 'code') {
      device = await link.locator('input[name=answer]:checked').inputValue();
      await answers(link);
      await link.locator('#otp-code-input-input').waitFor();
    }
    if (place === 'nothing found') {
      await link.locator('#search-input-input').fill('Bank of Nowhere');
      await link.locator('[data-results] [role=status]').getByText('Bank of Nowhere').waitFor();
    }
    await pane(link, where);
    const script = { exit: { at: where } };
    if (!['consent', 'institution'].includes(where)) script.search = bank;
    if (['mfa', 'accounts'].includes(where)) script.password = password;
    if (place === 'nothing found') Object.assign(script, { search: 'Bank of Nowhere', exit: { at: where, status } });
    if (place === 'code') script.mfa = [device];
    const { exit, events } = await giveUp(story, script);
    left({ exit, events }, status, ['consent', 'institution'].includes(where) ? null : { name: bank, institution_id: 'ins_109508' });
  });
}

// left checks all that onExit heard of somebody who left without an error.
function left({ exit: [error, { request_id: requestID, link_session_id: id, ...metadata }], events }, status, institution) {
  assert.equal(error, null);
  assert.deepEqual(metadata, { status, institution });
  assert.match(requestID, /^[0-9A-Za-z]{15}$/);
  assert.equal(id, events[0].link_session_id);
  assert.deepEqual(steps(events).slice(-2), ['TV EXIT', `EXIT${status ? ` ${status}` : ''}`]);
}

// Panes of income and documents, which have no status of their own, and the bank's site that is waited for.
const earner = { search: bank, username: 'user_bank_income', password: '{}' };
const employed = bankIncome({ products: ['income_verification', 'employment'], employment: { employment_source_types: ['bank'] } });
const further = {
  income: { asked: bankIncome(), script: { ...earner, exit: { at: 'income' } } },
  employment: { asked: employed, script: { ...earner, exit: { at: 'employment' } } },
};
for (const [where, { asked, script }] of Object.entries(further)) {
  test(`leaving at ${where}: no status`, async (t) => {
    const story = await toLogin(t, `leaving ${where}`, asked);
    await login(story.link, earner.username, earner.password);
    await accounts(story.link);
    if (where === 'employment') await decide(story.link, 'income');
    await pane(story.link, where);
    left(await giveUp(story, script), null, { name: bank, institution_id: 'ins_109508' });
  });
}

test('leaving at documents: no status', async (t) => {
  const story = await begin(t, 'leaving documents', payroll(['payroll_document_income']));
  await consent(story.link);
  await pane(story.link, 'documents');
  left(await giveUp(story, { exit: { at: 'documents' } }), null, null);
});

test('leaving at the login of a payroll provider: requires_credentials', async (t) => {
  const name = 'Platypus Payroll';
  const story = await begin(t, 'leaving payroll', payroll(['payroll_digital_income']));
  await consent(story.link);
  await choose(story.link, name);
  await pane(story.link, 'credentials');
  left(await giveUp(story, { search: name, exit: { at: 'credentials' } }), 'requires_credentials', { name, institution_id: 'ins_135842' });
});

test("leaving while the bank's site is open: requires_oauth", async (t) => {
  const name = 'Platypus OAuth Bank';
  const story = await begin(t, 'leaving oauth');
  await consent(story.link);
  await choose(story.link, name);
  await pane(story.link, 'oauth');
  const opened = story.page.waitForEvent('popup');
  await next(story.link);
  await (await opened).locator('[data-pane=bank_login]').waitFor();
  await story.link.locator('[data-bank]').waitFor();
  await story.page.bringToFront();
  left(await giveUp(story, { search: name, institution_id: 'ins_127287', exit: { at: 'bank_login' } }), 'requires_oauth', { name, institution_id: 'ins_127287' });
});

test('who thinks better of leaving stays where they were', async (t) => {
  const story = await toLogin(t, 'leaving stay');
  await story.link.locator('#aut-close').click();
  await story.link.locator('form:has(input[value=exit])').waitFor();
  await story.link.locator('#aut-secondary-button').click();
  await login(story.link, 'user_good', 'pass_good');
  await accounts(story.link);
  const { events } = await succeed(story, { search: bank });
  assert.ok(!steps(events).some((step) => step.includes('EXIT')));
});

test('the shop asks to leave, and the person is asked', async (t) => {
  const story = await toLogin(t, 'leaving asked');
  await pane(story.link, 'credentials');
  await story.page.evaluate(() => window.handler.exit());
  await story.link.locator('form:has(input[value=exit])').waitFor();
  await story.link.locator('#aut-button').click();
  await story.page.waitForFunction(() => window.calls.some((call) => call.name === 'onExit'));
});

test('the shop closes Link after all is done: onSuccess, not onExit', async (t) => {
  const story = await toLogin(t, 'leaving done');
  await login(story.link, 'user_good', 'pass_good');
  await accounts(story.link);
  await pane(story.link, 'done');
  await story.page.evaluate(() => window.handler.exit({ force: true }));
  await story.page.waitForFunction(() => window.calls.some((call) => call.name === 'onSuccess'));
  assert.ok(!(await story.page.evaluate(() => window.calls.map((call) => call.name))).includes('onExit'));
});

test('who opens Link again after leaving begins a new session', async (t) => {
  const story = await toLogin(t, 'leaving again');
  await giveUp(story);
  await story.page.locator('#pay').click();
  await consent(story.link);
  await choose(story.link, bank);
  await login(story.link, 'user_good', 'pass_good');
  await accounts(story.link);
  await story.link.locator('#aut-button').click();
  await story.page.waitForFunction(() => window.calls.some((call) => call.name === 'onSuccess'));
  const ids = new Set((await story.page.evaluate(() => window.calls)).filter((call) => call.name === 'onEvent').map((call) => call.args[1].link_session_id));
  assert.equal(ids.size, 2);
});
