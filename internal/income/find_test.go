package income_test

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"toile/internal/bank"
	"toile/internal/income"
)

// The accounts of TestFind: checking, savings, a card, and a checking account of a business.
func someBooks() []bank.Book {
	owners := []bank.Owner{{Names: []string{"Jane Q. Doe"}}}
	book := func(number int, kind, subtype, holder string) bank.Book {
		return bank.Book{Account: bank.Account{Number: number, Type: kind, Subtype: subtype}, Currency: "USD", Owners: owners, HolderCategory: holder}
	}
	return []bank.Book{
		book(1, "depository", "checking", "personal"), book(2, "depository", "savings", ""), book(3, "credit", "credit card", ""),
		book(4, "depository", "checking", "business"),
	}
}

// readRows reads lines of an account, days from the first of January 2026, parted by commas, the amount that came in, and
// the description. "#" in it is the day, "EUR " before it a currency, "pending " and "removed " say so.
func readRows(t *testing.T, text string) (rows []bank.Transaction) {
	t.Helper()
	for line := range strings.Lines(text) {
		fields := strings.SplitN(strings.TrimSpace(line), " ", 4)
		if len(fields) < 4 {
			continue
		}
		account, err1 := strconv.Atoi(fields[0])
		amount, err2 := strconv.ParseFloat(fields[2], 64)
		if err1 != nil || err2 != nil {
			t.Fatal(line, err1, err2)
		}
		for day := range strings.SplitSeq(fields[1], ",") {
			n, err := strconv.Atoi(day)
			if err != nil {
				t.Fatal(line, err)
			}
			row := bank.Transaction{Key: bank.Key(len(rows) + 1), Account: account, Amount: -bank.MoneyOf(amount), Date: newYear + bank.Date(n)}
			row.Description = strings.ReplaceAll(fields[3], "#", day)
			if rest, euro := strings.CutPrefix(row.Description, "EUR "); euro {
				row.Description, row.Currency = rest, "EUR"
			}
			if rest, pending := strings.CutPrefix(row.Description, "pending "); pending {
				row.Description, row.Pending = rest, true
			}
			if rest, removed := strings.CutPrefix(row.Description, "removed "); removed {
				row.Description, row.Removed.At = rest, now
			}
			rows = append(rows, row)
		}
	}
	return rows
}

var newYear = bank.NewDate(2026, 1, 1)

