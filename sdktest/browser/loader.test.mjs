// window.Plaid as pages without any framework use it (facts link 1.1 to 1.3).

import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { test } from 'node:test';
import { browse } from './chromium.mjs';
import { told } from './contract.mjs';
import { called, calls, frame, loader, openLink, plainPage, shop, shopFor } from './customer.mjs';
import { toile } from './toile.mjs';
import { accounts, choose, consent, finish, leave, login, next, pane, second } from './walk.mjs';

const framesOf = (page) => page.locator('iframe[id^="plaid-link-iframe-"]');
const names = (list) => list.map((call) => call.name);

/** Links a bank in a Link that is open. */
async function linkBank(link) {
  await consent(link);
  await choose(link, 'First Platypus Bank');
  await login(link, 'user_good', 'pass_good');
  await accounts(link, '0000');
}

test('the frame is there at once, hidden, and over the whole page when open', async (t) => {
  const page = await browse(t);
  await shopFor(page, await toile.linkToken('loader frame'), `
    window.handler = Plaid.create({ token: new URL(location).searchParams.get('token'), ...callbacks, env: 'sandbox', product: ['auth'], key: undefined });
    window.atOnce = document.getElementById('plaid-link-iframe-1') !== null;
    document.getElementById('pay').onclick = () => handler.open();`);
  assert.equal(await page.evaluate(() => window.atOnce), true);
  const element = framesOf(page);
  assert.equal(await element.getAttribute('title'), 'Plaid Link');
  assert.equal(await element.isVisible(), false);
  await openLink(page);
  await element.waitFor();
  const style = await element.evaluate((e) => { const s = getComputedStyle(e); return [s.position, s.zIndex, s.width, s.height]; });
  const { width, height } = page.viewportSize();
  assert.deepEqual(style, ['fixed', '2147483647', `${width}px`, `${height}px`]);
  assert.equal(await page.evaluate(() => document.documentElement.style.overflow), 'hidden');
  assert.deepEqual(await page.evaluate(() => [Object.keys(window.handler).sort(), typeof Plaid.version]), [['destroy', 'exit', 'open', 'submit'], 'string']);
});

test('open before Link is loaded is kept, and onLoad comes first and once', async (t) => {
  const page = await browse(t);
  await shopFor(page, await toile.linkToken('loader early'), `
    window.handler = Plaid.create({ token: new URL(location).searchParams.get('token'), ...callbacks });
    handler.open(); handler.open();`);
  await pane(frame(page), 'consent');
  assert.deepEqual(names(await called(page, 'onEvent')), ['onLoad', 'onEvent']);
});

test('events come in order, HANDOFF and onSuccess when Finish is pressed, and open begins anew', async (t) => {
  const page = await browse(t);
  await shopFor(page, await toile.linkToken('loader success'));
  const link = await openLink(page);
  await linkBank(link);
  await pane(link, 'done');
  const before = await calls(page);
  assert.equal(before.some((call) => call.args[0] === 'HANDOFF' || call.name === 'onSuccess'), false);
  await finish(link);
  const heard = told(await called(page, 'onSuccess'));
  assert.deepEqual(heard.calls.slice(-2).map((call) => [call.name, call.args[0] === 'HANDOFF']), [['onEvent', true], ['onSuccess', false]]);
  const times = heard.events.map((event) => event.timestamp);
  assert.deepEqual(times, times.toSorted());
  assert.equal(await framesOf(page).isVisible(), false);
  assert.equal(await page.evaluate(() => [document.documentElement.style.overflow, document.activeElement.id].join()), ',pay');

  await openLink(page);
  await pane(frame(page), 'consent');
  assert.equal(await framesOf(page).getAttribute('id'), 'plaid-link-iframe-1');
  const [first, second] = [heard.events[0], (await calls(page)).at(-1).args];
  assert.equal(second[0], 'OPEN');
  assert.notEqual(second[1].link_session_id, first.link_session_id);
});

test('a frame that is loaded again tells nothing twice', async (t) => {
  const page = await browse(t);
  await shopFor(page, await toile.linkToken('loader reload'));
  const link = await openLink(page);
  await consent(link);
  await pane(link, 'institution');
  const before = await calls(page);
  await Promise.all([page.waitForEvent('framenavigated'), page.frames()[1].evaluate(() => location.reload())]);
  await choose(link, 'First Platypus Bank', '');
  await pane(link, 'credentials');
  await page.waitForFunction((count) => window.calls.length === count, before.length + 2);
  assert.deepEqual((await calls(page)).slice(0, before.length), before);
});

