package document_test

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/ledongthuc/pdf"

	"toile/internal/bank"
	"toile/internal/document"
)

// read takes the text out of a PDF with a reader that is not the one that wrote it.
func read(t *testing.T, file []byte) (text string, pages int) {
	t.Helper()
	r, err := pdf.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	plain, err := r.GetPlainText()
	if err != nil {
		t.Fatal(err)
	}
	all, err := io.ReadAll(plain)
	if err != nil {
		t.Fatal(err)
	}
	return string(all), r.NumPage()
}

func sample(t *testing.T, number int) bank.Statement {
	t.Helper()
	now := time.Date(2026, 3, 10, 12, 0, 0, 0, time.UTC)
	ledger, err := bank.New("seed").Ledger(bank.Login{InstitutionID: "ins_109508", Username: "user_good", Password: "pass_good"}, now, nil)
	if err != nil {
		t.Fatal(err)
	}
	from := bank.NewDate(2025, time.December, 1)
	months := bank.StatementMonths(bank.Period{From: from, To: from + 30}, now)
	s, ok := ledger.Statement(number, months[0])
	if !ok || len(s.Transactions) == 0 {
		t.Fatalf("no statement: %+v", s)
	}
	return s
}

// TestStatement reads a statement back: whose it is, and every amount of it.
func TestStatement(t *testing.T) {
	t.Parallel()
	for _, number := range []int{1, 4} {
		s := sample(t, number)
		file, err := document.Statement("First Platypus Bank", s)
		if err != nil {
			t.Fatal(err)
		}
		text, pages := read(t, file)
		want := []string{
			"First Platypus Bank", "Account statement, December 2025", s.Book.Mask, s.Book.Name, s.Book.OfficialName, "Alberta Bobbeth Charleson",
			"2992 Cameron Road", "December 1, 2025 to December 31, 2025", "Simulated by toile", fmt.Sprintf("Page %d of %d", pages, pages),
			s.Opening.String(), s.Closing.String(),
		}
		for _, transaction := range s.Transactions {
			want = append(want, transaction.Description, transaction.Date.String(), transaction.Amount.Abs().String())
		}
		for _, one := range want {
			if !strings.Contains(strings.ReplaceAll(text, ",", ""), strings.ReplaceAll(one, ",", "")) {
				t.Errorf("account %d: %q is not in the statement:\n%s", number, one, text)
			}
		}
	}
}

// TestSameBytes renders one statement at the same time by many.
func TestSameBytes(t *testing.T) {
	t.Parallel()
	s := sample(t, 1)
	files := make([][]byte, 8)
	var all sync.WaitGroup
	for i := range files {
		all.Go(func() { files[i], _ = document.Statement("Bank", s) })
	}
	all.Wait()
	for _, file := range files {
		if len(file) == 0 || !bytes.Equal(file, files[0]) {
			t.Fatal("one statement has two files")
		}
	}
}

// TestAwkwardStatements renders what custom users may hold.
func TestAwkwardStatements(t *testing.T) {
	t.Parallel()
	s := sample(t, 1)
	s.Book.Name, s.Book.OfficialName, s.Book.Mask, s.Book.Owners = "Añejo – 日本", "", "", nil
	one := s.Transactions[0]
	long := one
	long.Description = strings.Repeat("so long a description ", 100) + "\n\x00(\\)"
	s.Transactions = nil
	for i := range 6000 {
		if i%100 == 0 {
			s.Transactions = append(s.Transactions, long)
			continue
		}
		s.Transactions = append(s.Transactions, one)
	}
	file, err := document.Statement("Bank", s)
	if err != nil {
		t.Fatal(err)
	}
	text, pages := read(t, file)
	if pages < 100 || !strings.Contains(text, "and 1000 more transactions") || !strings.Contains(text, "Añejo") {
		t.Errorf("%d pages: %.400s", pages, text)
	}
	s.Transactions = nil
	file, err = document.Statement("Bank", s)
	if err != nil {
		t.Fatal(err)
	}
	if text, _ := read(t, file); !strings.Contains(text, "no transactions") {
		t.Errorf("got %s", text)
	}
}
