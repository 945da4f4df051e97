/** The pane that is shown: main#link, and how another one takes its place. */

/** @type {Array<(main: HTMLElement) => void>} */
const watchers = [];

/** @returns {HTMLElement} */
export function main() {
  return document.getElementById('link');
}

/** Calls back for the pane that the page came with, and for every one after it. */
export function onPane(watcher) {
  watchers.push(watcher);
}

/** Tells of the pane that the page came with. */
export function ready() {
  watchers.forEach((watcher) => watcher(main()));
}

/** What is said to screen readers where the focus stays. It stands outside of the panes, which go. */
const announcer = document.createElement('p');
announcer.className = 'unseen';
announcer.setAttribute('aria-live', 'polite');
document.body.append(announcer);

/** Says a text to screen readers. */
export function announce(text) {
  announcer.textContent = text;
}

/**
 * Reads a page of the server.
 * @returns {Document | null} null if it is none of ours
 */
export function read(html) {
  const page = new DOMParser().parseFromString(html, 'text/html');
  return page.getElementById('link') ? page : null;
}

/**
 * Shows the pane of a page. An element that a person is typing in can be kept.
 * @param {Document} page
 * @param {{address?: string, keep?: HTMLElement}} options
 */
export function show(page, { address, keep } = {}) {
  const next = document.adoptNode(page.getElementById('link'));
  document.title = page.title;
  document.documentElement.lang = page.documentElement.lang;
  if (address) history.replaceState(null, '', address);
  const twin = keep && keep.id && keep.isConnected && next.querySelector(`#${CSS.escape(keep.id)}`);
  if (twin) {
    graft(main(), next, keep, twin);
  } else {
    main().replaceWith(next);
    focus();
  }
  ready();
}

/**
 * Changes one tree into another around an element, which is not touched: it keeps its focus, its text and
 * what an input method is about to write.
 */
function graft(tree, next, kept, twin) {
  for (let at = kept, to = twin; at !== tree && to !== next; at = at.parentElement, to = to.parentElement) {
    const [parent, other] = [at.parentElement, to.parentElement];
    const siblings = [...other.childNodes];
    const middle = siblings.indexOf(to);
    for (const node of [...parent.childNodes]) if (node !== at) node.remove();
    at.before(...siblings.slice(0, middle));
    at.after(...siblings.slice(middle + 1));
    for (const { name, value } of other.attributes) parent.setAttribute(name, value);
  }
}

/** Moves the focus to what is wrong, or else to the pane's heading, so that it is read. */
export function focus() {
  const wrong = main().querySelector('[aria-invalid="true"]');
  const heading = main().querySelector('h1');
  if (heading) heading.tabIndex = -1;
  (wrong || heading || main()).focus({ preventScroll: !wrong });
  window.scrollTo(0, 0);
}
