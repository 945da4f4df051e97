package document

import (
	"errors"

	"toile"
	"toile/internal/pdf"
)

// readPDF reads a PDF file: what toile wrote is read back from its text, anything else is good for a
// result that is set beforehand.
func readPDF(f File) (Reading, error) {
	file, err := pdf.Open(f.Content)
	reading := Reading{Kind: f.kind(), Format: PDF, Risk: Risk{Status: processed}}
	if err == nil {
		reading.Pages = file.Pages()
		err = reading.text(file, f)
	}
	var flaw *pdf.Error
	switch {
	case errors.As(err, &flaw) && flaw.Locked:
		return unreadable(f, PDF, locked, flaw.Reason), nil
	case errors.As(err, &flaw):
		return unreadable(f, PDF, failed, flaw.Reason), nil
	}
	return reading, err
}

// text reads what stands on the pages, if toile made them: the labels of its documents or its seal
// say so.
func (r *Reading) text(file *pdf.File, f File) error {
	metadata, err := file.Metadata()
	if err != nil {
		return err
	}
	sealed, broken := unseal(metadata)
	sealing := sealed != nil || broken != nil
	pages, err := pagesOf(file, 1)
	known, ours := recognise(pages, someLabels)
	if ours && file.Pages() > 1 && err == nil {
		pages, err = pagesOf(file, file.Pages())
	}
	if ours && err == nil {
		known, ours = recognise(pages, mostLabels)
	}
	switch {
	case err != nil && (ours || sealing || endless(err)):
		return err
	case !ours && sealing: // what toile sealed shows nothing of it any more
		r.Risk.Signals = []Signal{fraud("FLATTENED_PDF", "", "", "", "toile sealed this file, and its text cannot be found in it", 0)}
		fallthrough
	case !ours:
		if r.FileType = toile.RiskSignalFileTypeUnknown; err == nil {
			r.FileType = fileTypeOf(file, pages)
		}
		r.preset(f)
		return nil
	}
	values := known.decipher(pages)
	known.into(r)
	r.Kind, r.FileType = known.kind, toile.RiskSignalFileTypeTruePDF
	look := examination{file: file, document: known, pages: pages, values: values, seal: sealed, broken: broken}
	if r.Risk.Signals, err = look.signals(); err != nil {
		return err
	}
	r.Risk.Score = new(score(r.Risk.Signals))
	return nil
}

// endless reports whether a file cannot be shown by any program, because it loops.
func endless(err error) bool {
	var flaw *pdf.Error
	return errors.As(err, &flaw) && flaw.Loop
}

// pagesOf looks at the first pages of a file.
func pagesOf(file *pdf.File, count int) (pages []page, err error) {
	scale := 1.0
	for i := range count {
		marks, err := file.Marks(i)
		if err != nil {
			return nil, err
		}
		if i == 0 { // the others may have no labels
			scale = scaleOf(marks)
		}
		one := look(i+1, normal(marks, scale))
		one.scale = scale
		pages = append(pages, one)
	}
	return pages, nil
}
