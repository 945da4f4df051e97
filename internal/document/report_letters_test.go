package document_test

import (
	"fmt"
	"strings"
	"testing"

	"toile"
	"toile/internal/document"
	"toile/internal/pdf"
)

// lettersOf gives what stands on all pages of a file, piece by piece.
func lettersOf(t *testing.T, content []byte) []string {
	t.Helper()
	file, err := pdf.Open(content)
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	for i := range file.Pages() {
		marks, err := file.Marks(i)
		if err != nil {
			t.Fatal(err)
		}
		for _, mark := range marks {
			if !mark.Area {
				list = append(list, strings.TrimSpace(mark.Text))
			}
		}
	}
	return list
}

// TestReportLetters writes names as people have them into reports, kinds of account as banks write
// them, amounts to the cent, and each way to reach an owner on a line of its own.
func TestReportLetters(t *testing.T) {
	t.Parallel()
	report := assetReport(3, 2, 1)
	report.User = toile.AssetReportUser{}
	accounts := report.Items[0].Accounts
	for i, kind := range []string{"cd", "sep ira", "401k"} {
		accounts[i].Subtype = ptr(toile.AccountSubtype(kind))
	}
	accounts[0].Owners[0].Names = []string{"Łukasz Żółć"}
	accounts[0].Owners[0].PhoneNumbers = append(accounts[0].Owners[0].PhoneNumbers, toile.PhoneNumber{Data: "+48 22 000 00 00"})
	accounts[0].Balances.Current = ptr(86541.7405)
	accounts[1].Name = "日本語 " + strings.Repeat("Spar", 3)
	file, err := document.AssetReport(report)
	if err != nil {
		t.Fatal(err)
	}
	keep(t, "asset-letters", file)
	said := lettersOf(t, file)
	all := fmt.Sprintf("%q", said)
	for _, want := range []string{
		"Łukasz Żółć", "Łukasz Żółć, Benjamin Francis Charleson, Alberta Bobbeth Charleson", "日本語 SparSparSpar", "2992 Cameron Road, Malakoff NY 14236 US",
		"1112223333, +48 22 000 00 00", "accountholder0@example.com", "$86,541.74", "CD", "SEP IRA", "401k",
	} {
		if !strings.Contains(all, `"`+want+`"`) {
			t.Errorf("%q does not stand by itself in the report", want)
		}
	}
	if t.Failed() {
		t.Log(all)
	}
}

// TestPaystubWords writes the kind of what was earned as words, which mean the same when they are read.
func TestPaystubWords(t *testing.T) {
	t.Parallel()
	want := stub(t)
	file, err := document.WritePaystub(want)
	if err != nil {
		t.Fatal(err)
	}
	all := fmt.Sprintf("%q", lettersOf(t, file))
	if !strings.Contains(all, `"Regular pay"`) || strings.Contains(all, "REGULAR_PAY") {
		t.Errorf("the stub says %s", all)
	}
	if got := again(t, file, nil, document.Paystub).Paystub.Earnings[0].Canonical; got != "REGULAR_PAY" || want.Earnings[0].Canonical != got {
		t.Errorf("%s was read as %s", want.Earnings[0].Canonical, got)
	}
}
