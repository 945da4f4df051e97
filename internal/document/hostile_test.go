package document_test

import (
	"bytes"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"toile"
	"toile/internal/document"
)

// makeFile writes a PDF of objects, numbered from 1, of which the first is the catalogue.
func makeFile(trailer string, objects ...string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n")
	offsets := make([]int, len(objects))
	for i, object := range objects {
		offsets[i] = b.Len()
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, object)
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, offset := range offsets {
		fmt.Fprintf(&b, "%010d 00000 n \n", offset)
	}
	fmt.Fprintf(&b, "trailer\n<</Size %d /Root 1 0 R %s>>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, trailer, start)
	return b.Bytes()
}

func streamOf(more, body string) string {
	return fmt.Sprintf("<<%s /Length %d>>\nstream\n%s\nendstream", more, len(body), body)
}

const (
	catalogue = "<</Type /Catalog /Pages 2 0 R>>"
	pages     = "<</Type /Pages /Count 1 /Kids [3 0 R]>>"
	onePage   = "<</Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources <</XObject <</X 4 0 R>>>>>>"
)

// hostile are files that were made to do harm, and those that are merely broken. Bombs unpack to so
// many megabytes.
func hostile(t testing.TB, size int) map[string][]byte {
	bomb := string(deflate(strings.Repeat("0", size<<20)))
	text := string(deflate(strings.Repeat("(A) Tj ", size<<20/150)))
	nested := string(deflate(bomb))
	stub, err := document.WritePaystub(stub(t))
	if err != nil {
		t.Fatal(err)
	}
	start := bytes.LastIndex(stub, []byte("xref\n0 "))
	loop := bytes.Replace(stub, []byte("/Root"), []byte(fmt.Sprintf("/Prev %d /Root", start)), 1)
	many := make([]string, 300)
	for i := range many {
		many[i] = "4 0 R"
	}
	large := min(size<<20, document.MaxSize-4096) // bytes of files that are as large as they may be
	files := map[string][]byte{
		"a bomb":                         makeFile("", catalogue, pages, onePage, streamOf("/Filter /FlateDecode", bomb)),
		"a bomb in a bomb":               makeFile("", catalogue, pages, onePage, streamOf("/Filter [/FlateDecode /FlateDecode]", nested)),
		"a bomb of text":                 makeFile("", catalogue, pages, onePage, streamOf("/Filter /FlateDecode", text)),
		"a page of many contents":        makeFile("", catalogue, pages, strings.Replace(onePage, "4 0 R", "["+strings.Join(many, " ")+"]", 1), streamOf("/Filter /FlateDecode", string(deflate(strings.Repeat("q Q ", 1<<18))))),
		"pages in a loop":                makeFile("", catalogue, "<</Type /Pages /Count 1 /Kids [2 0 R]>>"),
		"pages that fan out":             makeFile("", catalogue, "<</Type /Pages /Kids [3 0 R 3 0 R]>>", "<</Type /Pages /Kids [4 0 R 4 0 R]>>", "<</Type /Pages /Kids [5 0 R 5 0 R]>>", "<</Type /Page>>"),
		"a billion pages":                makeFile("", catalogue, "<</Type /Pages /Count 1000000000 /Kids []>>"),
		"references in a loop":           makeFile("", catalogue, pages, onePage, "5 0 R", "4 0 R"),
		"a length in a loop":             makeFile("", catalogue, pages, onePage, "<</Length 4 0 R>>\nstream\nq Q\nendstream"),
		"a form in a form":               makeFile("", catalogue, pages, onePage, streamOf("/Type /XObject /Subtype /Form /Resources <</XObject <</X 4 0 R>>>>", "/X Do /X Do")),
		"deep arrays":                    makeFile("", catalogue, pages, onePage, strings.Repeat("[", 1<<20)),
		"deep dictionaries":              makeFile("", catalogue, pages, onePage, strings.Repeat("<</A", 1<<19)),
		"wide arrays":                    makeFile("", catalogue, pages, onePage, "["+strings.Repeat("1 ", 4<<20)+"]"),
		"a string without an end":        makeFile("", catalogue, pages, onePage, streamOf("", "(never")),
		"a number without an end":        makeFile("", catalogue, pages, onePage, streamOf("", strings.Repeat("9", 1<<20))),
		"a cross-reference in a loop":    loop,
		"a cross-reference of a billion": []byte("%PDF-1.7\nxref\n0 1000000000\n0000000000 65535 f \ntrailer <</Root 1 0 R>>\nstartxref\n9\n%%EOF"),
		"a stream of a billion":          []byte("%PDF-1.7\n1 0 obj\n<</Type /XRef /Size 1000000000 /W [0 0 0] /Root 1 0 R /Length 0>>\nstream\n\nendstream\nendobj\nstartxref\n9\n%%EOF"),
		"an object stream in itself":     []byte("%PDF-1.7\n1 0 obj\n<</Type /XRef /Size 2 /W [1 1 1] /Root 0 0 R /Length 6>>\nstream\n\x02\x01\x00\x02\x01\x00\nendstream\nendobj\nstartxref\n9\n%%EOF"),
		"wide rows":                      makeFile("", catalogue, pages, onePage, streamOf("/Filter /FlateDecode /DecodeParms <</Predictor 12 /Columns 1000000000>>", string(deflate("x")))),
		"a font without an end":          makeFile("", catalogue, pages, strings.Replace(onePage, "/XObject <<", "/Font <</F 5 0 R>> /XObject <<", 1), streamOf("", "BT /F 9 Tf (x) Tj ET"), "<</Type /Font /ToUnicode 6 0 R>>", streamOf("", "1000000000 beginbfchar "+strings.Repeat("<00> <0041> ", 100_000)+"endbfchar")),
		"large text":                     makeFile("", catalogue, pages, strings.Replace(onePage, "/XObject <<", "/Font <</F 5 0 R>> /XObject <<", 1), streamOf("", "BT /F 9 Tf "+strings.Repeat("(A) Tj ", large/7)+"ET"), "<</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>"),
		"large paths":                    makeFile("", catalogue, pages, onePage, streamOf("", strings.Repeat("1 1 9 9 re f ", large/13))),
		"large arrays":                   makeFile("", catalogue, pages, onePage, streamOf("", strings.Repeat("[1 2 (A)] TJ ", large/13))),
		"many objects":                   makeFile("", append([]string{catalogue, pages, onePage, streamOf("", "q Q")}, slices.Repeat([]string{"<</A [1 2 3]>>"}, large/64)...)...),
		"nothing but a mark":             []byte("%PDF-1.4"),
		"zeros":                          append([]byte("%PDF-1.4\n"), make([]byte, 1<<20)...),
		"two marks":                      []byte("%PDF-1.4\nstartxref\n0\n%%EOF\nstartxref\n-5\n%%EOF"),
		"protected":                      makeFile("/Encrypt <</Filter /Standard /V 2 /R 3 /O (oooooooooooooooooooooooooooooooo) /U (uuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuu) /P -44>> /ID [(a) (a)]", catalogue, pages, onePage, streamOf("", "q Q")),
	}
	return files
}

// bounded reads a file, in a time and with a memory that are bounded.
func bounded(t testing.TB, name string, content []byte) (document.Reading, error) {
	t.Helper()
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	most := make(chan uint64)
	done := make(chan struct{})
	go func() { // how much there is at most while it is read
		var peak uint64
		for {
			select {
			case <-done:
				most <- peak
				return
			case <-time.After(2 * time.Millisecond):
				var now runtime.MemStats
				runtime.ReadMemStats(&now)
				peak = max(peak, now.HeapAlloc)
			}
		}
	}()
	start := time.Now()
	reading, err := document.Read(document.File{Content: content})
	took := time.Since(start)
	close(done)
	peak := <-most
	runtime.ReadMemStats(&after)
	const bound = 128 << 20 // of heap with its garbage
	t.Logf("%s: %v and %d MiB", name, took.Round(time.Millisecond), (int64(peak)-int64(before.HeapAlloc))>>20)
	if grown := int64(peak) - int64(before.HeapAlloc); grown > bound || took > 10*time.Second {
		t.Errorf("%s: took %v and %d MiB", name, took, grown>>20)
	}
	return reading, err
}

// TestHostileFiles reads each of them. It does not run beside others, which would use memory, too.
func TestHostileFiles(t *testing.T) {
	for name, content := range hostile(t, 260) {
		reading, err := bounded(t, name, content)
		switch {
		case err != nil:
			t.Errorf("%s: refused: %v", name, err)
		case name == "protected" && reading.Risk.Status != "PASSWORD_PROTECTED", name != "protected" && reading.Error != "" && reading.Risk.Status != "PROCESSING_ERROR":
			t.Errorf("%s: the analysis ends with %s", name, reading.Risk.Status)
		case reading.Error != "" && reading.Paystub != nil:
			t.Errorf("%s: read though it has the error %s", name, reading.Error)
		}
		// A page that cannot be painted is of nothing that toile made: its file is as good as a picture.
		painted := map[string]bool{"a form in a form": true, "a string without an end": true, "a number without an end": true, "a bomb of text": true,
			"a page of many contents": true, "a font without an end": true, "a length in a loop": true, "large text": true, "large paths": true, "large arrays": true, "many objects": true}
		if reading.Error == "" && !painted[name] {
			t.Errorf("%s: read without an error", name)
		}
		t.Logf("%s: %q", name, reading.Error)
	}
}

// TestTruncation cuts files everywhere: what is taken is never read wrong.
func TestTruncation(t *testing.T) {
	t.Parallel()
	file, err := document.WritePaystub(stub(t))
	if err != nil {
		t.Fatal(err)
	}
	for size := 100; size < len(file)-6; size += 100 {
		reading, err := document.Read(document.File{Name: "stub.pdf", Content: file[:size]})
		if err != nil || reading.Error == "" || reading.Risk.Status != "PROCESSING_ERROR" || reading.Paystub != nil {
			t.Fatalf("%d bytes of %d: %+v, %v", size, len(file), reading, err)
		}
	}
}

// TestFlippedBits changes single bits: a stub that still reads as it was has no signal, and one that
// reads otherwise has one.
func TestFlippedBits(t *testing.T) {
	t.Parallel()
	want := stub(t)
	file, err := document.WritePaystub(want)
	if err != nil {
		t.Fatal(err)
	}
	for at := 0; at < len(file); at += 37 {
		changed := bytes.Clone(file)
		changed[at] ^= 1 << (at % 8)
		reading, err := document.Read(document.File{Content: changed})
		if err != nil || reading.Error != "" || reading.Paystub == nil || reading.Preset {
			continue
		}
		if same := cmp.Equal(*reading.Paystub, want, cmpopts.EquateEmpty()); !same && len(reading.Risk.Signals) == 0 {
			t.Errorf("bit %d of byte %d changes the stub, and nothing tells of it", at%8, at)
		}
	}
}

func FuzzRead(f *testing.F) {
	stub, err := document.WritePaystub(stub(f))
	if err != nil {
		f.Fatal(err)
	}
	f.Add("stub.pdf", stub)
	for _, content := range hostile(f, 1) {
		if len(content) < 4096 {
			f.Add("", content)
		}
	}
	for _, content := range pictures(f) {
		f.Add("", content)
	}
	f.Add("a.json", []byte(`{"paystub": {"employer": {"name": "x"}}}`))
	f.Fuzz(func(t *testing.T, name string, content []byte) {
		start := time.Now()
		reading, err := document.Read(document.File{Name: name, Content: content})
		if took := time.Since(start); took > 10*time.Second {
			t.Errorf("it took %v", took)
		}
		var refusal *toile.Error
		if err != nil && !errors.As(err, &refusal) {
			t.Errorf("an error of no kind: %v", err)
		}
		if err == nil && (reading.Kind == "" || reading.Format == "" || reading.Risk.Status == "") {
			t.Errorf("read %+v", reading)
		}
	})
}
