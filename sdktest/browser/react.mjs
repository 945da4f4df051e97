// A React front end in the two ways in which it may be led to toile without an edit of its code.

import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import esbuild from 'esbuild';
import { loader, shop } from './customer.mjs';

export const cdn = 'https://cdn.plaid.com/link/v2/stable/link-initialize.js';

let bundling;

// bundle is the front end as a customer would ship it, but of React's development build, whose strict mode
// mounts everything twice.
function bundle() {
  bundling ??= esbuild.build({
    entryPoints: [fileURLToPath(new URL('app/shop.jsx', import.meta.url))],
    bundle: true, write: false, format: 'iife', jsx: 'automatic', define: { 'process.env.NODE_ENV': '"development"' }, logLevel: 'error',
  }).then((built) => built.outputFiles[0].text);
  return bundling;
}

const html = (head) => `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Corner Shop</title>${head}</head>
<body><div id="root"></div><script src="/shop.js"></script></body></html>`;

// ways serve the front end and say how often the loader was asked for.
export const ways = {
  // Two lines in the page's HTML: a tag of the CDN's that is never run, and toile's.
  'an inert tag': async () => {
    const page = html(`<script type="text/plain" src="${cdn}"></script><script src="${loader}"></script>`);
    return { url: await shop({ '/': page, '/embedded': page, '/shop.js': await bundle() }), hosts: [] };
  },
  // Not a line changed: the browser's driver answers for the CDN.
  'route interception': async () => {
    const page = html('');
    const loads = [];
    const intercept = (context) => context.route(cdn, async (route) => {
      loads.push(route.request().url());
      await route.fulfill({ contentType: 'text/javascript', body: await (await fetch(loader)).text() });
    });
    return { url: await shop({ '/': page, '/embedded': page, '/shop.js': await bundle() }), hosts: ['cdn.plaid.com'], intercept, loads };
  },
};

// reactPlaidLink is the version of the library that is installed.
export const reactPlaidLink = async () => JSON.parse(await readFile(new URL('../node_modules/react-plaid-link/package.json', import.meta.url))).version;
