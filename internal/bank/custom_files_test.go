package bank_test

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"toile/internal/bank"
)

// customFiles gives the custom user of the documents and, where they stand beside the repository, those
// that others wrote.
func customFiles(t testing.TB) map[string]string {
	t.Helper()
	root := filepath.Join("..", "..", "..", "shared", "data", "custom-users")
	if _, err := os.Stat(root); err != nil {
		root = filepath.Join("..", root) // of a work tree one level further down
	}
	files := map[string]string{}
	const ours = "../../docs/examples/household.json"
	text, err := os.ReadFile(ours)
	if err != nil {
		t.Fatal(err)
	}
	files[filepath.Base(ours)] = string(text)
	err = filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || filepath.Ext(path) != ".json" || strings.Contains(path, "document_income") {
			return err
		}
		text, err := os.ReadFile(path)
		files[filepath.Base(path)] = string(text)
		return err
	})
	if err != nil {
		t.Logf("no custom users beside the repository: %v", err)
	}
	return files
}

// customFile is what the test reads of a file by itself.
type customFile struct {
	Accounts []struct {
		Type         string
		Balance      *float64 `json:"starting_balance"`
		Available    *float64 `json:"force_available_balance"`
		Meta         struct{ Name string }
		Numbers      map[string]string
		Identity     struct{ Names []string }
		Transactions []struct {
			Transacted  string `json:"date_transacted"`
			Posted      string `json:"date_posted"`
			Amount      *float64
			Description string
		}
	} `json:"override_accounts"`
}

// TestCustomFiles links every file and holds that its names, balances, numbers and transactions are
// those of the customer, whatever the day.
func TestCustomFiles(t *testing.T) {
	t.Parallel()
	for name, text := range customFiles(t) {
		for _, since := range []time.Time{
			time.Date(2026, 8, 22, 12, 0, 0, 0, time.UTC), time.Date(2026, 8, 1, 0, 0, 0, 0, time.UTC), time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC),
		} {
			var file customFile
			if err := json.Unmarshal([]byte(text), &file); err != nil {
				t.Fatal(err)
			}
			outcome := login("ins_109508", "user_custom", text)
			payroll := strings.HasPrefix(name, "payroll")
			switch {
			case payroll && outcome.Found != nil && len(outcome.Found.Accounts) == 0:
				outcome = login("ins_135842", "user_custom", text)
				if outcome.Found == nil || outcome.Found.Paystubs != 2 || outcome.Found.W2s != 0 {
					t.Errorf("%s: found %+v", name, outcome.Found)
				}
				continue
			case outcome.Found == nil:
				t.Errorf("%s: %+v", name, outcome)
				continue
			case !strings.HasPrefix(name, "blank") && len(outcome.Found.Accounts) != len(file.Accounts):
				t.Errorf("%s: %d accounts of %d", name, len(outcome.Found.Accounts), len(file.Accounts))
				continue
			}
			ledger, err := world.Ledger(bank.Login{InstitutionID: "ins_109508", Username: "user_custom", Password: text}, since, nil)
			if err != nil {
				t.Fatal(name, err)
			}
			checkCustomFile(t, name, file, ledger)
		}
	}
}

func checkCustomFile(t *testing.T, name string, file customFile, ledger *bank.Ledger) {
	t.Helper()
	shown := map[string]int{}
	for _, row := range ledger.Transactions(0, 1<<20, ledger.Since) {
		posted := row.Date
		if row.Pending {
			posted = 0 // it is not said yet
		}
		shown[fmt.Sprint(row.Account, row.Authorized, posted, row.Amount, row.Description)]++
	}
	today := bank.DateOf(ledger.Since)
	for i, account := range file.Accounts {
		book, balance := ledger.Books[i], ledger.Balance(i+1, ledger.Since)
		if account.Balance != nil && balance.Current.Float() != *account.Balance {
			t.Errorf("%s: account %d is at %v, want %v", name, i, balance.Current, *account.Balance)
		}
		if account.Available != nil && balance.Available.Float() != *account.Available {
			t.Errorf("%s: account %d has %v available, want %v", name, i, balance.Available, *account.Available)
		}
		if account.Meta.Name != "" && book.Name != account.Meta.Name {
			t.Errorf("%s: account %d is called %q, want %q", name, i, book.Name, account.Meta.Name)
		}
		if number := account.Numbers["account"]; number != "" && (book.Numbers.Account != number || book.Mask != number[len(number)-4:]) {
			t.Errorf("%s: account %d has the number %q and mask %q, want %q", name, i, book.Numbers.Account, book.Mask, number)
		}
		if names := account.Identity.Names; len(names) > 0 && names[0] != "" && strings.Join(book.Owners[0].Names, "+") != strings.Join(names, "+") {
			t.Errorf("%s: account %d is owned by %q, want %q", name, i, book.Owners[0].Names, names)
		}
		for n, row := range account.Transactions {
			if row.Amount == nil {
				continue // the blank template
			}
			transacted, err1 := bank.ParseDate(row.Transacted)
			posted, err2 := bank.ParseDate(row.Posted)
			if err1 != nil || err2 != nil {
				t.Fatal(name, err1, err2)
			}
			if posted > today {
				posted = 0
			}
			key := fmt.Sprint(i+1, transacted, posted, bank.MoneyOf(*row.Amount), row.Description)
			if shown[key]--; shown[key] < 0 {
				t.Errorf("%s: account %d does not show its transaction %d: %s", name, i, n, key)
			}
		}
	}
}
