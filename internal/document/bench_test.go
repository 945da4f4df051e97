package document_test

import (
	"testing"

	"toile/internal/document"
)

func BenchmarkWritePaystub(b *testing.B) {
	one := stub(b)
	for b.Loop() {
		if _, err := document.WritePaystub(one); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkReadPaystub(b *testing.B) {
	file, err := document.WritePaystub(stub(b))
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(file)))
	for b.Loop() {
		if r, err := document.Read(document.File{Content: file}); err != nil || r.Paystub == nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkReadBomb(b *testing.B) {
	file := hostile(b, 300)["a bomb"]
	for b.Loop() {
		if r, err := document.Read(document.File{Content: file}); err != nil || r.Error == "" {
			b.Fatal(err)
		}
	}
}

func BenchmarkReadPicture(b *testing.B) {
	file := pictures(b)[document.PNG]
	for b.Loop() {
		if _, err := document.Read(document.File{Content: file}); err != nil {
			b.Fatal(err)
		}
	}
}
