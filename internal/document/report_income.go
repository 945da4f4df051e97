package document

import (
	"strconv"
	"strings"
	"time"

	"toile"
	"toile/internal/bank"
)

// BankIncome renders a bank income report as a lender files it: whose income it is and where it
// was seen, the sums of its summary, a chart of income by month and source, the sources in one
// table, each source with its months and deposits, and what could not be read. Every amount is one
// that the report has; sums of different currencies stay apart.
func BankIncome(report toile.CreditBankIncome) ([]byte, error) {
	made := value(report.GeneratedTime).Time
	r := newIncome(report)
	p := newPaper("Bank income report", value(report.BankIncomeID), reportNote, made)
	p.about("Bank income report", people(r.owners()), value(report.BankIncomeID))
	p.opening(people(r.owners()), r.facts(made)...)
	p.incomeSummary(r)
	p.incomeAccounts(r)
	p.incomeCharts(r)
	p.incomeSources(r)
	for _, s := range r.sources {
		p.incomeSource(s)
	}
	p.incomeMonths(r)
	p.incomeWarnings(report.Warnings)
	return p.bytes()
}

// facts gives what stands below the person's name.
func (r income) facts(made time.Time) []pair {
	s := r.summary
	facts := []pair{{"Institutions", people(r.institutions())}, {"Income seen", period(value(s.StartDate), value(s.EndDate))}}
	if r.report.DaysRequested != nil {
		facts = append(facts, pair{"Days requested", strconv.Itoa(*r.report.DaysRequested)})
	}
	if !made.IsZero() {
		facts = append(facts, pair{"Generated", stamp(made)})
	}
	return facts
}

func (p *paper) incomeSummary(r income) {
	s := r.summary
	p.panel(
		tile{"Total income", totals(s.TotalAmounts, s.TotalAmount, s.ISOCurrencyCode, s.UnofficialCurrencyCode).lines()},
		tile{"Sources", []string{strconv.Itoa(value(s.IncomeSourcesCount))}},
		tile{"Kinds of income", []string{strconv.Itoa(value(s.IncomeCategoriesCount))}},
		tile{"Deposits", []string{strconv.Itoa(value(s.IncomeTransactionsCount))}},
	)
}

func (p *paper) incomeAccounts(r income) {
	p.chapter("Accounts", 20)
	var rows []gridRow
	for _, item := range r.report.Items {
		for _, a := range item.BankIncomeAccounts {
			name := a.Name
			if official := value(a.OfficialName); official != "" && official != name {
				name += " (" + official + ")"
			}
			rows = append(rows, gridRow{cells: []string{
				orDash(value(item.InstitutionName)), name, orDash(value(a.Mask)), kindOf(string(a.Type), string(a.Subtype)), people(namesOf(a.Owners)),
			}})
		}
	}
	if rows == nil {
		p.aside("No accounts were shared.")
		return
	}
	p.grid([]column{{"Institution", 0.23, "L"}, {"Account", 0.31, "L"}, {"Ends in", 0.09, "L"}, {"Kind", 0.13, "L"}, {"Owners", 0.24, "L"}}, rows)
}

// incomeSources lists every source on a line.
func (p *paper) incomeSources(r income) {
	p.chapter("Sources of income", 20)
	var rows []gridRow
	for _, s := range r.sources {
		rows = append(rows, gridRow{cells: []string{
			s.name, words(string(value(s.IncomeCategory))), frequency(value(s.PayFrequency)),
			period(value(s.StartDate), value(s.EndDate)), strconv.Itoa(value(s.TransactionCount)), strings.Join(s.total.lines(), "\n"),
		}})
	}
	if rows == nil {
		p.aside("No income was found in these accounts.")
		return
	}
	p.grid([]column{
		{"Source", 0.25, "L"}, {"Category", 0.14, "L"}, {"Paid", 0.12, "L"}, {"From and to", 0.25, "L"}, {"Deposits", 0.09, "R"}, {"Total", 0.15, "R"},
	}, rows)
}

