package bank

import (
	"fmt"
	"strings"

	"toile"
)

// Bounds on a configuration. The sandbox documents about 55 kB and 250 transactions, and files of
// 67,748 bytes and 223 rows work there (facts link 6.1): ours are above both.
const (
	maxCustomText     = 128 << 10 // bytes
	maxCustomAccounts = 10
	maxCustomRows     = 1000 // in all: transactions, holdings, pay stubs, …
)

// customUser is a configuration that was checked: the world of one person as a test wants it. What
// it does not say is nil or empty, and the world fills it in.
type customUser struct {
	Seed       string
	Recaptcha  string // good or bad
	ForceError string
	MFA        *customMFA
	Accounts   []customAccount
}

// parseCustom reads a configuration. The error is about the first mistake in it: what the text is
// called is said when it is no JSON object, anything else is named by its path in it.
func parseCustom(what, text string) (*customUser, error) {
	if len(text) > maxCustomText {
		return nil, toile.ErrInvalidField(fmt.Sprintf("%s must be at most %d bytes of JSON", what, maxCustomText))
	}
	in, err := parseObject(what, text)
	if err != nil {
		return nil, err
	}
	c := readCustom(in)
	if *in.mistake != nil {
		return nil, *in.mistake
	}
	return &c, nil
}

// forcedErrors are the codes that a configuration may ask for.
var forcedErrors = strings.Fields(`INSTITUTION_NOT_RESPONDING INSTITUTION_NO_LONGER_SUPPORTED INVALID_CREDENTIALS INVALID_MFA ITEM_LOCKED
	ITEM_LOGIN_REQUIRED ITEM_NOT_SUPPORTED INVALID_LINK_TOKEN MFA_NOT_SUPPORTED NO_ACCOUNTS PLAID_ERROR USER_INPUT_TIMEOUT USER_SETUP_REQUIRED`)

func readCustom(in object) customUser {
	if version := in.label("version"); version != "" && version != "1" && version != "2" {
		in.refuse("version", "must be one of 1, 2")
	}
	c := customUser{
		Seed: in.text("seed"), Recaptcha: in.word("recaptcha", "good", "bad"),
		ForceError: in.word("force_error", forcedErrors...), MFA: readCustomMFA(in.object("mfa")),
	}
	rows := 0
	in.each("override_accounts", func(in object) {
		if len(c.Accounts) == maxCustomAccounts {
			in.fail("override_accounts", fmt.Sprintf("must have at most %d accounts", maxCustomAccounts))
			return
		}
		account := readCustomAccount(in)
		if rows += account.rows(); rows > maxCustomRows {
			in.fail("override_accounts", fmt.Sprintf("must have at most %d transactions, holdings and documents in all", maxCustomRows))
		}
		c.Accounts = append(c.Accounts, account)
	})
	in.end()
	return c
}
