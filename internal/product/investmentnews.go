package product

import (
	"slices"

	"toile/internal/bank"
	"toile/internal/item"
)

// InvestmentNews is how the investments of an Item differ from what its webhooks told of them last.
type InvestmentNews struct {
	First    bool // nothing was told yet
	Holdings int  // are new
	Updated  int  // are worth something else, or cost it
	Trades   int  // are new; none is ever cancelled here
}

// InvestmentNews gives what is new of investments since a state was told, and the state to tell from next time. Where no
// account has investments there is none.
func (s Source) InvestmentNews(told item.Known) (news InvestmentNews, next item.Known) {
	if !slices.ContainsFunc(s.Item.Accounts, func(a item.Account) bool { return a.Type == "investment" }) {
		return news, told
	}
	s = s.later(told)
	before := s.then(told)
	news.First = told.At.IsZero()
	known := before.held()
	for place, now := range s.held() {
		switch was, there := known[place]; {
		case !there:
			news.Holdings++
		case was != now:
			news.Updated++
		}
	}
	news.Trades = s.tradesSince(before)
	return news, s.Known()
}

// place is where something is held: in the order of an account's book, which stays the same.
type place struct{ account, row int }

// held is what makes a holding another one: the day of its price does not.
type held struct {
	quantity bank.Quantity
	price    float64
	cost     bank.Money
	priced   bool // the cost is known
}

func (s Source) held() map[place]held {
	all := map[place]held{}
	for _, account := range s.Item.Accounts {
		for i, p := range s.Ledger.Positions(account.Number, s.Now) {
			h := held{quantity: p.Quantity, price: p.Price}
			if p.CostBasis != nil {
				h.cost, h.priced = *p.CostBasis, true
			}
			all[place{account.Number, i}] = h
		}
	}
	return all
}

// tradesSince counts the trades that were not known before. The same accounts have no new ones of older days.
func (s Source) tradesSince(before Source) (count int) {
	period := bank.Period{To: bank.DateOf(s.Now)}
	if setOf(before.Item.Accounts) == setOf(s.Item.Accounts) {
		period.From = bank.DateOf(before.Now)
	}
	known := map[bank.Key]bool{}
	if len(before.Item.Accounts) > 0 {
		for _, t := range before.tradesOf(before.Item.Accounts, period) {
			known[t.Key] = true
		}
	}
	for _, t := range s.tradesOf(s.Item.Accounts, period) {
		if !known[t.Key] {
			count++
		}
	}
	return count
}
