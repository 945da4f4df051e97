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

async function fetchKey(kid) {
  const { data } = await client.webhookVerificationKeyGet({ key_id: kid });
  keys.set(kid, data.key);
}

// keyOf gives the key with a kid. When a new one is met, those without an end are asked for again.
async function keyOf(kid, now) {
  if (!keys.has(kid)) {
    await fetchKey(kid);
    for (const [old, key] of keys) if (key.expired_at === null) await fetchKey(old);
  }
  const key = keys.get(kid);
  assert.ok(key.expired_at === null || key.expired_at > now / 1000, 'the key has expired');
  return jose.importJWK(key, key.alg);
}

// verify throws unless a webhook is genuine at a time, which is now.
async function verify({ body, signature }, now = Date.now()) {
  const header = jose.decodeProtectedHeader(signature);
  assert.equal(header.alg, 'ES256');
  const key = await keyOf(header.kid, now);
  const { payload } = await jose.jwtVerify(signature, key, { algorithms: ['ES256'], maxTokenAge: '5 min', currentDate: new Date(now) });
  const digest = createHash('sha256').update(body).digest('hex');
  assert.ok(timingSafeEqual(Buffer.from(digest), Buffer.from(payload.request_body_sha256)), 'another body');
}

// receiver takes webhooks until a test ends and gives them one by one; a function says how each is answered.
async function receiver(t, answer) {
  const server = http.createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    response.statusCode = answer();
    response.end();
    server.emit('webhook', { body: Buffer.concat(chunks), signature: request.headers['plaid-verification'] });
  });
  server.listen(0, '127.0.0.1');
  t.after(() => server.close()); // also where it fails: nothing is to keep the program from ending
  await once(server, 'listening');
  const webhooks = on(server, 'webhook');
  const next = async () => (await webhooks.next()).value[0];
  return { url: `http://127.0.0.1:${server.address().port}/hook`, next };
}

async function post(path, body) {
  const response = await fetch(url + path, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
  const text = await response.text();
  assert.equal(response.status, 200, text);
  return JSON.parse(text);
}

const kidOf = ({ signature }) => jose.decodeProtectedHeader(signature).kid;

function fire(webhook, userID) {
  return client.sandboxBankIncomeFireWebhook({
    webhook_code: 'BANK_INCOME_REFRESH_COMPLETE', webhook_fields: { user_id: userID, bank_income_refresh_complete_result: 'SUCCESS' }, webhook_override: webhook,
  });
}

test('webhooks are genuine, and come again when they are refused', { timeout: 30000 }, async (t) => {
  const answers = [503, 200];
  const receiving = await receiver(t, () => answers.shift());
  await fire(receiving.url, 'usr_node <&>');
  const first = await receiving.next();
  await post('/toile/clock', { advance_seconds: 30 });
  const second = await receiving.next();
  for (const webhook of [first, second]) {
    await verify(webhook);
    assert.equal(webhook.body.toString(), JSON.stringify({
      environment: 'sandbox', result: 'SUCCESS', user_id: 'usr_node <&>', webhook_code: 'BANK_INCOME_REFRESH_COMPLETE', webhook_type: 'INCOME',
    }, null, 2));
  }
  assert.notEqual(first.signature, second.signature);
});

test('forged webhooks are refused', { timeout: 30000 }, async () => {
  const sign = async (body, age) => ({ body: Buffer.from(body), signature: (await post('/toile/webhooks/sign', { body, age_seconds: age })).signature });
  const good = await sign('{}', 0);
  await verify(good);
  await assert.rejects(verify({ ...good, body: Buffer.from('{} ') }), /another body/);
  await assert.rejects(verify(await sign('{}', 310)), jose.errors.JWTExpired);
  await assert.rejects(verify(await sign('{}', -60)), jose.errors.JWTClaimValidationFailed);
  const claims = jose.decodeJwt(good.signature);
  const forged = (alg, key) => new jose.SignJWT(claims).setProtectedHeader({ alg, kid: kidOf(good), typ: 'JWT' }).sign(key);
  await assert.rejects(verify({ ...good, signature: await forged('HS256', Buffer.from(keys.get(kidOf(good)).x)) }), assert.AssertionError);
  const { privateKey } = await jose.generateKeyPair('ES256');
  await assert.rejects(verify({ ...good, signature: await forged('ES256', privateKey) }), jose.errors.JWSSignatureVerificationFailed);
});

test('after a rotation the new key verifies, and the old one until it expires', { timeout: 30000 }, async (t) => {
  const receiving = await receiver(t, () => 200);
  await fire(receiving.url, 'usr_before');
  const before = await receiving.next();
  await verify(before);
  const rotated = await post('/toile/webhooks/rotate_key', { expires_in_seconds: 60 });
  await fire(receiving.url, 'usr_after');
  const after = await receiving.next();
  await verify(after);
  await verify(before);
  assert.equal(kidOf(before), rotated.expired_key_id);
  assert.equal(kidOf(after), rotated.key_id);
  assert.equal(keys.get(kidOf(before)).expired_at, Date.parse(rotated.expires_at) / 1000);
  assert.equal(keys.get(kidOf(after)).expired_at, null);
  const later = Date.parse(rotated.expires_at) + 1000;
  await assert.rejects(verify(before, later), /expired/);
  await verify(after, later);
});
