/** Going to a bank's own site: in a pop-up, or by the whole page where a pop-up is no good (facts link 1.7). */
import { go } from './link-app.js';
import { inFrame, refresh, tell } from './link-door.js';
import { main, onPane } from './link-pane.js';
import { fieldsOf, Lost, post } from './link-send.js';

const EVERY = 1000; // ms between two looks at the session while the person is at the bank
const SIZE = 'popup,width=480,height=720';

/** @type {Window | null} */
let popup = null;
let timer = 0;

/** Sets up what belongs to a bank's site. */
export function startBank() {
  document.addEventListener('submit', (event) => {
    if (!event.target.matches('form[data-oauth]') || event.defaultPrevented) return;
    event.preventDefault();
    openBank(event.target, event.submitter);
  });
  document.addEventListener('click', (event) => {
    const link = event.target.closest('a[data-bank]');
    if (!link) return;
    event.preventDefault();
    if (popup && !popup.closed) popup.focus();
    else popup = window.open(link.href, '_blank', SIZE) ?? popup;
  });
  document.addEventListener('link:bank', (event) => leaveFor(event.detail));
  window.addEventListener('message', (event) => {
    if (event.origin === location.origin && event.source === popup && event.data?.toile === 1 && event.data.type === 'bank') look();
  });
  onPane(watch);
}

/** A phone shows a pop-up as another tab, which people lose. Link's frame is as large as the window. */
const isPhone = () => matchMedia('(pointer: coarse) and (hover: none)').matches && Math.min(innerWidth, innerHeight) < 600;

/**
 * Opens the bank's site. The window is opened at the click, blank, because browsers block one that comes later; it is
 * sent to the bank when the server knows of it.
 */
async function openBank(form, button) {
  const fullPage = form.hasAttribute('data-full-page');
  const whole = main().dataset.door === 'webview' || (fullPage && isPhone());
  popup = whole ? null : window.open('', '_blank', SIZE);
  const fields = fieldsOf(form, button);
  if (whole || (!popup && fullPage)) fields.set('redirect', '1');
  else fields.delete('redirect');
  const blocked = !whole && !popup;
  const mine = popup;
  await post(fields, form.getAttribute('action'));
  if (mine && main().querySelector('[data-bank]')) mine.location.replace(form.dataset.oauth);
  else mine?.close();
  const hint = main().querySelector('[data-blocked]');
  if (hint) hint.hidden = !blocked;
}

/** Goes to the bank with the whole page, which is the embedding page's if there is one. */
function leaveFor(address) {
  if (inFrame) tell('redirect', { url: address });
  else go(address);
}

/** While the person is at the bank, looks every second how it went. */
function watch(pane) {
  const waiting = Boolean(pane.querySelector('[data-bank]'));
  if (waiting && !timer) timer = setInterval(look, EVERY);
  if (waiting) return;
  rest();
  popup?.close();
  popup = null;
}

/** Looks no more: the person is back, or was told what is wrong, which need not be said every second. */
function rest() {
  clearInterval(timer);
  timer = 0;
}

let looking = false;

/** Looks how it went at the bank. A pop-up that is gone was closed by the person, unless it was done. */
async function look() {
  if (looking) return;
  looking = true;
  const gone = popup?.closed;
  try {
    const news = await refresh();
    if (gone && !news && main().querySelector('[data-bank]')) await closed();
    if (news?.status >= 400) rest();
  } catch (error) {
    if (!(error instanceof Lost)) throw error;
    // The next look may find the connection again.
  } finally {
    looking = false;
  }
}

async function closed() {
  popup = null;
  const form = [...main().querySelectorAll('form')].find((form) => form.elements.action?.value === 'close_oauth');
  if (form) await post(fieldsOf(form), form.getAttribute('action'));
}
