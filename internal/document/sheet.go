package document

import (
	"fmt"
	"time"

	"toile/internal/bank"
)

// sheet is a document as it is written and read: its parts in their order.
type sheet struct {
	kind   Kind
	issuer string // on top of every page
	title  string
	made   time.Time // what the file says about its making
	parts  []part
}

// part is a section: boxes in rows of twelve twelfths, or a table.
type part struct {
	title string
	boxes []slot
	table *table
	empty string // in place of a table without rows

	optional bool // it is left out where it would say nothing
}

// table is a list in columns.
type table struct {
	name    string // of the list in the API
	columns []slot // of which the labels count
	rows    func() int
	row     func(i int) []slot // one more than there are is added
	total   []slot             // below the rows: the first column says Total; the value of its slot follows
}

// listed makes the table of a list.
func listed[T any](name string, list *[]T, columns []slot, row func(i int, one *T) []slot) *table {
	return &table{name: name, columns: columns, rows: func() int { return len(*list) }, row: func(i int) []slot {
		if i == len(*list) {
			*list = append(*list, *new(T))
		}
		return row(i, &(*list)[i])
	}}
}

// heading names a column of a table.
func heading(label string, width int) slot { return slot{label: label, width: width} }

// amounts names a column of amounts.
func amounts(label string, width int) slot { return slot{label: label, width: width, right: true} }

// field is a value of a document under the name that the API has for it.
type field struct{ Name, Text string }

// fields gives all values that stand in the document.
func (s sheet) fields() (list []field) {
	add := func(prefix string, slots, columns []slot) {
		for i, one := range slots {
			if text := one.shown(columns[i].width); text != "" {
				list = append(list, field{prefix + one.name, text})
			}
		}
	}
	for _, p := range s.parts {
		add("", p.boxes, p.boxes)
		if p.table == nil {
			continue
		}
		for i := range p.table.rows() {
			add(rowName(p.table.name, i), p.table.row(i), p.table.columns)
		}
		if p.table.total != nil {
			add("", p.table.total, p.table.columns)
		}
	}
	return list
}

// rowName names a row of a list.
func rowName(list string, i int) string { return fmt.Sprintf("%s[%d].", list, i) }

// address are the boxes of an address: one row.
func address(street, name string, a *bank.Address) []slot {
	return []slot{
		word(street, name+".street", 5, &a.Street), word("City", name+".city", 3, &a.City), word("State", name+".region", 1, &a.Region),
		word("ZIP", name+".postal_code", 2, &a.PostalCode), word("Country", name+".country", 1, &a.Country),
	}
}
