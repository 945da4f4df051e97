// Starts one browser, takes the walks named on the command line in it, and ends it:
//   node browser/run.mjs browser/bank.test.mjs …
// CHROMIUM is the browser's program; TOILE_URL and the rest are told by browser_test.go.

import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import process from 'node:process';
import { launchServer } from './chromium.mjs';

const walks = process.argv.slice(2);
const server = await launchServer();
const reporter = ['--test-reporter', 'spec', '--test-reporter-destination', 'stdout'];
const sideBySide = Math.max(2, Math.min(4, availableParallelism()));
const child = spawn(process.execPath, ['--test', `--test-concurrency=${sideBySide}`, '--test-timeout=300000', ...reporter, ...walks], {
  env: { ...process.env, BROWSER: server.wsEndpoint() },
  stdio: ['ignore', 'inherit', 'inherit'],
});
for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => child.kill('SIGTERM'));
const code = await new Promise((resolve) => child.on('exit', (code) => resolve(code ?? 1)));
await server.close();
process.exit(code);
