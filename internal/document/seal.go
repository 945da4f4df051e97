package document

import (
	"bytes"
	"compress/zlib"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// producer is what a document says about the program that made it.
const producer = "toile"

// seal is what a document said when it was made. It lies in the metadata of the file, in XMP, and
// is what examine.go holds the text against; the numbers that a reading gives never come from it. The
// key is no secret, because anybody can read this source: the seal finds whoever changes a file with
// the tools that people use for that, and not who knows toile.
type seal struct {
	Version int      `json:"version"`
	Kind    Kind     `json:"kind"`
	Made    string   `json:"made"` // the dates of the file, as it writes them
	Title   string   `json:"title"`
	Author  string   `json:"author"`
	Fields  []field  `json:"fields"`
	Pages   []string `json:"pages"` // what stands on each page outside of the boxes
}

var sealKey = []byte("toile documents, version 1")

// sealOf gives the seal of a sheet.
func sealOf(s sheet, pages []string) seal {
	return seal{1, s.kind, "D:" + s.made.Format("20060102150405"), s.title, s.issuer, s.fields(), pages}
}

// The frame of the seal.
const (
	sealHead = `<?xpacket begin="` + "\ufeff" + `" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:toile="urn:toile:document">
<toile:seal>`
	sealMiddle = `</toile:seal>
<toile:mark>`
	sealFoot = `</toile:mark>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>`
)

// encode gives the metadata that carry the seal.
func (s seal) encode() ([]byte, error) {
	text, err := json.Marshal(s)
	if err != nil {
		return nil, fmt.Errorf("sealing a document: %w", err)
	}
	var packed bytes.Buffer
	w := zlib.NewWriter(&packed)
	if _, err := w.Write(text); err != nil {
		return nil, fmt.Errorf("sealing a document: %w", err)
	}
	if err := w.Close(); err != nil {
		return nil, fmt.Errorf("sealing a document: %w", err)
	}
	return []byte(sealHead + base64.StdEncoding.EncodeToString(packed.Bytes()) + sealMiddle + hex.EncodeToString(markOf(text)) + sealFoot), nil
}

func markOf(text []byte) []byte {
	mac := hmac.New(sha256.New, sealKey)
	mac.Write(text)
	return mac.Sum(nil)
}

// errSeal is about a seal that somebody changed.
var errSeal = errors.New("the seal of the document was changed")

// unseal reads the seal in the metadata of a file: nil where there is none, an error where it is not
// as it was made.
func unseal(metadata []byte) (*seal, error) {
	_, rest, ok := bytes.Cut(metadata, []byte("<toile:seal>"))
	if !ok {
		return nil, nil
	}
	body, rest, ok1 := bytes.Cut(rest, []byte("</toile:seal>"))
	_, rest, ok2 := bytes.Cut(rest, []byte("<toile:mark>"))
	mark, _, ok3 := bytes.Cut(rest, []byte("</toile:mark>"))
	packed, err1 := base64.StdEncoding.DecodeString(string(body))
	said, err2 := hex.DecodeString(string(mark))
	if !ok1 || !ok2 || !ok3 || err1 != nil || err2 != nil {
		return nil, errSeal
	}
	const most = 8 << 20
	r, err := zlib.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, errSeal
	}
	text, err := io.ReadAll(io.LimitReader(r, most))
	if err != nil || !hmac.Equal(markOf(text), said) {
		return nil, errSeal
	}
	var s seal
	if err := json.Unmarshal(text, &s); err != nil {
		return nil, errSeal
	}
	return &s, nil
}
