/** At the end of a bank's site that Link opened in a window: Link is told, and the window closes. */
if (document.querySelector('[data-over]') && window.opener) {
  window.opener.postMessage({ toile: 1, type: 'bank' }, location.origin);
  window.close();
}
