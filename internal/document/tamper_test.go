package document_test

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"io"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"toile/internal/bank"
	"toile/internal/document"
)

// stub is a pay stub with amounts that stand in it once.
func stub(t testing.TB) bank.Paystub {
	t.Helper()
	text, err := os.ReadFile("testdata/payroll.json")
	if err != nil {
		t.Fatal(err)
	}
	ledger, err := bank.New("seed").Ledger(bank.Login{InstitutionID: "ins_135842", Username: "user_custom", Password: string(text)}, time.Date(2026, 9, 1, 0, 0, 0, 0, time.UTC), nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, one := range ledger.Payroll(time.Date(2026, 9, 1, 0, 0, 0, 0, time.UTC))[0].Paystubs {
		if len(one.Deductions) > 0 {
			return one
		}
	}
	t.Fatal("no stub")
	return bank.Paystub{}
}

var (
	streams = regexp.MustCompile(`(?s)/Length (\d+)>*\s*(?:>>\s*)?stream\n`)
	object  = regexp.MustCompile(`(?m)^(\d+) 0 obj`)
)

// rewrite takes a file apart as an editor does: it unpacks each stream, changes it, packs it again and
// writes the file anew with its cross-reference.
func rewrite(t *testing.T, file []byte, change func(content string) string) []byte {
	t.Helper()
	var out bytes.Buffer
	changed := false
	for {
		at := streams.FindSubmatchIndex(file)
		if at == nil {
			break
		}
		size, err := strconv.Atoi(string(file[at[2]:at[3]]))
		if err != nil {
			t.Fatal(err)
		}
		body := file[at[1] : at[1]+size]
		packed := bytes.Contains(file[bytes.LastIndex(file[:at[0]], []byte("obj")):at[1]], []byte("FlateDecode"))
		if packed {
			r, err := zlib.NewReader(bytes.NewReader(body))
			if err != nil {
				t.Fatal(err)
			}
			plain, err := io.ReadAll(r)
			if err != nil {
				t.Fatal(err)
			}
			if after := change(string(plain)); after != string(plain) {
				changed = true
				body = deflate(after)
			}
		} else if after := change(string(body)); after != string(body) {
			changed, body = true, []byte(after)
		}
		out.Write(file[:at[2]])
		fmt.Fprint(&out, len(body))
		out.Write(file[at[3]:at[1]])
		out.Write(body)
		file = file[at[1]+size:]
	}
	if !changed {
		t.Fatal("nothing was changed")
	}
	trailer := bytes.Index(file, []byte("xref\n"))
	out.Write(file[:trailer])
	return refer(t, out.Bytes(), file[bytes.Index(file, []byte("trailer")):])
}

// refer writes the cross-reference of a file anew.
func refer(t *testing.T, body, trailer []byte) []byte {
	t.Helper()
	offsets := map[int]int{}
	most := 0
	for _, at := range object.FindAllSubmatchIndex(body, -1) {
		n, err := strconv.Atoi(string(body[at[2]:at[3]]))
		if err != nil {
			t.Fatal(err)
		}
		offsets[n], most = at[0], max(most, n)
	}
	out := bytes.NewBuffer(bytes.Clone(body))
	start := out.Len()
	fmt.Fprintf(out, "xref\n0 %d\n0000000000 65535 f \n", most+1)
	for n := 1; n <= most; n++ {
		fmt.Fprintf(out, "%010d 00000 n \n", offsets[n])
	}
	out.Write(trailer[:bytes.Index(trailer, []byte("startxref"))])
	fmt.Fprintf(out, "startxref\n%d\n%%%%EOF\n", start)
	return out.Bytes()
}

func deflate(text string) []byte {
	var b bytes.Buffer
	w := zlib.NewWriter(&b)
	io.WriteString(w, text)
	w.Close()
	return b.Bytes()
}

// place finds where a text stands on the page.
func place(t *testing.T, content, text string) (x, y float64) {
	t.Helper()
	found := regexp.MustCompile(`BT ([0-9.]+) ([0-9.]+) Td \(` + regexp.QuoteMeta(text) + `\)Tj`).FindStringSubmatch(content)
	if found == nil {
		return 0, 0
	}
	x, _ = strconv.ParseFloat(found[1], 64)
	y, _ = strconv.ParseFloat(found[2], 64)
	return x, y
}

func replace(old, new string) func(string) string {
	return func(content string) string { return strings.ReplaceAll(content, old, new) }
}

// dress writes an amount in another manner.
func dress(how string) func(string) string {
	return func(content string) string {
		return regexp.MustCompile(`BT ([0-9.]+) ([0-9.]+) Td \(143\.25\)Tj ET`).ReplaceAllString(content, "q "+how+" $0 Q")
	}
}

// resize makes the pages larger or smaller, as printing does.
func resize(scale float64) func(string) string {
	return func(content string) string {
		if !strings.Contains(content, "BT") {
			return content
		}
		return fmt.Sprintf("q %g 0 0 %[1]g 5 5 cm\n%s\nQ", scale, content)
	}
}

// TestTampering changes files as people do, and looks for the signal.
func TestTampering(t *testing.T) {
	t.Parallel()
	file, err := document.WritePaystub(stub(t))
	if err != nil {
		t.Fatal(err)
	}
	plain := func(old, new string) func(*testing.T) []byte {
		return func(t *testing.T) []byte {
			if !bytes.Contains(file, []byte(old)) {
				t.Fatalf("%s is not in the file", old)
			}
			return bytes.ReplaceAll(file, []byte(old), []byte(new))
		}
	}
	paint := func(more func(x, y float64) string) func(*testing.T) []byte {
		return func(t *testing.T) []byte {
			return rewrite(t, file, func(content string) string {
				if x, y := place(t, content, "143.25"); x > 0 {
					return content + "\n" + more(x, y)
				}
				return content
			})
		}
	}
	const field = "deductions.breakdown[1].current_amount"
	hiddenAmount := document.Signal{Type: "MASKING", Field: field, Actual: "143.25"}
	dressed := func(how string) func(*testing.T) []byte {
		return func(t *testing.T) []byte { return rewrite(t, file, dress(how)) }
	}
	for _, test := range []struct {
		name   string
		change func(*testing.T) []byte
		want   document.Signal
		page   int
		least  float64
	}{
		{"an amount is changed in the text", func(t *testing.T) []byte { return rewrite(t, file, replace("(143.25)", "(843.25)")) },
			document.Signal{Type: "EDITED_TEXT", Field: field, Actual: "143.25", Expected: "843.25"}, 1, 80},
		{"a name is changed", func(t *testing.T) []byte {
			return rewrite(t, file, replace("(41 Bobbin Lane, Apt 2)", "(1 Wall Street)"))
		},
			document.Signal{Type: "EDITED_TEXT", Field: "employee.address.street", Actual: "41 Bobbin Lane, Apt 2", Expected: "1 Wall Street"}, 1, 80},
		{"an amount is taken out", func(t *testing.T) []byte { return rewrite(t, file, replace("(143.25)", "()")) },
			document.Signal{Type: "EDITED_TEXT", Field: field, Actual: "143.25"}, 1, 80},
		{"the head of the page is changed", func(t *testing.T) []byte {
			return rewrite(t, file, replace("(Earnings statement)", "(Earnings certificate)"))
		},
			document.Signal{Type: "EDITED_TEXT", Field: "page", Actual: "statement", Expected: "certificate"}, 1, 80},
		{"a white box hides an amount", paint(func(x, y float64) string { return fmt.Sprintf("q 1 g %.2f %.2f 40 12 re f Q", x-2, y-3) }),
			document.Signal{Type: "MASKING", Field: field, Actual: "143.25"}, 1, 80},
		{"a path hides an amount", paint(func(x, y float64) string {
			return fmt.Sprintf("0 g %.2f %.2f m %[1]f %[3]f l %[4]f %[3]f l %[4]f %[2]f l h f*", x-2, y-3, y+9, x+40)
		}),
			document.Signal{Type: "MASKING", Field: field, Actual: "143.25"}, 1, 80},
		{"a white box hides an amount, and another stands on it", paint(func(x, y float64) string {
			return fmt.Sprintf("q 1 g %.2f %.2f 40 12 re f 0 g BT /F1 9 Tf %.2f %.2f Td (999.99)Tj ET Q", x-2, y-3, x, y)
		}), document.Signal{Type: "OVERLAID_TEXT", Field: field, Actual: "143.25", Expected: "999.99"}, 1, 80},
		{"other text is written over an amount", paint(func(x, y float64) string { return fmt.Sprintf("BT 1 0 0 1 %.2f %.2f Tm [(9) -20 (99.99)] TJ ET", x, y) }),
			document.Signal{Type: "OVERLAID_TEXT", Field: field, Actual: "143.25", Expected: "999.99"}, 1, 80},
		{"digits become letters", func(t *testing.T) []byte { return rewrite(t, file, replace("(143.25)", "(1XX.25)")) },
			document.Signal{Type: "MASKING", Field: field, Actual: "143.25", Expected: "1XX.25"}, 1, 80},
		{"digits become stars", func(t *testing.T) []byte { return rewrite(t, file, replace("(143.25)", "(***.**)")) },
			document.Signal{Type: "MASKING", Field: field, Actual: "143.25", Expected: "***.**"}, 1, 80},
		{"a thick line hides an amount", paint(func(x, y float64) string {
			return fmt.Sprintf("q 14 w 0 0 0 RG %.2f %.2f m %.2f %[2]f l S Q", x-2, y+3, x+40)
		}), hiddenAmount, 1, 80},
		{"a slanted line hides an amount", paint(func(x, y float64) string {
			return fmt.Sprintf("q 14 w 0 G %.2f %.2f m %.2f %.2f l S Q", x-2, y+1, x+40, y+6)
		}), hiddenAmount, 1, 80},
		{"many thin lines hide an amount", paint(func(x, y float64) string {
			lines := ""
			for i := range 9 {
				lines += fmt.Sprintf("%.2f %.2f m %.2f %[2]f l S ", x-2, y+float64(i)-1, x+40)
			}
			return "q 1 w 1 G " + lines + "Q"
		}), hiddenAmount, 1, 80},
		{"a white box hides the first digit", paint(func(x, y float64) string { return fmt.Sprintf("q 1 g %.2f %.2f 5 10 re f Q", x, y-2) }), hiddenAmount, 1, 80},
		{"another first digit stands on a white box", paint(func(x, y float64) string {
			return fmt.Sprintf("q 1 g %.2f %.2f 5 10 re f 0 g BT /F1 9 Tf %[1]f %[2]f Td (9)Tj ET Q", x, y)
		}), document.Signal{Type: "OVERLAID_TEXT", Field: field, Actual: "143.25"}, 1, 80},
		{"a digit is written over the first one", paint(func(x, y float64) string { return fmt.Sprintf("q 0 g BT %.2f %.2f Td (9)Tj ET Q", x, y) }),
			document.Signal{Type: "OVERLAID_TEXT", Field: field, Actual: "143.25"}, 1, 80},
		{"a thin line is a digit more", paint(func(x, y float64) string { return fmt.Sprintf("q 1 w 0 G %.2f %.2f m %[1]f %.2f l S Q", x-3, y, y+7) }),
			document.Signal{Type: "OVERLAID_TEXT", Field: field, Actual: "143.25"}, 1, 80},
		{"a short line is a minus", paint(func(x, y float64) string { return fmt.Sprintf("q 0 g %.2f %.2f 3 .7 re f Q", x-4, y+3) }),
			document.Signal{Type: "OVERLAID_TEXT", Field: field, Actual: "143.25"}, 1, 80},
		{"an amount is white", dressed("1 1 1 rg"), hiddenAmount, 1, 80},
		{"an amount is white in grey", dressed("1 g"), hiddenAmount, 1, 80},
		{"an amount is white in print", dressed("0 0 0 0 k"), hiddenAmount, 1, 80},
		{"an amount is white in a colour space", dressed("/DeviceRGB cs 1 1 1 sc"), hiddenAmount, 1, 80},
		{"an amount is nearly white", dressed("0.99 0.99 0.99 rg"), hiddenAmount, 1, 80},
		{"an amount is black on black", dressed("0 g $1 $2 40 8 re f"), hiddenAmount, 1, 80},
		{"an amount is clipped away", dressed("0 0 1 1 re W n"), hiddenAmount, 1, 80},
		{"an amount is pressed together", dressed("1 Tz"), hiddenAmount, 1, 80},
		{"the letters of an amount stand on each other", dressed("-4.9 Tc"), hiddenAmount, 1, 80},
		{"an amount is not painted", dressed("3 Tr"), hiddenAmount, 1, 80},
		{"an amount cannot be seen", func(t *testing.T) []byte {
			clear := bytes.Replace(file, []byte("/ProcSet"), []byte("/ExtGState <</Clear <</ca 0>>>> /ProcSet"), -1)
			return rewrite(t, clear, dress("/Clear gs"))
		}, hiddenAmount, 1, 80},
		{"a page is smaller", func(t *testing.T) []byte { return rewrite(t, file, resize(0.9)) },
			document.Signal{Type: "PDF_ALIGNMENT", Field: "page", Expected: "90 %", Actual: "100 %"}, 0, 20},
		{"the total no longer is the sum", func(t *testing.T) []byte { return rewrite(t, file, replace("(608.44)", "(508.44)")) },
			document.Signal{Type: "EDITED_TEXT", Field: "deductions.total.current_amount", Actual: "608.44", Expected: "508.44", Description: "the lines of the document come to something else"}, 1, 80},
		{"the making is dated otherwise", plain("/CreationDate (D:20260812000000)", "/CreationDate (D:20260813000000)"),
			document.Signal{Type: "METADATA_DATES_OUTSIDE_WINDOW", Field: "creation_date", Actual: "D:20260812000000", Expected: "D:20260813000000"}, 0, 20},
		{"it was changed later", plain("/ModDate (D:20260812000000)", "/ModDate (D:20261002101112)"),
			document.Signal{Type: "METADATA_DATES_OUTSIDE_WINDOW", Field: "modification_date", Actual: "D:20260812000000", Expected: "D:20261002101112"}, 0, 20},
		{"the date is missing", plain("/CreationDate", "/CreationHate"), document.Signal{Type: "METADATA_DATES_MISSING", Field: "creation_date", Actual: "D:20260812000000"}, 0, 20},
		{"the date is none", plain("/CreationDate (D:2026081", "/CreationDate (D:2026x81"), document.Signal{Type: "MALFORMED_DATE", Field: "creation_date", Actual: "D:20260812000000", Expected: "D:2026x812000000"}, 0, 20},
		{"another program made it", plain("\x00t\x00o\x00i\x00l\x00e)", "\x00G\x00I\x00M\x00P\x00!)"),
			document.Signal{Type: "SOFTWARE_BLACKLIST", Field: "producer", Actual: "toile", Expected: "GIMP!"}, 0, 20},
		{"the seal is changed", func(t *testing.T) []byte {
			changed := bytes.Clone(file)
			changed[bytes.Index(file, []byte("<toile:mark>"))+len("<toile:mark>")] ^= 1
			return changed
		}, document.Signal{Type: "EDITED_TEXT", Field: "seal"}, 0, 80},
		{"the seal is gone", plain("toile:seal", "toile:meal"), document.Signal{Type: "FLATTENED_PDF", Field: "seal"}, 0, 20},
		{"the file is updated", func(t *testing.T) []byte { return update(t, file, "12 0 obj\n(nothing)\nendobj\n", "") }, document.Signal{Type: "TOUCHUP_TEXT", Actual: "0", Expected: "1"}, 0, 20},
		{"a note is stuck onto it", func(t *testing.T) []byte { return note(t, file) },
			document.Signal{Type: "ANNOTATIONS", Expected: "999.99"}, 1, 20},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			reading, err := document.Read(document.File{Name: "stub.pdf", Content: test.change(t)})
			if err != nil || reading.Error != "" || reading.Paystub == nil {
				t.Fatalf("read %+v, %v", reading, err)
			}
			for _, s := range reading.Risk.Signals {
				same := s.Type == test.want.Type && s.Field == test.want.Field && s.Expected == test.want.Expected && s.Actual == test.want.Actual &&
					strings.Contains(s.Description, test.want.Description) && *s.Page == test.page && *s.FraudRisk
				if same && *reading.Risk.Score >= test.least {
					return
				}
			}
			t.Errorf("score %v (want %v at least), signals %+v", *reading.Risk.Score, test.least, reading.Risk.Signals)
		})
	}
}

