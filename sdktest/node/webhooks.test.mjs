// Receives webhooks as Plaid's guide for Node tells to, with the official client and the jose library, from the
// server at TOILE_URL.

import assert from 'node:assert/strict';
import { createHash, timingSafeEqual } from 'node:crypto';
import { once, on } from 'node:events';
import http from 'node:http';
import { test } from 'node:test';
import * as jose from 'jose';
import plaid from 'plaid';

const { TOILE_URL: url, TOILE_CLIENT_ID: clientID, TOILE_SECRET: secret } = process.env;
assert.ok(url && clientID && secret, 'set TOILE_URL, TOILE_CLIENT_ID and TOILE_SECRET');

const client = new plaid.PlaidApi(new plaid.Configuration({
  basePath: url,
  baseOptions: { headers: { 'PLAID-CLIENT-ID': clientID, 'PLAID-SECRET': secret }, proxy: false },
}));

const keys = new Map(); // by kid, as the guide keeps them

// verify throws unless a webhook is genuine.
async function verify(body, signature) {
  const header = jose.decodeProtectedHeader(signature);
  assert.equal(header.alg, 'ES256');
  if (!keys.has(header.kid)) {
    const { data } = await client.webhookVerificationKeyGet({ key_id: header.kid });
    assert.equal(data.key.expired_at, null);
    keys.set(header.kid, await jose.importJWK(data.key));
  }
  const { payload } = await jose.jwtVerify(signature, keys.get(header.kid), { algorithms: ['ES256'], maxTokenAge: '5 min' });
  const digest = createHash('sha256').update(body).digest('hex');
  assert.ok(timingSafeEqual(Buffer.from(digest), Buffer.from(payload.request_body_sha256)), 'another body');
}

// receiver takes webhooks and gives them one by one; a function says how each is answered.
async function receiver(answer) {
  const server = http.createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    response.statusCode = answer();
    response.end();
    server.emit('webhook', Buffer.concat(chunks), request.headers);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { server, url: `http://127.0.0.1:${server.address().port}/hook`, webhooks: on(server, 'webhook') };
}

async function post(path, body) {
  const response = await fetch(url + path, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
  assert.equal(response.status, 200, await response.text());
}

function fire(webhook, userID) {
  return client.sandboxBankIncomeFireWebhook({
    webhook_code: 'BANK_INCOME_REFRESH_COMPLETE', webhook_fields: { user_id: userID, bank_income_refresh_complete_result: 'SUCCESS' }, webhook_override: webhook,
  });
}

test('webhooks are genuine, and come again when they are refused', { timeout: 30000 }, async () => {
  const answers = [503, 200];
  const { server, url: hook, webhooks } = await receiver(() => answers.shift());
  await fire(hook, 'usr_node <&>');
  const first = (await webhooks.next()).value;
  await post('/toile/clock', { advance_seconds: 30 });
  const second = (await webhooks.next()).value;
  for (const [body, headers] of [first, second]) {
    await verify(body, headers['plaid-verification']);
    assert.equal(body.toString(), JSON.stringify({
      environment: 'sandbox', result: 'SUCCESS', user_id: 'usr_node <&>', webhook_code: 'BANK_INCOME_REFRESH_COMPLETE', webhook_type: 'INCOME',
    }, null, 2));
  }
  assert.notEqual(first[1]['plaid-verification'], second[1]['plaid-verification']);
  await assert.rejects(verify(Buffer.concat([first[0], Buffer.from('\n')]), first[1]['plaid-verification']));
  server.close();
});
