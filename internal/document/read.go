package document

import (
	"bytes"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"

	"toile"
)

// MaxSize bounds a file that is uploaded, in bytes.
const MaxSize = 10 << 20

// The statuses of an analysis for fraud (the spec's RiskSignalDocumentStatus).
const (
	processed = Complete
	failed    = "PROCESSING_ERROR"
	locked    = "PASSWORD_PROTECTED"
	infected  = "VIRUS_DETECTED"
)

// formatMarks are what one kind of file is told by.
type formatMarks struct {
	format Format
	begins []string
	ends   []string
}

// formats tells what kind of file it is by how it begins, and by which endings its name may say so.
var formats = []formatMarks{
	{PNG, []string{"\x89PNG\r\n\x1a\n"}, []string{".png"}},
	{JPEG, []string{"\xff\xd8\xff"}, []string{".jpg", ".jpeg", ".jpe", ".jfif"}},
	{GIF, []string{"GIF87a", "GIF89a"}, []string{".gif"}},
	{BMP, []string{"BM"}, []string{".bmp", ".dib"}},
	{TIFF, []string{"II*\x00", "MM\x00*"}, []string{".tif", ".tiff"}},
	{JSON, []string{"{"}, []string{".json"}},
	{PDF, []string{"%PDF-"}, []string{".pdf"}},
}

// Read reads a document. An error is a *[toile.Error] about a file that is not taken at all: Link
// shows it and asks again. A file that is taken and cannot be read has [Reading.Error].
//
// Whatever the file holds, reading it ends soon, and takes no more memory than its size and a bound
// (docs/documents.md).
func Read(f File) (Reading, error) {
	name := f.called()
	switch {
	case len(f.Content) == 0:
		return Reading{}, toile.ErrIncomeVerificationUpload(name + " is empty.")
	case len(f.Content) > MaxSize:
		return Reading{}, toile.ErrIncomeVerificationUpload(fmt.Sprintf("%s is larger than %d MiB.", name, MaxSize>>20))
	}
	format, known := formatOf(f.Content)
	if !known {
		return Reading{}, toile.ErrIncomeVerificationUpload(name + " is no PDF, PNG, JPEG, GIF, BMP, TIFF or JSON file.")
	}
	if ending := f.ending(); !format.mayEnd(strings.ToLower(ending)) {
		return Reading{}, toile.ErrIncomeVerificationUpload(fmt.Sprintf("%s is a %s file, which its ending %s does not say.", name, format, ending))
	}
	switch format {
	case JSON:
		return readJSON(f)
	case PDF:
		return readPDF(f)
	}
	return readPicture(f, format)
}

// called gives the name of a file as an error says it.
func (f File) called() string {
	const longest = 60
	name := []rune(strings.ToValidUTF8(path.Base(strings.ReplaceAll(f.Name, `\`, "/")), ""))
	switch {
	case f.Name == "" || len(name) == 0:
		return "The file"
	case len(name) > longest:
		return string(name[:longest]) + "…"
	}
	return string(name)
}

// endings are what says of a file what it is: a name may have dots for other reasons, as
// "Acme Inc. pay stub" and "stub 11.15.2026" do.
var endings = regexp.MustCompile(`^\.[0-9]*[A-Za-z][0-9A-Za-z]*$`)

// ending gives the end of a file's name that says what it is; nothing where none does.
func (f File) ending() string {
	const longest = len(".jpeg")
	ending := path.Ext(strings.TrimRight(f.Name, " ."))
	if len(ending) > longest || !endings.MatchString(ending) {
		return ""
	}
	return ending
}

// formatOf tells what a file is by its content. A PDF may have something in front of it, as some
// programs send it; readers look for its mark in the first kilobyte.
func formatOf(content []byte) (Format, bool) {
	head := content[:min(len(content), 1024)]
	if bytes.Contains(head, []byte("%PDF-")) && !bytes.HasPrefix(bytes.TrimSpace(head), []byte("{")) {
		return PDF, true
	}
	for _, kind := range formats {
		start := head
		if kind.format == JSON {
			start = bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\ufeff")), " \t\r\n")
		}
		for _, mark := range kind.begins {
			if bytes.HasPrefix(start, []byte(mark)) {
				return kind.format, true
			}
		}
	}
	return "", false
}

// mayEnd reports whether the name of a file of the format may end so: in what belongs to it, or in
// nothing.
func (format Format) mayEnd(ending string) bool {
	return ending == "" || slices.ContainsFunc(formats, func(kind formatMarks) bool {
		return kind.format == format && slices.Contains(kind.ends, ending)
	})
}

// unreadable is a file that was taken and cannot be read.
func unreadable(f File, format Format, status, reason string) Reading {
	return Reading{Kind: f.kind(), Format: format, Error: reason, Risk: Risk{Status: status}}
}

// kind gives what the person says that a document is: a pay stub where they say nothing.
func (f File) kind() Kind {
	if f.Kind == "" {
		return Paystub
	}
	return f.Kind
}
