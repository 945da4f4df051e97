package credit

import (
	"cmp"

	"toile"
	"toile/internal/document"
)

// RiskSignals shows what the analysis of documents for fraud says: of each by itself, and of what they
// say of each other.
func RiskSignals(uploads []Upload) toile.DocumentRiskSignalsObject {
	view := toile.DocumentRiskSignalsObject{} // without an account: that is of payroll providers
	for _, u := range uploads {
		single := toile.SingleDocumentRiskSignal{DocumentReference: riskReference(u)}
		single.RiskSummary.RiskScore = u.Reading.Risk.Score
		for _, s := range u.Reading.Risk.Signals {
			single.RiskSignals = append(single.RiskSignals, riskSignal(s))
		}
		view.SingleDocumentRiskSignals = append(view.SingleDocumentRiskSignals, single)
	}
	for _, c := range Conflicts(uploads) {
		multi := toile.MultiDocumentRiskSignal{}
		for _, u := range c.Between {
			multi.DocumentReferences = append(multi.DocumentReferences, riskReference(u))
		}
		for _, s := range c.Signals {
			multi.RiskSignals = append(multi.RiskSignals, riskSignal(s))
		}
		view.MultiDocumentRiskSignals = append(view.MultiDocumentRiskSignals, multi)
	}
	return view
}

// Examining shows documents that are being analysed for fraud.
func Examining(uploads []Upload) toile.DocumentRiskSignalsObject {
	view := toile.DocumentRiskSignalsObject{}
	for _, u := range uploads {
		u.Reading.Risk.Status = processing
		view.SingleDocumentRiskSignals = append(view.SingleDocumentRiskSignals, toile.SingleDocumentRiskSignal{DocumentReference: riskReference(u)})
	}
	return view
}

// riskTypes are the analysis's names of the kinds of document.
var riskTypes = map[document.Kind]toile.RiskSignalDocumentType{
	document.Paystub:       toile.RiskSignalDocumentTypePayslip,
	document.W2:            toile.RiskSignalDocumentTypeTaxForm,
	document.Form1099:      toile.RiskSignalDocumentTypeTaxForm,
	document.BankStatement: toile.RiskSignalDocumentTypeBankStatement,
}

// riskReference names a document.
func riskReference(u Upload) toile.RiskSignalDocumentReference {
	kind, known := riskTypes[u.Reading.Kind]
	if !known {
		kind = toile.RiskSignalDocumentTypeUnknown
	}
	r := toile.RiskSignalDocumentReference{
		DocumentID: toile.Some(u.ID), DocumentName: &u.Name, DocumentType: toile.Some(kind), FileType: toile.Some(cmp.Or(u.Reading.FileType, toile.RiskSignalFileTypeUnknown)),
	}
	if u.Reading.Risk.Status != "" {
		r.Status = new(toile.RiskSignalDocumentStatus(u.Reading.Risk.Status))
	}
	return r
}

func riskSignal(s document.Signal) *toile.DocumentRiskSignal {
	view := &toile.DocumentRiskSignal{
		Type: toile.NonEmpty(s.Type), Field: toile.NonEmpty(s.Field), HasFraudRisk: s.FraudRisk, PageNumber: s.Page,
		ExpectedValue: toile.NonEmpty(s.Expected), ActualValue: toile.NonEmpty(s.Actual), SignalDescription: toile.NonEmpty(s.Description),
	}
	if s.ItemID != "" {
		view.InstitutionMetadata = &toile.DocumentRiskSignalInstitutionMetadata{ItemID: s.ItemID}
	}
	return view
}
