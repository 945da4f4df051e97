// What goes wrong at a bank, and the pane that follows (facts link 2.4 and 5.4).

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { steps, told } from './contract.mjs';
import { called } from './customer.mjs';
import { bank, begin, giveUp, toLogin } from './story.mjs';
import { choose, consent, login, pane } from './walk.mjs';

// Where Link leads after an error (facts link 2.4).
const after = {
  INVALID_CREDENTIALS: 'credentials', INSUFFICIENT_CREDENTIALS: 'institution', ITEM_LOCKED: 'institution', USER_SETUP_REQUIRED: 'institution',
  ITEM_NOT_SUPPORTED: 'institution', MFA_NOT_SUPPORTED: 'institution', NO_ACCOUNTS: 'institution', INSTITUTION_DOWN: 'institution',
  INSTITUTION_NOT_RESPONDING: 'institution', INSTITUTION_NO_LONGER_SUPPORTED: 'institution',
};
for (const [code, where] of Object.entries(after)) {
  test(`error_${code} leads to ${where}`, async (t) => {
    const story = await toLogin(t, `bank ${code}`);
    await login(story.link, 'user_good', `error_${code}`);
    await story.link.getByRole('alert').first().waitFor();
    await pane(story.link, where);
    const { events, exit } = await giveUp(story, { search: bank, password: `error_${code}` });
    assert.ok(steps(events).includes(`ERROR ${code}`));
    assert.equal(exit[0].error_code, code);
    assert.deepEqual(Object.keys(exit[0]).sort(), ['display_message', 'error_code', 'error_message', 'error_type']);
  });
}

for (const code of ['USER_INPUT_TIMEOUT', 'INVALID_SEND_METHOD']) {
  test(`error_${code} ends the session, and Link closes when it was read`, async (t) => {
    const { page, link } = await toLogin(t, `bank ${code}`);
    await login(link, 'user_good', `error_${code}`);
    await link.getByRole('alert').first().waitFor();
    await link.getByRole('button', { name: 'Close', exact: true }).last().click();
    const { exit: [error] } = told(await called(page, 'onExit'));
    assert.equal(error.error_code, code);
  });
}

const health = {
  'Unhealthy Platypus Bank - Degraded': ['credentials', 'SELECT_DEGRADED_INSTITUTION'],
  'Unhealthy Platypus Bank - Down': ['institution', 'SELECT_DOWN_INSTITUTION'],
  'Unsupported Platypus Bank - Institution Not Supported': ['institution', 'SELECT_FILTERED_INSTITUTION'],
};
for (const [name, [where, event]] of Object.entries(health)) {
  test(`${name}: ${event}`, async (t) => {
    const story = await begin(t, `bank ${name}`);
    await consent(story.link);
    await choose(story.link, name);
    await story.link.locator('.alert').first().waitFor();
    await pane(story.link, where);
    const { events } = await giveUp(story);
    assert.ok(steps(events).includes(event), String(steps(events)));
  });
}