// update appends an update to a file: objects, and a cross-reference of them alone.
func update(t *testing.T, file []byte, objects, trailer string) []byte {
	t.Helper()
	out := bytes.NewBuffer(bytes.Clone(file))
	before := bytes.LastIndex(file, []byte("\nxref\n")) + 1
	type at struct{ number, offset int }
	var list []at
	for _, m := range object.FindAllStringSubmatchIndex(objects, -1) {
		n, _ := strconv.Atoi(objects[m[2]:m[3]])
		list = append(list, at{n, out.Len() + m[0]})
	}
	out.WriteString(objects)
	start := out.Len()
	out.WriteString("xref\n")
	for _, one := range list {
		fmt.Fprintf(out, "%d 1\n%010d 00000 n \n", one.number, one.offset)
	}
	old := file[bytes.LastIndex(file, []byte("trailer")):]
	fmt.Fprintf(out, "%s", bytes.Replace(old[:bytes.Index(old, []byte("startxref"))], []byte("<<"), []byte(fmt.Sprintf("<<\n/Prev %d %s", before, trailer)), 1))
	fmt.Fprintf(out, "startxref\n%d\n%%%%EOF\n", start)
	return out.Bytes()
}

// note sticks a note onto the first page.
func note(t *testing.T, file []byte) []byte {
	t.Helper()
	page := regexp.MustCompile(`(?s)(\d+) 0 obj\n(<</Type /Page\n.*?)>>\nendobj`).FindSubmatch(file)
	if page == nil {
		t.Fatal("no page")
	}
	return update(t, file, fmt.Sprintf("%s 0 obj\n%s /Annots [<</Subtype /FreeText /Rect [100 100 200 120] /Contents (999.99)>>]>>\nendobj\n", page[1], page[2]), "")
}
