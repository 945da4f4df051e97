package api

import "toile"

// routes is the table of everything that is served: one operation a line.
func (h *Handler) routes() []route {
	a := h.App
	return []route{
		handle(toile.AccountsBalanceGet, a.AccountsBalanceGet),
		handle(toile.AccountsGet, a.AccountsGet),
		handle(toile.AuthGet, a.AuthGet),
		handleOpen(toile.CategoriesGet, a.CategoriesGet),
		handleEncoded(toile.CreditSessionsGet, "sessions", a.CreditSessions),
		handle(toile.EmployersSearch, a.EmployersSearch),
		handle(toile.IdentityGet, a.IdentityGet),
		handle(toile.InstitutionsGet, a.InstitutionsGet),
		handle(toile.InstitutionsGetByID, a.InstitutionsGetByID),
		handle(toile.InstitutionsSearch, a.InstitutionsSearch),
		handle(toile.InvestmentsAuthGet, a.InvestmentsAuthGet),
		handle(toile.InvestmentsHoldingsGet, a.InvestmentsHoldingsGet),
		handle(toile.InvestmentsRefresh, a.InvestmentsRefresh),
		handle(toile.InvestmentsTransactionsGet, a.InvestmentsTransactionsGet),
		handle(toile.ItemAccessTokenInvalidate, a.ItemAccessTokenInvalidate),
		handle(toile.ItemGet, a.ItemGet),
		handle(toile.ItemImport, a.ItemImport),
		handle(toile.ItemPublicTokenCreate, a.ItemPublicTokenCreate),
		handle(toile.ItemPublicTokenExchange, a.ItemPublicTokenExchange),
		handle(toile.ItemRemove, a.ItemRemove),
		handle(toile.ItemWebhookUpdate, a.ItemWebhookUpdate),
		handle(toile.LiabilitiesGet, a.LiabilitiesGet),
		handle(toile.LinkTokenCreate, a.LinkTokenCreate),
		handle(toile.LinkTokenGet, a.LinkTokenGet),
		handle(toile.SandboxItemResetLogin, a.SandboxItemResetLogin),
		handle(toile.SandboxPublicTokenCreate, a.SandboxPublicTokenCreate),
		handle(toile.SandboxTransactionsCreate, a.SandboxTransactionsCreate),
		handle(toile.SandboxUserResetLogin, a.SandboxUserResetLogin),
		handleFile(toile.StatementsDownload, a.StatementsDownload),
		handle(toile.StatementsList, a.StatementsList),
		handle(toile.StatementsRefresh, a.StatementsRefresh),
		handle(toile.TransactionsGet, a.TransactionsGet),
		handle(toile.TransactionsRecurringGet, a.TransactionsRecurringGet),
		handle(toile.TransactionsRefresh, a.TransactionsRefresh),
		handle(toile.TransactionsSync, a.TransactionsSync),
		handleCreate(toile.UserCreate, a.UserCreate),
		handle(toile.UserGet, a.UserGet),
		handle(toile.UserItemsAssociate, a.UserItemsAssociate),
		handle(toile.UserItemsGet, a.UserItemsGet),
		handle(toile.UserItemsRemove, a.UserItemsRemove),
		handle(toile.UserRemove, a.UserRemove),
		handle(toile.UserUpdate, a.UserUpdate),
	}
}
