// Package link is the Link session: what the person in front of Link may do next, what
// follows from it, and how the API shows it.
//
// A session is its events. [Decide] takes a session and one action and gives the events
// that follow, or an error and nothing; appending them is the only way a session changes.
// Everything that anyone is shown is a projection of the same list: [CreditSession] for
// /credit/sessions/get, [LinkSession] for /link/token/get, [LinkEvents] for the event
// stream, [CallbackEvents] and [CallbacksOf] for the page that embeds Link, [PageOf] for the
// person. So they cannot disagree.
//
// The browser's page, the control endpoint, the Go test helper and the sandbox shortcut
// all act through Decide; a [Script] plays a whole session through it.
//
//	            ┌──────────── update mode ───────────┐
//	            │                                    ▼
//	(open) ─▶ consent ─▶ choose_flow ─▶ institution ─▶ credentials ⇄ mfa
//	                        │               ▲  ▲             │
//	                        ▼               │  └── errors ───┤
//	                    documents           │                ▼
//	                        │            another          accounts
//	                        │               ▲                │
//	                        │               │                ▼
//	                        └─────▶ done ◀──┴─ employment ◀─ income
//
// An institution with its own pages takes another way from its choice, and from an update, to income:
//
//	institution ⇄ oauth ─▶ bank_login ─▶ bank_accounts ─▶ income
//	                ▲           │              │
//	                └───────────┴──────────────┘  closed, declined, an error
//
// On bank_login and bank_accounts the person is on those pages, and Link waits. They open in a pop-up,
// or take Link's place; then the browser comes back by the token's redirect URI, and what came of it is
// told when Link is opened again: until that the person stands on oauth.
//
// From every pane between the choice of the institution and income the person may go back to it, and
// from there to the choice of the flow, but not out of the bank's pages.
//
// Payroll goes from credentials or mfa straight to done. Where several Items may be linked,
// another stands before done, and leads back to the first pane behind consent. The Item is made
// at the hand-off, behind the last pane of its row; before that only its id is reserved. Exit
// leads from every pane to done. A token that ran out, half an hour without an action, or five
// minutes at the accounts end the session with an error at the next action; its time stands still
// when the clock is set back.
//
// The panes, error routes and results follow facts link 2.3, 2.4 and 2.8, and
// facts api 4; where those mark a rule as inferred, docs/decisions.md says what was
// chosen. The package is pure: values in, values out.
package link
