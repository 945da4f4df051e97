// A customer's front end: react-plaid-link as its documentation shows it. It knows nothing of toile.

import { StrictMode, useCallback, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { PlaidEmbeddedLink, usePlaidLink } from 'react-plaid-link';

window.calls = [];
const note = (name, ...args) => window.calls.push({ name, args: JSON.parse(JSON.stringify(args)) });
const callbacks = {
  onSuccess: (publicToken, metadata) => note('onSuccess', publicToken, metadata),
  onExit: (error, metadata) => note('onExit', error, metadata),
  onEvent: (name, metadata) => note('onEvent', name, metadata),
  onLoad: () => note('onLoad'),
};

function ConnectBank({ token, label, receivedRedirectUri }) {
  const onSuccess = useCallback(callbacks.onSuccess, []);
  const { open, exit, ready, error } = usePlaidLink({ token, receivedRedirectUri, ...callbacks, onSuccess });
  window.exitLink = exit; // as a session timer of the shop would call it
  if (error) return <p role="alert">The bank connection could not be loaded.</p>;
  return <button onClick={() => open()} disabled={!ready}>{label}</button>;
}

function Shop({ address }) {
  const [shown, show] = useState(true);
  const [token, setToken] = useState(address.searchParams.get('token'));
  window.leaveShop = () => show(false);
  window.takeToken = setToken;
  const second = address.searchParams.get('second');
  const redirect = address.searchParams.has('oauth_state_id') ? address.href : undefined;
  return (
    <main>
      <h1>Corner Shop</h1>
      {shown && address.pathname === '/embedded' && <PlaidEmbeddedLink token={token} {...callbacks} style={{ width: 360, height: 400 }} />}
      {shown && address.pathname !== '/embedded' && <ConnectBank token={token} label="Connect your bank" receivedRedirectUri={redirect} />}
      {shown && second && <ConnectBank token={second} label="Connect another bank" />}
    </main>
  );
}

const address = new URL(window.location.href);
const shop = <Shop address={address} />;
createRoot(document.getElementById('root')).render(address.searchParams.has('strict') ? <StrictMode>{shop}</StrictMode> : shop);
