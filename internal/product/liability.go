package product

import (
	"toile"
	"toile/internal/bank"
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
	resp := &toile.LiabilitiesGetResponse{Accounts: s.View(accounts), Item: s.Item.View()}
	for _, account := range accounts {
		book, _ := s.Ledger.Book(account.Number)
		if book.Liability == nil {
			continue
		}
		bill, to := s.Ledger.Bill(account.Number, s.Now), &resp.Liabilities
		switch l := book.Liability; {
		case l.Credit != nil:
			to.Credit = append(to.Credit, creditLiability(account.ID, l.Credit, bill))
		case l.Student != nil:
			to.Student = append(to.Student, studentLiability(account.ID, l.Student, bill))
		case l.Mortgage != nil:
			to.Mortgage = append(to.Mortgage, mortgageLiability(account.ID, l.Mortgage, bill))
		}
	}
	return resp, nil
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
		AccountID: &accountID, Aprs: []toile.APR{}, IsOverdue: c.Overdue, LastPaymentAmount: number(b.Paid), LastPaymentDate: date(b.PaidOn),
		LastStatementIssueDate: date(b.Issued), LastStatementBalance: number(b.Balance), MinimumPaymentAmount: number(c.MinimumPayment),
		NextPaymentDueDate: date(b.NextDue),
	}
	for _, apr := range c.APRs {
		view.Aprs = append(view.Aprs, toile.APR{
			APRType: apr.Type, APRPercentage: apr.Percentage, BalanceSubjectToAPR: number(apr.Subject), InterestChargeAmount: number(apr.Charged),
		})
	}
	return view
}

func studentLiability(accountID string, l *bank.StudentTerms, b bank.Bill) toile.StudentLoan {
	view := toile.StudentLoan{
		AccountID: &accountID, AccountNumber: toile.NonEmpty(l.AccountNumber), ExpectedPayoffDate: date(l.PaidOff), Guarantor: toile.NonEmpty(l.Guarantor),
		InterestRatePercentage: l.Rate, IsOverdue: l.Overdue, LastPaymentAmount: number(b.Paid), LastPaymentDate: date(b.PaidOn),
		LastStatementBalance:   toile.OrNull(number(b.Balance)),
		LastStatementIssueDate: date(b.Issued), LoanName: toile.NonEmpty(l.Name), MinimumPaymentAmount: number(l.MinimumPayment),
		LoanStatus: toile.StudentLoanStatus{EndDate: date(l.StatusEnds), Type: toile.NonEmpty(l.Status)}, NextPaymentDueDate: date(b.NextDue),
		OriginationDate: date(l.Originated), OriginationPrincipalAmount: number(l.Principal), OutstandingInterestAmount: number(l.Interest),
		PaymentReferenceNumber: toile.NonEmpty(l.PaymentReference), SequenceNumber: toile.NonEmpty(l.Sequence),
		PslfStatus: toile.PSLFStatus{
			EstimatedEligibilityDate: date(l.EligibleForForgiveness), PaymentsMade: l.PaymentsMade, PaymentsRemaining: l.PaymentsRemaining,
		},
		RepaymentPlan: toile.StudentRepaymentPlan{Description: toile.NonEmpty(l.Plan), Type: toile.NonEmpty(l.PlanType)},
		ServicerAddress: toile.ServicerAddressData{
			City: toile.NonEmpty(l.Servicer.City), Region: toile.NonEmpty(l.Servicer.Region), Street: toile.NonEmpty(l.Servicer.Street),
			PostalCode: toile.NonEmpty(l.Servicer.PostalCode), Country: toile.NonEmpty(l.Servicer.Country),
		},
		YtdInterestPaid: number(l.InterestThisYear), YtdPrincipalPaid: number(l.RepaidThisYear),
	}
	for _, d := range l.Disbursed {
		view.DisbursementDates = append(view.DisbursementDates, d.String())
	}
	return view
}

func mortgageLiability(accountID string, m *bank.MortgageTerms, b bank.Bill) toile.MortgageLiability {
	return toile.MortgageLiability{
		AccountID: accountID, AccountNumber: toile.NonEmpty(m.AccountNumber), CurrentLateFee: number(m.LateFee), EscrowBalance: number(m.Escrow),
		HasPmi: m.PMI, HasPrepaymentPenalty: m.PrepaymentPenalty, InterestRate: toile.MortgageInterestRate{Percentage: &m.Rate, Type: toile.NonEmpty(m.RateType)},
		LastPaymentAmount: number(b.Paid), LastPaymentDate: date(b.PaidOn), LoanTypeDescription: toile.NonEmpty(m.Kind), LoanTerm: toile.NonEmpty(m.Term),
		MaturityDate: date(m.Matures), NextMonthlyPayment: number(m.NextPayment), NextPaymentDueDate: date(b.NextDue),
		OriginationDate: date(m.Originated), OriginationPrincipalAmount: number(m.Principal), PastDueAmount: number(m.PastDue),
		PropertyAddress: toile.MortgagePropertyAddress{
			City: toile.NonEmpty(m.Property.City), Region: toile.NonEmpty(m.Property.Region), Street: toile.NonEmpty(m.Property.Street),
			PostalCode: toile.NonEmpty(m.Property.PostalCode), Country: toile.NonEmpty(m.Property.Country),
		},
		YtdInterestPaid: number(m.InterestThisYear), YtdPrincipalPaid: number(m.RepaidThisYear),
	}
}
