package bank

import "time"

const dynamicUsername = "user_transactions_dynamic"

// dynamic is what stands behind user_transactions_dynamic: user_good's accounts with half a year
// of what recurs, some rows that are new or still pending, and more of them at every refresh
// (facts link 5.6).
func dynamic(n noise) *Customer {
	c := good(n)
	c.streams, c.dynamic, c.reach = dynamicStreams, true, 180
	return c
}

// dynamicStreams recur about 42 times in that time.
var dynamicStreams = []stream{
	{account: 1, rule: twiceMonthly{15, lastDay}, amount: Cents(-215040), description: gustoPay},
	{account: 1, rule: monthly{1}, amount: Cents(145000), description: "Gingham Apartments Rent"},
	{account: 1, rule: monthly{12}, amount: Cents(8650), spread: Cents(1500), description: "Platypus Electric"},
	{account: 1, rule: monthly{20}, amount: Cents(6500), description: "Houndstooth Mobile"},
	{account: 4, rule: monthly{8}, amount: Cents(1099), description: "Netflix", authorized: 1},
	{account: 2, rule: monthly{lastDay}, amount: Cents(-422), description: "INTRST PYMNT"},
}

// What each refresh does.
const (
	refreshedRows = 3                  // begin pending
	pendingDays   = 3                  // later they are posted, or at the next refresh when that is sooner
	growth        = unit               // comes to the first of them at the refresh after that
	earlierRows   = 2 * 24 * time.Hour // before the Item was made, the rows began that are posted when it is made
)

// refreshed tells of what refreshes brought to an account, or to all (0). The making of the Item
// counts as a refresh, and as a first one some moment before it: so there are rows that are
// pending, just posted and ready to grow from the start.
func (p *pass) refreshed(account int) {
	refreshes := p.refreshes()
	for i, told := range refreshes {
		for row := range int64(refreshedRows) {
			place := int64(i)*maxCreated + row
			t := purchase(p.noise.at(refreshedStream).at(place))
			if account != 0 && t.Account != account {
				continue
			}
			posted := Moment{At: morning(DateOf(told.At) + pendingDays)}
			if i+1 < len(refreshes) && refreshes[i+1].Compare(posted) < 0 {
				posted = refreshes[i+1]
			}
			if row == 0 && i+2 < len(refreshes) {
				t.Changed, t.grown, t.Amount = refreshes[i+2], growth, t.Amount+growth
			}
			t.Key, t.Authorized, t.Date = keyOf(refreshedStream, place, false), DateOf(told.At), DateOf(posted.At)
			p.tell(&t, told, posted)
		}
	}
}

// refreshes gives the moments of the refreshes by now, the Item's own two first.
func (p *pass) refreshes() []Moment {
	moments := append(make([]Moment, 0, 2+len(p.Changes)), Moment{At: p.Since.Add(-earlierRows)}, Moment{At: p.Since})
	for i := range p.Changes {
		if change := &p.Changes[i]; change.Refresh {
			moments = append(moments, change.moment())
		}
	}
	for len(moments) > 0 && moments[len(moments)-1].At.After(p.now) {
		moments = moments[:len(moments)-1]
	}
	return moments
}

// purchase draws what someone bought, and on which account.
func purchase(n noise) Transaction {
	shop := shops[n.at(0).below(int64(len(shops)))]
	steps := int64((shop.most - shop.least) / cent)
	return Transaction{Account: shop.account, Description: shop.name, Amount: shop.least + Money(n.at(1).below(steps+1))*cent}
}

var shops = []struct {
	account     int
	name        string
	least, most Money
}{
	{1, "Uber 063015 SF**POOL**", Cents(540), Cents(3200)},
	{1, "McDonald's", Cents(450), Cents(1900)},
	{1, "Starbucks", Cents(325), Cents(1150)},
	{1, "SparkFun", Cents(900), Cents(8940)},
	{4, "KFC", Cents(700), Cents(2600)},
	{4, "Madison Bicycle Shop", Cents(1500), Cents(16000)},
	{4, "Touchstone Climbing", Cents(2200), Cents(7850)},
	{4, "United Airlines", Cents(12000), Cents(50000)},
}
