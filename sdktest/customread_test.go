package sdktest

import (
	"bytes"
	"slices"
	"time"

	"github.com/plaid/plaid-go/v43/plaid"
)

// years is long enough for all that a custom user lists.
const years = 2 * 366 * 24 * time.Hour

// readCustom links a custom user, reads each endpoint that its accounts touch, and spells the answers as
// the configuration would: a list of accounts with its members.
func (c *caller) readCustom(config string, said list) list {
	c.t.Helper()
	products := []plaid.Products{plaid.PRODUCTS_TRANSACTIONS}
	for product, key := range map[plaid.Products]string{
		plaid.PRODUCTS_AUTH: "numbers", plaid.PRODUCTS_IDENTITY: "identity", plaid.PRODUCTS_LIABILITIES: "liability",
		plaid.PRODUCTS_INVESTMENTS: "holdings",
	} {
		if touches(said, key) {
			products = append(products, product)
		}
	}
	slices.Sort(products)
	request := *custom(platypus, config, products...)
	public := ok(c.SandboxPublicTokenCreate(c.ctx).SandboxPublicTokenCreateRequest(request).Execute())(c.t).PublicToken
	access, _ := c.exchange(public)
	accounts := raw(c.AccountsGet(c.ctx).AccountsGetRequest(*plaid.NewAccountsGetRequest(access)).Execute())(c.t)
	balances := raw(c.AccountsBalanceGet(c.ctx).AccountsBalanceGetRequest(*plaid.NewAccountsBalanceGetRequest(access)).Execute())(c.t)
	same(c.t, "the balances", balances["accounts"], accounts["accounts"])
	c.advance(2 * minute) // the whole history is there

	shown := list{}
	byID := map[any]object{}
	for _, a := range accounts["accounts"].(list) {
		account := spelledAccount(a.(object))
		shown = append(shown, account)
		byID[a.(object)["account_id"]] = account
	}
	if slices.Contains(products, plaid.PRODUCTS_AUTH) {
		c.spellNumbers(access, byID)
	}
	if slices.Contains(products, plaid.PRODUCTS_IDENTITY) {
		c.spellOwners(access, byID)
	}
	if slices.Contains(products, plaid.PRODUCTS_LIABILITIES) {
		c.spellLiabilities(access, byID)
	}
	if slices.Contains(products, plaid.PRODUCTS_INVESTMENTS) {
		c.spellInvestments(access, byID)
	}
	c.spellTransactions(access, byID)
	for i, account := range said {
		inOrder(account.(object)["transactions"])
		if i < len(shown) {
			inOrder(shown[i].(object)["transactions"])
		}
	}
	return shown
}

func spelledAccount(a object) object {
	balances := a["balances"].(object)
	account := object{
		"type": a["type"], "subtype": a["subtype"], "currency": currencyOf(balances),
		"starting_balance": balances["current"], "force_available_balance": balances["available"],
		"has_null_available_balance": balances["available"] == nil,
		"meta":                       object{"name": a["name"], "official_name": a["official_name"], "limit": balances["limit"], "mask": a["mask"]},
		"numbers":                    object{}, "transactions": list{}, "holdings": list{}, "investment_transactions": list{},
	}
	return account
}

func currencyOf(o object) any {
	if iso := o["iso_currency_code"]; iso != nil {
		return iso
	}
	return o["unofficial_currency_code"]
}

func (c *caller) spellNumbers(access string, accounts map[any]object) {
	c.t.Helper()
	answer := raw(c.AuthGet(c.ctx).AuthGetRequest(*plaid.NewAuthGetRequest(access)).Execute())(c.t)
	for kind, spelling := range map[string]map[string]string{
		"ach":           {"account": "account", "routing": "ach_routing", "wire_routing": "ach_wire_routing"},
		"eft":           {"account": "account", "institution": "eft_institution", "branch": "eft_branch"},
		"international": {"iban": "international_iban", "bic": "international_bic"},
		"bacs":          {"account": "account", "sort_code": "bacs_sort_code"},
	} {
		for _, n := range answer["numbers"].(object)[kind].(list) {
			numbers := accounts[n.(object)["account_id"]]["numbers"].(object)
			for key, spelled := range spelling {
				numbers[spelled] = n.(object)[key]
			}
		}
	}
}

func (c *caller) spellOwners(access string, accounts map[any]object) {
	c.t.Helper()
	answer := raw(c.IdentityGet(c.ctx).IdentityGetRequest(*plaid.NewIdentityGetRequest(access)).Execute())(c.t)
	for _, a := range answer["accounts"].(list) {
		if owners := a.(object)["owners"].(list); len(owners) == 1 {
			accounts[a.(object)["account_id"]]["identity"] = owners[0]
		} else {
			c.t.Errorf("an account has %d owners, want 1: %s", len(owners), spell(owners))
		}
	}
}