test('exit asks, and by force does not', async (t) => {
  const page = await browse(t);
  await shopFor(page, await toile.linkToken('loader exit'));
  const link = await openLink(page);
  await pane(link, 'consent');
  await page.evaluate(() => window.handler.exit());
  await link.locator('input[name=action][value=exit]').waitFor({ state: 'attached' });
  assert.equal((await calls(page)).some((call) => call.name === 'onExit'), false);
  await page.evaluate(() => window.handler.exit({ force: true }));
  assert.equal(await framesOf(page).isVisible(), false);
  const { exit, events } = told(await called(page, 'onExit'));
  assert.equal(exit[0], null);
  assert.deepEqual([exit[1].link_session_id, events.at(-1).name], [events[0].link_session_id, 'EXIT']);
});

test('exit of a Link that is done is a success', async (t) => {
  const page = await browse(t);
  await shopFor(page, await toile.linkToken('loader exit done'));
  const link = await openLink(page);
  await linkBank(link);
  await pane(link, 'done');
  await page.evaluate(() => window.handler.exit({ force: true }));
  const heard = told(await called(page, 'onSuccess', 'onExit'));
  assert.equal(heard.exit, undefined);
});

test('Escape asks whether to leave, and stays', async (t) => {
  const page = await browse(t);
  await shopFor(page, await toile.linkToken('loader escape'));
  const link = await openLink(page);
  await pane(link, 'consent');
  await page.keyboard.press('Escape');
  await link.locator('input[name=action][value=exit]').waitFor({ state: 'attached' });
  await page.keyboard.press('Escape');
  await pane(link, 'consent');
  await link.locator('[data-testid]').waitFor();
  assert.equal((await calls(page)).some((call) => call.name === 'onExit'), false);
});

test('Tab stays in Link', async (t) => {
  const page = await browse(t);
  await shopFor(page, await toile.linkToken('loader tab'));
  const link = await openLink(page);
  await pane(link, 'consent');
  const inside = () => page.evaluate(() => document.activeElement.id);
  for (let i = 0; i < 12; i++) {
    await page.keyboard.press('Tab');
    assert.equal(await inside(), 'plaid-link-iframe-1');
  }
  await page.keyboard.press('Shift+Tab');
  assert.equal(await inside(), 'plaid-link-iframe-1');
});

test('destroy takes the frame away and calls nothing, whenever it comes', async (t) => {
  const page = await browse(t);
  await shopFor(page, await toile.linkToken('loader destroy'));
  const made = [() => window.handler.destroy(), () => { window.handler.open(); window.handler.exit({ force: true }); window.handler.destroy(); }];
  for (const [n, destroy] of made.entries()) {
    const link = await openLink(page);
    await pane(link, 'consent');
    await page.evaluate(() => { window.calls.length = 0; });
    await page.evaluate(destroy);
    assert.equal(await framesOf(page).count(), 0);
    assert.equal(await page.evaluate(() => document.documentElement.style.overflow), '');
    await page.evaluate(() => { window.handler.open(); window.handler.exit(); window.handler.destroy(); });
    await page.evaluate(() => {
      window.handler = Plaid.create({ token: new URL(location).searchParams.get('token'), onLoad: () => { window.loaded = true; } });
      document.getElementById('pay').onclick = () => window.handler.open();
    });
    await page.waitForFunction(() => window.loaded);
    assert.deepEqual(await calls(page), [], `round ${n}`);
    assert.equal(await framesOf(page).getAttribute('id'), `plaid-link-iframe-${n + 2}`);
  }
});

test('several handlers live on one page, and their callbacks are their own', async (t) => {
  const page = await browse(t);
  await shopFor(page, await toile.linkToken('loader several'), `
    window.handlers = ['a', 'b'].map((name) => Plaid.create({ token: new URL(location).searchParams.get('token'),
      onEvent: (event) => calls.push({ name, args: [event] }), onExit: () => calls.push({ name, args: ['exit'] }) }));`);
  assert.deepEqual(await framesOf(page).evaluateAll((list) => list.map((e) => e.id)), ['plaid-link-iframe-1', 'plaid-link-iframe-2']);
  await page.evaluate(() => window.handlers[1].open());
  await leave(page.frameLocator('#plaid-link-iframe-2'));
  await page.waitForFunction(() => window.calls.some((call) => call.args[0] === 'exit'));
  assert.deepEqual([...new Set(names(await calls(page)))], ['b']);
  await page.evaluate(() => window.handlers[0].open());
  await pane(page.frameLocator('#plaid-link-iframe-1'), 'consent');
});

test('a script that is loaded twice leaves handlers as they are', async (t) => {
  const page = await browse(t);
  await shopFor(page, await toile.linkToken('loader twice'));
  await page.evaluate(() => { window.first = window.Plaid; });
  for (const type of ['text/javascript', 'module']) await page.addScriptTag({ url: `${loader}?${type}`, type });
  assert.equal(await page.evaluate(() => window.first === window.Plaid), true);
  await pane(await openLink(page), 'consent');
});

