package document_test

import (
	"bytes"
	"image"
	"image/gif"
	"image/jpeg"
	"image/png"
	"strings"
	"testing"

	"golang.org/x/image/bmp"
	"golang.org/x/image/tiff"

	"toile/internal/document"
)

func pictures(t testing.TB) map[document.Format][]byte {
	picture := image.NewRGBA(image.Rect(0, 0, 60, 80))
	for i := range picture.Pix {
		picture.Pix[i] = byte(i * i)
	}
	files := map[document.Format][]byte{}
	for format, encode := range map[document.Format]func(*bytes.Buffer) error{
		document.PNG:  func(b *bytes.Buffer) error { return png.Encode(b, picture) },
		document.JPEG: func(b *bytes.Buffer) error { return jpeg.Encode(b, picture, nil) },
		document.GIF:  func(b *bytes.Buffer) error { return gif.Encode(b, picture, nil) },
		document.BMP:  func(b *bytes.Buffer) error { return bmp.Encode(b, picture) },
		document.TIFF: func(b *bytes.Buffer) error { return tiff.Encode(b, picture, nil) },
	} {
		var b bytes.Buffer
		if err := encode(&b); err != nil {
			t.Fatal(err)
		}
		files[format] = b.Bytes()
	}
	return files
}

// TestPictures takes pictures for what the person says that they are, and finds those that break off
// or lie about their size.
func TestPictures(t *testing.T) {
	t.Parallel()
	for format, file := range pictures(t) {
		ending := "." + strings.ToLower(string(format))
		for kind, has := range map[document.Kind]func(document.Reading) bool{
			"": func(r document.Reading) bool {
				return r.Kind == document.Paystub && r.Paystub != nil && len(r.Paystub.Earnings) > 0
			},
			document.W2:            func(r document.Reading) bool { return r.W2 != nil },
			document.Form1099:      func(r document.Reading) bool { return r.Form1099 != nil },
			document.BankStatement: func(r document.Reading) bool { return r.Statement != nil && r.Bank != "" },
			document.I20:           func(r document.Reading) bool { return r.Kind == document.I20 },
		} {
			reading, err := document.Read(document.File{Name: "scan" + ending, Kind: kind, Content: file})
			if err != nil || reading.Error != "" || !has(reading) || reading.Format != format || reading.Pages != 1 || *reading.Risk.Score >= 20 || len(reading.Risk.Signals) > 0 {
				t.Errorf("%s as %q: %+v, %v", format, kind, reading, err)
			}
		}
		for _, size := range []int{len(file) * 3 / 4, len(file) - 20} {
			reading, err := document.Read(document.File{Name: "scan" + ending, Content: file[:size]})
			if err == nil && reading.Error == "" {
				t.Errorf("%s: %d bytes of %d are read as a whole picture", format, size, len(file))
			}
		}
	}
	lying := bytes.Clone(pictures(t)[document.BMP])
	lying[18], lying[20] = 0xff, 1 // wider by far
	if reading, err := document.Read(document.File{Content: lying}); err != nil || reading.Error == "" {
		t.Errorf("a picture that lies: %+v, %v", reading, err)
	}
	lying = bytes.Clone(pictures(t)[document.GIF])
	lying[6], lying[7], lying[8], lying[9] = 0xff, 0xff, 0xff, 0xff
	if reading, err := document.Read(document.File{Content: lying}); err != nil || !strings.Contains(reading.Error, "too many") {
		t.Errorf("a picture that is too large: %+v, %v", reading, err)
	}
}
