package product

import (
	"toile"
	"toile/internal/bank"
	"toile/internal/item"
)

// Liabilities gives the answer about what is owed on the accounts of the Item. A kind of debt that
// none of them has is null, as in the sandbox.
func (s Source) Liabilities(accountIDs []string) (*toile.LiabilitiesGetResponse, error) {
	accounts, err := s.Accounts(accountIDs)
	if err != nil {
		return nil, err
	}
	if !s.owes() {
		return nil, toile.ErrNoLiabilityAccounts()
	}
	return &toile.LiabilitiesGetResponse{Accounts: s.View(accounts), Item: s.Item.View(), Liabilities: s.owed(accounts)}, nil
}

// owed shows what is owed on accounts.
func (s Source) owed(accounts []item.Account) (to toile.LiabilitiesObject) {
	for _, account := range accounts {
		book, _ := s.Ledger.Book(account.Number)
		if book.Liability == nil {
			continue
		}
		bill := s.Ledger.Bill(account.Number, s.Now)
		switch l := book.Liability; {
		case l.Credit != nil:
			to.Credit = append(to.Credit, creditLiability(account.ID, l.Credit, bill))
		case l.Student != nil:
			to.Student = append(to.Student, studentLiability(account.ID, l.Student, bill))
		case l.Mortgage != nil:
			to.Mortgage = append(to.Mortgage, mortgageLiability(account.ID, l.Mortgage, bill))
		}
	}
	return to
}

// owes reports whether something is owed on any account of the Item.
func (s Source) owes() bool {
	for _, account := range s.Item.Accounts {
		if book, _ := s.Ledger.Book(account.Number); book.Liability != nil {
			return true
		}
	}
	return false
}

func creditLiability(accountID string, c *bank.CreditTerms, b bank.Bill) toile.CreditCardLiability {
	view := toile.CreditCardLiability{
		AccountID: &accountID, Aprs: []toile.APR{}, IsOverdue: c.Overdue, LastPaymentAmount: b.Paid.OrNil(), LastPaymentDate: b.PaidOn.OrNil(),
		LastStatementIssueDate: b.Issued.OrNil(), LastStatementBalance: b.Balance.OrNil(), MinimumPaymentAmount: c.MinimumPayment.OrNil(),
		NextPaymentDueDate: b.NextDue.OrNil(),
	}
	for _, apr := range c.APRs {
		view.Aprs = append(view.Aprs, toile.APR{
			APRType: apr.Type, APRPercentage: apr.Percentage, BalanceSubjectToAPR: apr.Subject.OrNil(), InterestChargeAmount: apr.Charged.OrNil(),
		})
	}
	return view
}

func studentLiability(accountID string, l *bank.StudentTerms, b bank.Bill) toile.StudentLoan {
	view := toile.StudentLoan{
		AccountID: &accountID, AccountNumber: toile.NonEmpty(l.AccountNumber), ExpectedPayoffDate: l.PaidOff.OrNil(), Guarantor: toile.NonEmpty(l.Guarantor),
		InterestRatePercentage: l.Rate, IsOverdue: l.Overdue, LastPaymentAmount: b.Paid.OrNil(), LastPaymentDate: b.PaidOn.OrNil(),
		LastStatementBalance:   toile.OrNull(b.Balance.OrNil()),
		LastStatementIssueDate: b.Issued.OrNil(), LoanName: toile.NonEmpty(l.Name), MinimumPaymentAmount: l.MinimumPayment.OrNil(),
		LoanStatus: toile.StudentLoanStatus{EndDate: l.StatusEnds.OrNil(), Type: toile.NonEmpty(l.Status)}, NextPaymentDueDate: b.NextDue.OrNil(),
		OriginationDate: l.Originated.OrNil(), OriginationPrincipalAmount: l.Principal.OrNil(), OutstandingInterestAmount: l.Interest.OrNil(),
		PaymentReferenceNumber: toile.NonEmpty(l.PaymentReference), SequenceNumber: toile.NonEmpty(l.Sequence),
		PslfStatus: toile.PSLFStatus{
			EstimatedEligibilityDate: l.EligibleForForgiveness.OrNil(), PaymentsMade: l.PaymentsMade, PaymentsRemaining: l.PaymentsRemaining,
		},
		RepaymentPlan: toile.StudentRepaymentPlan{Description: toile.NonEmpty(l.Plan), Type: toile.NonEmpty(l.PlanType)},
		ServicerAddress: toile.ServicerAddressData{
			City: toile.NonEmpty(l.Servicer.City), Region: toile.NonEmpty(l.Servicer.Region), Street: toile.NonEmpty(l.Servicer.Street),
			PostalCode: toile.NonEmpty(l.Servicer.PostalCode), Country: toile.NonEmpty(l.Servicer.Country),
		},
		YtdInterestPaid: l.InterestThisYear.OrNil(), YtdPrincipalPaid: l.RepaidThisYear.OrNil(),
	}
	for _, d := range l.Disbursed {
		view.DisbursementDates = append(view.DisbursementDates, d.String())
	}
	return view
}

func mortgageLiability(accountID string, m *bank.MortgageTerms, b bank.Bill) toile.MortgageLiability {
	return toile.MortgageLiability{
		AccountID: accountID, AccountNumber: toile.NonEmpty(m.AccountNumber), CurrentLateFee: m.LateFee.OrNil(), EscrowBalance: m.Escrow.OrNil(),
		HasPmi: m.PMI, HasPrepaymentPenalty: m.PrepaymentPenalty, InterestRate: toile.MortgageInterestRate{Percentage: &m.Rate, Type: toile.NonEmpty(m.RateType)},
		LastPaymentAmount: b.Paid.OrNil(), LastPaymentDate: b.PaidOn.OrNil(), LoanTypeDescription: toile.NonEmpty(m.Kind), LoanTerm: toile.NonEmpty(m.Term),
		MaturityDate: m.Matures.OrNil(), NextMonthlyPayment: m.NextPayment.OrNil(), NextPaymentDueDate: b.NextDue.OrNil(),
		OriginationDate: m.Originated.OrNil(), OriginationPrincipalAmount: m.Principal.OrNil(), PastDueAmount: m.PastDue.OrNil(),
		PropertyAddress: toile.MortgagePropertyAddress{
			City: toile.NonEmpty(m.Property.City), Region: toile.NonEmpty(m.Property.Region), Street: toile.NonEmpty(m.Property.Street),
			PostalCode: toile.NonEmpty(m.Property.PostalCode), Country: toile.NonEmpty(m.Property.Country),
		},
		YtdInterestPaid: m.InterestThisYear.OrNil(), YtdPrincipalPaid: m.RepaidThisYear.OrNil(),
	}
}