// TestFind holds one rule of the package after the other.
func TestFind(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ rule, rows, want string }{
		{"one payer in many spellings", `
			1 1,15,29 1000 DIRECT DEPOSIT ACME
			1 43 1000 ACME CORP PAYROLL PPD ID: 9001#
			1 57 1000 Acme Direct Dep #
			1 71 1000 ACME DES:PAYROLL ID:XX# INDN:JANE DOE PPD`, `1 Acme SALARY BIWEEKLY 6 6000.00`},
		{"two payers that share general words", `
			1 1,8,15 500 DIRECT DEPOSIT ACME
			1 3,17,31 900 DIRECT DEPOSIT GLOBEX`, `
			1 Acme SALARY WEEKLY 3 1500.00
			1 Globex SALARY BIWEEKLY 3 2700.00`},
		{"a name that is cut off", `
			1 1,15,29 500 PLATYPUS MANUFAC PAYROLL
			1 43,57 500 PLATYPUS MANUFACTURING PAYROLL`, `1 Platypus Manufac SALARY BIWEEKLY 5 2500.00`},
		{"a raise, a bonus, a missed payday, an early one, a pause", `
			1 1,15,29,57,71,84,99 1000 ACME PAYROLL
			1 20 3000 ACME BONUS
			1 203,217,231 1200 ACME PAYROLL`, `1 Acme SALARY BIWEEKLY 11 13600.00`},
		{"a job ends and another begins", `
			1 1,15,29,43 1000 ACME PAYROLL
			1 60,67,74,81 600 GLOBEX PAYROLL`, `
			1 Acme SALARY BIWEEKLY 4 4000.00
			1 Globex SALARY WEEKLY 4 2400.00`},
		{"pay that is split between two accounts", `
			1 1,15,29 1000 ACME PAYROLL
			2 1,15,29 200 ACME PAYROLL`, `
			1 Acme SALARY BIWEEKLY 3 3000.00
			2 Acme SALARY BIWEEKLY 3 600.00`},
		{"pending, removed, and on a card", `
			1 1,15 1000 ACME PAYROLL
			1 29 1000 pending ACME PAYROLL
			1 28 1000 removed ACME PAYROLL
			3 29 1000 ACME PAYROLL`, `1 Acme SALARY BIWEEKLY 2 2000.00`},
		{"currencies", `
			1 1,31,61 1000 ACME PAYROLL
			1 1,31,61 700 EUR ACME PAYROLL`, `
			1 Acme SALARY MONTHLY 3 3000.00
			1 Acme SALARY MONTHLY 3 2100.00 EUR`},

		{"own transfers that are not called so", `
			1 5,35,65 300 LOOMBANK
			2 4,33,64 -300 LB ACH 551#`, ``},
		{"own transfers by name", `1 5,35,65 300 ACH DOE JANE 551#`, ``},
		{"a card's cash advance", `
			1 5,35,65 300 LOOMBANK
			3 5,34,65 -300 CARD CASH ADVANCE`, ``},
		{"a transfer takes its own side before another deposit does", `
			1 5,19,33 300 KNOT HOUSE
			1 5 300 TRANSFER FROM SAV
			2 5 -300 TRANSFER TO CHK`, `1 Knot House OTHER BIWEEKLY 3 900.00`},
		{"a purchase is not the other side", `
			1 5,19,33 300 KNOT HOUSE
			2 5,19,33 -300 KROGER #412`, `1 Knot House OTHER BIWEEKLY 3 900.00`},
		{"wages are no transfer, whatever leaves", `
			1 5,19,33 300 KNOT HOUSE PAYROLL
			2 5,19,33 -300 TO CHK`, `1 Knot House SALARY BIWEEKLY 3 900.00`},
		{"a deposit that is taken back", `
			1 5,19,33 300 KNOT HOUSE PAYROLL
			1 36 -300 KNOT HOUSE PAYROLL REVERSAL`, `1 Knot House SALARY BIWEEKLY 2 600.00`},

		{"one from somebody", `1 5 300 KNOT HOUSE`, ``},
		{"two unlike ones", `
			1 5 300 ZELLE FROM PIA HOLM
			1 19 30 ZELLE FROM PIA HOLM`, ``},
		{"two alike at a pace", `1 5,19 300 ZELLE FROM PIA HOLM`, `1 Zelle from Pia Holm TRANSFER_FROM_APPLICATION BIWEEKLY 2 600.00`},
		{"three in a week", `1 5,7,8 300 ZELLE FROM PIA HOLM`, ``},
		{"three seldom", `1 5,150,210 300 ZELLE FROM PIA HOLM`, ``},
		{"often without a pace", `
			1 5,9,31,58 300 KNOT HOUSE
			1 20 45 KNOT HOUSE`, `1 Knot House OTHER UNKNOWN 5 1245.00`},
		{"what says what it is, once", `
			1 5 300 KNOT HOUSE PAYROLL
			1 6 2.10 INTEREST PAID
			1 7 900 IRS TREAS 310 TAX REF`, `
			1 Bank Interest BANK_INTEREST UNKNOWN 1 2.10
			1 Internal Revenue Service TAX_REFUND UNKNOWN 1 900.00
			1 Knot House SALARY UNKNOWN 1 300.00`},
		{"a company at a pace, in steady amounts", `
			1 5,19,33,47 300 KNOT HOUSE LLC
			4 5,19,33,47 300 KNOT HOUSE LLC`, `
			1 Knot House LLC SALARY BIWEEKLY 4 1200.00
			4 Knot House LLC OTHER BIWEEKLY 4 1200.00`},
		{"refunds, loans, advances, rewards, purchases", `
			1 5,19,33 300 AMAZON.COM REFUND
			1 5,19,33 80 UPSTART LOAN FUNDING
			1 6,13,20 90 EARNIN ACTIVEHOURS CASH ADVANCE
			1 5,35,65 20 CASHBACK REWARD
			1 5,19,33 50 STARBUCKS STORE #`, ``},
		{"two incomes of one payer", `
			1 1,31,61 1500 CITY OF FAIRVIEW PAYROLL
			1 5,36,66 700 CITY OF FAIRVIEW PENSION`, `
			1 City of Fairview SALARY MONTHLY 3 4500.00
			1 City of Fairview Pension RETIREMENT MONTHLY 3 2100.00`},
		{"two employers through one processor", `
			1 1,15,29,43,57,71 1500 ADP PAYROLL ACME CORP
			1 8,22,36,50,64,78 1500 ADP PAYROLL GLOBEX LLC
			2 1,15,29,43,57,71 900 PAYCHEX PAYROLL JOES DINER
			2 8,22,36,50,64,78 700 PAYCHEX PAYROLL BLUE BAKERY`, `
			1 Acme Corp SALARY BIWEEKLY 6 9000.00
			1 Globex LLC SALARY BIWEEKLY 6 9000.00
			2 Blue Bakery SALARY BIWEEKLY 6 4200.00
			2 Joes Diner SALARY BIWEEKLY 6 5400.00`},
		{"a processor that names whom it pays", `
			1 1,15,29 1500 ADP PAYROLL JANE DOE
			1 43,57 1500 ADP PAYROLL`, `1 ADP SALARY BIWEEKLY 5 7500.00`},
		{"an employer whose name drifts", `
			1 1,71 1500 ACME INDUSTRIAL SUPPLY PAYROLL PPD ID: 9#
			1 15,85 1500 ACME INDUSTRIAL SUP PAYROLL
			1 29,99 1500 ACH CREDIT ACME INDUSTRIAL SUPPLY 99#
			1 43,113 1500 DIRECT DEPOSIT ACME INDUSTRIAL
			1 57,127 1500 ACMEINDUSTRIAL DES:PAYROLL ID:9#`, `1 Acme Industrial Supply SALARY BIWEEKLY 10 15000.00`},
		{"names by turns, each at a slower pace", `
			1 1,43,85 1500 ACME INDUSTRIAL SUPPLY OF OHIO PAYROLL
			1 15,57,99 1500 ACME INDUSTRIAL SUPPLY PAYROLL
			1 29,71,113 1500 ACME INDUSTRIAL PAYROLL
			2 1,29,57,85 900 ACME INDUSTRIAL SUPPLY PAYROLL
			2 8,36,64,92 900 ACME INDUSTRIAL SUP PAYROLL
			2 15,43,71,99 900 DIRECT DEPOSIT ACME INDUSTRIAL
			2 22,50,78,106 900 ACMEINDUSTRIAL DES:PAYROLL`, `
			1 Acme Industrial SALARY BIWEEKLY 9 13500.00
			2 Acmeindustrial SALARY WEEKLY 16 14400.00`},
		{"two who pay the same on the same days", `
			1 1,15,29,43,57 900 ACME INDUSTRIAL SUPPLY PAYROLL
			1 1,15,29,43,57 900 DIRECT DEPOSIT ACME INDUSTRIAL`, `
			1 Acme Industrial SALARY BIWEEKLY 5 4500.00
			1 Acme Industrial Supply SALARY BIWEEKLY 5 4500.00`},
		{"two employers of whom one is called as the other begins", `
			1 1,15,29,43,57,71 1500 ACME INDUSTRIAL SUPPLY PAYROLL
			1 8,22,36,50,64,78 900 ACME INDUSTRIAL PAYROLL`, `
			1 Acme Industrial SALARY BIWEEKLY 6 5400.00
			1 Acme Industrial Supply SALARY BIWEEKLY 6 9000.00`},
		{"a name that may be two others cut off", `
			1 1,8,15 500 BLUE HILL BAKERY PAYROLL
			1 101,108,115 400 BLUE HILL SCHOOL PAYROLL
			1 120 300 BLUE HILL PAYROLL`, `
			1 Blue Hill Bakery SALARY WEEKLY 3 1500.00
			1 Blue Hill SALARY UNKNOWN 1 300.00
			1 Blue Hill School SALARY WEEKLY 3 1200.00`},
		{"benefits of one payer", `
			1 1,31,61,91,121,151 943 SSI TREAS 310 XXSUPP SEC
			1 3,33,63,93,123,153 1400 SSDI TREAS 310 DISABILITY
			1 40 1400 IRS TREAS 310 XXTAXEIP3
			1 50,80,110 250 IRS TREAS 310 CHILDCTC`, `
			1 Internal Revenue Service BENEFIT_OTHER MONTHLY 3 750.00
			1 Internal Revenue Service BENEFIT_OTHER UNKNOWN 1 1400.00
			1 Social Security Administration LONG_TERM_DISABILITY MONTHLY 6 5658.00
			1 Social Security Administration LONG_TERM_DISABILITY MONTHLY 6 8400.00`},
		{"from a house that keeps money, a game, an advance", `
			1 1,31,61,91,121,151 500 FID BKG SVC LLC MONEYLINE
			1 2,32,62,92,122,152 500 WEBULL FINANCIAL LLC
			1 3,33,63,93,123,153 500 ACORNS SECURITIES LLC
			1 4,34,64,94,124,154 500 AMERIPRISE FINANCIAL INC
			1 5,35,65,95,125,155 500 CHASE EXT TRNSFR
			1 6,20,34,48,62,76 300 DRAFTKINGS WITHDRAWAL
			1 7,21,35,49,63,77 300 FANDUEL PAYOUT
			1 8,22,36,50,64,78 300 KALSHI
			1 9,16,23,30,37,44 90 PAYACTIV
			1 10,17,24,31,38,45 90 DAILYPAY`, ``},
		{"a house of finance that nobody knows", `1 1,31,61,91,121,151 500 KNOT CAPITAL LLC`, `1 Knot Capital LLC OTHER MONTHLY 6 3000.00`},
		{"the wages of one", `1 1,15,29,43,57,71 500 WEBULL FINANCIAL LLC PAYROLL`, `1 Webull SALARY BIWEEKLY 6 3000.00`},
		{"an owner by an initial", `1 1,31,61,91,121,151 500 ZELLE FROM J DOE`, ``},
		{"gaps that keep no pace", `1 1,49,70,86 1000 Plaid Direct Dep`, `1 Plaid SALARY UNKNOWN 4 4000.00`},
		{"a pace that changes", `1 1,8,15,22,29,36,43,50,57,64,71,78,85,92,106,120,134,148,162,176,190 500 ACME PAYROLL`, `1 Acme SALARY BIWEEKLY 21 10500.00`},
		{"an employer that is called like an income", `
			1 1,15,29 1500 INTEREST DESIGN STUDIO PAYROLL`, `1 Interest Design Studio SALARY BIWEEKLY 3 4500.00`},
	} {
		rows := readRows(t, test.rows)
		streams := income.Find(someBooks(), rows, bank.Period{From: newYear, To: newYear + 365})
		if got, want := table(streams), lines(test.want); got != want {
			t.Errorf("%s: found\n%s\nwant\n%s", test.rule, got, want)
		}
	}
}

