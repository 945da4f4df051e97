package income_test

import (
	"encoding/binary"
	"testing"

	"toile/internal/bank"
	"toile/internal/income"
)

// FuzzFind holds that no transactions make the finder panic, and that what it gives is its promise: deposits of
// one depository account within the window, oldest first, none twice, at least one.
func FuzzFind(f *testing.F) {
	f.Add([]byte("\x01\x00\x10\x00\x01ACME PAYROLL 12\x00\x01\x00\x1e\x00\x01ACME PAYROLL 13\x00"), int32(0), int32(100))
	f.Add([]byte("\x02\xff\x7f\xff\xffZELLE FROM X\x00\x01\x80\x00\x00\x00DES: ID:\x00"), int32(-1<<31), int32(1<<31-1))
	f.Add([]byte("\x01\x00\x00\x00\x00\xff\xfe CO: \x00\x02\x00\x00\x00\x00B/O:\x00"), int32(5), int32(-5))
	f.Add([]byte("70000\x00710000\x007070000"), int32(-2147483516), int32(2147483344)) // numbers name nobody
	f.Fuzz(func(t *testing.T, text []byte, from, to int32) {
		books := []bank.Book{
			{Account: bank.Account{Number: 1, Type: "depository"}, Currency: "USD", Owners: []bank.Owner{{Names: []string{"X Y", "", "é"}}}},
			{Account: bank.Account{Number: 2, Type: "credit"}},
			{Account: bank.Account{Number: 7, Type: "depository"}},
		}
		all := rowsOf(text)
		window := bank.Period{From: bank.Date(from), To: bank.Date(to)}
		seen := map[bank.Key]bool{}
		keys := map[string]bool{}
		for _, s := range income.Find(books, all, window) {
			if len(s.Transactions) == 0 || keys[s.Key] || s.Name == "" {
				t.Errorf("stream %+v", s)
			}
			keys[s.Key] = true
			for i, d := range s.Transactions {
				if seen[d.Key] || d.Amount >= 0 || d.Pending || d.Account != s.Account || d.Account == 2 || d.Date < window.From || d.Date > window.To ||
					i > 0 && d.Date < s.Transactions[i-1].Date {
					t.Errorf("deposit %+v of %s", d, s.Key)
				}
				seen[d.Key] = true
			}
		}
	})
}

// rowsOf reads transactions from any bytes: an account, a day, an amount, a description.
func rowsOf(text []byte) (rows []bank.Transaction) {
	for len(text) > 5 && len(rows) < 400 {
		row := bank.Transaction{
			Key: bank.Key(len(rows) + 1), Account: int(text[0] % 9), Amount: -bank.Money(int8(text[3])) * bank.Cents(1),
			Date: bank.Date(int16(binary.BigEndian.Uint16(text[1:]))), Pending: text[4] == 255, Currency: []string{"", "EUR", "USD"}[text[4]%3],
		}
		if text[3] == 0x80 {
			row.Amount, row.Date = -1<<63, bank.Date(int32(binary.BigEndian.Uint32(text)))
		}
		text = text[5:]
		end := 0
		for end < len(text) && text[end] != 0 {
			end++
		}
		row.Description = string(text[:end])
		rows = append(rows, row)
		text = text[min(end+1, len(text)):]
	}
	return rows
}
