package enrich

import (
	"strings"

	"toile/internal/id"
)

// Where a payment is made (payment_channel).
const (
	online  = "online"
	inStore = "in store"
	other   = "other"
)

// What stands on the other side of a transaction (facts api 3.0, TransactionCounterparty).
const (
	merchantKind    = "merchant"
	institutionKind = "financial_institution"
	appKind         = "payment_app"
	marketKind      = "marketplace"
	terminalKind    = "payment_terminal"
	payerKind       = "income_source"
)

// How sure a statement about a transaction is.
const (
	veryHigh = "VERY_HIGH"
	high     = "HIGH"
	medium   = "MEDIUM"
	low      = "LOW"
)

// meaning is what a phrase tells of a transaction. It is made when the program starts, with all
// that follows from it, so that no transaction pays for that.
type meaning struct {
	name       string // of who stands on the other side; empty where the phrase names none
	kind       string // of counterparty
	entityID   string
	website    string
	logo       string
	v1, v2     *Category
	confidence string
	channel    string
	code       string // transaction_code
	special    bool   // its transaction_type is special whatever the channel
	nameless   bool   // whoever stands on the other side stays unnamed
	program    string // which benefit of its payer
	income     string // the kind of income that it is where money comes in; empty for none
	parties    []Counterparty
}

// between reports whether the other side only passes money on.
func (m *meaning) between() bool {
	return m.kind == appKind || m.kind == marketKind || m.kind == terminalKind
}

// meaningOf gives a meaning whose category is written "v1>v2", or once where both versions have it.
func meaningOf(categories string) *meaning {
	one, two, differ := strings.Cut(categories, ">")
	if !differ {
		two = one
	}
	return &meaning{v1: category(one, "1"), v2: category(two, "2"), confidence: high, channel: other}
}

// named adds who stands on the other side.
func (m *meaning) named(name, kind, website string) *meaning {
	known := shown[name]
	m.name, m.kind, m.website, m.logo, m.entityID = name, kind, website, known.logo, known.entityID
	m.confidence = veryHigh
	if m.entityID == "" {
		m.entityID = entityID(name)
	}
	m.parties = []Counterparty{{
		Name: m.name, Kind: m.kind, EntityID: m.entityID, Website: m.website, LogoURL: m.logo, Confidence: veryHigh,
	}}
	return m
}

// shown are the logos and ids of merchants as the sandbox shows them; others have no logo, and
// ids of ours.
var shown = map[string]struct{ logo, entityID string }{
	"Uber":            {"https://plaid-merchant-logos.plaid.com/uber_1060.png", "eyg8o776k0QmNgVpAmaQj4WgzW9Qzo6O51gdd"},
	"United Airlines": {"https://plaid-merchant-logos.plaid.com/united_airlines_1065.png", "NKDjqyAdQQzpyeD8qpLnX0D6yvLe2KYKYYzQ4"},
	"McDonald's":      {"https://plaid-merchant-logos.plaid.com/mcdonalds_619.png", "vzWXDWBjB06j5BJoD3Jo84OJZg7JJzmqOZA22"},
	"Starbucks":       {"https://plaid-merchant-logos.plaid.com/starbucks_956.png", "NZAJQ5wYdo1W1p39X5q5gpb15OMe39pj4pJBb"},
	"Walmart":         {"https://plaid-merchant-logos.plaid.com/walmart_1100.png", "O5W5j4dN9OR3E6ypQmjdkWZZRoXEzVMz2ByWM"},
	"Burger King":     {"https://plaid-merchant-logos.plaid.com/burger_king_155.png", "mVrw538wamwdm22mK8jqpp7qd5br0eeV9o4a1"},
	"Apple":           {"https://plaid-merchant-logos.plaid.com/apple_63.png", ""},
	"DoorDash":        {"https://plaid-counterparty-logos.plaid.com/doordash_1.png", "YNRJg5o2djJLv52nBA1Yn1KpL858egYVo4dpm"},
}

// entityIDs gives ids to merchants, the same in every world.
var entityIDs = id.New("merchants")

// entityID gives the id of a merchant, which follows from its name.
func entityID(name string) string { return entityIDs.Item("merchant", name, 1) }
