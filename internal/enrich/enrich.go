// Package enrich tells from a bank's description of a transaction what it was: the merchant and the
// others on its side, the categories in both versions of the taxonomy, the place, the way it was
// paid, and whether it is income and whose.
//
// It knows nothing of accounts and people but what it is asked with. A description is reduced to
// plain words (words.go), which are looked up among phrases (phrase.go): the names of merchants
// (merchant.go) and payers (payer.go), then key words (keyword.go). Each leads to one shared meaning
// (meaning.go), so what is known costs no memory. Who pays money that comes in, and whether that is income, is
// read by [In] (incoming.go, payername.go). The taxonomy is in taxonomy.txt; legacy.txt has the
// categories that came before it.
package enrich

import "strings"

// Enriched is what a description of a bank tells of a transaction. Empty is what it does not tell.
// What is behind its pointers and slices is shared and read only.
type Enriched struct {
	MerchantName     string
	MerchantEntityID string
	LogoURL          string
	Website          string
	V1, V2           *Category // in each version of the taxonomy; never nil
	Confidence       string    // in the categories
	Channel          string    // payment_channel
	Type             string    // transaction_type
	Code             string    // transaction_code, which banks of the United States do not give
	CheckNumber      string
	Counterparties   []Counterparty
	Location         Location
	Payment          PaymentMeta
}

// IconURL is where the icon of the category is shown.
func (e Enriched) IconURL() string { return e.V1.Icon }

// What is said of a transaction whose description tells nothing.
var (
	unknownOut     = unsure(meaningOf("GENERAL_MERCHANDISE_OTHER_GENERAL_MERCHANDISE"), inStore)
	unknownIn      = unsure(meaningOf("TRANSFER_IN_ACCOUNT_TRANSFER"), other)
	unknownRefund  = unsure(meaningOf("GENERAL_MERCHANDISE_OTHER_GENERAL_MERCHANDISE"), inStore)
	unknownPayment = map[string]*meaning{ // to an account that owes, by its subtype
		"credit card": unsure(meaningOf("LOAN_PAYMENTS_CREDIT_CARD_PAYMENT"), other),
		"student":     unsure(meaningOf("LOAN_PAYMENTS_STUDENT_LOAN_PAYMENT"), other),
		"mortgage":    unsure(meaningOf("LOAN_PAYMENTS_MORTGAGE_PAYMENT"), other),
		"home equity": unsure(meaningOf("LOAN_PAYMENTS_MORTGAGE_PAYMENT"), other),
		"auto":        unsure(meaningOf("LOAN_PAYMENTS_CAR_PAYMENT"), other),
	}
	unknownLoanPayment = unsure(meaningOf("LOAN_PAYMENTS_PERSONAL_LOAN_PAYMENT"), other)
)

func unsure(m *meaning, channel string) *meaning {
	m.confidence, m.channel = low, channel
	return m
}

// Account is what matters of the account that a description stands on.
type Account struct{ Type, Subtype string }

// Of tells what a description means on an account, where money came in or went out.
// It is asked for every transaction of a page, so a description that is known costs no memory.
func Of(description string, in bool, account Account) Enriched {
	var buf [maxWords]byte
	description = clip(description)
	plain := plainWords(buf[:0], description)
	refund := in && isRefund(plain)
	f := find(plain, in && !refund)
	if in && !refund && f.what != nil && f.what.income == "" && says(plain, wageWords) && !says(plain, neverWords) {
		f = found{what: wagesPhrase} // of a shop
	}
	if f.what == nil && refund {
		f.what = unknownRefund
	}
	if f.what == nil {
		f.what = unknown(in, account)
	}
	m := f.what
	e := Enriched{
		MerchantEntityID: m.entityID, LogoURL: m.logo, Website: m.website,
		V1: m.v1, V2: m.v2, Confidence: m.confidence, Channel: m.channel, Code: m.code, Counterparties: m.parties,
	}
	if m.kind == merchantKind || m.kind == marketKind {
		e.MerchantName = m.name
	} else {
		e.MerchantEntityID, e.LogoURL, e.Website = "", "", ""
	}
	if refund && e.Code != "" {
		e.Code = "refund"
	}
	switch {
	case f.via != nil:
		e.Counterparties = []Counterparty{f.via.parties[0], m.parties[0]}
		e.Channel = f.via.channel
	case m.kind == terminalKind, m.kind == marketKind && strings.Contains(description, "*"), m.name == "" && m.channel == inStore && !m.nameless:
		e.guessMerchant(plain, description, m)
	}
	e.Type = m.transactionType(e.Channel)
	e.CheckNumber = checkNumber(plain)
	e.Location = locate(plain, f.after)
	e.Payment = paymentMeta(description, plain, m, in)
	return e
}

// unknown is what is said of money alone.
func unknown(in bool, account Account) *meaning {
	switch owing := account.Type == "credit" || account.Type == "loan"; {
	case !in:
		return unknownOut
	case !owing:
		return unknownIn
	case unknownPayment[account.Subtype] != nil:
		return unknownPayment[account.Subtype]
	}
	return unknownLoanPayment
}

// guessMerchant takes what is left of a description for the name of a shop. Behind a star stands
// the shop of a terminal or a marketplace: SQ *MAPLE BAKERY.
func (e *Enriched) guessMerchant(plain []byte, description string, m *meaning) {
	shop, between := description, m.between()
	if _, behind, starred := strings.Cut(description, "*"); between && starred {
		shop = behind
	} else if between {
		_, shop, _ = strings.Cut(description, " ")
	} else if at := placeAt(plain); at > 0 {
		shop = string(plain[:at])
	}
	name := cleanName(shop)
	if name == "" {
		return
	}
	guess := Counterparty{Name: name, Kind: merchantKind, Confidence: low}
	e.Counterparties = []Counterparty{guess}
	if between {
		e.Counterparties = []Counterparty{m.parties[0], guess}
		e.MerchantEntityID, e.LogoURL, e.Website = "", "", ""
	}
	e.MerchantName = name
}

// transactionType follows from where the payment was made.
func (m *meaning) transactionType(channel string) string {
	switch {
	case m.special || channel == other:
		return "special"
	case channel == online:
		return "digital"
	case m == unknownOut, m == unknownRefund:
		return "unresolved"
	}
	return "place"
}

// CheckNumber reads CHECK 1234 in a description, however the bank writes it; empty where it is not there.
func CheckNumber(description string) string {
	var buf [maxWords]byte
	return checkNumber(plainWords(buf[:0], clip(description)))
}

func checkNumber(plain []byte) string {
	if len(plain) == 0 || plain[0] != 'C' {
		return ""
	}
	for _, word := range [...]string{"CHECK", "CHEQUE", "CHQ", "CHECK PAID"} {
		if !begins(plain, word) || len(plain) == len(word) {
			continue
		}
		rest := plain[len(word)+1:]
		for _, sign := range [...]string{"NO", "NUMBER", "NUM"} {
			if begins(rest, sign) && len(rest) > len(sign) {
				rest = rest[len(sign)+1:]
			}
		}
		n := 0
		for n < len(rest) && '0' <= rest[n] && rest[n] <= '9' {
			n++
		}
		if n > 0 && n <= 10 && (n == len(rest) || rest[n] == ' ') {
			return string(rest[:n])
		}
	}
	return ""
}
