"""Somebody's program: it reaches Plaid's Sandbox as Plaid's Python client does, by a urllib3.PoolManager without a word about proxies
or certificates, and knows nothing of toile."""

import json
import os
import ssl
import urllib.request

import urllib3

pool = urllib3.PoolManager(num_pools=4, maxsize=4, cert_reqs=ssl.CERT_REQUIRED, ca_certs=None, retries=False)
answer = pool.request(
    "POST",
    "https://sandbox.plaid.com/institutions/get",
    body=json.dumps({"count": 1, "offset": 0, "country_codes": ["US"]}),
    headers={
        "Content-Type": "application/json",
        "PLAID-CLIENT-ID": os.environ["PLAID_CLIENT_ID"],
        "PLAID-SECRET": os.environ["PLAID_SECRET"],
    },
)
print("bank:", json.loads(answer.data)["institutions"][0]["name"])
print("urllib:", urllib.request.urlopen("https://sandbox.plaid.com/readyz").status)
print("here:", pool.request("GET", os.environ["TOILE_URL"] + "/readyz").status)
print("own:", os.environ.get("OWN_SITECUSTOMIZE"))
try:
    pool.request("GET", "https://example.com/")
except urllib3.exceptions.HTTPError as e:
    print("refused:", e)
