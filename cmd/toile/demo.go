package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"toile"
	"toile/internal/authority"
	"toile/internal/document"
	"toile/internal/link"
)

func demoCommand() *cobra.Command {
	var f callFlags
	cmd := &cobra.Command{
		Use:   "demo",
		Short: "Walk a running server from /user/create to /credit/sessions/get, step by step",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return unreached(demo(cmd.Context(), cmd.OutOrStdout(), f, true))
		},
	}
	f.add(cmd)
	return cmd
}

// demoUser is the client_user_id of the demo's user.
const demoUser = "demo"

// story is one link token of the demo and what the person does with it.
type story struct {
	title  string
	token  toile.LinkTokenCreateRequest
	script link.Script
}

// demo makes a user whose sessions tell every kind of result, unless there is one already, and
// prints how to read them. Told to, it prints each step.
func demo(ctx context.Context, w io.Writer, f callFlags, steps bool) error {
	c := f.client()
	created, err := c.UserCreate(ctx, toile.UserCreateRequest{ClientUserID: demoUser, WithUpgradedUser: new(true)})
	if err != nil {
		return err
	}
	userID := created.UserID
	tell := func(format string, args ...any) {
		if steps {
			fmt.Fprintf(w, format+"\n", args...)
		}
	}
	tell("/user/create            user_id %s", userID)
	sessions, err := c.CreditSessionsGet(ctx, toile.CreditSessionsGetRequest{UserID: &userID})
	if err != nil {
		return err
	}
	if len(sessions.Sessions) == 0 {
		for _, s := range demoStories(userID) {
			result, err := tellStory(ctx, c, s)
			if err != nil {
				return fmt.Errorf("%s: %w", s.title, err)
			}
			tell("/link/token/create      for %s", s.title)
			tell("  Link                  %s, link_session_id %s", result.Status, result.LinkSessionID)
		}
	}
	tell("/credit/sessions/get    as below\n")
	body, err := json.Marshal(map[string]string{"user_id": userID})
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(w, "\nThe demo user's Link sessions:\n\n"+
		"  curl -s%s %s/credit/sessions/get \\\n    -H 'Content-Type: application/json' \\\n"+
		"    -H 'PLAID-CLIENT-ID: %s' -H \"PLAID-SECRET: %s\" \\\n    -d '%s'\n\n", f.curlTrust(), f.url, f.clientID, f.shownSecret("$TOILE_SECRET"), body)
	return err
}

// curlTrust gives what curl is to be told so that it takes the server's certificate.
func (f callFlags) curlTrust() string {
	dir, err := authorityDir(f.authority)
	if err != nil || !strings.HasPrefix(f.url, "https:") {
		return ""
	}
	return fmt.Sprintf(" --cacert '%s'", authority.File(dir))
}

// tellStory makes one link token and runs it.
func tellStory(ctx context.Context, c *toile.Client, s story) (link.Result, error) {
	var result link.Result
	token, err := c.LinkTokenCreate(ctx, s.token)
	if err != nil {
		return result, err
	}
	answer, err := c.Do(ctx, "/toile/link", linkRequest{token.LinkToken, s.script})
	if err != nil {
		return result, err
	}
	return result, json.Unmarshal(answer, &result)
}

// demoStories are the sessions of the demo, oldest first.
func demoStories(userID string) []story {
	token := func(products ...toile.Products) toile.LinkTokenCreateRequest {
		return toile.LinkTokenCreateRequest{
			ClientName: "toile demo", Language: "en", CountryCodes: []toile.CountryCode{toile.CountryCodeUS},
			UserID: &userID, Products: toile.Some(products),
		}
	}
	income := func(source toile.IncomeVerificationSourceType) toile.LinkTokenCreateRequest {
		t := token(toile.ProductsIncomeVerification)
		t.IncomeVerification = &toile.LinkTokenCreateRequestIncomeVerification{IncomeSourceTypes: []toile.IncomeVerificationSourceType{source}}
		if source == toile.IncomeVerificationSourceTypeBank {
			t.IncomeVerification.BankIncome = &toile.LinkTokenCreateRequestIncomeVerificationBankIncome{DaysRequested: 90}
		}
		return t
	}
	bank, payroll := toile.IncomeVerificationSourceTypeBank, toile.IncomeVerificationSourceTypePayroll
	person := link.Part{Username: "user_bank_income"}
	mistaken := link.Part{Username: "user_good", Before: []link.Credentials{{Username: "user_good", Password: "wrong"}}}
	return []story{
		{"a bank, left with an error", token(toile.ProductsAuth), link.Script{Part: link.Part{Username: "user_good", Password: "error_ITEM_LOCKED"}}},
		{"a bank, after a wrong password", token(toile.ProductsAuth), link.Script{Part: mistaken}},
		{"pay stubs from a payroll provider", income(payroll), link.Script{Flow: link.FlowPayroll}},
		{"documents", income(payroll), link.Script{Documents: []link.Document{{Kind: document.Paystub}, {Kind: document.Paystub}, {Kind: document.W2}}}},
		{"income at a bank", income(bank), link.Script{Part: person}},
	}
}
