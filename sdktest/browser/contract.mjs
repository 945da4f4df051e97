// What the callbacks of Link must tell (facts link 1.3), and that the API tells the same.

import assert from 'node:assert/strict';

const eventKeys = [
  'account_number_mask', 'error_code', 'error_message', 'error_type', 'exit_status', 'institution_id', 'institution_name',
  'institution_search_query', 'is_update_mode', 'link_session_id', 'match_reason', 'mfa_type', 'request_id', 'routing_number',
  'selection', 'timestamp', 'view_name',
];

// told checks the shape of every call and gives the calls by name.
export function told(calls) {
  const of = (name) => calls.filter((call) => call.name === name).map((call) => call.args);
  const events = of('onEvent').map(([name, metadata]) => {
    assert.deepEqual(Object.keys(metadata).sort(), eventKeys, name);
    assert.match(metadata.timestamp, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    assert.match(metadata.request_id, /^[0-9A-Za-z]{15}$/);
    return { name, ...metadata };
  });
  assert.deepEqual(calls[0]?.name, 'onLoad', 'onLoad comes first');
  return { events, success: of('onSuccess')[0], exit: of('onExit')[0], calls };
}

// steps writes events as the facts write them (facts link 1.6): TV MFA for a TRANSITION_VIEW to MFA.
export const steps = (events) => events.map((e) => {
  if (e.name === 'TRANSITION_VIEW') return `TV ${e.view_name}${e.mfa_type ? ` ${e.mfa_type}` : ''}`;
  const detail = e.exit_status ?? e.error_code ?? e.institution_search_query ?? e.mfa_type;
  return detail && e.name !== 'SELECT_INSTITUTION' ? `${e.name} ${detail}` : e.name;
});

// agreed checks that /link/token/get and /credit/sessions/get tell of a session what the callbacks told.
export function agreed({ events, success, exit }, { link, credit }) {
  const id = events[0].link_session_id;
  assert.ok(events.every((e) => e.link_session_id === id), 'one link_session_id in all events');
  const session = link.link_sessions.find((s) => s.link_session_id === id);
  assert.ok(session, 'the session is in /link/token/get');
  assert.ok(credit.sessions.some((s) => s.link_session_id === id), 'the session is in /credit/sessions/get');
  assert.deepEqual(session.events.map((e) => e.event_name).reverse(), events.map((e) => e.name), 'the API lists the events newest first');
  if (success) {
    const [publicToken, metadata] = success;
    assert.equal(metadata.link_session_id, id);
    assert.deepEqual(Object.keys(metadata).sort().filter((key) => key !== 'account' && key !== 'account_id'), ['accounts', 'institution', 'link_session_id', 'transfer_status']);
    const added = session.results?.item_add_results ?? [];
    const shared = (list = []) => list.map(({ id, name, mask, type, subtype }) => ({ id, name, mask, type, subtype }));
    const same = session.on_success?.metadata;
    if (same && added.length <= 1) assert.deepEqual([same.institution, shared(same.accounts)], [metadata.institution, shared(metadata.accounts)]);
    if (added.length === 1) assert.ok(added.some((item) => item.public_token === publicToken), 'the public token is in the results');
    assert.equal(session.exit ?? null, null);
  }
  if (exit) {
    const [error, metadata] = exit;
    assert.equal(metadata.link_session_id, id);
    assert.deepEqual(Object.keys(metadata).sort(), ['institution', 'link_session_id', 'request_id', 'status']);
    for (const key of ['error_type', 'error_code', 'error_message', 'display_message']) assert.equal(session.exit.error?.[key], error?.[key], key);
    assert.deepEqual(session.exit.metadata.institution ?? null, metadata.institution);
    assert.equal(session.exit.metadata.status ?? null, metadata.status || null);
  }
  assert.ok(!(success && exit), 'onSuccess or onExit, never both');
  return session;
}
