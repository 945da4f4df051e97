// The ids that older browser tests of Link use (facts ecosystem A.7).

import { test } from 'node:test';
import { bank, succeed, toLogin } from './story.mjs';
import { pane } from './walk.mjs';

for (const [username, password] of [['#username', '#password'], ['#aut-input-0', '#aut-input-1']]) {
  test(`${username} and ${password}`, async (t) => {
    const story = await toLogin(t, `older ${username}`);
    const { link } = story;
    await pane(link, 'credentials');
    await link.locator(username).fill('user_good');
    await link.locator(password).fill('pass_good');
    await link.locator('#aut-submit-button').click();
    await pane(link, 'accounts');
    await link.locator('input[name=account]').first().check();
    await link.locator('#aut-continue-button').click();
    await succeed(story, { search: bank, accounts: ['0000'] });
  });
}
