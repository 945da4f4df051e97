package enrich_test

import (
	"strings"
	"testing"

	"toile/internal/enrich"
)

// TestLegacyCategories holds what samples of the API show, and that each category stands below one
// that is there.
func TestLegacyCategories(t *testing.T) {
	t.Parallel()
	shown := map[string]string{}
	last := ""
	for _, c := range enrich.LegacyCategories {
		path := strings.Join(c.Hierarchy, " > ")
		shown[c.ID] = c.Group + " " + path
		if c.ID <= last {
			t.Errorf("%s comes after %s", c.ID, last)
		}
		last = c.ID
		if n := len(c.Hierarchy); n > 1 {
			above := c.ID[:2] + "000000"
			if n == 3 {
				above = c.ID[:5] + "000"
			}
			if _, known := shown[above]; !known {
				t.Errorf("nothing stands above %s", c.ID)
			}
		}
	}
	for id, want := range map[string]string{
		"10000000": "special Bank Fees", "10001000": "special Bank Fees > Overdraft", "12001000": "place Community > Animal Shelter",
		"13005032": "place Food and Drink > Restaurants > Fast Food", "13005043": "place Food and Drink > Restaurants > Coffee Shop",
		"16001000": "special Payment > Credit Card", "17018000": "place Recreation > Gyms and Fitness Centers", "18050010": "special Service > Real Estate > Rent",
		"21007000": "special Transfer > Deposit", "21009000": "special Transfer > Payroll", "22001000": "special Travel > Airlines and Aviation Services",
		"22006001": "special Travel > Car Service > Ride Share", "22016000": "special Travel > Taxi", "19013000": "place Shops > Computers and Electronics",
	} {
		if shown[id] != want {
			t.Errorf("%s is %q, want %q", id, shown[id], want)
		}
	}
	if len(shown) < 590 {
		t.Errorf("%d categories", len(shown))
	}
}
