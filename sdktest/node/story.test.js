// The story of the README by Plaid's own Node client, against the server at TOILE_URL.

'use strict';

const assert = require('node:assert/strict');
const { test } = require('node:test');
const { Configuration, PlaidApi, Products, CountryCode } = require('plaid');

const { TOILE_URL: url, TOILE_CLIENT_ID: clientID, TOILE_SECRET: secret } = process.env;
assert.ok(url && clientID && secret, 'set TOILE_URL, TOILE_CLIENT_ID and TOILE_SECRET');

const client = clientWith({ 'PLAID-CLIENT-ID': clientID, 'PLAID-SECRET': secret });

function clientWith(headers) {
  return new PlaidApi(new Configuration({ basePath: url, baseOptions: { headers, proxy: false } }));
}

const uuid = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';

// finishLink does what a person would do in a browser.
async function finishLink(linkToken, script = {}) {
  const response = await fetch(`${url}/toile/link`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ link_token: linkToken, ...script }),
  });
  const answer = await response.json();
  assert.equal(response.status, 200, JSON.stringify(answer));
  return answer;
}

function incomeToken(name, user) {
  return {
    client_name: 'Node story',
    language: 'en',
    country_codes: [CountryCode.Us],
    user: { client_user_id: name },
    ...user,
    products: [Products.IncomeVerification],
    income_verification: { income_source_types: ['bank'], bank_income: { days_requested: 60 } },
  };
}

// refused calls and gives the error that Plaid's samples read.
async function refused(call) {
  const error = await call.then(() => assert.fail('succeeded'), (error) => error);
  assert.ok(error.response, String(error));
  const { data, status, headers } = error.response;
  assert.match(data.request_id, /^[0-9A-Za-z]{15}$/);
  assert.equal(headers['plaid-request-id'], data.request_id);
  return { status, type: data.error_type, code: data.error_code, message: data.error_message };
}

for (const generation of ['user_token', 'user_id']) {
  test(`from /user/create to /credit/sessions/get by ${generation}`, async () => {
    const name = `node ${generation}`;
    const created = await client.userCreate({ client_user_id: name, with_upgraded_user: generation === 'user_id' });
    assert.equal(created.status, generation === 'user_id' ? 201 : 200);
    const user = { [generation]: created.data[generation] };
    assert.match(user[generation], generation === 'user_id' ? /^usr_/ : new RegExp(`^user-sandbox-${uuid}$`));

    assert.deepEqual((await client.creditSessionsGet(user)).data.sessions, []);

    const token = await client.linkTokenCreate(incomeToken(name, user));
    assert.match(token.data.link_token, new RegExp(`^link-sandbox-${uuid}$`));
    assert.ok(new Date(token.data.expiration) > new Date());

    const left = await finishLink(token.data.link_token, { exit: { at: 'credentials', error_code: 'INSTITUTION_DOWN' } });
    const linked = await finishLink(token.data.link_token, { username: 'user_bank_income' });
    assert.deepEqual([left.status, linked.status], ['EXITED', 'SUCCESS']);

    const { sessions } = (await client.creditSessionsGet(user)).data;
    assert.deepEqual(sessions.map((s) => s.link_session_id), [linked.link_session_id, left.link_session_id]);
    const place = { item_id: linked.item_ids[0], institution_id: 'ins_109508' };
    assert.deepEqual(sessions[0].results, {
      item_add_results: [{ public_token: linked.public_tokens[0], ...place }],
      bank_income_results: [{ status: 'APPROVED', ...place }],
    });
    assert.ok(!('errors' in sessions[0]));
    assert.deepEqual(sessions[1].results, {});
    assert.deepEqual(sessions[1].errors.map((e) => e.error_code), ['INSTITUTION_DOWN']);

    const shown = (await client.linkTokenGet({ link_token: token.data.link_token })).data;
    assert.equal(shown.link_sessions.length, 2);
    const session = shown.link_sessions.find((s) => s.link_session_id === linked.link_session_id);
    assert.equal(session.results.item_add_results[0].public_token, linked.public_tokens[0]);
    assert.equal(session.results.bank_income_results[0].status, 'APPROVED');
    assert.equal(session.results.document_income_results, null);
    assert.equal(session.on_success.metadata.institution.name, 'First Platypus Bank');

    const exchanged = (await client.itemPublicTokenExchange({ public_token: linked.public_tokens[0] })).data;
    assert.equal(exchanged.item_id, linked.item_ids[0]);
    const item = (await client.itemGet({ access_token: exchanged.access_token })).data;
    assert.equal(item.item.item_id, exchanged.item_id);
    assert.equal(item.status.last_webhook, null);

    assert.deepEqual((await client.userItemsGet(user)).data.items.map((i) => i.item_id), [exchanged.item_id]);
    await client.itemRemove({ access_token: exchanged.access_token });
    assert.equal((await refused(client.itemGet({ access_token: exchanged.access_token }))).code, 'ITEM_NOT_FOUND');
    await client.userRemove(user);
    const code = generation === 'user_id' ? 'USER_NOT_FOUND' : 'INVALID_USER_TOKEN';
    assert.equal((await refused(client.creditSessionsGet(user))).code, code);
  });
}

