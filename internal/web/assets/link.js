/**
 * What a browser with scripts adds to Link's pages: panes change without loading the page, and whoever
 * embeds Link hears of it. Everything works without it, as plain forms.
 *
 * What the page says to it:
 *   main#link data-pane, -turn, -door (frame|hosted|webview), -origin (of the page that embeds Link), -key (of the visit),
 *     -events (of onEvent, oldest first), -app-events (webview: an address for each), -end ({success|exit}), -redirect (where Link leads in the end)
 *   form[data-open] opens a session · form[data-search] searches while one types, [data-results] · form[data-upload]
 *   form[data-oauth=ADDRESS] goes to a bank, [data-full-page] if that may happen without a pop-up · [data-bank] the link to it, [data-blocked] said when a pop-up was blocked
 *   #aut-close asks whether to leave · [data-close] closes Link when all is done · [data-select-all] ticks all
 *   template#lost  says that the connection was lost
 */
import { startBank } from './link-bank.js';
import { isOver, listen, report } from './link-door.js';
import { startKeys } from './link-keys.js';
import { main, onPane, ready } from './link-pane.js';
import { startSearch } from './link-search.js';
import { fieldsOf, submit, visit } from './link-send.js';
import { startUpload } from './link-upload.js';

startBank();
startKeys();
startSearch();
startUpload();

/**
 * A form that no part of its own takes is sent as it is. A button may say formmethod=get, as "Continue" on the pane of
 * income sources does: what is ticked is reviewed before it is sent, which is another view of the page and no action.
 */
document.addEventListener('submit', (event) => {
  if (event.defaultPrevented) return;
  event.preventDefault();
  if ((event.submitter?.getAttribute('formmethod') || event.target.method) === 'get') {
    visit(`${event.target.getAttribute('action')}?${new URLSearchParams(fieldsOf(event.target, event.submitter))}`);
    return;
  }
  submit(event.target, event.submitter);
});

/** Links to other views of the same page change the pane, too. */
document.addEventListener('click', (event) => {
  const link = event.target.closest('a[href]');
  if (event.defaultPrevented || !link || link.target || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return;
  if (link.origin !== location.origin || link.pathname !== location.pathname) return;
  event.preventDefault();
  if (link.matches('[data-select-all]')) tickAll();
  else visit(link.href);
});

function tickAll() {
  for (const box of main().querySelectorAll('input[type=checkbox]')) box.checked = true;
}

/** A page that the browser kept while it was elsewhere may be old. */
window.addEventListener('pageshow', (event) => {
  if (event.persisted && !isOver()) location.reload();
});

onPane(report);
listen();
ready();
