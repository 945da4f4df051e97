package document_test

import (
	"encoding/json"
	"math/rand"
	"reflect"
	"regexp"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"toile/internal/bank"
	"toile/internal/document"
)

// recordNames are what the keys of records look like.
var recordNames = regexp.MustCompile(`^[a-z][a-z0-9_]*$`)

// TestRecord keeps a reading under names that do not depend on those of Go, and gets it back.
func TestRecord(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewSource(7))
	statement := sample(t, 1)
	for range 20 {
		var one document.Reading
		for _, part := range []any{&one.Paystub, &one.W2, &one.Form1099} {
			value := reflect.ValueOf(part).Elem()
			value.Set(reflect.New(value.Type().Elem()))
			draw(value.Elem(), r)
		}
		one.Statement = &bank.Statement{From: statement.From, To: statement.To, Opening: 1, Closing: 2, Transactions: []bank.Transaction{
			{Date: 7, Amount: -5, Currency: "EUR", Description: "Łódź"},
		}, Book: bank.Book{Account: statement.Book.Account, Currency: "USD", Owners: statement.Book.Owners}}
		text, err := json.Marshal(one)
		if err != nil {
			t.Fatal(err)
		}
		var again document.Reading
		var tree any
		if err := json.Unmarshal(text, &again); err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(text, &tree); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(one, again, cmpopts.EquateEmpty(), cmpopts.IgnoreUnexported(bank.Book{}, bank.Transaction{})); diff != "" {
			t.Fatalf("a record comes back otherwise (-kept +read):\n%s", diff)
		}
		plainNames(t, tree)
	}
}

func plainNames(t *testing.T, tree any) {
	switch tree := tree.(type) {
	case map[string]any:
		for name, one := range tree {
			if !recordNames.MatchString(name) {
				t.Errorf("a record has the key %q", name)
			}
			plainNames(t, one)
		}
	case []any:
		for _, one := range tree {
			plainNames(t, one)
		}
	}
}