test('payroll and documents', async () => {
  const { user_token } = (await client.userCreate({ client_user_id: 'node payroll' })).data;
  const token = await client.linkTokenCreate({
    ...incomeToken('node payroll', { user_token }),
    income_verification: { income_source_types: ['payroll'] },
  });
  await finishLink(token.data.link_token, { documents: [{ kind: 'paystub' }, { kind: 'bank_statement' }] });
  await finishLink(token.data.link_token, { flow: 'payroll' });
  const [payroll, documents] = (await client.creditSessionsGet({ user_token })).data.sessions;
  assert.deepEqual(payroll.results, {
    payroll_income_results: [
      { num_paystubs_retrieved: 2, num_w2s_retrieved: 1, institution_id: 'ins_135842', institution_name: 'Platypus Payroll' },
    ],
  });
  assert.deepEqual(documents.results, {
    document_income_results: {
      num_paystubs_uploaded: 1, num_w2s_uploaded: 0, num_bank_statements_uploaded: 1, num_1099s_uploaded: 0, num_i20s_uploaded: 0,
    },
  });
});

test('the sandbox shortcut and what the sample apps send', async () => {
  const options = { webhook: 'http://127.0.0.1:9/hook' };
  const request = { institution_id: 'ins_109508', initial_products: [Products.Auth], options };
  const { public_token } = (await client.sandboxPublicTokenCreate(request)).data;
  assert.match(public_token, new RegExp(`^public-sandbox-${uuid}$`));
  const { access_token } = (await client.itemPublicTokenExchange({ public_token })).data;
  const updated = await client.itemWebhookUpdate({ access_token, webhook: 'http://127.0.0.1:9/other' });
  assert.equal(updated.data.item.webhook, 'http://127.0.0.1:9/other');

  // Plaid's pattern app sends access_token: null for a new Item, and products: [] in update mode.
  const token = { client_name: 'x', language: 'en', country_codes: ['US'], user: { client_user_id: 'node' }, webhook: options.webhook };
  await client.linkTokenCreate({ ...token, products: ['transactions'], access_token: null });
  await client.linkTokenCreate({ ...token, products: [], access_token });

  const filters = { depository: { account_subtypes: ['checking', 'savings'] } };
  const filtered = await client.linkTokenCreate({ ...token, products: ['auth'], account_filters: filters });
  const { metadata } = (await client.linkTokenGet({ link_token: filtered.data.link_token })).data;
  assert.deepEqual(metadata.account_filters, filters);
  assert.deepEqual(
    [metadata.initial_products, metadata.country_codes, metadata.language, metadata.client_name, metadata.webhook],
    [['auth'], ['US'], 'en', 'x', options.webhook],
  );
});

test('errors', async () => {
  assert.deepEqual(await refused(client.itemGet({ access_token: 'access-sandbox-1' })), {
    status: 400, type: 'INVALID_INPUT', code: 'INVALID_ACCESS_TOKEN',
    message: 'provided access token is in an invalid format. expected format: access-<environment>-<identifier>',
  });
  assert.equal((await refused(client.userCreate({ client_user_id: 'node', shoe_size: 42 }))).code, 'UNKNOWN_FIELDS');
  assert.equal((await refused(client.userCreate({}))).code, 'MISSING_FIELDS');
  const stranger = clientWith({ 'PLAID-CLIENT-ID': 'f'.repeat(24), 'PLAID-SECRET': '0'.repeat(30) });
  assert.deepEqual(await refused(stranger.userCreate({ client_user_id: 'node' })), {
    status: 400, type: 'INVALID_INPUT', code: 'INVALID_API_KEYS', message: 'invalid client_id or secret provided',
  });
});
