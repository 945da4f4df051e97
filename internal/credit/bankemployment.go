package credit

import (
	"slices"

	"toile"
	"toile/internal/bank"
)

// BankEmploymentReport builds the report of a session's bank employment: of each Item the employers
// that its person ticked (spec, CreditBankEmploymentReport).
func BankEmploymentReport(f Found) toile.CreditBankEmploymentReport {
	report := toile.CreditBankEmploymentReport{
		BankEmploymentReportID: f.ReportID, GeneratedTime: toile.Micros(f.At), DaysRequested: f.Days,
		Items: []toile.CreditBankEmploymentItem{}, Warnings: []toile.CreditBankEmploymentWarning{},
	}
	for _, l := range f.Linked {
		if l.Removed {
			continue
		}
		report.Items = append(report.Items, toile.CreditBankEmploymentItem{
			ItemID: l.Item.ID, LastUpdatedTime: toile.Micros(l.Now), InstitutionID: l.Item.InstitutionID, InstitutionName: l.Item.InstitutionName,
			BankEmployments: l.employments(), BankEmploymentAccounts: l.accounts(),
		})
	}
	for _, w := range f.warnings() {
		report.Warnings = append(report.Warnings, toile.CreditBankEmploymentWarning{
			WarningType: toile.CreditBankEmploymentWarningTypeBankEmploymentWarning, WarningCode: w.code, Cause: w.cause,
		})
	}
	return report
}

// employments shows each employer once. One who pays into several accounts is shown with that into
// which most comes.
func (l Linked) employments() []toile.CreditBankEmployment {
	type pay struct {
		employer         string
		account          int
		most             bank.Money
		earliest, latest bank.Date
	}
	var found []pay
	for _, s := range l.Streams {
		employer, _ := s.Employer()
		sum, first, last := s.Sum(), s.Transactions[0].Date, s.Transactions[len(s.Transactions)-1].Date
		i := slices.IndexFunc(found, func(p pay) bool { return p.employer == employer })
		if i < 0 {
			found = append(found, pay{employer, s.Account, sum, first, last})
			continue
		}
		p := &found[i]
		p.earliest, p.latest = min(p.earliest, first), max(p.latest, last)
		if sum > p.most {
			p.account, p.most = s.Account, sum
		}
	}
	shown := []toile.CreditBankEmployment{}
	for _, p := range found {
		shown = append(shown, toile.CreditBankEmployment{
			BankEmploymentID: l.IDs.UUID("bank employment", l.Item.ID+"/"+p.employer, 0), AccountID: l.account(p.account).ID,
			Employer: toile.CreditBankEmployer{Name: p.employer}, LatestDepositDate: p.latest.String(), EarliestDepositDate: p.earliest.String(),
		})
	}
	return shown
}
