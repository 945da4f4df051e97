package document

import "math"

// trusted is the score of a document without any sign of fraud.
const trusted = 3

// weights are the shares of trust that signs of fraud take away, each from what the others leave
// (docs/documents.md). One that changes what a document says brings it above 80, where the API
// advises to reject it; the others bring it above 20, where somebody should look at it.
var weights = map[string]float64{
	"EDITED_TEXT": 0.82, "OVERLAID_TEXT": 0.82, "MASKING": 0.82, "FLATTENED_PDF": 0.6, "ANNOTATIONS": 0.6, "FONT_ANOMALY": 0.5,
	"METADATA_DATES_OUTSIDE_WINDOW": 0.5, "METADATA_DATES_MISSING": 0.5, "MALFORMED_DATE": 0.5, "SOFTWARE_BLACKLIST": 0.4, "TOUCHUP_TEXT": 0.4,
	"QPDF": 0.3, "PDF_ALIGNMENT": 0.3,
}

// usual is the weight of a sign that has no weight of its own.
const usual = 0.5

// score gives the risk of a document for its signals, from 0 to 100.
func score(signals []Signal) float64 {
	trust := 1 - trusted/100.0
	for _, s := range signals {
		if s.FraudRisk == nil || !*s.FraudRisk {
			continue
		}
		weight, known := weights[s.Type]
		if !known {
			weight = usual
		}
		trust *= 1 - weight
	}
	return math.Round(100*(1-trust)*100) / 100
}
