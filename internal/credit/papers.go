package credit

import (
	"toile/internal/bank"
	"toile/internal/document"
)

// Paper is a stub or a form of a payroll provider as a file.
type Paper struct {
	DocumentID, Name string
	write            func() ([]byte, error)
}

// Content gives the file, a PDF.
func (p Paper) Content() ([]byte, error) { return p.write() }

// Papers lists what an Item at a payroll provider can be given as files, in the order of its accounts.
func (p Payroll) Papers() (papers []Paper) {
	for _, a := range p.Accounts {
		for _, stub := range a.Paystubs {
			papers = append(papers, Paper{p.documentID(stubPaper, stub.Key), stubFile, func() ([]byte, error) { return document.WritePaystub(stub) }})
		}
		for _, form := range a.W2s {
			papers = append(papers, Paper{p.documentID(w2Paper, form.Key), w2File, func() ([]byte, error) { return document.WriteW2(form) }})
		}
		for _, form := range a.Form1099s {
			papers = append(papers, Paper{p.documentID(paper1099, form.Key), file1099(form), func() ([]byte, error) { return document.Write1099(form) }})
		}
	}
	return papers
}

// The names of the files (the spec's example of /credit/payroll_income/get).
const (
	stubFile = "paystub.pdf"
	w2File   = "w_2.pdf"
)

func file1099(form bank.Form1099) string {
	if form.Type == bank.Form1099K {
		return "form_1099_k.pdf"
	}
	return "form_1099_misc.pdf"
}
