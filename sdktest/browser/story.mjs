// A session from the customer's button to what the API tells of it.

import { browse } from './chromium.mjs';
import { agreed, told } from './contract.mjs';
import { called, openLink, shopFor } from './customer.mjs';
import { sameHeadless, toile } from './toile.mjs';
import { choose, consent, finish, leave } from './walk.mjs';

// begin makes a user and a link token and opens Link on a shop's page. Asked is what the token asks for,
// the rest are options of the browser.
export async function begin(t, name, asked, options) {
  const made = await toile.linkToken(name, asked);
  const page = await browse(t, options);
  await shopFor(page, made);
  const link = await openLink(page);
  return { made, page, link };
}

// succeed presses the button of the last pane. Played on the twin, the scripts lead to the same answers,
// the last of them to those of this session.
export async function succeed({ made, page, link }, ...scripts) {
  await finish(link);
  const heard = told(await called(page, 'onSuccess'));
  const answers = await toile.read(made);
  const session = agreed(heard, answers);
  if (scripts.length) await sameHeadless(made, ...scripts);
  return { ...heard, session, credit: answers.credit.sessions[0] };
}

// giveUp leaves where the person is.
export async function giveUp({ made, page, link }, ...scripts) {
  await leave(link);
  const heard = told(await called(page, 'onExit'));
  const answers = await toile.read(made);
  const session = agreed(heard, answers);
  if (scripts.length) await sameHeadless(made, ...scripts);
  return { ...heard, session, credit: answers.credit.sessions[0] };
}

// bank is the usual one, and toLogin opens Link and goes to its login.
export const bank = 'First Platypus Bank';
export async function toLogin(t, name, asked, options) {
  const story = await begin(t, name, asked, options);
  await consent(story.link);
  await choose(story.link, bank);
  return story;
}
