package link

import (
	"cmp"
	"errors"
	"fmt"
	"strings"
	"time"

	"toile"
	"toile/internal/bank"
	"toile/internal/document"
)

// Bounds on what is uploaded.
const (
	maxDocuments = 50
	// MaxUploads bounds the files of one session together, in bytes.
	MaxUploads = 32 << 20
)

// documentIDSize is the length of a document_id (facts api 1.4).
const documentIDSize = 13

// Document is a file as a person uploads it. Without content it is an ordinary one of its kind.
type Document struct {
	Kind    document.Kind `json:"kind,omitempty"` // that the person says it is; a pay stub without
	Name    string        `json:"name,omitempty"` // named after its kind without
	Content []byte        `json:"content,omitzero"`
}

// Upload is a file that Link took. The events of a session keep what it is; what stands in it is there
// only until the Item is made that it belongs to.
type Upload struct {
	ID     string          `json:"id,omitempty"` // of the document; sessions of old versions have none
	Kind   document.Kind   `json:"kind"`         // that it turned out to be, or that the person said of one that cannot be read
	Name   string          `json:"name,omitempty"`
	Format document.Format `json:"format,omitempty"`
	Size   int             `json:"size,omitempty"`
	Status string          `json:"status,omitempty"`

	Reading document.Reading `json:"-"`
	Content []byte           `json:"-"`
}

// UploadDocument adds one file.
type UploadDocument struct {
	Document
	read *reading
}

// reading is what came of looking into a file: either what was read, or why it is not taken.
type reading struct {
	document.Reading
	refusal *toile.Error
}

// Read looks into the file as of an instant. The decision does so otherwise, and that takes time.
func (a UploadDocument) Read(world *bank.World, at time.Time) UploadDocument {
	if a.read != nil || a.check() != nil {
		return a
	}
	if a.Kind = cmp.Or(a.Kind, document.Paystub); a.Content == nil {
		a.Content, a.Name = document.Ordinary(), cmp.Or(a.Name, string(a.Kind)+".pdf")
	}
	read, err := document.Read(document.File{Name: a.Name, Kind: a.Kind, Content: a.Content, World: world, At: at})
	a.read = &reading{Reading: read}
	if err != nil && !errors.As(err, &a.read.refusal) {
		a.read.refusal = toile.ErrIncomeVerificationUploadError()
	}
	return a
}

// check refuses what is no fault of the file: a kind that does not exist, a name that is none.
func (d Document) check() error {
	if err := oneOf("document kind", d.Kind, document.Kinds); err != nil {
		return err
	}
	return typed("document name", maxQuery, d.Name)
}

func (a UploadDocument) decide(t *turn) error {
	if err := t.on("uploading a document", PaneDocuments); err != nil {
		return err
	}
	if err := a.check(); err != nil {
		return err
	}
	if t.state.Documents == maxDocuments {
		return toile.ErrInvalidField(fmt.Sprintf("at most %d documents are taken at once", maxDocuments))
	}
	if t.state.Uploaded+len(a.Content) > MaxUploads {
		return tooLarge()
	}
	a = a.Read(t.env.World, t.env.Now)
	if a.read.refusal != nil {
		refused := &Upload{Kind: a.Kind, Name: a.Name, Size: len(a.Content)}
		t.emit(Event{Kind: Failed, Failure: failureOf(a.read.refusal), Document: refused, Pane: PaneDocuments})
		return nil
	}
	t.emit(Event{Kind: DocumentUploaded, Document: a.taken(t.env.IDs.Base62("document", t.nextItemID(), int64(t.state.Documents+1), documentIDSize)), Pane: PaneDocuments})
	return nil
}

func tooLarge() *toile.Error {
	return toile.ErrInvalidField(fmt.Sprintf("the documents of a Link session must be at most %d bytes together", MaxUploads))
}

// taken gives a file that was read as the session has it. One that cannot be read counts as what the
// person says that it is.
func (a UploadDocument) taken(documentID string) *Upload {
	u := &Upload{
		ID: documentID, Kind: cmp.Or(a.read.Kind, a.Kind), Name: a.Name, Format: a.read.Format, Size: len(a.Content),
		Status: a.read.Status(), Reading: a.read.Reading, Content: a.Content,
	}
	if a.read.Error != "" {
		u.Kind = a.Kind
	}
	if u.Name == "" {
		u.Name = string(u.Kind) + "." + strings.ToLower(string(u.Format))
	}
	u.Reading.Kind = u.Kind
	return u
}

func (SubmitDocuments) decide(t *turn) error {
	if err := t.on("submitting documents", PaneDocuments); err != nil {
		return err
	}
	if t.state.Documents == 0 {
		return toile.ErrInvalidField("upload at least one document first")
	}
	t.handOff(FlowDocuments, Item{ID: t.nextItemID()})
	return nil
}
