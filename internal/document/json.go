package document

import (
	"bytes"
	"errors"

	"toile"
	"toile/internal/bank"
)

// readJSON reads a document in the form of JSON, which says what becomes of it (facts link 7). What
// it leaves open is as with any other file.
func readJSON(f File) (Reading, error) {
	said, err := bank.ParseIncomeDocument(bytes.TrimPrefix(f.Content, []byte("\ufeff")))
	var mistake *toile.Error
	if errors.As(err, &mistake) {
		return Reading{}, toile.ErrIncomeVerificationUpload(f.called() + ": " + mistake.ErrorMessage + ".")
	}
	if err != nil {
		return Reading{}, err
	}
	reading := Reading{Kind: f.kind(), Format: JSON, Pages: 1, Risk: Risk{Status: riskStatus(said.Risk), Score: said.Score}}
	for _, s := range said.Signals {
		reading.Risk.Signals = append(reading.Risk.Signals, Signal{
			Type: s.Type, Field: s.Field, FraudRisk: s.FraudRisk, Expected: s.Expected, Actual: s.Actual,
			Description: s.Description, Page: s.Page, ItemID: s.ItemID,
		})
	}
	if said.Reading == "ERROR_PROCESSING" {
		reading.Error = "the text of the document could not be recognised"
		return reading, nil
	}
	switch {
	case said.Paystub != nil:
		reading.Kind, reading.Paystub = Paystub, said.Paystub
	case said.W2 != nil:
		reading.Kind, reading.W2 = W2, said.W2
	case said.Form1099 != nil:
		reading.Kind, reading.Form1099 = Form1099, said.Form1099
	default:
		reading.preset(f)
	}
	if reading.Risk.Score == nil && reading.Risk.Status == processed {
		reading.Risk.Score = new(score(reading.Risk.Signals))
	}
	return reading, nil
}

// riskStatus gives the status for what a document says of its analysis.
func riskStatus(said string) string {
	switch said {
	case "ERROR_PROCESSING":
		return failed
	case "PASSWORD_PROTECTED":
		return locked
	case "VIRUS_DETECTED":
		return infected
	}
	return processed
}
