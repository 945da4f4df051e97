package bank

import (
	"fmt"

	"toile"
)

// IncomeDocument is a document about income in the form of JSON: what it says, or what becomes of
// its reading (facts link 7). Nil and empty are what it does not say.
type IncomeDocument struct {
	Paystub  *Paystub
	W2       *W2
	Form1099 *Form1099 // ours: the sandbox has no such document

	Reading string // ocr_status: SUCCESS or ERROR_PROCESSING
	Risk    string // risk_signals_status: SUCCESS, ERROR_PROCESSING, PASSWORD_PROTECTED or VIRUS_DETECTED
	Score   *float64
	Signals []RiskSignal
}

// RiskSignal is one thing about a document that speaks for or against it.
type RiskSignal struct {
	Type, Field      string
	FraudRisk        *bool
	Actual, Expected string
	Description      string
	Page             *int
	ItemID           string // of the institution that the document is held against
}

// Bounds on the signals of a document.
const (
	maxSignals = 100
	maxPage    = 10_000
)

// riskStatuses are the outcomes of an analysis that a document may ask for.
var riskStatuses = []string{"SUCCESS", "ERROR_PROCESSING", "PASSWORD_PROTECTED", "VIRUS_DETECTED"}

// ParseIncomeDocument reads a document in the form of JSON. The error is about the first mistake in
// it, named by its path.
func ParseIncomeDocument(text []byte) (IncomeDocument, error) {
	if len(text) > maxCustomText {
		return IncomeDocument{}, toile.ErrInvalidField(fmt.Sprintf("the document must be at most %d bytes of JSON", maxCustomText))
	}
	in, err := parseObject("the document", string(text))
	if err != nil {
		return IncomeDocument{}, err
	}
	d := readIncomeDocument(in)
	if *in.mistake != nil {
		return IncomeDocument{}, *in.mistake
	}
	return d, nil
}

func readIncomeDocument(in object) IncomeDocument {
	d := IncomeDocument{Reading: in.word("ocr_status", "SUCCESS", "ERROR_PROCESSING"), Risk: in.word("risk_signals_status", riskStatuses...)}
	contents := 0
	if stub, said := readPaystub(in.object("paystub")); said {
		d.Paystub, contents = &stub, contents+1
	}
	if form, said := readW2(in.object("w2")); said {
		d.W2, contents = &form, contents+1
	}
	if form, said := read1099(in.object("form_1099")); said {
		d.Form1099, contents = &form, contents+1
	}
	if contents > 1 {
		in.fail("the document", "must hold only one of paystub, w2 and form_1099")
	}
	risks := in.object("single_document_risk_signals")
	summary := risks.object("risk_summary")
	if d.Score = summary.size("risk_score"); d.Score != nil && *d.Score > 100 {
		summary.refuse("risk_score", "must be a number from 0 to 100")
	}
	summary.end()
	risks.each("risk_signals", d.readSignal)
	risks.end()
	in.end()
	return d
}

// readSignal reads one signal. Its type is open, as it is in the API.
func (d *IncomeDocument) readSignal(in object) {
	if len(d.Signals) == maxSignals {
		in.fail("single_document_risk_signals.risk_signals", fmt.Sprintf("must have at most %d elements", maxSignals))
		return
	}
	institution := in.object("institution_metadata")
	s := RiskSignal{
		Type: in.text("type"), Field: in.text("field"), FraudRisk: in.truth("has_fraud_risk"), Actual: in.label("actual_value"),
		Expected: in.label("expected_value"), Description: in.text("signal_description"), Page: in.whole("page_number", 0, maxPage),
		ItemID: institution.text("item_id"),
	}
	institution.end()
	if in.end(); !in.blank() {
		d.Signals = append(d.Signals, s)
	}
}
