// A link token that grows old while somebody is in Link. The clock is moved on a server of the walk's own.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { browse } from './chromium.mjs';
import { called, loader, openLink, plainPage, shop } from './customer.mjs';
import { Server, toile } from './toile.mjs';
import { consent, pane } from './walk.mjs';

const { TOILE_BIN, TOILE_CLIENT_ID, TOILE_SECRET } = process.env;

// serve starts a server that ends with the walk.
async function serve(t) {
  const flags = ['serve', '--addr', '127.0.0.1:0', '--database', ':memory:', '--client-id', TOILE_CLIENT_ID, '--secret', TOILE_SECRET];
  const child = spawn(TOILE_BIN, flags, { stdio: ['ignore', 'pipe', 'ignore'] });
  const ended = new Promise((resolve) => child.on('exit', resolve));
  t.after(async () => {
    child.kill('SIGTERM');
    await ended;
  });
  for await (const line of createInterface({ input: child.stdout })) {
    const [, url] = /ready at (http:\S+)/.exec(line) ?? [];
    if (url) return new Server(url);
  }
  throw new Error('toile ended before it was ready');
}

const advance = (server, seconds) => fetch(`${server.url}/toile/clock`, {
  method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ advance_seconds: seconds }),
});

async function visit(t, name) {
  const server = await serve(t);
  const made = await server.linkToken(name);
  const url = await shop({ '/': plainPage().replace(loader, loader.replace(toile.url, server.url)) });
  const page = await browse(t, { statuses: [400, 409, 422] });
  await page.goto(`${url}/?token=${made.token}`);
  return { server, page };
}

test('a token that is too old when Link is opened', async (t) => {
  const { server, page } = await visit(t, 'expired before');
  assert.equal((await advance(server, 5 * 3600)).status, 200);
  await page.locator('#pay').click();
  const exit = (await called(page, 'onExit')).find((call) => call.name === 'onExit');
  assert.deepEqual([exit.args[0].error_type, exit.args[0].error_code], ['INVALID_INPUT', 'INVALID_LINK_TOKEN']);
});

test('a token that grows too old while Link is open', async (t) => {
  const { server, page } = await visit(t, 'expired inside');
  const link = await openLink(page);
  await consent(link);
  await pane(link, 'institution');
  assert.equal((await advance(server, 5 * 3600)).status, 200);
  await link.locator('[aria-label="First Platypus Bank"]').click();
  const exit = (await called(page, 'onExit')).find((call) => call.name === 'onExit');
  assert.deepEqual([exit.args[0].error_type, exit.args[0].error_code], ['INVALID_INPUT', 'INVALID_LINK_TOKEN']);
  assert.deepEqual([exit.args[1].institution, exit.args[1].status], [null, 'requires_credentials']);
});
