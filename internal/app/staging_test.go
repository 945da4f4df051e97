package app

import (
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"toile/internal/document"
	"toile/internal/link"
)

const stubForm = `{"paystub":{"employer":{"name":"Heartland Toy Company"},"net_pay":{"current_amount":499.28}}}`

// upload is a file of a person.
func upload(name, content string) link.Action {
	return link.UploadDocument{Document: link.Document{Kind: document.Paystub, Name: name, Content: []byte(content)}}
}

// What was uploaded is there after the server was stopped and started again, and becomes the documents
// of the Item, with its bytes.
func TestUploadsOutliveTheServer(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, database func() string) {
		place := database()
		a := begin(t, place)
		p := newPerson(t, a, "ann")
		s := p.sit(t, p.token(t, documentsAsked))
		s.do(t, link.Consent{}, upload("stub.json", stubForm), upload("broken.pdf", "no PDF"), upload("blurred.json", `{"ocr_status":"ERROR_PROCESSING"}`))
		if err := a.store.Close(); err != nil {
			t.Fatal(err)
		}

		a = begin(t, place)
		p.App = a
		visit, err := a.Visit(s.Key)
		if err != nil {
			t.Fatal(err)
		}
		s = seat{p, visit}
		if names := s.waiting(t); !slices.Equal(names, []string{"stub.json", "blurred.json"}) {
			t.Errorf("there wait %q", names)
		}
		page := s.do(t, upload("again.json", stubForm), link.SubmitDocuments{})
		if page.Result.Status != link.Success || len(s.waiting(t)) > 0 {
			t.Fatalf("the session ended with %+v; there wait %q", page.Result, s.waiting(t))
		}
		a.must(t, func(c call) error {
			documents, err := c.Documents(page.Result.ItemIDs[0])
			var names []string
			for _, d := range documents {
				names = append(names, d.Name)
				content, err := c.DocumentContent(d.ID)
				if err != nil || d.Name != "blurred.json" && string(content) != stubForm || d.Size != len(content) {
					t.Errorf("%s holds %q, %v", d.Name, content, err)
				}
			}
			if !slices.Equal(names, []string{"stub.json", "blurred.json", "again.json"}) {
				t.Errorf("the documents are %q", names)
			}
			return err
		})
		p.advance(t, time.Minute)
		if said := p.answers(t, p.token(t, documentsAsked))["/credit/payroll_income/get"]; strings.Count(said, "Heartland Toy Company") != 2 {
			t.Errorf("the API says %s", said)
		}
	})
}

// Files that wait go with the session: when its person leaves, its user is removed or nobody acts any
// more. While somebody does they stay.
func TestUploadsGo(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, database func() string) {
		a := begin(t, database())
		for _, test := range []struct {
			name    string
			happens func(*testing.T, seat)
			left    int
		}{
			{"nothing", func(*testing.T, seat) {}, 1},
			{"left", func(t *testing.T, s seat) { s.do(t, link.Exit{}) }, 0},
			{"left for an error", func(t *testing.T, s seat) { s.do(t, link.Exit{Code: "ITEM_LOCKED"}) }, 0},
			{"user removed", func(t *testing.T, s seat) { s.remove(t) }, 0},
			{"half an hour", func(t *testing.T, s seat) { s.advance(t, 29*time.Minute) }, 1},
			{"more than half an hour", func(t *testing.T, s seat) { s.advance(t, 32*time.Minute) }, 0},
			{"an hour with actions", func(t *testing.T, s seat) {
				for range 3 {
					s.advance(t, 20*time.Minute)
					s.do(t, upload("broken.pdf", "no PDF"))
				}
			}, 1},
			{"an hour, then nothing", func(t *testing.T, s seat) {
				s.advance(t, 20*time.Minute)
				s.do(t, upload("broken.pdf", "no PDF"))
				s.advance(t, time.Hour)
			}, 0},
		} {
			p := newPerson(t, a, test.name)
			s := p.sit(t, p.token(t, documentsAsked))
			s.do(t, link.Consent{}, upload("stub.json", stubForm))
			test.happens(t, s)
			if names := s.waiting(t); len(names) != test.left {
				t.Errorf("%s: there wait %q", test.name, names)
			}
		}
	})
}

// Where the clock was set on until the files were removed, and back again, they are missed.
func TestUploadsMissed(t *testing.T) {
	t.Parallel()
	a := begin(t, place(t))
	p := newPerson(t, a, "ann")
	s := p.sit(t, p.token(t, documentsAsked))
	s.do(t, link.Consent{}, upload("stub.json", stubForm))
	for _, now := range []time.Time{noon.Add(time.Hour), noon} {
		if err := a.MoveClock(t.Context(), ClockMove{Now: &now}); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.try(t, link.SubmitDocuments{}); refusal(t, err) != "INVALID_FIELD" {
		t.Errorf("the Item was made with %v", err)
	}
}

// A file is read before the transaction, where the session waits for one: what is refused in any case is not.
func TestUploadsAreReadBefore(t *testing.T) {
	t.Parallel()
	a := begin(t, place(t))
	p := newPerson(t, a, "ann")
	s := p.sit(t, p.token(t, documentsAsked))
	action := upload("stub.json", stubForm)
	read := func(turn int) (bool, error) {
		got, err := a.readUpload(t.Context(), s.Visit, turn, action)
		return !reflect.DeepEqual(got, action), err
	}
	if early, err := read(s.page(t).Turn); early || err != nil {
		t.Errorf("on the first pane a file was read: %v, %v", early, err)
	}
	page := s.do(t, link.Consent{})
	if old, err := read(page.Turn - 1); old || !IsStale(err) {
		t.Errorf("for an old page a file was read: %v, %v", old, err)
	}
	if due, err := read(page.Turn); !due || err != nil {
		t.Errorf("in time a file was read: %v, %v", due, err)
	}
}
