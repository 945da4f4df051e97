package document_test

import (
	"math/rand"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"testing/quick"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"toile/internal/bank"
	"toile/internal/document"
)

// again writes a document and reads it, and checks that nothing speaks against it.
func again(t *testing.T, file []byte, err error, kind document.Kind) document.Reading {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	reading, err := document.Read(document.File{Name: "it.pdf", Content: file})
	if err != nil {
		t.Fatal(err)
	}
	if reading.Kind != kind || reading.Format != document.PDF || reading.Error != "" || reading.Risk.Status != "PROCESSING_COMPLETE" {
		t.Fatalf("read %s, %s: %s, %s", reading.Kind, reading.Format, reading.Error, reading.Risk.Status)
	}
	if len(reading.Risk.Signals) > 0 || reading.Risk.Score == nil || *reading.Risk.Score >= 20 {
		t.Fatalf("an untouched document has the risk %v, %+v", *reading.Risk.Score, reading.Risk.Signals)
	}
	return reading
}

func roundTrip(t *testing.T, one any) {
	t.Helper()
	var got any
	switch one := one.(type) {
	case bank.Paystub:
		file, err := document.WritePaystub(one)
		got = *again(t, file, err, document.Paystub).Paystub
	case bank.W2:
		file, err := document.WriteW2(one)
		got = *again(t, file, err, document.W2).W2
	case bank.Form1099:
		file, err := document.Write1099(one)
		got = *again(t, file, err, document.Form1099).Form1099
	}
	if diff := cmp.Diff(one, got, cmpopts.EquateEmpty(), cmpopts.IgnoreFields(bank.Address{}, "Primary")); diff != "" {
		t.Fatalf("a document comes back otherwise (-written +read):\n%s", diff)
	}
}

// TestRoundTrip writes what configurations say, and reads it back.
func TestRoundTrip(t *testing.T) {
	t.Parallel()
	files, _ := filepath.Glob("../../../../shared/data/custom-users/income/*.json") // where they are
	own, err := filepath.Glob("testdata/*.json")
	if err != nil || len(own) == 0 {
		t.Fatal("no configurations", err)
	}
	for _, name := range append(own, files...) {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		now := time.Date(2026, 9, 1, 0, 0, 0, 0, time.UTC)
		ledger, err := bank.New("seed").Ledger(bank.Login{InstitutionID: "ins_135842", Username: "user_custom", Password: string(text)}, now, nil)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		stubs, forms, others := 0, 0, 0
		for _, account := range ledger.Payroll(now) {
			for _, stub := range account.Paystubs {
				roundTrip(t, stub)
			}
			for _, form := range account.W2s {
				roundTrip(t, form)
			}
			for _, form := range account.Form1099s {
				roundTrip(t, form)
			}
			stubs, forms, others = stubs+len(account.Paystubs), forms+len(account.W2s), others+len(account.Form1099s)
		}
		if name == own[0] && stubs*forms*others == 0 {
			t.Errorf("%s has %d stubs, %d W-2s and %d 1099s", name, stubs, forms, others)
		}
	}
}

// TestRoundTripOfAnything does so with anything at all.
func TestRoundTripOfAnything(t *testing.T) {
	t.Parallel()
	count := 25
	if testing.Short() {
		count = 5
	}
	for _, test := range []any{
		func(s bank.Paystub) bool { roundTrip(t, s); return true },
		func(f bank.W2) bool { roundTrip(t, f); return true },
		func(f bank.Form1099) bool { roundTrip(t, f); return true },
	} {
		kind := reflect.TypeOf(test).In(0)
		err := quick.Check(test, &quick.Config{MaxCount: count, Rand: rand.New(rand.NewSource(1)), Values: func(args []reflect.Value, r *rand.Rand) {
			value := reflect.New(kind).Elem()
			draw(value, r)
			args[0] = value
		}})
		if err != nil {
			t.Error(err)
		}
	}
}

// words are what texts are drawn from.
var words = []string{
	"Łukasz", "O'Brien (Jr.)", `back\slash`, "日本語", "مرحبا", "Ann", "Gross earnings", "Total", "City", "1,234.50", "𝒜🙂", "é", " two  spaces ", "$", "–", "a\nb\rc\td",
	strings.Repeat("Wage", 6), "Earnings",
}

