// The browser: one for all walks, a context of its own for each. Nothing may leave this machine, nothing may
// be logged as an error, and no answer may be a 500: each of these fails the walk that it happens in.

import assert from 'node:assert/strict';
import process from 'node:process';
import { chromium } from 'playwright-core';

const here = new Set(['127.0.0.1', 'localhost']);

const launching = {
  executablePath: process.env.CHROMIUM,
  headless: true,
  // Names of other hosts lead nowhere, so that even what the guard does not see cannot leave.
  args: ['--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost', '--force-color-profile=srgb', '--font-render-hinting=none', '--disable-lcd-text'],
};

export const launchServer = () => chromium.launchServer(launching);

// connect gives the browser of run.mjs, or one of its own to a walk that is taken alone.
const connect = () => (process.env.BROWSER ? chromium.connect(process.env.BROWSER) : chromium.launch(launching));

// browse gives a page in a context of its own, which is closed and judged when the test ends. Options are
// those of a Playwright context, and what the walk provokes:
//   statuses: answers such as 409 that it expects, also a 500 that it makes itself, hosts: names that it intercepts, errors: texts on the console.
export async function browse(t, { statuses = [], hosts = [], errors = [], ...options } = {}) {
  const browser = await connect();
  // Playwright waits for the end of each movement, so there are none but where a walk is about them.
  const context = await browser.newContext({ locale: 'en-US', reducedMotion: 'reduce', ...options });
  context.setDefaultTimeout(8_000);
  const faults = [];
  context.on('request', (request) => {
    const { protocol, hostname } = new URL(request.url());
    if (['http:', 'https:', 'ws:', 'wss:'].includes(protocol) && !here.has(hostname) && !hosts.includes(hostname)) {
      faults.push(`a request left: ${request.method()} ${request.url()}`);
    }
  });
  context.on('response', (response) => {
    if (response.status() >= 500 && !statuses.includes(response.status())) faults.push(`${response.status()} for ${response.request().method()} ${response.url()}`);
  });
  context.on('console', (message) => {
    const text = message.text();
    const status = Number(/status of (\d+)/.exec(text)?.[1]);
    const expected = statuses.includes(status) || errors.some((error) => text.includes(error));
    if (message.type() === 'error' && !expected) faults.push(`console: ${text} (${message.location().url})`);
  });
  context.on('weberror', (error) => faults.push(`error in a page: ${error.error().stack}`));
  t.after(async () => {
    await context.close();
    await browser.close(); // of the shared one, the connection
    for (const fault of faults) t.diagnostic(fault);
    assert.deepEqual(faults, []);
  });
  return context.newPage();
}