func (c *caller) spellLiabilities(access string, accounts map[any]object) {
	c.t.Helper()
	answer := raw(c.LiabilitiesGet(c.ctx).LiabilitiesGetRequest(*plaid.NewLiabilitiesGetRequest(access)).Execute())(c.t)
	for kind, liabilities := range answer["liabilities"].(object) {
		of, _ := liabilities.(list)
		for _, l := range of {
			liability := l.(object)
			spelled := merged(liability, object{
				"type": kind, "nominal_apr": liability["interest_rate_percentage"], "principal": liability["origination_principal_amount"],
			})
			aprs, _ := liability["aprs"].(list)
			for _, a := range aprs {
				apr := a.(object)
				key := map[any]string{
					"purchase_apr": "purchase_apr", "cash_apr": "cash_apr", "balance_transfer_apr": "balance_transfer_apr", "special": "special_apr",
				}[apr["apr_type"]]
				spelled[key] = apr["apr_percentage"]
			}
			accounts[liability["account_id"]]["liability"] = spelled
		}
	}
}

// spellTransactions reads by pages and by synchronisation, which must agree.
func (c *caller) spellTransactions(access string, accounts map[any]object) {
	c.t.Helper()
	got := c.allTransactions(access)
	synced := c.syncAll(access)
	byKey := func(all list) { slices.SortFunc(all, func(a, b any) int { return bytes.Compare(spell(a), spell(b)) }) }
	byKey(got)
	byKey(synced)
	same(c.t, "/transactions/get and /transactions/sync", got, synced)
	for _, x := range got {
		transaction := x.(object)
		account := accounts[transaction["account_id"]]
		if transaction["original_description"] != transaction["name"] {
			c.t.Errorf("the bank says %v, and the name is %v", transaction["original_description"], transaction["name"])
		}
		account["transactions"] = append(account["transactions"].(list), object{
			"date_transacted": transaction["authorized_date"], "date_posted": transaction["date"], "amount": transaction["amount"],
			"description": transaction["name"], "currency": currencyOf(transaction),
		})
	}
}

// allTransactions reads every page of a small size.
func (c *caller) allTransactions(access string) (all list) {
	c.t.Helper()
	now := c.now()
	request := plaid.NewTransactionsGetRequest(access, now.Add(-years).Format(time.DateOnly), now.Format(time.DateOnly))
	for {
		options := plaid.NewTransactionsGetRequestOptions()
		options.SetIncludeOriginalDescription(true)
		options.SetCount(30)
		options.SetOffset(int32(len(all)))
		request.SetOptions(*options)
		answer := raw(c.TransactionsGet(c.ctx).TransactionsGetRequest(*request).Execute())(c.t)
		page := answer["transactions"].(list)
		all = append(all, page...)
		if total := int(answer["total_transactions"].(float64)); len(all) >= total || len(page) == 0 {
			if len(all) != total {
				c.t.Errorf("the pages have %d transactions, want %d", len(all), total)
			}
			return all
		}
	}
}

// syncAll reads every page of a synchronisation from the beginning.
func (c *caller) syncAll(access string) (added list) {
	c.t.Helper()
	request := plaid.NewTransactionsSyncRequest(access)
	options := plaid.NewTransactionsSyncRequestOptions()
	options.SetIncludeOriginalDescription(true)
	request.SetOptions(*options)
	request.SetCount(30)
	for {
		answer := raw(c.TransactionsSync(c.ctx).TransactionsSyncRequest(*request).Execute())(c.t)
		added = append(added, answer["added"].(list)...)
		if answer["has_more"] != true {
			return added
		}
		request.SetCursor(answer["next_cursor"].(string))
	}
}

// spellInvestments puts the security into each holding and transaction, as a configuration does.
func (c *caller) spellInvestments(access string, accounts map[any]object) {
	c.t.Helper()
	now := c.now()
	held := raw(c.InvestmentsHoldingsGet(c.ctx).InvestmentsHoldingsGetRequest(*plaid.NewInvestmentsHoldingsGetRequest(access)).Execute())(c.t)
	request := *plaid.NewInvestmentsTransactionsGetRequest(access, now.Add(-years).Format(time.DateOnly), now.Format(time.DateOnly))
	moved := raw(c.InvestmentsTransactionsGet(c.ctx).InvestmentsTransactionsGetRequest(request).Execute())(c.t)
	for key, answer := range map[string]object{"holdings": held, "investment_transactions": moved} {
		securities := map[any]any{}
		for _, s := range answer["securities"].(list) {
			securities[s.(object)["security_id"]] = merged(s.(object), object{"currency": currencyOf(s.(object))})
		}
		for _, x := range answer[key].(list) {
			one := merged(x.(object), object{"security": securities[x.(object)["security_id"]], "currency": currencyOf(x.(object))})
			account := accounts[one["account_id"]]
			account[key] = append(account[key].(list), one)
		}
	}
}

// inOrder sorts transactions, which a file has in any order, by what each must have.
func inOrder(transactions any) {
	all, _ := transactions.(list)
	key := func(x any) []byte {
		o, _ := x.(object)
		return spell(list{o["date_posted"], o["date_transacted"], o["amount"], o["description"]})
	}
	slices.SortFunc(all, func(a, b any) int { return bytes.Compare(key(a), key(b)) })
}
