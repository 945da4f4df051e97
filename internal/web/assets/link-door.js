/**
 * What whoever offers Link hears of a session: the loader's script by messages (door frame), an app by addresses
 * that its browser is sent to (webview), nobody (hosted), who is led on when all is done.
 */
import { go, recall, remember } from './link-app.js';
import { focus, main, onPane } from './link-pane.js';
import { inTurn, load, send, submit, take } from './link-send.js';

let key = ''; // of the visit whose events are told
let told = 0; // how many of them were
let over = false; // whether success or exit was told
let opened = false; // whether Link was shown

const { door, origin } = document.getElementById('link').dataset;

/** Whether the page is in the frame of a page that embeds Link. */
export const inFrame = door === 'frame' && window.parent !== window;

/** Whether the session ended and that was told. */
export function isOver() {
  return over;
}

/** Sends a message to the page that embeds Link. A page from a file has no origin that could be named. */
export function tell(type, values) {
  if (inFrame && origin) window.parent.postMessage({ toile: 1, type, ...values }, origin === 'null' ? '*' : origin);
}

/** Hears the loader, and says that it may speak. Where there is none a session is opened at once. */
export function listen() {
  window.addEventListener('message', (event) => {
    if (!inFrame || event.source !== window.parent || event.origin !== origin || event.data?.toile !== 1) return;
    if (event.data.type === 'open') open(event.data);
    if (event.data.type === 'exit') leave(event.data.force);
    if (event.data.type === 'submit') prefill(event.data.phone_number);
  });
  document.addEventListener('click', (event) => {
    const button = event.target.closest('[data-close], .actions a.button');
    if (!button || (inFrame ? !button.matches('[data-close]') : button.getAttribute('href') !== main().dataset.redirect)) return;
    event.preventDefault();
    finish();
  });
  onPane(showClose);
  if (inFrame) tell('ready');
  else if (door !== 'frame') whenSeen(() => open({}));
}

/** Does something when the page is looked at: a browser may make a page ready that nobody asked for. */
function whenSeen(action) {
  if (document.prerendering) document.addEventListener('prerenderingchange', action, { once: true });
  else action();
}

/** Opens a session from the start page; a page of a session is open. */
function open({ institution_id: institution, phone_number: phone }) {
  const form = main().querySelector('form[data-open]');
  if (!opened) fetch('/link/heartbeat', { method: 'POST' }).catch(() => {}); // browser tests of Link wait for it (facts ecosystem A.7)
  opened = true;
  if (!form) {
    focus();
    return;
  }
  if (institution) form.elements.institution.value = institution;
  if (phone) form.elements.phone.value = phone;
  submit(form);
}

function prefill(phone) {
  const field = main().querySelector('input[name=phone]');
  if (field && !field.value) field.value = phone;
}

/** The button that closes a page without a session is of use only with somebody who listens. */
function showClose(pane) {
  if (!inFrame) return;
  for (const button of pane.querySelectorAll('[data-close][hidden]')) button.hidden = false;
}

/** What the page has to tell. */
function news() {
  const { events, end, appEvents } = main().dataset;
  const read = (text, without) => (text ? JSON.parse(text) ?? without : without);
  return { events: read(events, []), end: read(end, {}), addresses: read(appEvents, []) };
}

/**
 * Tells what is new in a pane: events, each once, and an exit, unless the pane has an error to be read first. HANDOFF
 * and what follows it is kept until the person closes Link on the pane that says all is done.
 */
export function report() {
  const { events, end, addresses } = news();
  if (over) return;
  if (main().dataset.key && key !== main().dataset.key) {
    key = main().dataset.key;
    told = Math.max(beginning(events), inFrame ? 0 : recall(key));
  }
  const handoff = end.success ? events.findLastIndex(({ name }) => name === 'HANDOFF') : -1;
  tellUpTo(handoff < 0 ? events.length : handoff, events, addresses);
  if (end.exit && !main().querySelector('[data-stays]')) close('exit', end.exit);
}

/** Events before the last OPEN were told on the page that went to a bank's site and came back. */
function beginning(events) {
  return Math.max(0, events.findLastIndex(({ name }) => name === 'OPEN'));
}

function tellUpTo(count, events, addresses) {
  for (; told < count; told++) {
    tell('event', { index: told, ...events[told] });
    if (addresses[told]) go(addresses[told]);
  }
  if (addresses.length) remember(key, told);
}

/** Closes a session that is done, or a page that has none. */
function finish() {
  const { events, end, addresses } = news();
  if (over) return;
  tellUpTo(events.length, events, addresses);
  if (end.success) close('success', end.success);
  else if (end.exit) close('exit', end.exit);
  else if (!main().dataset.key) close('exit', broken());
}

function close(type, values) {
  over = true;
  tell(type, values);
  if (door !== 'frame' && main().dataset.redirect) go(main().dataset.redirect);
}

/** What onExit is told when the page is one that says something is wrong, without a session. */
function broken() {
  const text = main().querySelector('.alert')?.textContent.trim() ?? document.title;
  return {
    error: { error_type: 'API_ERROR', error_code: 'INTERNAL_SERVER_ERROR', error_message: text, display_message: null },
    metadata: { institution: null, status: null, link_session_id: '', request_id: '' },
  };
}

/** Leaves Link because the page that embeds it says so: at once, or after asking. */
async function leave(force) {
  await inTurn(() => {});
  const close = document.getElementById('aut-close');
  if (main().dataset.pane === 'done' || close?.matches('[data-close]')) finish();
  else if (force) await forced();
  else close?.click();
}

/** Sends exit for the turn that it is, which another window may just have changed. */
async function forced() {
  const fields = new FormData();
  fields.set('action', 'exit');
  for (let times = 0; times < 3; times++) {
    fields.set('turn', main().dataset.turn);
    const answer = await inTurn(() => send(`/link/s/${main().dataset.key}`, fields));
    take(answer);
    if (answer.status !== 409) break;
  }
  finish();
}

/** Asks the server how the session stands, and shows it if that is news. Resolves with what was shown, or null. */
export async function refresh() {
  return inTurn(async () => {
    const turn = main().dataset.turn;
    const answer = await load(`/link/s/${main().dataset.key}`);
    if (answer.page.getElementById('link').dataset.turn === turn) return null;
    take(answer);
    return answer;
  });
}