// incomeSource writes a source: its months, and below each month its deposits.
func (p *paper) incomeSource(s incomeSource) {
	p.chapter(s.name, 34)
	p.aside(strings.Join([]string{
		words(string(value(s.IncomeCategory))), "paid " + strings.ToLower(frequency(value(s.PayFrequency))), "into " + s.account,
		period(value(s.StartDate), value(s.EndDate)), "total " + s.total.String(),
	}, "  ·  "))
	p.pdf.Ln(1.5)
	var rows []gridRow
	for _, m := range s.HistoricalSummary {
		rows = append(rows, monthRow(m, 3))
		for _, t := range m.Transactions {
			rows = append(rows, depositRow(t))
		}
	}
	if rows == nil {
		p.aside("The report has no months of this source.")
		return
	}
	p.grid([]column{{"Date", 0.22, "L"}, {"Description", 0.56, "L"}, {"Amount", 0.22, "R"}}, rows)
}

// frequencies are the words for how often a source pays.
var frequencies = map[toile.CreditBankIncomePayFrequency]string{
	toile.CreditBankIncomePayFrequencyDaily:       "Daily",
	toile.CreditBankIncomePayFrequencyWeekly:      "Weekly",
	toile.CreditBankIncomePayFrequencyBiweekly:    "Biweekly",
	toile.CreditBankIncomePayFrequencySemiMonthly: "Twice a month",
	toile.CreditBankIncomePayFrequencyMonthly:     "Monthly",
}

func frequency(f toile.CreditBankIncomePayFrequency) string {
	if text := frequencies[f]; text != "" {
		return text
	}
	return "Irregularly"
}

// monthRow heads the deposits of a month; the number of columns is three, or two without them.
func monthRow(m toile.CreditBankIncomeHistoricalSummary, columns int) gridRow {
	name, many := monthOf(value(m.StartDate)), count(len(m.Transactions), "deposit")
	total := totals(m.TotalAmounts, m.TotalAmount, m.ISOCurrencyCode, m.UnofficialCurrencyCode)
	amounts := strings.Join(total.lines(), "\n")
	if len(m.Transactions) == 0 {
		many = "no deposits"
	}
	days := period(value(m.StartDate), value(m.EndDate))
	if columns == 3 {
		return gridRow{cells: []string{name, many + ", " + days, amounts}, group: true}
	}
	return gridRow{cells: []string{name, days, many, amounts}}
}

func depositRow(t toile.CreditBankIncomeTransaction) gridRow {
	what := t.OriginalDescription.Or(value(t.Name))
	if number := t.CheckNumber.Or(""); number != "" && !strings.Contains(what, number) {
		what += " (check " + number + ")"
	}
	if value(t.Pending) {
		what += " (pending)"
	}
	currency := bank.CodeOf(t.ISOCurrencyCode.Value, t.UnofficialCurrencyCode.Value)
	return gridRow{cells: []string{plainDate(value(t.Date)), what, in(moneyOf(value(t.Amount)), currency)}}
}

// incomeMonths writes the sums of each month over all sources.
func (p *paper) incomeMonths(r income) {
	if len(r.summary.HistoricalSummary) == 0 {
		return
	}
	p.chapter("All income by month", 26)
	var rows []gridRow
	for _, m := range r.summary.HistoricalSummary {
		rows = append(rows, monthRow(m, 4))
	}
	p.grid([]column{{"Month", 0.22, "L"}, {"Days", 0.34, "L"}, {"Deposits", 0.18, "R"}, {"Total", 0.26, "R"}}, rows)
}

// incomeWarnings writes what could not be read, and why.
func (p *paper) incomeWarnings(list []toile.CreditBankIncomeWarning) {
	if len(list) == 0 {
		return
	}
	p.chapter("Warnings", 20)
	var rows []gridRow
	for _, w := range list {
		cells := []string{words(string(value(w.WarningCode))), "", ""}
		if c := w.Cause; c != nil {
			said := c.DisplayMessage
			if said == "" {
				said = c.ErrorMessage
			}
			cells[1], cells[2] = c.ErrorCode+": "+said, c.ItemID
		}
		rows = append(rows, gridRow{cells: cells})
	}
	p.grid([]column{{"Warning", 0.24, "L"}, {"Cause", 0.46, "L"}, {"Item", 0.30, "L"}}, rows)
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return strconv.Itoa(n) + " " + what + "s"
}

// monthOf writes the month of a date.
func monthOf(date string) string {
	if t, err := time.Parse(time.DateOnly, date); err == nil {
		return t.Format("January 2006")
	}
	return orDash(date)
}
