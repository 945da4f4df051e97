package document_test

import (
	"testing"

	"toile"
	"toile/internal/document"
	"toile/internal/pdf"
)

// TestReportsSayWhatTheyAre looks at the properties of reports.
func TestReportsSayWhatTheyAre(t *testing.T) {
	t.Parallel()
	income, err := document.BankIncome(toile.CreditBankIncome{BankIncomeID: new("the id")})
	if err != nil {
		t.Fatal(err)
	}
	report := toile.AssetReport{AssetReportID: "the id"}
	report.User.FirstName = toile.Some("Łucja")
	assets, err := document.AssetReport(report)
	if err != nil {
		t.Fatal(err)
	}
	for title, content := range map[string][]byte{"Bank income report": income, "Asset report of Łucja": assets} {
		file, err := pdf.Open(content)
		if err != nil {
			t.Fatal(err)
		}
		for key, want := range map[string]string{"Title": title, "Author": "toile (simulated)", "Subject": "the id"} {
			if got, _, err := file.Info(key); got != want || err != nil {
				t.Errorf("the %s is %q, %v, want %q", key, got, err, want)
			}
		}
	}
}
