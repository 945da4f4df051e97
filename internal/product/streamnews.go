package product

import (
	"encoding/binary"
	"hash/crc32"
	"slices"

	"toile/internal/item"
)

// Streams sums up what recurs now on each account of the Item that has any. A payment that is late is expected anew each day;
// that alone changes no sum.
func (s Source) Streams() []item.Streams {
	sums := map[int]uint32{}
	_, streams := s.streams()
	for _, r := range streams {
		text := append([]byte(r.Frequency), r.Status...)
		if r.Active {
			text = append(text, '+')
		}
		for i := range r.Transactions {
			t := &r.Transactions[i]
			text = binary.AppendVarint(text, int64(t.Key))
			text = binary.AppendVarint(text, int64(t.Amount))
			text = binary.AppendVarint(text, int64(t.Date))
		}
		sums[r.Account] = crc32.Update(sums[r.Account], crc32.IEEETable, text)
	}
	var all []item.Streams
	for _, account := range s.Item.Accounts {
		if sum, ok := sums[account.Number]; ok {
			all = append(all, item.Streams{AccountID: account.ID, Sum: sum})
		}
	}
	return all
}

// StreamNews lists the accounts of which something recurs in another way than it was told.
func (s Source) StreamNews(told, now []item.Streams) (accountIDs []string) {
	for _, account := range s.Item.Accounts {
		of := func(all []item.Streams) (sum item.Streams) {
			if i := slices.IndexFunc(all, func(s item.Streams) bool { return s.AccountID == account.ID }); i >= 0 {
				sum = all[i]
			}
			return sum
		}
		if of(told) != of(now) {
			accountIDs = append(accountIDs, account.ID)
		}
	}
	return accountIDs
}
