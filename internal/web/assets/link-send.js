/** Requests: forms and views by fetch, one after the other, and what a person sees when one is lost. */
import { main, read, show } from './link-pane.js';

export const WITHIN = 30000; // ms for an answer
const QUICK = 150; // ms after which a person is shown that Link is at work

/** @typedef {{status: number, page: Document | null, address: string}} Answer page is null where the answer leads to a bank's site */

/** What is thrown when no answer came, or one that is not ours: a proxy's, say. Anything else that is thrown is a mistake of ours. */
export class Lost extends Error {}

/** The last request. The next waits for it, since it needs the turn that its answer brings. */
let last = Promise.resolve();

/** The form that is on its way, if there is one: pressing a button twice sends it once. */
let sending = null;

/** Gives up the request that was lost and is offered again, if there is one. */
let giveUp = null;

/** Whether a request was lost, and may have been done all the same. */
let unsure = false;

/** Does something when what was asked before is answered. */
export function inTurn(work) {
  const mine = last.then(work);
  last = mine.catch(() => {});
  return mine;
}

/**
 * Sends a form and shows the pane that comes back. A request that is lost is offered again.
 * @param {HTMLFormElement} form
 * @param {HTMLElement | null} [button] that was pressed
 */
export async function submit(form, button) {
  await post(fieldsOf(form, button), addressOf(form, button));
}

/** Sends fields to an address, and again when a person asks for it. */
export async function post(fields, address) {
  if (sending && !giveUp) return;
  giveUp?.();
  const mine = Symbol('form');
  sending = mine;
  const rested = working();
  try {
    await inTurn(() => ask(() => send(address, fields)));
  } finally {
    if (sending === mine) sending = null; // one that is given up ends when the next is on its way
    rested();
  }
}

/** Shows another view of the page. */
export async function visit(address) {
  giveUp?.();
  await inTurn(() => ask(() => load(address)));
}

/**
 * Asks until there is an answer or the person did something else, and shows it. A repeated request whose first
 * answer was lost may have been done: then it is of an earlier turn, and the pane that comes back is what came of it.
 * @param {() => Promise<Answer>} request
 * @returns {Promise<Answer | null>} null if the person did something else
 */
export async function ask(request) {
  const answer = await answerTo(request);
  if (!answer) return null;
  if (unsure && answer.status === 409) answer.page.querySelectorAll('.pane > .alert[role=status]').forEach((notice) => notice.remove());
  unsure = false;
  take(answer);
  return answer;
}

async function answerTo(request) {
  for (;;) {
    try {
      return await request();
    } catch (error) {
      if (!(error instanceof Lost)) throw error;
      unsure = true;
      if (!(await again())) return null;
    }
  }
}

const isBank = (address) => new URL(address).pathname.startsWith('/link/bank/');

/** Shows an answer, or goes where it leads. A page that only says what is wrong is said on the pane that is there. */
export function take({ page, address }, options) {
  const { pathname } = new URL(address);
  if (isBank(address)) {
    document.dispatchEvent(new CustomEvent('link:bank', { detail: address }));
    return;
  }
  if (page.getElementById('link').dataset.pane === 'error') {
    complain(page, options);
    return;
  }
  show(page, { ...options, address: pathname.startsWith('/link/s/') || pathname === location.pathname ? address : undefined });
}

/**
 * Sends fields as a form would be.
 * @param {FormData} fields
 * @returns {Promise<Answer>}
 */
export function send(address, fields) {
  const files = [...fields.values()].some((value) => value instanceof File);
  return request(address, { method: 'POST', body: files ? fields : new URLSearchParams(fields) });
}

/** Asks for a page. @returns {Promise<Answer>} */
export function load(address) {
  return request(address, {});
}

/** Asks for an answer. @throws {Lost} */
async function request(address, options) {
  let response, html;
  try {
    response = await fetch(address, { ...options, headers: { Accept: 'text/html' }, signal: AbortSignal.timeout(WITHIN) });
    html = await response.text();
  } catch (cause) {
    throw new Lost(`no answer from ${address}`, { cause });
  }
  return answered(response.status, html, response.url);
}

/** Reads an answer. A bank's own site is no pane: it is gone to. @returns {Answer} @throws {Lost} */
export function answered(status, html, address) {
  const page = read(html);
  if (!page && !isBank(address)) throw new Lost(`status ${status} of ${address}`);
  return { status, page, address };
}

/** The fields of a form as its button sends them. */
export function fieldsOf(form, button) {
  return new FormData(form, button && button.form === form && button.type === 'submit' ? button : undefined);
}

function addressOf(form, button) {
  return button?.hasAttribute('formaction') ? button.formAction : form.getAttribute('action');
}

/** Marks the page as at work, if it takes long enough to be noticed. */
function working() {
  const timer = setTimeout(() => main().setAttribute('aria-busy', 'true'), QUICK);
  return () => {
    clearTimeout(timer);
    main().removeAttribute('aria-busy');
  };
}

/**
 * Says that the connection was lost, over the pane and what was typed into it. Resolves with true when the person wants
 * to try again or the browser is connected again, with false when the person does something else.
 */
function again() {
  const banner = document.getElementById('lost').content.firstElementChild.cloneNode(true);
  const [pane, button] = [main(), banner.querySelector('button')];
  pane.append(banner);
  pane.removeAttribute('aria-busy');
  button.focus();
  return new Promise((resolve) => {
    const done = (retry) => {
      window.removeEventListener('online', connected);
      giveUp = null;
      banner.remove();
      resolve(retry);
    };
    const connected = () => done(true);
    giveUp = () => done(false);
    button.addEventListener('click', connected);
    window.addEventListener('online', connected);
  });
}

/** Says on the pane that is shown what another page says is wrong, and under which request_id. Who is typing goes on. */
function complain(page, { keep } = {}) {
  const alert = document.adoptNode(page.querySelector('.alert'));
  const request = document.createElement('span');
  request.className = 'quiet';
  request.textContent = page.querySelector('.pane > .quiet').textContent;
  alert.append(' ', request);
  main().querySelectorAll('.pane > .alert').forEach((old) => old.remove());
  main().querySelector('h1').after(alert);
  if (keep) return;
  alert.tabIndex = -1;
  alert.focus();
}
