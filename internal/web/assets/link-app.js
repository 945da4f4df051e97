/**
 * Where no page embeds Link, the browser itself is led on: at the end, and in a webview for each event, to an
 * address that the app sees and that leads nowhere (facts link 1.9). The server makes the addresses.
 */

const APART = 60; // ms between two addresses: one would take the place of another that is under way

let last = Promise.resolve();

/** Sends the browser to an address, after those before it. */
export function go(address) {
  last = last.then(() => {
    window.location.assign(address);
    return new Promise((resolve) => { setTimeout(resolve, APART); });
  });
}

/** Gives how many events of a visit an app was told, before this page was loaded. */
export function recall(key) {
  try {
    return Number(sessionStorage.getItem(`toile-told-${key}`)) || 0;
  } catch {
    return 0; // a browser that keeps nothing tells the app some events again
  }
}

/** Keeps how many events of a visit an app was told. */
export function remember(key, told) {
  try {
    sessionStorage.setItem(`toile-told-${key}`, String(told));
  } catch {
    // as above
  }
}
