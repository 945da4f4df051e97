package pdf_test

import (
	"bytes"
	"compress/zlib"
	"errors"
	"fmt"
	"strings"
	"testing"

	"toile/internal/pdf"
)

func deflate(text []byte) []byte {
	var b bytes.Buffer
	w := zlib.NewWriter(&b)
	w.Write(text)
	w.Close()
	return b.Bytes()
}

// modern writes a file as programs of today do: its objects in an object stream, and its
// cross-reference as a stream with PNG's prediction of a kind.
func modern(prediction byte, content string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.5\n")
	objects := []string{
		"<</Type /Catalog /Pages 2 0 R>>", "<</Type /Pages /Count 1 /Kids [3 0 R] /Resources <</Font <</F 4 0 R>>>>>>",
		"<</Type /Page /Parent 2 0 R /Contents [6 0 R]>>",
		"<</Type /Font /Subtype /Type1 /BaseFont /Cour#69er /Encoding <</Differences [1 /A /zero /comma]>>>>",
	}
	var head, body string
	for i, object := range objects {
		head += fmt.Sprintf("%d %d ", i+1, len(body))
		body += object + " "
	}
	stream := func(number int, more string, data []byte) int {
		at := b.Len()
		fmt.Fprintf(&b, "%d 0 obj\n<<%s /Length %d>>\nstream\r\n", number, more, len(data))
		b.Write(data)
		b.WriteString("\nendstream\nendobj\n")
		return at
	}
	pack := stream(5, fmt.Sprintf("/Type /ObjStm /N %d /First %d /Filter /FlateDecode", len(objects), len(head)), deflate([]byte(head+body)))
	page := stream(6, "/Filter [/ASCIIHexDecode]", []byte(fmt.Sprintf("%x>", content)))
	start := b.Len()
	rows := [][]byte{{0, 0, 0, 0}}
	for i := range objects {
		rows = append(rows, []byte{2, 0, 5, byte(i)})
	}
	for _, at := range []int{pack, page, start} {
		rows = append(rows, []byte{1, byte(at >> 8), byte(at), 0})
	}
	stream(7, "/Type /XRef /Size 8 /W [1 2 1] /Root 1 0 R /Filter /FlateDecode /DecodeParms <</Predictor 15 /Columns 4>>", deflate(predict(prediction, rows)))
	fmt.Fprintf(&b, "startxref\n%d\n%%%%EOF\n", start)
	return b.Bytes()
}

// predict writes rows as PNG's prediction of a kind does.
func predict(kind byte, rows [][]byte) (out []byte) {
	above := make([]byte, 4)
	for _, row := range rows {
		out = append(out, kind)
		for i, c := range row {
			var left, corner byte
			if i > 0 {
				left, corner = row[i-1], above[i-1]
			}
			switch kind {
			case 1:
				c -= left
			case 2:
				c -= above[i]
			case 3:
				c -= byte((int(left) + int(above[i])) / 2)
			case 4:
				near, best := 1000, byte(0)
				p := int(left) + int(above[i]) - int(corner)
				for _, one := range []byte{left, above[i], corner} {
					if d := max(p-int(one), int(one)-p); d < near {
						near, best = d, one
					}
				}
				c -= best
			}
			out = append(out, c)
		}
		above = row
	}
	return out
}

// TestModernFiles reads such files, and what their pages paint.
func TestModernFiles(t *testing.T) {
	t.Parallel()
	for kind := range byte(5) {
		file, err := pdf.Open(modern(kind, `q 2 0 0 2 10 20 cm BT /F 5 Tf 1 2 Td [(\001\(b\)) -300 <0203>] TJ 0 -1 TD (\
x) ' ET Q 1 g 5 5 20 10 re B BI /W 1 /H 1 ID xxx EI 7 7 m 9 9 l S`))
		if err != nil {
			t.Fatalf("prediction %d: %v", kind, err)
		}
		marks, err := file.Marks(0)
		if err != nil || file.Pages() != 1 || file.Sections != 1 || len(marks) != 6 {
			t.Fatalf("prediction %d: %d pages, %+v, %v", kind, file.Pages(), marks, err)
		}
		if m := marks[0]; m.Text != "A(b) 0," || m.Font != "Courier" || m.Box.Left != 12 || m.Box.Bottom != 22 || m.Size < 9.9 || m.Size > 10.1 {
			t.Errorf("the text is %+v", m)
		}
		if m := marks[1]; m.Text != "x" || m.Box.Bottom != 18 {
			t.Errorf("the second line is %+v", m)
		}
		if m := marks[2]; !m.Area || !m.Filled || !m.Stroked || m.Box != (pdf.Box{Left: 5, Bottom: 5, Right: 25, Top: 15}) {
			t.Errorf("the area is %+v", m)
		}
		if m := marks[3]; !m.Filled || m.Stroked {
			t.Errorf("the picture is %+v", m)
		}
		if m := marks[4]; !m.Filled || m.Stroked || m.Ink != (pdf.Ink{}) || m.Box != (pdf.Box{Left: 6.5, Bottom: 6.5, Right: 8.5, Top: 8.5}) {
			t.Errorf("the first half of the line is %+v", m)
		}
	}
}

// TestBrokenFiles cuts such a file everywhere, and flips its bits: there is an error or none, and
// nothing worse.
func TestBrokenFiles(t *testing.T) {
	t.Parallel()
	whole := modern(4, strings.Repeat("BT /F 9 Tf (x) Tj ET ", 50))
	try := func(content []byte) error {
		file, err := pdf.Open(content)
		if err == nil {
			_, err = file.Marks(0)
		}
		var flaw *pdf.Error
		if err != nil && !errors.As(err, &flaw) {
			t.Fatalf("an error of no kind: %v", err)
		}
		return err
	}
	for size := range len(whole) - 2 {
		if try(whole[:size]) == nil {
			t.Fatalf("%d bytes of %d are a file", size, len(whole))
		}
	}
	for bit := range 8 * len(whole) {
		changed := bytes.Clone(whole)
		changed[bit/8] ^= 1 << (bit % 8)
		_ = try(changed)
	}
	if err := try(append([]byte("junk\n"), whole...)); err != nil {
		t.Errorf("with something in front: %v", err)
	}
}

func FuzzOpen(f *testing.F) {
	for kind := range byte(5) {
		f.Add(modern(kind, "BT /F 9 Tf (x) Tj ET"))
	}
	f.Fuzz(func(t *testing.T, content []byte) {
		file, err := pdf.Open(content)
		if err != nil {
			return
		}
		for i := range min(file.Pages(), 3) {
			_, _ = file.Marks(i)
			_, _ = file.Annotations(i)
		}
		_, _ = file.Metadata()
		_, _, _ = file.Info("Title")
	})
}
