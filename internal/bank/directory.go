package bank

import (
	"cmp"
	"slices"
	"strings"

	"toile/internal/enrich"
)

// DirectoryEntry is an employer in the directory of those whose pay can be moved.
type DirectoryEntry struct {
	ID string
	Employer
}

// directory lists employers: the one of the spec's example, the one of the sample documents, and
// those who pay the people of this world. Ids follow the order.
var directory = []DirectoryEntry{
	{"emp_1", Employer{"Plaid Inc.", "", Address{"1098 Harrison St", "San Francisco", "CA", "94103", "US", true}}},
	{"emp_2", Employer{"Heartland Toy Company", "", Address{"15 Main Street", "Salt Lake City", "UT", "84101", "US", true}}},
	{"emp_3", Employer{"Selvedge Tailors", "00-4120000", Address{"1 Selvedge Street", "Malakoff", "NY", "14236", "US", true}}},
	{"emp_4", Employer{"Platypus Manufacturing", "00-4120001", Address{"77 Millrace Road", "Columbus", "OH", "43207", "US", true}}},
	{"emp_5", Employer{"Herringbone Outfitters", "00-4120002", Address{"250 Larimer Street", "Denver", "CO", "80202", "US", true}}},
	{"emp_6", Employer{"Argyle Consulting", "00-4120003", Address{"1600 Glenarm Place", "Denver", "CO", "80202", "US", true}}},
	{"emp_7", Employer{"Paisley School District", "00-4120004", Address{"545 West Dayton Street", "Madison", "WI", "53703", "US", true}}},
	{"emp_8", Employer{"Seersucker Hospital", "00-4120005", Address{"202 South Park Street", "Madison", "WI", "53715", "US", true}}},
	{"emp_9", Employer{"Cashmere Capital", "00-4120006", Address{"500 Boylston Street", "Boston", "MA", "02116", "US", true}}},
	{"emp_10", Employer{"Gabardine Logistics", "00-4120011", Address{"3900 East Washington Street", "Phoenix", "AZ", "85034", "US", true}}},
	{"emp_11", Employer{"Twill Robotics", "00-4120012", Address{"185 Berry Street", "San Francisco", "CA", "94107", "US", true}}},
	{"emp_12", Employer{"Pinstripe Security", "00-4120021", Address{"300 Convent Street", "San Antonio", "TX", "78205", "US", true}}},
	{"emp_13", Employer{"Chambray Bakehouse", "00-4120022", Address{"19 West Hargett Street", "Raleigh", "NC", "27601", "US", true}}},
	{"emp_14", Employer{"Crewel University", "00-4120023", Address{"500 South State Street", "Ann Arbor", "MI", "48109", "US", true}}},
	{"emp_15", Employer{"Merino Software", "00-4120024", Address{"715 Peachtree Street NE", "Atlanta", "GA", "30308", "US", true}}},
	{"emp_16", Employer{"Gingham Logistics", "", Address{"410 Commerce Street", "Nashville", "TN", "37207", "US", true}}},
	{"emp_17", Employer{"Houndstooth Media", "", Address{"28 Bleecker Street", "New York", "NY", "10012", "US", true}}},
}

// company finds an employer of the directory by its name, which stands in our own tables; one that
// is not in it has the name alone.
func company(name string) Employer {
	for i := range directory {
		if directory[i].Name == name {
			return directory[i].Employer
		}
	}
	return Employer{Name: name}
}

// FoundEmployer is an employer that a search found, and how well it fits: 1 for its very name.
type FoundEmployer struct {
	DirectoryEntry
	Confidence float64
}

// Employers gives the employers whose name holds every word of the query, the best first.
func (w *World) Employers(query string) []FoundEmployer {
	asked := enrich.Words(query)
	words := strings.Fields(asked)
	var found []FoundEmployer
	for _, e := range directory {
		name := enrich.Words(e.Name)
		if len(words) == 0 || slices.ContainsFunc(words, func(word string) bool { return !strings.Contains(name, word) }) {
			continue
		}
		found = append(found, FoundEmployer{e, float64(min(len(asked), len(name))) / float64(len(name))})
	}
	slices.SortStableFunc(found, func(a, b FoundEmployer) int { return cmp.Compare(b.Confidence, a.Confidence) })
	return found
}