// draw draws a value: each part of it may be missing.
func draw(v reflect.Value, r *rand.Rand) {
	switch v.Interface().(type) {
	case bank.Money:
		v.SetInt(r.Int63n(2e15) - 1e15)
		if r.Intn(2) == 0 {
			v.SetInt(v.Int() / 10_000 * 10_000)
		}
		return
	case bank.Date:
		if r.Intn(4) > 0 {
			v.SetInt(int64(r.Intn(40_000) + 1))
		}
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			if name := v.Type().Field(i).Name; name != "Primary" {
				draw(v.Field(i), r)
			}
		}
	case reflect.Pointer:
		if r.Intn(3) > 0 {
			v.Set(reflect.New(v.Type().Elem()))
			draw(v.Elem(), r)
		}
	case reflect.Slice:
		n := r.Intn(4)
		if r.Intn(5) == 0 {
			n = r.Intn(150)
		}
		v.Set(reflect.MakeSlice(v.Type(), n, n))
		fallthrough
	case reflect.Array:
		for i := range v.Len() {
			draw(v.Index(i), r)
		}
	case reflect.String:
		var text []string
		for range r.Intn(4) {
			text = append(text, words[r.Intn(len(words))])
		}
		v.SetString(strings.Join(text, " "))
	case reflect.Int64:
		v.SetInt(r.Int63())
	case reflect.Float64:
		v.SetFloat(float64(r.Intn(100_000))/64 - 300)
	}
}

// TestRoundTripOfStatements reads back what a bank says of a month.
func TestRoundTripOfStatements(t *testing.T) {
	t.Parallel()
	for _, number := range []int{1, 4} {
		s := sample(t, number)
		if len(s.Transactions) > 2 {
			s.Transactions[1].Currency, s.Transactions[2].Currency = "EUR", "Łei"
			s.Closing = s.Opening
			for _, one := range s.Transactions {
				s.Closing += s.Moved(one)
			}
		}
		for i := range 300 { // over some pages
			if number == 4 {
				one := s.Transactions[i%3]
				s.Transactions, s.Closing = append(s.Transactions, one), s.Closing+s.Moved(one)
			}
		}
		file, err := document.Statement("Płatypus Bank", s)
		reading := again(t, file, err, document.BankStatement)
		got := *reading.Statement
		if reading.Bank != "Płatypus Bank" || got.Book.Account != (bank.Account{
			Name: s.Book.Name, OfficialName: s.Book.OfficialName, Type: s.Book.Type, Subtype: s.Book.Subtype, Mask: s.Book.Mask,
		}) || got.Book.Currency != s.Book.Currency || got.From != s.From || got.To != s.To || got.Opening != s.Opening || got.Closing != s.Closing {
			t.Errorf("read %q %+v, want %+v", reading.Bank, got, s)
		}
		owner := s.Book.Owners[0]
		if diff := cmp.Diff(owner.Names, got.Book.Owners[0].Names); diff != "" || got.Book.Owners[0].Addresses[0].Street != owner.Addresses[0].Street {
			t.Errorf("the owner is %+v", got.Book.Owners[0])
		}
		if len(got.Transactions) != len(s.Transactions) {
			t.Fatalf("read %d transactions of %d", len(got.Transactions), len(s.Transactions))
		}
		for i, one := range s.Transactions {
			if read := got.Transactions[i]; read.Date != one.Date || read.Amount != one.Amount || read.Description != one.Description || read.Currency != one.Currency {
				t.Errorf("transaction %d is %+v, want %+v", i, read, one)
			}
		}
	}
}

// TestSameStub renders one document twice, in both fonts.
func TestSameStub(t *testing.T) {
	t.Parallel()
	stub := bank.Paystub{Employee: bank.Employee{Name: "Łukasz Żółć"}, Employer: bank.Employer{Name: "Ωmega"}, PayDate: 20_000}
	first, err := document.WritePaystub(stub)
	for range 5 {
		if second, _ := document.WritePaystub(stub); err != nil || string(first) != string(second) {
			t.Fatalf("one stub has two files: %v", err)
		}
	}
}