test('an unknown link token ends in onExit', async (t) => {
  const page = await browse(t, { statuses: [400] });
  await shopFor(page, { token: 'link-sandbox-00000000-0000-0000-0000-000000000000' });
  await page.locator('#pay').click();
  const [error, metadata] = (await called(page, 'onExit')).at(-1).args;
  assert.deepEqual([error.error_type, error.error_code, Object.keys(error).sort().join()], ['INVALID_INPUT', 'INVALID_LINK_TOKEN', 'display_message,error_code,error_message,error_type']);
  assert.deepEqual(Object.keys(metadata).sort(), ['institution', 'link_session_id', 'request_id', 'status']);
  assert.match(metadata.request_id, /^[0-9A-Za-z]{15}$/);
});

test('a public key instead of a token ends in onExit', async (t) => {
  const page = await browse(t);
  await shopFor(page, { token: '' }, `Plaid.create({ key: 'abc', env: 'sandbox', ...callbacks }).open();`);
  assert.equal((await called(page, 'onExit')).at(-1).args[0].error_code, 'PUBLIC_KEY_NOT_ENABLED');
});

test('errors in callbacks are reported and do not stop Link', async (t) => {
  const page = await browse(t);
  await shopFor(page, await toile.linkToken('loader throws'), `
    window.thrown = [];
    addEventListener('error', (event) => { event.preventDefault(); thrown.push(event.error.message); });
    const fail = (name) => () => { calls.push({ name, args: [] }); throw new Error(name); };
    Plaid.create({ token: new URL(location).searchParams.get('token'), onLoad: fail('onLoad'), onEvent: fail('onEvent'), onExit: fail('onExit') }).open();`);
  await leave(frame(page));
  await called(page, 'onExit');
  await page.waitForFunction(() => window.thrown.includes('onExit'));
  assert.deepEqual(await page.evaluate(() => [...new Set(window.thrown)]), ['onLoad', 'onEvent', 'onExit']);
  assert.equal(await framesOf(page).isVisible(), false);
});

test('there is no Layer: submit says so', async (t) => {
  const page = await browse(t);
  await shopFor(page, await toile.linkToken('loader submit'));
  await page.evaluate(() => { window.handler.submit({ phone_number: '+14155550123' }); window.handler.submit({ date_of_birth: '1990-01-31' }); });
  await page.waitForFunction(() => window.calls.filter((call) => call.name === 'onEvent').length === 2);
  const events = (await calls(page)).filter((call) => call.name === 'onEvent');
  assert.deepEqual(events.map((call) => call.args[0]), ['LAYER_NOT_AVAILABLE', 'LAYER_AUTOFILL_NOT_AVAILABLE']);
  assert.equal(Object.keys(events[0].args[1]).length, 17);
  assert.equal(await page.evaluate(() => { try { window.handler.submit({}); } catch (error) { return error.name; } }), 'TypeError');
});

test('messages that are not the frame\'s are not heard', async (t) => {
  const page = await browse(t);
  const url = await shop({ '/': plainPage(), '/other': '<!doctype html><title>other</title>' });
  await page.goto(`${url}/?token=${(await toile.linkToken('loader forged')).token}`);
  const link = await openLink(page);
  await pane(link, 'consent');
  const before = await calls(page);
  const { link_session_id: session } = before.at(-1).args[1];
  await page.evaluate(async () => {
    const forged = { toile: 1, type: 'success', public_token: 'forged', metadata: {} };
    window.postMessage(forged, '*');
    dispatchEvent(new MessageEvent('message', { data: forged, origin: location.origin, source: window }));
    const other = document.body.appendChild(document.createElement('iframe'));
    await new Promise((done) => { other.onload = done; other.src = '/other'; });
    other.contentWindow.eval(`parent.postMessage(${JSON.stringify(forged)}, '*')`);
  });
  const own = { toile: 1, type: 'event', name: 'LAST', index: 1000, metadata: { link_session_id: session } };
  await page.frames()[1].evaluate((own) => parent.postMessage(own, '*'), own);
  await page.waitForFunction(() => window.calls.at(-1).args[0] === 'LAST');
  assert.deepEqual((await calls(page)).slice(0, -1), before);
});

test('Link hears the page that it was made for, and no other', async (t) => {
  const page = await browse(t);
  await shopFor(page, await toile.linkToken('loader deaf'));
  const link = await openLink(page);
  await pane(link, 'consent');
  await page.frames()[1].evaluate(() => window.postMessage({ toile: 1, type: 'exit', force: true }, '*'));
  await page.evaluate(() => window.handler.exit()); // which asks, and comes after what was not heard
  await link.locator('input[name=action][value=exit]').waitFor({ state: 'attached' });
  await second(link);
  await next(link);
  await pane(link, 'institution');
  assert.equal((await calls(page)).some((call) => call.name === 'onExit'), false);
});

