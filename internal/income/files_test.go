package income_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"toile/internal/bank"
	"toile/internal/income"
)

// fileIncome is what a person finds who reads the files row by row: account, payer, category,
// frequency, number and sum of the deposits.
var fileIncome = map[string]string{
	// Others wrote these three; they stand beside the repository.
	"bank_income_basic.json": `
		1 Bank Interest BANK_INTEREST UNKNOWN 1 4.22
		1 Plaid SALARY MONTHLY 12 61500.00`,
	"bank_income_custom_user_5_income_sources.json": `
		1 Bank Interest BANK_INTEREST MONTHLY 3 75.00
		1 Plaid SALARY MONTHLY 6 12000.00
		1 Social Security Administration RETIREMENT MONTHLY 3 7500.00
		2 Lyft GIG_ECONOMY WEEKLY 6 7200.00
		2 Uber GIG_ECONOMY SEMI_MONTHLY 6 6000.00`,
	"selfEmployedGiguser.json": `
		1 Bank Interest BANK_INTEREST UNKNOWN 1 4.22
		1 Lyft GIG_ECONOMY WEEKLY 6 7200.00
		1 Self Payout From Business OTHER SEMI_MONTHLY 6 9600.00
		1 Uber GIG_ECONOMY SEMI_MONTHLY 6 6000.00`,

	// These are ours.
	"two-jobs.json": `
		1 Baste Bookshop SALARY WEEKLY 13 4005.60
		1 Hemstitch Cafe SALARY WEEKLY 10 2134.20
		1 Northgate Clinic SALARY BIWEEKLY 13 21109.45`,
	"gig-worker.json": `
		1 DoorDash GIG_ECONOMY UNKNOWN 13 928.45
		1 Instacart GIG_ECONOMY BIWEEKLY 6 1149.50
		1 Uber GIG_ECONOMY WEEKLY 13 5293.45
		1 Venmo TRANSFER_FROM_APPLICATION MONTHLY 3 345.00`,
	"retiree.json": `
		1 Department of Veterans Affairs MILITARY MONTHLY 6 1053.06
		1 Internal Revenue Service TAX_REFUND UNKNOWN 1 612.00
		1 Social Security Administration RETIREMENT MONTHLY 7 13909.00
		1 Textile Workers Pension Fund RETIREMENT MONTHLY 7 9395.26
		2 Bank Interest BANK_INTEREST MONTHLY 6 112.65`,
	"seasonal.json": `
		1 CA EDD UNEMPLOYMENT BIWEEKLY 13 7722.00
		1 NYS DTF Tax Refund TAX_REFUND UNKNOWN 1 1180.00
		1 State Disbursement Unit Child Support CHILD_SUPPORT MONTHLY 11 3410.00
		1 Summit Ski Lifts SALARY WEEKLY 14 7882.25`,
	"landlord.json": `
		1 Airbnb RENTAL UNKNOWN 7 2809.95
		1 Maya Lane RENTAL MONTHLY 6 5880.00
		1 Rental Income RENTAL MONTHLY 6 8700.00
		1 Thimble Logistics SALARY BIWEEKLY 12 25265.28`,
	"small-business.json": `
		1 Harbor Hotels Group OTHER MONTHLY 5 16000.00
		1 Oakmoss Studio LLC OTHER UNKNOWN 4 8550.00
		1 Stripe OTHER DAILY 59 25956.85
		2 Bank Interest BANK_INTEREST MONTHLY 2 25.30`,
	"currencies.json": `
		1 Halyard Systems SALARY MONTHLY 5 20602.50
		1 Kontor GmbH GIG_ECONOMY MONTHLY 6 5370.00 EUR
		2 Bank Interest BANK_INTEREST MONTHLY 5 16.00
		2 Wharf Lettings Ltd RENTAL MONTHLY 6 3840.00`,
}

// TestFiles holds what is found in files of custom users against the table.
func TestFiles(t *testing.T) {
	t.Parallel()
	files := incomeFiles(t)
	for name, want := range fileIncome {
		text, there := files[name]
		if !there {
			t.Logf("%s is not beside the repository", name)
			continue
		}
		streams, _ := foundBy(t, "user_custom", text, 730)
		if got, want := table(streams), lines(want); got != want {
			t.Errorf("%s: found\n%s\nwant\n%s", name, got, want)
		}
	}
	if len(files) < 7 {
		t.Errorf("%d files: those of the documents are not there", len(files))
	}
}

// incomeFiles gives the custom users of the documents and, where they stand beside the repository, those that
// others wrote.
func incomeFiles(t testing.TB) map[string]string {
	t.Helper()
	files := map[string]string{}
	beside := filepath.Join("shared", "data", "custom-users", "income", "*.json")
	for _, pattern := range []string{
		"../../docs/examples/income/*.json", filepath.Join("../../..", beside), filepath.Join("../../../..", beside), // of a work tree
	} {
		paths, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, path := range paths {
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			files[filepath.Base(path)] = string(text)
		}
	}
	return files
}

// table writes streams as fileIncome does.
func table(streams []income.Stream) string {
	var rows []string
	for _, s := range streams {
		row := fmt.Sprint(s.Account, " ", s.Name, " ", s.Category, " ", s.Frequency, " ", len(s.Transactions), " ", total(s))
		if s.Currency != "" {
			row += " " + s.Currency
		}
		rows = append(rows, row)
	}
	return lines(strings.Join(rows, "\n"))
}

func total(s income.Stream) (sum bank.Money) {
	for _, d := range s.Transactions {
		sum -= d.Amount
	}
	return sum
}

// lines gives the lines of a text in the order of their letters, without the blanks around.
func lines(text string) string {
	var kept []string
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" {
			kept = append(kept, line)
		}
	}
	slices.Sort(kept)
	return strings.Join(kept, "\n")
}
