package document

import (
	"sync"
	"time"
)

// Ordinary gives a PDF that is no document of toile: one page on which stands nothing that could be read.
// It is what people upload in Link who are not told what to upload, and always the same.
var Ordinary = sync.OnceValue(func() []byte {
	p := newPaper("Document", "", "", time.Date(2026, time.January, 2, 0, 0, 0, 0, time.UTC))
	p.font("", 10)
	p.line("This page is blank but for this line.", textWidth, "L")
	content, err := p.bytes()
	if err != nil {
		panic("document: " + err.Error()) // nothing in it depends on anybody
	}
	return content
})
