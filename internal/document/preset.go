package document

import (
	"time"

	"toile/internal/bank"
)

// presetUser is of whom a file tells that says nothing itself.
const presetUser = "user_good"

// presetDay is when the people of a file live that is not told when it is uploaded.
var presetDay = time.Date(2026, time.January, 31, 12, 0, 0, 0, time.UTC)

// preset fills in what is read in a file whose content says nothing: any picture, and any PDF that
// toile did not make, is good for a result that is set beforehand (facts link 7). It is what the
// sandbox's plain user would upload: the newest stub of the pay, the form of last year, the last
// statement of the first account.
func (r *Reading) preset(f File) {
	world, at := f.World, f.At
	if world == nil {
		world = bank.New("a document of nobody")
	}
	if at.IsZero() {
		at = presetDay
	}
	r.Kind, r.Preset = f.kind(), true
	switch r.Kind {
	case BankStatement:
		r.presetStatement(world, at)
	case I20: // of which the API shows nothing that is read
	default:
		r.presetPayroll(world, at)
	}
	if r.Risk.Status == processed && r.Risk.Score == nil {
		r.Risk.Score = new(score(r.Risk.Signals))
	}
}

func (r *Reading) presetPayroll(world *bank.World, at time.Time) {
	ledger, err := world.Ledger(bank.Login{InstitutionID: bank.DefaultPayroll, Username: presetUser}, at, nil)
	if err != nil {
		return
	}
	accounts := ledger.Payroll(at)
	if len(accounts) == 0 {
		return
	}
	known := accounts[0]
	switch {
	case r.Kind == Paystub && len(known.Paystubs) > 0:
		r.Paystub = &known.Paystubs[0]
	case r.Kind == W2 && len(known.W2s) > 0:
		r.W2 = &known.W2s[0]
	case r.Kind == Form1099 && len(known.Paystubs) > 0:
		r.Form1099 = contracted(known.Paystubs[0], at)
	}
}

// contracted is the form of somebody who worked last year without being employed: as if each stub
// had been paid out to a contractor.
func contracted(stub bank.Paystub, at time.Time) *bank.Form1099 {
	form := &bank.Form1099{
		Type: bank.Form1099Misc, TaxYear: at.AddDate(-1, 0, 0).Format("2006"),
		Recipient: bank.Recipient1099{
			Name: stub.Employee.Name, TIN: "XXX-XX-" + stub.Employee.TaxpayerMask, Address: stub.Employee.Address, FACTA: "NOT CHECKED", SecondTIN: "NOT CHECKED",
		},
		Payer: bank.Payer1099{Name: stub.Employer.Name, TIN: stub.Employer.EIN, Address: stub.Employer.Address},
	}
	if stub.Gross != nil {
		form.Misc.NonemployeeCompensation = new(12 * *stub.Gross)
	}
	return form
}

func (r *Reading) presetStatement(world *bank.World, at time.Time) {
	ledger, err := world.Ledger(bank.Login{InstitutionID: bank.DefaultBank, Username: presetUser, Password: "pass_good"}, at, nil)
	if err != nil {
		return
	}
	today := bank.DateOf(at)
	months := bank.StatementMonths(bank.Period{From: today - 62, To: today}, at)
	if len(months) == 0 {
		return
	}
	if statement, ok := ledger.Statement(1, months[0]); ok {
		institution, _ := world.Institution(bank.DefaultBank)
		r.Statement, r.Bank = &statement, institution.Name
	}
}