// TestWindow holds that a stream has the same key in every window and as time passes, that it has the deposits
// of the window alone, and that a short window still tells how often it comes.
func TestWindow(t *testing.T) {
	t.Parallel()
	ledger, err := world.Ledger(bank.Login{InstitutionID: "ins_109508", Username: "user_bank_income", Password: "pass_good"}, now, nil)
	if err != nil {
		t.Fatal(err)
	}
	keys := map[string]string{}
	for _, days := range []bank.Date{30, 90, 365, 730} {
		for _, narrow := range []bool{false, true} {
			window := bank.Period{From: today - days, To: today}
			from := bank.Date(0)
			if narrow {
				from = window.From // nothing else is known
			}
			for _, s := range income.Find(ledger.Books, ledger.Transactions(from, today, now), window) {
				what := fmt.Sprint(s.Account, s.Name, s.Category)
				if known, seen := keys[what]; seen && known != s.Key {
					t.Errorf("%s is %s, and %s in %d days", what, known, s.Key, days)
				}
				keys[what] = s.Key
				if !narrow && s.Frequency == "UNKNOWN" {
					t.Errorf("%s comes %s in %d days", what, s.Frequency, days)
				}
				for _, d := range s.Transactions {
					if d.Date < window.From || d.Date > window.To {
						t.Errorf("%s has a deposit of %s in %d days", what, d.Date, days)
					}
				}
			}
		}
	}
	if len(keys) != 6 {
		t.Errorf("found %d streams: %v", len(keys), keys)
	}
}

// TestOrder holds that the order of the transactions changes nothing.
func TestOrder(t *testing.T) {
	t.Parallel()
	for seed := range uint64(20) {
		l := lived(seed)
		window := bank.Period{To: lifeFrom + 2*lifeDays}
		want := fmt.Sprint(income.Find(l.books, l.rows, window))
		l.Shuffle(len(l.rows), func(i, j int) { l.rows[i], l.rows[j] = l.rows[j], l.rows[i] })
		if got := fmt.Sprint(income.Find(l.books, l.rows, window)); got != want {
			t.Errorf("life %d: found\n%s\nand\n%s", seed, got, want)
		}
	}
}
