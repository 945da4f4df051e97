// Somebody's program: it knows Plaid's Sandbox, and nothing of toile.
const https = require('node:https');
const { Configuration, PlaidApi, PlaidEnvironments } = require('plaid');

const api = new PlaidApi(new Configuration({
  basePath: PlaidEnvironments.sandbox,
  baseOptions: { headers: { 'PLAID-CLIENT-ID': process.env.PLAID_CLIENT_ID, 'PLAID-SECRET': process.env.PLAID_SECRET } },
}));
const asked = { count: 1, offset: 0, country_codes: ['US'] };

// Each way of Node to the network: axios (Plaid's client), fetch and https.
async function main() {
  console.log('bank:', (await api.institutionsGet(asked)).data.institutions[0].name);
  const keys = { client_id: process.env.PLAID_CLIENT_ID, secret: process.env.PLAID_SECRET };
  const answer = await fetch('https://sandbox.plaid.com/institutions/get', {
    method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ ...keys, ...asked }),
  });
  console.log('fetch:', (await answer.json()).institutions[0].name);
  console.log('https:', await get('https://sandbox.plaid.com/readyz'));
  console.log('here:', (await fetch(`${process.env.TOILE_URL}/readyz`)).status);
  for (const attempt of [() => fetch('https://example.com/'), () => get('https://example.com/'), () => get('https://example.com/', { agent: new https.Agent() })]) {
    await attempt().then(() => process.exit(1), (e) => console.log('refused:', (e.cause ?? e).message));
  }
}

const get = (url, options = {}) => new Promise((resolve, reject) => {
  https.get(url, options, (answer) => { answer.resume(); resolve(answer.statusCode); }).on('error', reject);
});

main();
