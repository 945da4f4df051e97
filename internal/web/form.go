package web

import (
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"
	"unicode/utf8"

	"toile/internal/document"
)

// Bounds on what a form holds.
const (
	maxForm   = 1 << 20
	maxValues = 500 // of all fields together
	maxParts  = 50
)

// form is what a person sent.
type form struct {
	url.Values
	file *upload // or none
}

// upload is the file of a form.
type upload struct {
	name    string
	content []byte
}

// form reads the body, which is a form as browsers send them, with or without a file.
func (x *exchange) form() (form, error) {
	media, _, err := mime.ParseMediaType(x.r.Header.Get("Content-Type"))
	if err != nil {
		return form{}, errKind
	}
	switch media {
	case "application/x-www-form-urlencoded":
		return x.fields()
	case "multipart/form-data":
		return x.parts()
	}
	return form{}, errKind
}

// fields reads a form without a file.
func (x *exchange) fields() (form, error) {
	body, err := io.ReadAll(http.MaxBytesReader(x.w, x.r.Body, maxForm))
	if err != nil {
		return form{}, unreadable(err)
	}
	values, err := url.ParseQuery(string(body))
	if err != nil {
		return form{}, errForm
	}
	return form{Values: values}.checked()
}

// parts reads a form with a file, part by part: no more of it is kept than may be there.
func (x *exchange) parts() (form, error) {
	x.r.Body = http.MaxBytesReader(x.w, x.r.Body, document.MaxSize+maxForm)
	reader, err := x.r.MultipartReader()
	if err != nil {
		return form{}, errForm
	}
	f, left := form{Values: url.Values{}}, int64(maxForm)
	for range maxParts {
		part, err := reader.NextPart()
		if errors.Is(err, io.EOF) {
			return f.checked()
		}
		if err != nil {
			return form{}, unreadable(err)
		}
		if err := f.take(part, &left); err != nil {
			return form{}, err
		}
	}
	return form{}, errForm
}

// take reads one part. A field for a file that none was chosen for comes without a name.
func (f *form) take(part *multipart.Part, left *int64) error {
	name, isFile := part.FormName(), part.FileName() != ""
	most := *left
	if isFile {
		most = document.MaxSize
	}
	content, err := io.ReadAll(io.LimitReader(part, most+1))
	switch {
	case err != nil:
		return unreadable(err)
	case int64(len(content)) > most:
		return errTooLarge
	case isFile && f.file != nil:
		return errForm // files come one at a time
	case isFile:
		f.file = &upload{part.FileName(), content}
		return nil
	case name == "file":
		return nil
	}
	*left -= int64(len(content))
	f.Add(name, string(content))
	return nil
}

// unreadable says why a body cannot be read.
func unreadable(err error) error {
	if errors.As(err, new(*http.MaxBytesError)) {
		return errTooLarge
	}
	return errForm
}

// checked refuses a form that no page of ours sends: too many fields, or what is no text.
func (f form) checked() (form, error) {
	count := 0
	for name, values := range f.Values {
		if count += len(values); count > maxValues {
			return form{}, errForm
		}
		for _, text := range append([]string{name}, values...) {
			if !utf8.ValidString(text) || strings.ContainsRune(text, 0) {
				return form{}, errForm
			}
		}
	}
	if f.file != nil && (!utf8.ValidString(f.file.name) || strings.ContainsRune(f.file.name, 0)) {
		return form{}, errForm
	}
	return f, nil
}
