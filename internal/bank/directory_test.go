package bank

import (
	"slices"
	"testing"
)

// TestDirectory holds that the directory has everyone who pays the people of this world, with an
// address, and those of whom they get pay stubs with a number.
func TestDirectory(t *testing.T) {
	t.Parallel()
	w := New("seed")
	payers := slices.Clone(employers)
	people := []*Customer{w.alberta()}
	for username := range personas {
		c, _ := w.personaCustomer(username)
		people = append(people, c)
	}
	for _, c := range people {
		for _, e := range c.Employments {
			payers = append(payers, e.Employer.Name)
			if e.Employer.EIN == "" {
				t.Errorf("%s has no number", e.Employer.Name)
			}
		}
	}
	for _, name := range payers {
		if found := w.Employers(name); len(found) == 0 || found[0].Confidence != 1 || found[0].Address.Street == "" {
			t.Errorf("%s is found as %+v", name, found)
		}
	}
	if len(payers) < 16 {
		t.Errorf("only %d payers", len(payers))
	}
}
