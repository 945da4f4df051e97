package credit

import (
	"cmp"
	"time"

	"toile"
	"toile/internal/bank"
	"toile/internal/document"
	"toile/internal/id"
	"toile/internal/item"
)

// The statuses of an Item whose income is read (spec, PayrollItemStatus).
const (
	processing = "PROCESSING"
	failed     = "FAILED"
)

// Payroll is what an Item at a payroll provider has: what was retrieved when its person logged in, or
// when it was last refreshed.
type Payroll struct {
	Item     item.Item
	Accounts []bank.PayrollAccount
	IDs      *id.Source // names what the world knows
}

// AccountID names an account at the payroll provider.
func (p Payroll) AccountID(a bank.PayrollAccount) string {
	return p.IDs.Item("payroll account", p.Item.ID, int64(a.Number))
}

// The kinds of paper, by which their ids are told apart.
const (
	stubPaper = "payroll stub"
	w2Paper   = "payroll w2"
	paper1099 = "payroll 1099"
)

func (p Payroll) documentID(paper string, key int64) string {
	return p.IDs.Item(paper, p.Item.ID, key)
}

// View gives the Item as /credit/payroll_income/get has it, with where its papers can be fetched, by
// their ids.
func (p Payroll) View(urls map[string]string) toile.PayrollItem {
	view := newPayrollItem(p.Item, document.Complete, p.Item.Retrieved())
	for _, a := range p.Accounts {
		accountID := p.AccountID(a)
		view.Accounts = append(view.Accounts, &toile.PayrollIncomeAccountData{
			AccountID: &accountID, PayFrequency: toile.NonEmpty(a.PayFrequency),
			RateOfPay: toile.PayrollIncomeRateOfPay{PayRate: orNull(a.PayRate), PayAmount: amountOrNull(a.PayAmount)},
		})
		view.PayrollIncome = append(view.PayrollIncome, p.papers(a, &accountID, urls))
	}
	return view
}

// papers gives the stubs and forms of an account.
func (p Payroll) papers(a bank.PayrollAccount, accountID *string, urls map[string]string) toile.PayrollIncomeObject {
	papers := newPapers(accountID)
	for _, stub := range a.Paystubs {
		documentID := p.documentID(stubPaper, stub.Key)
		papers.PayStubs = append(papers.PayStubs, PayStub(stub, documentID, paperMetadata(documentTypes[document.Paystub], stubFile, urls[documentID])))
	}
	for _, form := range a.W2s {
		documentID := p.documentID(w2Paper, form.Key)
		papers.W2s = append(papers.W2s, W2Form(form, documentID, paperMetadata(documentTypes[document.W2], w2File, urls[documentID])))
	}
	for _, form := range a.Form1099s {
		documentID, kind := p.documentID(paper1099, form.Key), documentTypes[document.Form1099]
		if form.Type == bank.Form1099K {
			kind = documentType1099K
		}
		papers.Form1099s = append(papers.Form1099s, Form1099(form, documentID, paperMetadata(kind, file1099(form), urls[documentID])))
	}
	return papers
}

// paperMetadata describes a paper of a payroll provider.
func paperMetadata(kind, name, url string) toile.CreditDocumentMetadata {
	return toile.CreditDocumentMetadata{Name: name, DocumentType: &kind, Status: new(document.Complete), DownloadURL: toile.NonEmpty(url)}
}

func newPayrollItem(it item.Item, status string, updated time.Time) toile.PayrollItem {
	view := toile.PayrollItem{
		ItemID: it.ID, InstitutionID: it.InstitutionID, InstitutionName: it.InstitutionName,
		Accounts: []*toile.PayrollIncomeAccountData{}, PayrollIncome: []toile.PayrollIncomeObject{},
		Status: &toile.PayrollItemStatus{ProcessingStatus: toile.Some(status)},
	}
	if !updated.IsZero() {
		view.UpdatedAt = new(toile.Seconds(updated))
	}
	return view
}

func newPapers(accountID *string) toile.PayrollIncomeObject {
	return toile.PayrollIncomeObject{
		AccountID: accountID, PayStubs: []toile.CreditPayStub{}, W2s: []toile.CreditW2{}, Form1099s: []toile.Credit1099{}, I20s: []toile.CreditI20{},
	}
}

// Processing gives an Item whose documents are being read.
func Processing(it item.Item) toile.PayrollItem {
	return newPayrollItem(it, processing, it.UpdatedAt)
}

// Failed gives an Item whose income could not be retrieved.
func Failed(it item.Item) toile.PayrollItem { return newPayrollItem(it, failed, it.UpdatedAt) }

// TellsOfPay reports whether a document is of a kind that tells of pay: bank statements are another
// matter.
func (u Upload) TellsOfPay() bool { return u.Reading.Kind != document.BankStatement }

// Documents gives an Item of uploaded documents as /credit/payroll_income/get has it, with where each
// can be fetched. A document in which nothing could be read stands there, too, with what its metadata
// say (facts link 4.4).
func Documents(it item.Item, uploads []Upload, urls []string) toile.PayrollItem {
	papers, account := newPapers(nil), toile.PayrollIncomeAccountData{
		RateOfPay: toile.PayrollIncomeRateOfPay{PayRate: toile.Null[string](), PayAmount: toile.Null[float64]()},
	}
	var ready time.Time
	for i, u := range uploads {
		meta, read := Metadata(u, urls[i]), u.Reading
		if u.ReadyAt.After(ready) {
			ready = u.ReadyAt
		}
		switch read.Kind {
		case document.W2:
			papers.W2s = append(papers.W2s, W2Form(*cmp.Or(read.W2, &bank.W2{}), u.ID, meta))
		case document.Form1099:
			papers.Form1099s = append(papers.Form1099s, Form1099(*cmp.Or(read.Form1099, &bank.Form1099{}), u.ID, meta))
		case document.I20:
			papers.I20s = append(papers.I20s, i20(u.ID, meta))
		default:
			stub := *cmp.Or(read.Paystub, &bank.Paystub{})
			papers.PayStubs = append(papers.PayStubs, PayStub(stub, u.ID, meta))
			account.PayFrequency = cmp.Or(account.PayFrequency, toile.NonEmpty(stub.PayFrequency))
		}
	}
	view := newPayrollItem(it, document.Complete, ready)
	view.Accounts = append(view.Accounts, &account)
	view.PayrollIncome = append(view.PayrollIncome, papers)
	return view
}

// i20 gives a certificate of a foreign student, in which nothing is read: it is kept as it was
// uploaded.
func i20(documentID string, meta toile.CreditDocumentMetadata) toile.CreditI20 {
	return toile.CreditI20{DocumentID: toile.Some(documentID), DocumentMetadata: &meta}
}
