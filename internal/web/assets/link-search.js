/** Searching while one types. */
import { announce, main } from './link-pane.js';
import { fieldsOf, inTurn, Lost, send, submit, take } from './link-send.js';

const PAUSE = 250; // ms after the last key

let timer = 0;

/** @type {Promise<void> | null} the searching that is going on */
let searching = null;

/** Sets up the search. */
export function startSearch() {
  for (const type of ['input', 'compositionend']) document.addEventListener(type, typed);
  document.addEventListener('submit', (event) => {
    const isSearch = event.target.matches('form[data-search]');
    if (!isSearch && !timer && !searching) return;
    event.preventDefault();
    if (isSearch) search();
    else after(event.target, event.submitter);
  });
}

/** Sends another form when what was typed before has been searched for, which moves the turn on. */
async function after(form, button) {
  await search();
  form.elements.turn.value = main().dataset.turn;
  await submit(form, button);
}

function typed(event) {
  if (event.isComposing || !event.target.closest('form[data-search]')) return;
  clearTimeout(timer);
  timer = setTimeout(search, PAUSE);
}

/**
 * Searches for what stands in the field. Each search is an event of the session and moves its turn on, so they go one
 * after the other, and what is typed meanwhile is searched for once, at the end.
 */
function search() {
  clearTimeout(timer);
  timer = 0;
  searching ??= all().finally(() => { searching = null; });
  return searching;
}

async function all() {
  try {
    for (let times = 0; times < 20 && isNew(); times++) await inTurn(once);
  } catch (error) {
    if (!(error instanceof Lost)) throw error;
    timer = setTimeout(search, 2000);
  }
}

const field = () => main().querySelector('form[data-search] input[type=search]');

/** The text whose results are shown, and the field it was typed into. */
let found = null;

const isNew = () => field() && field().value !== (found?.field === field() ? found.text : field().defaultValue);

async function once() {
  const input = field();
  if (!input) return;
  const text = input.value;
  const answer = await send(input.form.getAttribute('action'), fieldsOf(input.form));
  take(answer, { keep: input });
  if (answer.status !== 409) found = { field: field(), text };
  announce(main().querySelector('[data-results] [role=status]')?.textContent ?? '');
}
