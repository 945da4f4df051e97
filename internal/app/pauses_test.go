package app

import (
	"encoding/json"
	"fmt"
	"slices"
	"testing"
	"time"

	"toile"
	"toile/internal/link"
)

// said is what a report says of its sources: which they are and the deposits in them.
func said(report toile.CreditBankIncome) (lines []string) {
	for _, item := range report.Items {
		for _, source := range item.BankIncomeSources {
			lines = append(lines, fmt.Sprintln(*source.IncomeDescription, *source.TotalAmount, *source.TransactionCount, *source.StartDate, *source.EndDate))
			for _, month := range source.HistoricalSummary {
				for _, deposit := range month.Transactions {
					lines = append(lines, fmt.Sprintln(*deposit.TransactionID, *deposit.Date, *deposit.Amount, *deposit.Name))
				}
			}
		}
	}
	slices.Sort(lines)
	return lines
}

// income reads the newest report of the person.
func (p *person) income(t *testing.T) (report toile.CreditBankIncome) {
	t.Helper()
	encoded, err := p.CreditBankIncomeGet(t.Context(), who, fill[toile.CreditBankIncomeGetRequest](t, p, `{"user_id":"$USER"}`))
	if err != nil {
		t.Fatal(err)
	}
	var reports []toile.CreditBankIncome
	if err := json.Unmarshal(encoded, &reports); err != nil || len(reports) != 1 {
		t.Fatalf("%d reports, %v", len(reports), err)
	}
	return reports[0]
}

// transactions reads what the Item shows, by transaction_id.
func (p *person) transactions(t *testing.T) map[string]toile.Transaction {
	t.Helper()
	now, _, err := p.Clock(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]toile.Transaction{}
	for more := true; more; {
		resp, err := p.TransactionsGet(t.Context(), who, fill[toile.TransactionsGetRequest](t, p, fmt.Sprintf(
			`{"access_token":"$ACCESS","start_date":"2025-11-01","end_date":%q,"options":{"count":500,"offset":%d}}`, now.Format(time.DateOnly), len(found))))
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range resp.Transactions {
			found[row.TransactionID] = row
		}
		more = len(resp.Transactions) > 0 && len(found) < resp.TotalTransactions
	}
	return found
}

// A person who takes their time gets a report of what they were offered: as of when the step began, though it
// is made later, with the transactions that the Item has.
func TestReportOfASlowPerson(t *testing.T) {
	t.Parallel()
	const asked = `"products":["transactions","income_verification"],"transactions":{"days_requested":180},` +
		`"income_verification":{"income_source_types":["bank"],"bank_income":{"days_requested":90}}`
	eachEngine(t, func(t *testing.T, database func() string) {
		a := begin(t, database())
		for _, username := range []string{"user_bank_income", "user_yuppie", "user_ewa_user", "user_small_business", "user_credit_profile_good", "user_credit_bonus"} {
			now := time.Date(2026, 3, 1, 23, 50, 0, 0, time.UTC) // the steps fall on two days
			if err := a.MoveClock(t.Context(), ClockMove{Now: &now}); err != nil {
				t.Fatal(err)
			}
			quick, slow := newPerson(t, a, "quick "+username), newPerson(t, a, "slow "+username)
			s := slow.sit(t, slow.token(t, asked))
			s.do(t, link.Consent{}, link.SelectInstitution{InstitutionID: "ins_109508"})
			page := s.do(t, link.SubmitCredentials{Username: username, Password: "{}"})
			var accounts []string
			for _, account := range page.Accounts {
				accounts = append(accounts, account.ID)
			}
			page = s.do(t, link.SelectAccounts{AccountIDs: accounts})
			if page.Pane != link.PaneIncome || len(page.Offered) == 0 {
				t.Fatalf("%s is offered nothing, on %s", username, page.Pane)
			}
			quick.headless(t, quick.token(t, asked), alone(as(username)))

			a.advance(t, 29*time.Minute)
			var sources []string
			for _, source := range s.page(t).Offered {
				sources = append(sources, source.Key)
			}
			page = s.do(t, link.DecideIncome{Sources: sources})
			slow.exchange(t, page.Result.PublicTokens[0])
			a.advance(t, 2*time.Minute)
			report := slow.income(t)
			if made := report.GeneratedTime.Time; !made.Equal(now.Add(29 * time.Minute)) {
				t.Errorf("%s: the report was made at %s", username, made)
			}
			if got, want := names(said(report)), names(said(quick.income(t))); !slices.Equal(got, want) {
				t.Errorf("%s\nquick: %q\nslow:  %q", username, want, got)
			}
			slow.checkDeposits(t, username, report)
		}
	})
}

