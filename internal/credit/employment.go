package credit

import (
	"toile"
	"toile/internal/bank"
)

// The statuses of an employment. The people of this world keep their jobs.
const active = "ACTIVE"

// Employment gives an Item as /credit/employment/get has it: an employment for each account at the
// payroll provider.
func (p Payroll) Employment() toile.CreditEmploymentItem {
	view := toile.CreditEmploymentItem{ItemID: p.Item.ID, Employments: []toile.CreditEmploymentVerification{}}
	for _, a := range p.Accounts {
		accountID := p.AccountID(a)
		view.Employments = append(view.Employments, toile.CreditEmploymentVerification{
			AccountID: &accountID, Status: new(active), StartDate: a.Started.OrNil(), Title: toile.NonEmpty(a.Title),
			Employer:     toile.CreditEmployerVerification{Name: toile.NonEmpty(a.Employer)},
			EmployeeType: toile.NonEmpty(a.Type), LastPaystubDate: lastPaid(a).OrNil(),
			PlatformIDs: toile.CreditPlatformIDs{
				EmployeeID: toile.NonEmpty(a.EmployeeID), PayrollID: toile.NonEmpty(a.EmployeeID), PositionID: toile.NonEmpty(a.PositionID),
			},
		})
	}
	return view
}

// lastPaid gives the pay date of the newest stub; zero where there is none.
func lastPaid(a bank.PayrollAccount) (last bank.Date) {
	for _, stub := range a.Paystubs {
		last = max(last, stub.PayDate)
	}
	return last
}

// OldEmployments gives an Item as the deprecated /employment/verification/get has it.
func (p Payroll) OldEmployments() []toile.EmploymentVerification {
	list := []toile.EmploymentVerification{}
	for _, a := range p.Accounts {
		list = append(list, toile.EmploymentVerification{
			Status:    toile.Some(toile.EmploymentVerificationStatusEmploymentStatusActive),
			StartDate: toile.OrNull(a.Started.OrNil()), EndDate: toile.Null[string](), Title: orNull(a.Title),
			Employer: &toile.EmployerVerification{Name: orNull(a.Employer)},
			PlatformIDs: &toile.PlatformIDs{
				EmployeeID: orNull(a.EmployeeID), PayrollID: orNull(a.EmployeeID), PositionID: orNull(a.PositionID),
			},
		})
	}
	return list
}
