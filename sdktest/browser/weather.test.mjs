// Reloading, going back, two tabs and a lost connection.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { browse } from './chromium.mjs';
import { bank, succeed, toLogin } from './story.mjs';
import { payroll, toile } from './toile.mjs';
import { accounts, choose, consent, login, next, pane } from './walk.mjs';

async function atHosted(t, name, options, asked) {
  const made = await toile.linkToken(name, { hosted_link: {}, ...asked });
  const page = await browse(t, options);
  await page.goto(made.hosted.replace(/^https?:\/\/[^/]+/, toile.url));
  return { made, page };
}

const sessions = async (made) => (await toile.read(made)).link.link_sessions;

test('a page that is loaded again shows what is the case', async (t) => {
  const { made, page } = await atHosted(t, 'weather reload');
  await consent(page);
  await choose(page, bank);
  await pane(page, 'credentials');
  await page.reload();
  await login(page, 'user_good', 'pass_good');
  await pane(page, 'accounts');
  await page.reload();
  await accounts(page);
  await pane(page, 'done');
  await page.reload();
  await pane(page, 'done');
  assert.equal((await sessions(made)).length, 1);
});

test("the browser's back button leads to no pane that is over", async (t) => {
  const { made, page } = await atHosted(t, 'weather back');
  await consent(page);
  await choose(page, bank);
  await pane(page, 'credentials');
  await page.goBack();
  await page.goForward();
  await login(page, 'user_good', 'pass_good');
  await accounts(page);
  await pane(page, 'done');
  assert.ok((await sessions(made)).some((session) => session.results?.item_add_results?.length === 1));
});

test("Link's own back button leads to the list of institutions", async (t) => {
  const story = await toLogin(t, 'weather own back');
  await pane(story.link, 'credentials');
  await story.link.locator('#aut-back').click();
  await choose(story.link, 'Tartan Bank');
  await login(story.link, 'user_good', 'pass_good');
  await accounts(story.link);
  const { success } = await succeed(story);
  assert.equal(success[1].institution.name, 'Tartan Bank');
});

test('a form of an older page changes nothing and shows the page of now', async (t) => {
  const { made, page } = await atHosted(t, 'weather two tabs', { statuses: [409] });
  await consent(page);
  await choose(page, bank);
  await pane(page, 'credentials');
  const other = await page.context().newPage();
  await other.goto(page.url());
  await login(other, 'user_good', 'pass_good');
  await pane(other, 'accounts');
  await page.bringToFront(); // a tab behind another one is hardly ever drawn
  await login(page, 'user_good', 'wrong');
  await pane(page, 'accounts');
  await page.locator('.alert').first().waitFor();
  await accounts(page);
  await pane(page, 'done');
  const [session] = await sessions(made);
  assert.equal(session.events.filter((event) => event.event_name === 'SUBMIT_CREDENTIALS').length, 1);
});

test('a lost connection loses nothing that was typed', async (t) => {
  const story = await toLogin(t, 'weather offline', {}, { errors: ['ERR_INTERNET_DISCONNECTED'] });
  const { link, page } = story;
  await pane(link, 'credentials');
  await page.context().setOffline(true);
  await login(link, 'user_good', 'pass_good');
  const again = link.getByRole('button', { name: 'Try again' });
  await again.waitFor();
  assert.equal(await link.locator('#aut-input-1-input').inputValue(), 'pass_good');
  await page.context().setOffline(false);
  if (await again.isVisible()) await again.click({ timeout: 2000 }).catch(() => {}); // it may go on by itself
  await accounts(link);
  await succeed(story, { search: bank });
});

test('an upload that does not get on is offered again', async (t) => {
  const { page } = await atHosted(t, 'weather upload', { errors: ['ERR_'] }, payroll(['payroll_document_income']));
  await consent(page);
  await pane(page, 'documents');
  await page.clock.install();
  await page.route('**/link/s/*', () => {}, { times: 1 }); // no answer ever comes
  const [name, mimeType] = ['may.pdf', 'application/pdf'];
  await page.locator('input[type=file]').setInputFiles([{ name, mimeType, buffer: Buffer.from('%PDF-1.4\n%%EOF\n') }]);
  await Promise.all([page.waitForRequest((request) => request.method() === 'POST'), page.locator('[data-upload-button]').click()]);
  await page.clock.fastForward(29_000);
  assert.equal(await page.locator('.banner').count(), 0);
  await page.clock.fastForward(2_000);
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.locator('.tag.good').waitFor();
});

test('pressing twice sends once', async (t) => {
  const story = await toLogin(t, 'weather twice');
  await pane(story.link, 'credentials');
  await story.link.locator('#aut-input-0-input').fill('user_good');
  await story.link.locator('#aut-input-1-input').fill('pass_good');
  await story.link.locator('#aut-button').dblclick();
  await accounts(story.link);
  await succeed(story, { search: bank });
});
