package document

import (
	"strconv"
	"strings"

	"toile"
	"toile/internal/bank"
)

// assetAccount writes an account: its particulars, its balance over time, and what moved it.
func (p *paper) assetAccount(item toile.AssetReportItem, account toile.AccountAssets) {
	title := item.InstitutionName + ", " + account.Name
	if account.Mask != nil {
		title += " " + *account.Mask
	}
	p.chapter(title, 60)
	p.particulars(item, account)
	p.balances(account)
	if insights, ok := account.AccountInsights.Get(); ok && len(account.Transactions) > 0 { // else they are all zero
		p.insights("Insights", insights)
	}
	if account.Investments != nil {
		p.investments(*account.Investments)
	}
	p.movements(account)
}

// particulars writes what the bank says of an account and of those who own it.
func (p *paper) particulars(item toile.AssetReportItem, account toile.AccountAssets) {
	b := account.Balances
	currency := bank.CodeOf(b.ISOCurrencyCode, b.UnofficialCurrencyCode)
	rows := []pair{
		{"Official name", orDash(value(account.OfficialName))},
		{"Kind", kindOf(string(account.Type), string(value(account.Subtype)))},
		{"Owned", words(string(account.OwnershipType.Or("")))},
		{"Current balance", maybe(b.Current, currency)},
		{"Available balance", maybe(b.Available, currency)},
	}
	if b.Limit != nil {
		rows = append(rows, pair{"Limit", maybe(b.Limit, currency)})
	}
	if b.MarginLoanAmount != nil {
		rows = append(rows, pair{"Margin loan", maybe(b.MarginLoanAmount, currency)})
	}
	rows = append(rows,
		pair{"History", strconv.FormatFloat(account.DaysAvailable, 'f', -1, 64) + " days"},
		pair{"Last updated", stamp(item.DateLastUpdated.Time)},
	)
	for i, owner := range account.Owners {
		name := "Owner"
		if len(account.Owners) > 1 {
			name += " " + strconv.Itoa(i+1)
		}
		rows = append(rows, ownerRows(name, owner)...)
	}
	p.facts(rows)
}

// facts writes names on the left and values beside them, on as many lines as those take.
func (p *paper) facts(rows []pair) {
	const nameWidth, deepest = 38.0, 6
	for _, row := range rows {
		p.font("", 9)
		lines := p.split(orDash(row.value), textWidth-nameWidth, deepest)
		p.room(float64(len(lines)) * (lineHeight - 0.6))
		for i, line := range lines {
			p.font("", 9)
			p.color(quiet)
			if i == 0 {
				p.line(row.name, nameWidth, "L")
			}
			p.pdf.SetX(margin + nameWidth)
			p.color(black)
			p.cell(line, textWidth-nameWidth, lineHeight, "L")
			p.pdf.Ln(lineHeight - 0.6)
		}
	}
	p.pdf.Ln(2)
}

// ownerRows are what a bank knows of a person: name, addresses, phones and e-mails, each on a line.
func ownerRows(label string, owner toile.Owner) []pair {
	rows := []pair{{label, people(owner.Names)}}
	for _, a := range owner.Addresses {
		place := strings.Join(strings.Fields(value(a.Data.City)+" "+value(a.Data.Region)+" "+value(a.Data.PostalCode)+" "+value(a.Data.Country)), " ")
		rows = append(rows, pair{"", strings.Trim(a.Data.Street+", "+place, ", ")})
	}
	var phones, emails []string
	for _, phone := range owner.PhoneNumbers {
		phones = append(phones, phone.Data)
	}
	for _, email := range owner.Emails {
		emails = append(emails, email.Data)
	}
	for _, list := range [][]string{phones, emails} {
		if len(list) > 0 {
			rows = append(rows, pair{"", strings.Join(list, ", ")})
		}
	}
	return rows
}

// movements lists the transactions of an account with what the day ended with, newest first or
// oldest first as the report has them.
func (p *paper) movements(account toile.AccountAssets) {
	p.subhead("Transactions", 24)
	if len(account.Transactions) == 0 {
		p.aside("There were no transactions in this time.")
		return
	}
	own := bank.CodeOf(account.Balances.ISOCurrencyCode, account.Balances.UnofficialCurrencyCode)
	ends := map[string]string{}
	for _, b := range account.HistoricalBalances {
		ends[b.Date] = in(moneyOf(b.Current), bank.CodeOf(b.ISOCurrencyCode, b.UnofficialCurrencyCode))
	}
	var rows []gridRow
	last := ""
	for _, t := range account.Transactions {
		end := ""
		if t.Date != last {
			end, last = ends[t.Date], t.Date
		}
		rows = append(rows, movementRow(t, own, end))
	}
	p.grid([]column{
		{"Date", 0.13, "L"}, {"Description", 0.42, "L"}, {"Out", 0.15, "R"}, {"In", 0.15, "R"}, {"Balance that day", 0.15, "R"},
	}, rows)
}

// movementRow writes a transaction; the API's amounts are above zero where money leaves.
func movementRow(t toile.AssetReportTransaction, own, end string) gridRow {
	what := value(t.OriginalDescription)
	if what == "" {
		what = orDash(value(t.Name))
	}
	if number := t.CheckNumber.Or(""); number != "" && !strings.Contains(what, number) {
		what += " (check " + number + ")"
	}
	if t.Pending {
		what += " (pending)"
	}
	m, currency := moneyOf(t.Amount), bank.CodeOf(t.ISOCurrencyCode, t.UnofficialCurrencyCode)
	if currency == "" {
		currency = own
	}
	cells := []string{plainDate(t.Date), what, "", "", end}
	if m < 0 {
		cells[3] = in(-m, currency)
	} else {
		cells[2] = in(m, currency)
	}
	return gridRow{cells: cells}
}

// subhead begins a part of a chapter.
func (p *paper) subhead(text string, together float64) {
	p.room(together)
	p.pdf.Ln(3)
	p.font("B", 10)
	p.color(black)
	p.line(text, textWidth, "L")
	p.pdf.Ln(lineHeight + 0.8)
}
