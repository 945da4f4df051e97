package bank_test

import (
	"reflect"
	"strings"
	"testing"

	"toile/internal/bank"
)

func TestSearch(t *testing.T) {
	t.Parallel()
	for query, want := range map[string]string{
		"first platypus":            "ins_109508",
		"  PLATYPUS   first ":       "ins_109508",
		"tartan":                    "ins_109511 ins_43",
		"unhealthy":                 "ins_132363 ins_132361",
		"union":                     "ins_109509 ins_109510",
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

// TestInstitutions holds that whatever the search finds can be chosen, and the ten that there are.
func TestInstitutions(t *testing.T) {
	t.Parallel()
	all := world.Search("")
	if len(all) != 10 {
		t.Errorf("%d institutions", len(all))
	}
	health := map[string]string{"ins_132363": bank.Degraded, "ins_132361": bank.Down}
	for _, i := range all {
		if found, ok := world.Institution(i.ID); !ok || !reflect.DeepEqual(found, i) {
			t.Errorf("%s: found %+v", i.ID, found)
		}
		want := bank.Healthy
		if h, ill := health[i.ID]; ill {
			want = h
		}
		if i.Health != want || i.Payroll != (i.ID == "ins_135842") || i.Unsupported != (i.ID == "ins_133402") || i.In([]string{"CA"}) != (i.ID == "ins_43") {
			t.Errorf("%+v", i)
		}
	}
	if _, ok := world.Institution(""); ok {
		t.Error("there is an institution without an id")
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
