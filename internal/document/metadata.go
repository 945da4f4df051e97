package document

import (
	"cmp"
	"fmt"
	"strings"
	"time"
)

// window is how far the making of a file may be from the day that the document is about: pay is
// printed ahead at the most by two weeks, and files of a provider are made when they are asked for,
// but those of toile with the pay.
const window = 45 * 24 * time.Hour

// fileDate reads a date of a file. What follows the seconds is the zone, which is left out.
func fileDate(text string) (time.Time, bool) {
	const form = "20060102150405"
	digits := strings.TrimPrefix(text, "D:")
	if len(digits) < len(form) {
		return time.Time{}, false
	}
	t, err := time.Parse(form, digits[:len(form)])
	return t, err == nil
}

// dates examines what the file says of its making.
func (e examination) dates() (list []Signal, err error) {
	created, there, err := e.file.Info("CreationDate")
	if err != nil {
		return nil, err
	}
	modified, there2, err := e.file.Info("ModDate")
	if err != nil {
		return nil, err
	}
	want, about := "", e.day()
	if e.seal != nil {
		want = e.seal.Made
	}
	for _, one := range []struct {
		field, text string
		there       bool
	}{{"creation_date", created, there}, {"modification_date", modified, there2}} {
		when, plain := fileDate(one.text)
		switch {
		case !one.there:
			list = append(list, fraud("METADATA_DATES_MISSING", one.field, "", want, "the file does not say when it was made", 0))
		case !plain:
			list = append(list, fraud("MALFORMED_DATE", one.field, one.text, want, "the file has a date that is none", 0))
		case want != "" && one.text != want && !sameTime(one.text, want):
			list = append(list, fraud("METADATA_DATES_OUTSIDE_WINDOW", one.field, one.text, want, "the file has not the date with which it was made", 0))
		case about != undated && (when.Before(about.Add(-window)) || when.After(about.Add(window))):
			list = append(list, fraud("METADATA_DATES_OUTSIDE_WINDOW", one.field, when.Format(time.DateOnly), about.Format(time.DateOnly),
				"the date of the file is far from the day that the document is about", 0))
		}
	}
	first, ok1 := fileDate(created)
	last, ok2 := fileDate(modified)
	if ok1 && ok2 && last.After(first) && len(list) == 0 {
		list = append(list, fraud("METADATA_DATES_OUTSIDE_WINDOW", "modification_date", modified, created, "the file was changed after it was made", 0))
	}
	return list, nil
}

func sameTime(a, b string) bool {
	x, ok1 := fileDate(a)
	y, ok2 := fileDate(b)
	return ok1 && ok2 && x.Equal(y)
}

// hands finds traces of other programs, and of updates that were appended.
func (e examination) hands() (list []Signal) {
	want := map[string]string{"Producer": producer}
	if e.seal != nil {
		want["Title"], want["Author"] = e.seal.Title, e.seal.Author
	}
	for _, key := range []string{"Producer", "Creator", "Title", "Author"} {
		text, _, err := e.file.Info(key)
		if expected := want[key]; err == nil && text != expected && (e.seal != nil || key == "Producer" || key == "Creator") {
			list = append(list, fraud("SOFTWARE_BLACKLIST", strings.ToLower(key), cmp.Or(text, "nothing"), expected, "the file does not say of itself what it said when it was made", 0))
		}
	}
	if e.file.Rewritten() {
		list = append(list, fraud("QPDF", "", "", "", "the file was written again by qpdf", 0))
	}
	if n := e.file.Sections - 1; n > 0 {
		list = append(list, fraud("TOUCHUP_TEXT", "", fmt.Sprint(n), "0", "the file was updated after it was made", 0))
	}
	return list
}
