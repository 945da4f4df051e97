/**
 * Embedded Link's tiles (facts link 1.8): a page in an element of the page that embeds it, whose loader opens Link when a
 * tile is pressed. On it are main#link[data-origin], of the page around it, [data-institution=ID] on a tile, and [data-more]
 * on what leads to all institutions.
 */
const { origin } = document.getElementById('link').dataset;

/** Tells the page around this one. A page from a file has no origin that could be named. */
function tell(type, values) {
  if (origin && window.parent !== window) window.parent.postMessage({ toile: 1, type, ...values }, origin === 'null' ? '*' : origin);
}

document.addEventListener('click', (event) => {
  const tile = event.target.closest('[data-institution], [data-more]');
  if (!tile) return;
  event.preventDefault();
  tell('select', { institution_id: tile.dataset.institution });
});

document.addEventListener('submit', (event) => event.preventDefault());

tell('ready');