// checkDeposits holds the deposits of a report against what the Item shows. A bank that lists few days has
// gone on by one since the step began.
func (p *person) checkDeposits(t *testing.T, username string, report toile.CreditBankIncome) {
	t.Helper()
	rows, oldest, shown := p.transactions(t), "9999", 0
	for _, row := range rows {
		oldest = min(oldest, row.Date)
	}
	for _, month := range report.BankIncomeSummary.HistoricalSummary {
		for _, deposit := range month.Transactions {
			row, known := rows[*deposit.TransactionID]
			if *deposit.Date >= oldest && (!known || row.Date != *deposit.Date || row.Amount != -*deposit.Amount) {
				t.Errorf("%s: the report has %s %v, the Item %s %v", username, *deposit.Date, *deposit.Amount, row.Date, row.Amount)
			}
			if known {
				shown++
			}
		}
	}
	if shown == 0 {
		t.Errorf("%s: no deposit is the Item's", username)
	}
}

// names leaves out the ids of transactions, which belong to an Item.
func names(lines []string) (rest []string) {
	for _, line := range lines {
		if len(line) > 37 && line[37] == ' ' {
			line = line[38:]
		}
		rest = append(rest, line)
	}
	slices.Sort(rest)
	return rest
}

// In an update a caller adds a deposit while the person looks at their income. It is not what they were offered,
// and not in the report.
func TestReportOfAnUpdateMeanwhile(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, database func() string) {
		a := begin(t, database())
		var reports [][]string
		for _, name := range []string{"quiet", "busy"} {
			now := noon
			if err := a.MoveClock(t.Context(), ClockMove{Now: &now}); err != nil {
				t.Fatal(err)
			}
			p := newPerson(t, a, name)
			linked := p.headless(t, p.token(t, transactAsked), alone(as("user_transactions_dynamic")))
			p.exchange(t, linked.PublicTokens[0])
			a.advance(t, time.Minute)
			pays := func(amount int) {
				if _, err := a.SandboxTransactionsCreate(t.Context(), who, fill[toile.SandboxTransactionsCreateRequest](t, p, fmt.Sprintf(
					`{"access_token":"$ACCESS","transactions":[{"amount":-%d,"date_posted":"2026-03-01","date_transacted":"2026-03-01","description":"PAYROLL TWILL ROBOTICS"}]}`, amount))); err != nil {
					t.Fatal(err)
				}
			}
			pays(900)
			a.advance(t, time.Minute)
			s := p.sit(t, p.token(t, updateAsked+","+incomeAsked))
			page := s.do(t, link.SubmitCredentials{Username: "user_transactions_dynamic", Password: "{}"})
			if page.Pane != link.PaneIncome || len(page.Offered) == 0 {
				t.Fatalf("nothing is offered, on %s", page.Pane)
			}
			var sources []string
			for _, source := range page.Offered {
				sources = append(sources, source.Key)
			}
			a.advance(t, time.Minute)
			if name == "busy" {
				pays(500)
			}
			a.advance(t, time.Minute)
			s.do(t, link.DecideIncome{Sources: sources})
			reports = append(reports, names(said(p.income(t))))
		}
		if !slices.Equal(reports[0], reports[1]) || len(reports[0]) == 0 {
			t.Errorf("\nquiet: %q\nbusy:  %q", reports[0], reports[1])
		}
	})
}
