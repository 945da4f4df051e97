package document

import (
	"fmt"
	"regexp"
	"slices"

	"toile/internal/pdf"
)

// examination holds a document that toile made against what it said when it was made.
type examination struct {
	document
	file   *pdf.File
	pages  []page
	values []found
	seal   *seal // nil where there is none
	broken error // where somebody changed it
}

// maxSignals bounds the signals of one document: who changes everything need not be told of all.
const maxSignals = 100

// signals gives what speaks against the document.
func (e examination) signals() ([]Signal, error) {
	var signals []Signal
	switch {
	case e.broken != nil:
		signals = append(signals, fraud("EDITED_TEXT", "seal", "", "", e.broken.Error(), 0))
	case e.seal == nil:
		signals = append(signals, fraud("FLATTENED_PDF", "seal", "", "", "the seal of the document is missing: the file was made anew", 0))
	}
	if scale := e.pages[0].scale; resized(scale) {
		signals = append(signals, fraud("PDF_ALIGNMENT", "page", fmt.Sprintf("%.0f %%", scale*100), "100 %", "the pages are larger or smaller than they were made", 0))
	}
	changed := e.changes()
	signals = append(signals, changed...)
	if e.seal == nil || len(changed) > 0 { // sums that the seal vouches for may be as the employer wrote them
		signals = append(signals, e.sums()...)
	}
	signals = append(signals, e.spoken()...)
	notes, err := e.notes()
	if err != nil {
		return nil, err
	}
	dates, err := e.dates()
	if err != nil {
		return nil, err
	}
	signals = slices.Concat(signals, notes, dates, e.hands())
	return signals[:min(len(signals), maxSignals)], nil
}

// fraud is a signal of fraud. Page 0 is the document as a whole.
// What one sees in it is the value that the API calls expected, what it should be the actual one.
func fraud(kind, field, seen, derived, description string, page int) Signal {
	return Signal{Type: kind, Field: field, FraudRisk: new(true), Expected: seen, Actual: derived, Description: description, Page: &page}
}

// changes gives the values that are not what they were when the document was made, and those that
// something was painted over.
func (e examination) changes() []Signal {
	if e.seal == nil {
		return e.covered()
	}
	return e.altered()
}

// covered finds, where no seal says what a value was, those that cover another text and those that are
// not what such a value looks like.
func (e examination) covered() (list []Signal) {
	for _, v := range e.values {
		if v.cell.changed() || !v.plain {
			list = append(list, v.signal(v.cell.hidden()))
		}
	}
	return list
}

// altered holds the values against those that the seal has.
func (e examination) altered() (list []Signal) {
	was := map[string]string{}
	for _, f := range e.seal.Fields {
		was[f.Name] = f.Text
	}
	for _, v := range e.values {
		made := was[v.Name]
		delete(was, v.Name)
		if v.Text != made || v.cell.changed() {
			list = append(list, v.signal(made))
		} else if other := v.cell.font(); other != "" {
			list = append(list, fraud("FONT_ANOMALY", v.Name, other, "Helvetica", "the value is written in another font than the document", v.cell.page))
		}
	}
	for _, f := range e.seal.Fields {
		if _, missing := was[f.Name]; missing {
			list = append(list, fraud("EDITED_TEXT", f.Name, "", f.Text, "the value was taken out of the document", 0))
		}
	}
	return list
}

// masks are values of which some characters were replaced.
var masks = regexp.MustCompile(`^[-$0-9.,/ ]*[Xx*#•█▮■?]+[-$0-9.,/Xx*#•█▮■? ]*$`)

// signal says how a value was changed.
func (v found) signal(made string) Signal {
	kind, description := "EDITED_TEXT", "the text was changed"
	switch {
	case v.cell.masked() && v.cell.readable() == "":
		kind, description = "MASKING", "an area was painted over the value"
	case v.cell.masked():
		kind, description = "OVERLAID_TEXT", "an area was painted over the value, and other text onto it"
	case v.cell.touched():
		kind, description = "OVERLAID_TEXT", "something was drawn onto the value, or beside it"
	case v.cell.written():
		kind, description = "OVERLAID_TEXT", "other text was painted over the value"
	case !v.cell.whole():
		kind, description = "MASKING", "the value is written so that one cannot see it"
	case masks.MatchString(v.Text) && v.Text != made:
		kind, description = "MASKING", "characters of the value were replaced"
	}
	return fraud(kind, v.Name, v.Text, made, description, v.cell.page)
}

// spoken finds changes of what stands outside of the boxes: the head and the foot of pages, titles.
func (e examination) spoken() (list []Signal) {
	if e.seal == nil {
		return nil
	}
	for i := range max(len(e.pages), len(e.seal.Pages)) {
		var made, seen string
		if i < len(e.seal.Pages) {
			made = e.seal.Pages[i]
		}
		if i < len(e.pages) {
			seen = e.pages[i].spokenOn()
		}
		if made != seen {
			made, seen = apart(made, seen)
			list = append(list, fraud("EDITED_TEXT", "page", seen, made, "the text outside of the boxes was changed", i+1))
		}
	}
	return list
}

// apart gives two texts without what they have in common at both ends.
func apart(a, b string) (string, string) {
	x, y := []rune(a), []rune(b)
	for len(x) > 0 && len(y) > 0 && x[0] == y[0] {
		x, y = x[1:], y[1:]
	}
	for len(x) > 0 && len(y) > 0 && x[len(x)-1] == y[len(y)-1] {
		x, y = x[:len(x)-1], y[:len(y)-1]
	}
	const most = 200
	return string(x[:min(len(x), most)]), string(y[:min(len(y), most)])
}

// notes finds what was stuck onto the pages. Over a value, it says over which.
func (e examination) notes() (list []Signal, err error) {
	for i := range e.pages {
		notes, err := e.file.Annotations(i)
		if err != nil {
			return nil, err
		}
		for _, note := range notes[:min(len(notes), maxSignals)] {
			field, below := "", ""
			for _, v := range e.values {
				if v.cell.page == i+1 && note.Box.Covers(v.cell.box) && v.Text != "" {
					field, below = v.Name, v.Text
					break
				}
			}
			list = append(list, fraud("ANNOTATIONS", field, note.Text, below, "something was stuck onto the page", i+1))
		}
	}
	return list, nil
}
