// The pages of a customer, who offers Link in them. They come from another origin than toile.

import { createServer } from 'node:http';
import { toile } from './toile.mjs';

// shop serves pages by path until the walk ends: a text, or a function of the request's address.
// The host's name is another than toile's, so that the two are of different sites.
export async function shop(pages) {
  const server = createServer((request, response) => {
    const address = new URL(request.url, 'http://localhost');
    if (address.pathname === '/favicon.ico') return response.writeHead(204).end();
    let page = pages[address.pathname];
    if (typeof page === 'function') page = page(address);
    const type = address.pathname.endsWith('.js') ? 'text/javascript' : 'text/html';
    response.writeHead(page === undefined ? 404 : 200, { 'Content-Type': `${type}; charset=utf-8` });
    response.end(page ?? 'not here');
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  server.unref(); // it ends with the walk that it serves
  return `http://localhost:${server.address().port}`;
}

// receiver takes webhooks until the walk ends. told waits for the next of a code and gives what it says.
export async function receiver() {
  const came = [];
  let wake = () => {};
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (part) => { body += part; });
    request.on('end', () => {
      came.push(JSON.parse(body));
      response.end();
      wake();
    });
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  server.unref();
  async function told(code) {
    for (;;) {
      const at = came.findIndex((webhook) => webhook.webhook_code === code);
      if (at >= 0) return came.splice(at, 1)[0];
      await new Promise((resolve) => { wake = resolve; });
    }
  }
  return { url: `http://127.0.0.1:${server.address().port}/hook`, told };
}

export const loader = `${toile.url}/link/v2/stable/link-initialize.js`;

// noted is a script that keeps every call of Link's callbacks in window.calls.
const noted = `
  window.calls = [];
  const note = (name) => (...args) => { window.calls.push({ name, args: JSON.parse(JSON.stringify(args)) }); };
  const callbacks = { onLoad: note('onLoad'), onSuccess: note('onSuccess'), onExit: note('onExit'), onEvent: note('onEvent') };`;

// plainPage is a page without any framework. The token stands in its address, as in /?token=link-sandbox-….
export const plainPage = (script = `
  const handler = window.handler = Plaid.create({ token: new URL(location).searchParams.get('token'), receivedRedirectUri: location.search.includes('oauth_state_id') ? location.href : undefined, ...callbacks });
  document.getElementById('pay').onclick = () => handler.open();`) => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Corner Shop</title>
<script src="${loader}"></script></head>
<body><h1>Corner Shop</h1><button id="pay">Connect your bank</button><div id="embedded" style="width:360px;height:400px"></div>
<script>${noted}${script}</script></body></html>`;

// calls gives what the callbacks were told so far, and called waits for one of the names.
export const calls = (page) => page.evaluate(() => window.calls);
export async function called(page, ...names) {
  await page.waitForFunction((names) => window.calls.some((call) => names.includes(call.name)), names);
  return calls(page);
}

// shopFor opens a plain page for a link token in a page of the browser.
export async function shopFor(page, made, script) {
  const url = await shop({ '/': plainPage(script) });
  await page.goto(`${url}/?token=${made.token}`);
  return url;
}

// openLink presses the customer's button and gives the frame that then shows.
export async function openLink(page) {
  await page.locator('#pay').click();
  return frame(page);
}

// frame is that of the Links on a page which shows.
export const frame = (page) => page.frameLocator('iframe[id^="plaid-link-iframe-"]:visible');
