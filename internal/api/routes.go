package api

import "toile"

// routes is the table of everything that is served: one operation a line.
func (h *Handler) routes() []route {
	a := h.App
	return []route{
		handleEncoded(toile.CreditSessionsGet, "sessions", a.CreditSessions),
		handle(toile.ItemAccessTokenInvalidate, a.ItemAccessTokenInvalidate),
		handle(toile.ItemGet, a.ItemGet),
		handle(toile.ItemPublicTokenCreate, a.ItemPublicTokenCreate),
		handle(toile.ItemPublicTokenExchange, a.ItemPublicTokenExchange),
		handle(toile.ItemRemove, a.ItemRemove),
		handle(toile.ItemWebhookUpdate, a.ItemWebhookUpdate),
		handle(toile.LinkTokenCreate, a.LinkTokenCreate),
		handle(toile.LinkTokenGet, a.LinkTokenGet),
		handle(toile.SandboxPublicTokenCreate, a.SandboxPublicTokenCreate),
		handleCreate(toile.UserCreate, a.UserCreate),
		handle(toile.UserGet, a.UserGet),
		handle(toile.UserItemsGet, a.UserItemsGet),
		handle(toile.UserRemove, a.UserRemove),
		handle(toile.UserUpdate, a.UserUpdate),
	}
}
