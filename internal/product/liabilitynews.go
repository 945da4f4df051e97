package product

import (
	"bytes"
	"encoding/json"
	"errors"
	"slices"

	"toile/internal/item"
)

// LiabilityNews is how the debts on an Item's accounts differ from what its webhooks told of them last.
type LiabilityNews struct {
	New     []string            // accounts with debts that were not told of
	Updated map[string][]string // what changed on others: fields of /liabilities/get
}

// LiabilityNews gives what is new of debts since a state was told, and the state to tell from next time. Where nothing is
// owed there is none.
func (s Source) LiabilityNews(told item.Known) (news LiabilityNews, next item.Known, err error) {
	if !s.owes() {
		return news, told, nil
	}
	s = s.later(told)
	now, err := s.debts()
	if err != nil {
		return news, told, err
	}
	before, err := s.then(told).debts()
	if err != nil {
		return news, told, err
	}
	for _, account := range s.Item.Accounts {
		debt, owed := now[account.ID]
		switch was, known := before[account.ID]; {
		case owed && !known:
			news.New = append(news.New, account.ID)
		case owed:
			if fields := changed(was, debt); len(fields) > 0 {
				if news.Updated == nil {
					news.Updated = map[string][]string{}
				}
				news.Updated[account.ID] = fields
			}
		}
	}
	return news, s.Known(), nil
}

// debt is a debt as /liabilities/get shows it.
type debt map[string]json.RawMessage

// debts gives the debts of the Item by their accounts.
func (s Source) debts() (map[string]debt, error) {
	owed, all := s.owed(s.Item.Accounts), map[string]debt{}
	return all, errors.Join(addDebts(all, owed.Credit), addDebts(all, owed.Student), addDebts(all, owed.Mortgage))
}

// addDebts adds debts of one kind.
func addDebts[D any](all map[string]debt, owed []D) error {
	for _, view := range owed {
		text, err := json.Marshal(view)
		if err != nil {
			return err
		}
		var one debt
		var accountID string
		if err := json.Unmarshal(text, &one); err != nil {
			return err
		}
		if err := json.Unmarshal(one["account_id"], &accountID); err != nil {
			return err
		}
		all[accountID] = one
	}
	return nil
}

// changed lists the fields in which two views of a debt differ.
func changed(before, now debt) (fields []string) {
	for field, value := range now {
		if !bytes.Equal(before[field], value) {
			fields = append(fields, field)
		}
	}
	slices.Sort(fields)
	return fields
}
