package credit

import (
	"toile"
	"toile/internal/bank"
	"toile/internal/document"
)

// documentTypes are the API's names of the kinds of document. Those of 1099s stand in an example of the
// spec (/credit/payroll_income/get) and in its older DocType, and not in the list of values.
var documentTypes = map[document.Kind]string{
	document.Paystub:       "PAYSTUB",
	document.W2:            "US_TAX_W2",
	document.BankStatement: "BANK_STATEMENT",
	document.Form1099:      "US_TAX_1099_MISC",
}

// documentType1099K is the name of the other kind of 1099.
const documentType1099K = "US_TAX_1099_K"

// Metadata describes a document that a person uploaded. The url is where it can be fetched.
func Metadata(u Upload, url string) toile.CreditDocumentMetadata {
	kind, known := documentTypes[u.Reading.Kind]
	switch form := u.Reading.Form1099; {
	case !known:
		kind = "UNKNOWN"
	case form != nil && form.Type == bank.Form1099K:
		kind = documentType1099K
	}
	m := toile.CreditDocumentMetadata{
		Name: u.Name, DocumentType: &kind, DownloadURL: &url, Status: new(u.Reading.Status()),
	}
	if u.Reading.Error != "" {
		m.ErrorMessage = toile.Some(u.Reading.Error)
	}
	if u.Reading.Pages > 0 {
		m.PageCount = toile.Some(u.Reading.Pages)
	}
	return m
}
