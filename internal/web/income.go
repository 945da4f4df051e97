package web

import (
	"net/url"
	"slices"
	"strings"

	"toile/internal/bank"
	"toile/internal/link"
)

// Offer is a source of income, or an employer, as its row shows it.
type Offer struct {
	Key, Name string
	About     string // what it is and how often it comes
	Account   string
	Sum       string
	Count     string
	Ticked    bool
}

// Offers lists what the person chooses from. All is ticked to begin with, or what they ticked before they
// looked at it once more.
func (p *Page) Offers() []Offer {
	list := make([]Offer, len(p.Offered))
	for i, source := range p.Offered {
		list[i] = Offer{
			Key: source.Key, Name: source.Name, About: p.about(source), Account: p.accountOf(source.AccountID),
			Sum: money(p.Lang(), source.Sum, source.Currency), Count: p.Count("income.count", source.Count),
			Ticked: !p.Picking || slices.Contains(p.Picked, source.Key),
		}
	}
	return list
}

// Chosen lists those that are ticked.
func (p *Page) Chosen() []Offer {
	return slices.DeleteFunc(p.Offers(), func(o Offer) bool { return !o.Ticked })
}

// Totals is what the chosen sources come to, in each currency.
func (p *Page) Totals() (list []string) {
	sums, currencies := map[string]bank.Money{}, []string{}
	for _, source := range p.Offered {
		if p.Picking && !slices.Contains(p.Picked, source.Key) {
			continue
		}
		if !slices.Contains(currencies, source.Currency) {
			currencies = append(currencies, source.Currency)
		}
		sums[source.Currency] += source.Sum
	}
	for _, currency := range currencies {
		list = append(list, money(p.Lang(), sums[currency], currency))
	}
	return list
}

// Days is how far back income was looked for.
func (p *Page) Days() int { return p.Config.IncomeDays() }

// ChangeAddress leads from the review back to the boxes, ticked as they were.
func (p *Page) ChangeAddress() string {
	return p.Self() + "?" + url.Values{"change": {"1"}, "source": p.Picked}.Encode()
}

// pick reads what the person has ticked on the income pane and wants to see before they confirm it. It is
// no action of the session: nothing is decided yet.
func (p *Page) pick(ticked []string, reviewing, changing bool) {
	if p.Pane != link.PaneIncome || !reviewing && !changing {
		return
	}
	for _, source := range p.Offered {
		if slices.Contains(ticked, source.Key) {
			p.Picked = append(p.Picked, source.Key)
		}
	}
	p.Picking, p.Review = true, reviewing && len(p.Picked) > 0
	if reviewing && !p.Review {
		p.Notice = "choose"
	}
}

// about says what a source is and how often it comes, as far as there are words for it.
func (p *Page) about(s link.Source) string {
	var parts []string
	for _, key := range []string{"income.category." + s.Category, "income.frequency." + s.Frequency} {
		if said(key) {
			parts = append(parts, p.T(key))
		}
	}
	return strings.Join(parts, " · ")
}

// accountOf names an account that is shared, with the end of its number.
func (p *Page) accountOf(id string) string {
	for _, account := range p.Accounts {
		if account.ID != id {
			continue
		}
		if account.Mask == "" {
			return account.Name
		}
		return account.Name + " •••• " + account.Mask
	}
	return ""
}
