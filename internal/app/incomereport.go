package app

import (
	"time"

	"toile"
	"toile/internal/bank"
	"toile/internal/credit"
	"toile/internal/item"
	"toile/internal/link"
	"toile/internal/product"
)

// reportIncome leaves behind what a session that has ended found out about its user's income and
// employment at banks: a report of each that it asked for, about all the Items that it linked. A
// session that linked none leaves none.
func (c call) reportIncome(token link.Token, s link.Session) error {
	incomeSteps, employmentSteps := s.IncomeSteps(), s.EmploymentSteps()
	found, err := c.found(token, s, incomeSteps, token.Config.IncomeDays())
	if err == nil && len(found.Linked) > 0 {
		found.ReportID = c.ids.UUID("bank income", s.ID, 1)
		report := credit.BankIncomeReport(found)
		err = c.keepReport(s, credit.BankIncome, found.ReportID, credit.IncomeBody(report))
	}
	if err != nil {
		return err
	}
	found, err = c.found(token, s, employmentSteps, token.Config.EmploymentDays())
	if err == nil && len(found.Linked) > 0 {
		found.ReportID = c.ids.UUID("bank employment", s.ID, 1)
		report := credit.BankEmploymentReport(found)
		err = c.keepReport(s, credit.BankEmployment, found.ReportID, report.AppendJSON(nil))
	}
	return err
}

func (c call) keepReport(s link.Session, kind, reportID string, body []byte) error {
	return c.CreateIncomeReport(credit.Report{
		ID: reportID, Kind: kind, ClientID: s.ClientID, UserKey: s.UserKey, LinkSessionID: s.ID,
	}, body)
}

// found gathers what some steps of a session found out.
func (c call) found(token link.Token, s link.Session, steps []link.Step, days int) (credit.Found, error) {
	found := credit.Found{At: c.at, Days: days}
	for _, step := range steps {
		handedOff := s.Linked(step.Item.ID)
		if handedOff.ID == "" {
			found.Left = append(found.Left, step.Item.ID)
			continue
		}
		linked, err := c.linkedIncome(token, handedOff, step, days)
		if err != nil {
			return found, err
		}
		found.Linked = append(found.Linked, linked)
	}
	return found, nil
}

// linkedIncome keeps what the person ticked of what they were offered in a step, which is found again
// where another call offered it. What happened to the Item since then shows in the report, too.
func (c call) linkedIncome(token link.Token, handedOff link.Item, step link.Step, days int) (credit.Linked, error) {
	linked := credit.Linked{Status: step.Status}
	it, err := c.Item(handedOff.ID)
	if err != nil {
		return linked, err
	}
	linked.Item, linked.Removed, linked.Failure = it, it.Removed, it.At(c.at).Failure()
	linked.Institution, _ = c.world.Institution(it.InstitutionID)
	linked.Now, linked.IDs = step.At, c.dataIDs
	if linked.Removed || linked.Failure != nil || len(step.Chosen) == 0 {
		return linked, nil
	}
	seen := step.Seen
	if seen == nil {
		if seen, err = c.seenAgain(token, it, handedOff, step.At, days); err != nil {
			return linked, err
		}
	}
	it.Accounts = handedOff.Accounts
	linked.Source = product.Join(it, linked.Institution, seen.Ledger, step.At, c.dataIDs)
	linked.Streams = seen.Chosen(step.Chosen)
	return linked, nil
}

// seenAgain looks at the bank as Link did in a step of an earlier call.
func (c call) seenAgain(token link.Token, it item.Item, handedOff link.Item, at time.Time, days int) (seen *link.Seen, err error) {
	since, changes := at, []bank.Change(nil)
	if token.Config.Update != nil {
		if since, changes, err = c.dataOf(it); err != nil {
			return nil, err
		}
	}
	ledger, err := c.world.Ledger(handedOff.Login, since, changes)
	if err != nil {
		return nil, err
	}
	return link.See(ledger, handedOff.Accounts, days, at), nil
}

// updated tells a decision of the Item that a token updates: whether it is still there and, where Link
// looks for income in it, since when the bank knows it and what callers changed of its data.
func (c call) updated(config link.Config, env *link.Env) error {
	it, err := c.Item(config.Update.ItemID)
	if err != nil {
		return err
	}
	if it.Removed {
		env.Gone = toile.ErrItemNotFound()
	}
	if config.BankIncome || config.BankEmployment {
		env.Since, env.Changes, err = c.dataOf(it)
	}
	return err
}

func (c call) dataOf(it item.Item) (since time.Time, changes []bank.Change, err error) {
	if it.Feed.Changes > 0 {
		changes, err = c.Changes(it.ID)
	}
	return it.CreatedAt, changes, err
}