test('another page may not frame a session', async (t) => {
  const page = await browse(t, { errors: ['frame-ancestors', 'ERR_BLOCKED_BY_RESPONSE'] });
  await shopFor(page, await toile.linkToken('loader framed'));
  const link = await openLink(page);
  await pane(link, 'consent');
  const address = page.frames()[1].url();
  assert.match(address, /\/link\/s\//);
  const foreign = await shop({ '/': `<!doctype html><title>foreign</title><iframe src="${address}"></iframe>` });
  const [refused] = await Promise.all([page.waitForEvent('console', (message) => message.text().includes('frame-ancestors')), page.goto(foreign)]);
  assert.ok(refused);
});

test('a page with a strict policy shows Link', async (t) => {
  const page = await browse(t);
  const nonce = 'c2VjcmV0';
  const policy = `default-src 'none'; script-src 'nonce-${nonce}'; frame-src ${toile.url}; style-src 'none'; require-trusted-types-for 'script'`;
  const html = plainPage().replaceAll('<script', `<script nonce="${nonce}"`).replaceAll(/ style="[^"]*"/g, '');
  const server = createServer((_, response) => response.writeHead(200, { 'Content-Type': 'text/html', 'Content-Security-Policy': policy }).end(html));
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  server.unref();
  await page.goto(`http://localhost:${server.address().port}/?token=${(await toile.linkToken('loader strict')).token}`);
  await pane(await openLink(page), 'consent');
  assert.equal(await framesOf(page).evaluate((e) => getComputedStyle(e).position), 'fixed');
});

test('a server that does not answer ends in onExit and says what to do', async (t) => {
  const page = await browse(t, { errors: ['ERR_', 'no answer from'] });
  await page.route('**/link.html*', (route) => route.abort('connectionrefused'));
  await shopFor(page, await toile.linkToken('loader dead'));
  const [said] = await Promise.all([page.waitForEvent('console', (message) => message.text().includes('no answer from')), page.locator('#pay').click()]);
  assert.ok(said.text().includes(toile.url));
  const [error] = (await called(page, 'onExit')).at(-1).args;
  assert.equal(error.error_type, 'API_ERROR');
  await page.unroute('**/link.html*');
  await pane(await openLink(page), 'consent');
});

test('a frame that was slow and is gone does not end the next one', async (t) => {
  const page = await browse(t, { errors: ['no answer from'] });
  const blank = (route) => route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>nothing</title>' });
  await page.route('**/link.html*', blank, { times: 1 });
  const made = await toile.linkToken('loader slow');
  const loaded = page.waitForEvent('response', (response) => response.url().includes('link.html'));
  await shopFor(page, made);
  await (await loaded).finished();
  await page.evaluate(() => { window.handler.open(); window.handler.exit(); });
  await called(page, 'onExit');
  await pane(await openLink(page), 'consent');
  // A third one is given up later than the first would have been.
  await page.route('**/link.html*', blank, { times: 1 });
  await page.evaluate(() => {
    window.third = new Promise((onExit) => { Plaid.create({ token: new URL(location).searchParams.get('token'), onExit }).open(); });
  });
  assert.equal((await page.evaluate(() => window.third)).error_type, 'API_ERROR');
  assert.equal((await calls(page)).filter((call) => call.name === 'onExit').length, 1);
  assert.equal(await page.locator('#plaid-link-iframe-1').isVisible(), true);
});

test('Embedded Link opens Link with the institution of a tile', async (t) => {
  const page = await browse(t);
  await shopFor(page, await toile.linkToken('loader embedded'), `
    window.handler = Plaid.createEmbedded({ token: new URL(location).searchParams.get('token'), ...callbacks }, document.getElementById('embedded'));`);
  await called(page, 'onLoad');
  const tiles = page.frameLocator('#embedded iframe');
  await tiles.locator('[data-institution="ins_109508"]').click();
  const link = frame(page);
  await consent(link);
  await login(link, 'user_good', 'pass_good');
  await accounts(link, '0000');
  await finish(link);
  const heard = told(await called(page, 'onSuccess'));
  assert.deepEqual(heard.events.slice(0, 3).map((e) => [e.name, e.view_name]), [['OPEN', 'CONSENT'], ['SELECT_INSTITUTION', null], ['TRANSITION_VIEW', 'CONSENT']]);
  assert.equal(heard.success[1].institution.institution_id, 'ins_109508');
  await page.evaluate(() => window.handler.destroy());
  assert.equal(await page.locator('iframe').count(), 0);
});
