// The servers and what is asked of them by Plaid's own Node client.

import assert from 'node:assert/strict';
import process from 'node:process';
import plaid from 'plaid';

const { TOILE_URL, TOILE_TWIN_URL, TOILE_CLIENT_ID: clientID, TOILE_SECRET: secret } = process.env;
assert.ok(TOILE_URL && TOILE_TWIN_URL && clientID && secret, 'start the walks by go test -run TestBrowser');

// Server is a running toile and the official client for it.
export class Server {
  constructor(url) {
    this.url = url;
    const headers = { 'PLAID-CLIENT-ID': clientID, 'PLAID-SECRET': secret };
    this.client = new plaid.PlaidApi(new plaid.Configuration({ basePath: url, baseOptions: { headers, proxy: false } }));
  }

  // linkToken makes a user and a link token for them. What is asked for overrides what is usual.
  async linkToken(name, asked = {}) {
    const user = (await this.client.userCreate({ client_user_id: name })).data;
    const request = {
      client_name: 'Corner Shop',
      language: 'en',
      country_codes: ['US'],
      user: { client_user_id: name },
      user_token: user.user_token,
      products: ['auth', 'transactions'],
      ...asked,
    };
    const made = (await this.client.linkTokenCreate(request)).data;
    return { token: made.link_token, hosted: made.hosted_link_url, userToken: user.user_token, name, asked };
  }

  // read gives what the two endpoints tell of a link token's sessions.
  async read(made) {
    const credit = (await this.client.creditSessionsGet({ user_token: made.userToken })).data;
    const link = (await this.client.linkTokenGet({ link_token: made.token })).data;
    return { credit, link };
  }

  // play drives a session without a browser.
  async play(made, script = {}) {
    const response = await fetch(`${this.url}/toile/link`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ link_token: made.token, ...script }),
    });
    const answer = await response.json();
    assert.equal(response.status, 200, JSON.stringify(answer));
    return answer;
  }
}

export const toile = new Server(TOILE_URL);
export const twin = new Server(TOILE_TWIN_URL);

// bankIncome and payroll are requests for link tokens with income.
export const bankIncome = (more = {}) => ({
  products: ['income_verification'],
  income_verification: { income_source_types: ['bank'], bank_income: { days_requested: 90 } },
  ...more,
});
export const payroll = (flows, more = {}) => ({
  products: ['income_verification'],
  income_verification: { income_source_types: ['payroll'], payroll_income: { flow_types: flows } },
  ...more,
});

// sameHeadless checks that scripts played on the twin, one a session, lead to the answers of what was clicked.
export async function sameHeadless(made, ...scripts) {
  const other = await twin.linkToken(made.name, made.asked);
  assert.equal(other.token, made.token, 'the twin gives the same link token');
  for (const script of scripts) await twin.play(other, script);
  assert.deepEqual(plain(await toile.read(made)), plain(await twin.read(other)));
}

// plain is an answer without what differs between any two requests.
function plain(value) {
  if (Array.isArray(value)) return value.map(plain);
  if (!value || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).filter(([key]) => key !== 'request_id').map(([key, v]) => [key, plain(v)]));
}
