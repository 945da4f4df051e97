package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"sync/atomic"
	"time"

	"toile"
)

// bankPersonas are the logins whose lives are worked out; the longest of them is largestPersona.
var bankPersonas = []string{
	"user_bank_income", "user_credit_bonus", "user_credit_joint_account", "user_credit_profile_poor", "user_credit_profile_good",
	"user_credit_profile_excellent", "user_ewa_user", "user_yuppie", "user_small_business", "user_limited_purpose_checking",
	"user_prism_1", "user_prism_2", largestPersona, "user_prism_4", "user_prism_5", "user_prism_6", "user_prism_7", "user_prism_8",
}

const largestPersona = "user_prism_3"

// bankLogin gives the name and password of the person of an Item: by turns the standard user, the
// one whose transactions move, a persona, and somebody with a configuration of their own.
func bankLogin(n int, now time.Time) (username, password string) {
	switch n % 4 {
	case 0:
		return "user_good", "pass_good"
	case 1:
		return "user_transactions_dynamic", "pass_good"
	case 2:
		return bankPersonas[n/4%len(bankPersonas)], "pass_good"
	}
	return "user_custom", customConfig(n, now)
}

// customConfig gives a configuration of about 4 kB that no other number has.
func customConfig(n int, now time.Time) string {
	const transactions = 30
	rows := make([]string, transactions)
	for i := range rows {
		day := now.AddDate(0, 0, -3*i-1).Format(time.DateOnly)
		rows[i] = fmt.Sprintf(`{"date_transacted":"%s","date_posted":"%s","currency":"USD","amount":%d.%02d,"description":"SHOP %d NO %06d"}`,
			day, day, 5+(n+i)%90, (n*7+i)%100, i, n)
	}
	return fmt.Sprintf(`{"version":"2","seed":"bench-%d","override_accounts":[{"type":"depository","subtype":"checking","starting_balance":%d,"transactions":[%s]}]}`,
		n, 1000+n%5000, strings.Join(rows, ","))
}

// importItems makes Items, until a time, and gives their access tokens.
func importItems(ctx context.Context, srv *process, count int, until time.Time) ([]string, error) {
	tokens := make([]string, count)
	made, err := inSteps(ctx, srv, count, until, "made", func(c *caller, n int) error {
		username, password := bankLogin(n, until)
		body, err := json.Marshal(toile.ItemImportRequest{
			Products: []toile.Products{toile.ProductsTransactions},
			UserAuth: toile.ItemImportRequestUserAuth{UserID: username, AuthToken: password},
		})
		if err == nil {
			tokens[n], err = c.accessToken(toile.ItemImport.Path(), string(body))
		}
		return err
	})
	return tokens[:made], err
}

// readItems reads the first page of transactions of Items, until a time, and gives of how many and
// how many transactions they were. Each must have some.
func readItems(ctx context.Context, srv *process, tokens []string, until time.Time) (read, transactions int, err error) {
	var all atomic.Int64
	read, err = inSteps(ctx, srv, len(tokens), until, "read", func(c *caller, n int) error {
		answer, err := c.post(toile.TransactionsSync.Path(), `{"access_token":"`+tokens[n]+`"}`)
		if err != nil {
			return err
		}
		rows := transactionsIn(answer)
		if rows == 0 {
			username, _ := bankLogin(n, until)
			return fmt.Errorf("no transactions of Item %d (%s): %s", n, username, answer)
		}
		all.Add(int64(rows))
		return nil
	})
	return read, int(all.Load()), err
}

// transactionsIn counts the transactions of an answer.
func transactionsIn(answer []byte) int { return bytes.Count(answer, []byte(`"transaction_id":`)) }

// accessToken posts a request and gives the access token of its answer.
func (c *caller) accessToken(path, body string) (string, error) {
	answer, err := c.post(path, body)
	var token struct {
		AccessToken string `json:"access_token"`
	}
	if err == nil {
		err = json.Unmarshal(answer, &token)
	}
	return token.AccessToken, err
}

// inSteps does something for each of so many numbers over many connections, until a time, and gives
// for how many it was done: the first ones.
func inSteps(ctx context.Context, srv *process, count int, until time.Time, what string, do func(c *caller, n int) error) (done int, err error) {
	for began := time.Now(); done < count && time.Now().Before(until); {
		step := min(bankStep, count-done)
		var next atomic.Int64
		f, err := call(ctx, []*process{srv}, manyConnections, func(c *caller) (more bool, err error) {
			if next.Load() > 0 && !time.Now().Before(until) { // what was begun is done: no number is left out
				return false, nil
			}
			n := int(next.Add(1)) - 1
			if n >= step {
				return false, nil
			}
			return true, do(c, done+n)
		})
		if err != nil {
			return done, err
		}
		done += f.requests
		progress("%s %s of %s Items in %s, %s µs of the server's CPU each", what, thousands(done), thousands(count),
			time.Since(began).Round(time.Second), micros(f.cpuEach))
	}
	return done, nil
}

// thousands writes a number with commas.
func thousands(n int) string {
	if n < 1000 {
		return fmt.Sprint(n)
	}
	return fmt.Sprintf("%s,%03d", thousands(n/1000), n%1000)
}
