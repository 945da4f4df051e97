package bank_test

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"hash/crc32"
	"image"
	"image/png"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"toile/internal/bank"
)

func TestSearch(t *testing.T) {
	t.Parallel()
	for query, want := range map[string]string{
		"first platypus":            "ins_130016 ins_109508 ins_129644 ins_138395 ins_132241",
		"  PLATYPUS   first bank ":  "ins_130016 ins_109508 ins_129644 ins_132241",
		"tartan":                    "ins_109511 ins_43",
		"unhealthy":                 "ins_132363 ins_132361",
		"gingham union":             "ins_109509",
		"chase":                     "ins_3 ins_56",
		"platypus payroll":          "ins_135842",
		"ins_109508":                "",
		"bank of nowhere":           "",
		"not supported unsupported": "ins_133402",
	} {
		var got []string
		for _, institution := range world.Search(query) {
			got = append(got, institution.ID)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%q finds %q, want %q", query, got, want)
		}
	}
}

// TestInstitutions holds that whatever the search finds can be chosen and is whole.
func TestInstitutions(t *testing.T) {
	t.Parallel()
	all := world.Institutions()
	if found := world.Search(""); len(found) != len(all) {
		t.Errorf("%d institutions, of which the search finds %d", len(all), len(found))
	}
	seen := map[string]bool{}
	health := map[string]string{"ins_132363": bank.Degraded, "ins_132361": bank.Down}
	now := time.Date(2026, 3, 15, 12, 0, 0, 0, time.UTC)
	for _, i := range all {
		if found, ok := world.Institution(i.ID); !ok || !reflect.DeepEqual(found, i) {
			t.Errorf("%s: found %+v", i.ID, found)
		}
		if seen[i.ID] || i.Name == "" || i.URL == "" || len(i.Products) == 0 || !slices.IsSorted(i.Products) || len(i.Countries) != 1 || len(i.Color()) != 7 {
			t.Errorf("%+v is not whole", i)
		}
		seen[i.ID] = true
		want := bank.Healthy
		if h, ill := health[i.ID]; ill {
			want = h
		}
		service := i.Service(now)
		if i.Health != want || service.Status != want || (len(i.Incidents(now)) == 0) != (want == bank.Healthy) {
			t.Errorf("%s is %s, want %s", i.ID, i.Health, want)
		}
		if sum := service.Success + service.PlaidErrors + service.InstitutionErrors; sum < 0.999 || sum > 1.001 || service.Since.After(now) {
			t.Errorf("%s: %+v", i.ID, service)
		}
		if i.Unsupported != (i.ID == "ins_133402") || i.Supports([]string{"employment", "income"}) && !i.Supports([]string{"auth"}) != i.Payroll {
			t.Errorf("%+v", i)
		}
	}
	for _, country := range strings.Fields("US GB ES NL FR IE CA DE IT PL DK NO SE EE LT LV PT BE AT FI") {
		if n := len(slices.DeleteFunc(world.Search(""), func(i bank.Institution) bool { return !i.In([]string{country}) })); n < 3 {
			t.Errorf("%s has %d institutions", country, n)
		}
	}
	if _, ok := world.Institution(""); ok {
		t.Error("there is an institution without an id")
	}
}

// TestLogo holds that a logo is a picture of the API's size, always the same.
func TestLogo(t *testing.T) {
	t.Parallel()
	platypus, _ := world.Institution("ins_109508")
	raw, err := base64.StdEncoding.DecodeString(platypus.Logo())
	if err != nil {
		t.Fatal(err)
	}
	picture, err := png.Decode(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	if size := picture.Bounds().Size(); size != image.Pt(152, 152) || len(raw) > 4096 {
		t.Errorf("a logo of %d bytes, %v", len(raw), size)
	}
	seen := crc32.NewIEEE() // of the picture: how it is packed is the library's affair
	for at := range 152 * 152 {
		fmt.Fprint(seen, picture.At(at%152, at/152))
	}
	if got := seen.Sum32(); got != 0x71de8252 {
		t.Errorf("the logo has become another: %#x", got)
	}
	if chase, _ := world.Institution("ins_3"); chase.Logo() != "" {
		t.Error("the logo of a real bank is not ours to show")
	}
}

// TestCountries holds the numbers and the currency of a standard account in other countries.
func TestCountries(t *testing.T) {
	t.Parallel()
	for id, want := range map[string]string{
		"ins_109508": "USD",
		"ins_43":     "CAD 111122220000 021 01140",
		"ins_117650": "GBP 31920000 601613 BUKBGB22 GB BUKB60161331920000",
		"ins_905001": "EUR BOFIIE2D IE AIBK11111111110000",
		"ins_906002": "CAD 111122220000 021 01140",
		"ins_907001": "EUR TOILDE2A DE 111111111111110000",
		"ins_911001": "NOK TOILNO2A NO 11111110000",
	} {
		ledger, err := world.Ledger(bank.Login{InstitutionID: id, Username: "user_good", Password: "pass_good"}, time.Unix(0, 0), nil)
		if err != nil {
			t.Fatal(err)
		}
		book, _ := ledger.Book(1)
		n := book.Numbers
		account := ""
		if n.IBAN != "" {
			account = n.IBAN[:2] + " " + n.IBAN[4:] // the check digits are worked out
			if ibanRest(n.IBAN) != 1 {
				t.Errorf("%s: %s has wrong check digits", id, n.IBAN)
			}
		}
		got := strings.Join(strings.Fields(strings.Join([]string{book.Currency, n.Account, n.SortCode, n.EFTInstitution, n.EFTBranch, n.BIC, account}, " ")), " ")
		if id == "ins_109508" {
			got = book.Currency
		} else if n.Routing != "" {
			t.Errorf("%s has the routing number %s", id, n.Routing)
		}
		if got != want {
			t.Errorf("%s: got %s, want %s", id, got, want)
		}
	}
}

// TestRoutingNumbers holds that accounts in the United States have the first routing number of their
// institution, and that of First Platypus Bank where it has none.
func TestRoutingNumbers(t *testing.T) {
	t.Parallel()
	for id, want := range map[string]string{
		"ins_109508": "011401533", "ins_109512": "021000021", "ins_135858": "333333334", "ins_128026": "051405515", "ins_56": "021000021",
		"ins_127989": "011000138", "ins_115616": "011401533",
	} {
		for _, username := range []string{"user_good", "user_transactions_dynamic", "user_bank_income", "user_small_business"} {
			ledger, err := world.Ledger(bank.Login{InstitutionID: id, Username: username, Password: "pass_good"}, time.Unix(0, 0), nil)
			if err != nil {
				t.Fatal(err)
			}
			for _, book := range ledger.Books {
				if n := book.Numbers; (n.Routing != "" || n.WireRouting != "") && (n.Routing != want || n.WireRouting != "021000021") {
					t.Errorf("%s: account %s of %s has the routing numbers %s and %s, want %s", id, book.Mask, username, n.Routing, n.WireRouting, want)
				}
			}
			if ledger.Books[0].Numbers.Routing == "" {
				t.Errorf("%s: the first account of %s has no routing number", id, username)
			}
		}
	}
}

// ibanRest is 1 for an IBAN whose check digits are right (ISO 13616).
func ibanRest(iban string) int {
	rest := 0
	for _, r := range iban[4:] + iban[:4] {
		if r >= 'A' {
			rest = (rest*100 + int(r-'A') + 10) % 97
		} else {
			rest = (rest*10 + int(r-'0')) % 97
		}
	}
	return rest
}

// TestOAuthLogin holds that the pages of an OAuth institution take anybody who types nothing, and
// that elsewhere nothing is a wrong login (facts link 1.7).
func TestOAuthLogin(t *testing.T) {
	t.Parallel()
	for _, i := range world.Institutions() {
		if i.Payroll {
			continue
		}
		if got := login(i.ID, "user_good", "pass_good"); got.Found == nil || len(got.Found.Accounts) < 12 {
			t.Errorf("%s: user_good finds %+v", i.ID, got)
		}
		if got := login(i.ID, "", ""); (got.Found != nil) != i.OAuth {
			t.Errorf("%s: nobody finds %+v", i.ID, got)
		}
	}
}

func BenchmarkSearch(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		world.Search("first platypus")
	}
}

func TestSupports(t *testing.T) {
	t.Parallel()
	tattersall, _ := world.Institution("ins_109510")
	if !tattersall.Supports([]string{"auth", "transactions"}) || tattersall.Supports([]string{"auth", "identity"}) || !tattersall.Supports(nil) {
		t.Error("Tattersall has auth and transactions, not identity")
	}
	asked := []string{"identity", "auth", "no_such_product"}
	if got := tattersall.Supported(asked); !reflect.DeepEqual(got, []string{"auth"}) || asked[0] != "identity" {
		t.Errorf("supported: %q of %q", got, asked)
	}
	if !tattersall.In([]string{"CA", "US"}) || tattersall.In([]string{"GB"}) || tattersall.In(nil) {
		t.Error("Tattersall is in the United States")
	}
}
