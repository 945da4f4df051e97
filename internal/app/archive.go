package app

import (
	"archive/zip"
	"bytes"
	"fmt"
	"path"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// maxFileName bounds the name of a file in an archive, in bytes, as file systems do.
const maxFileName = 200

// archive is a ZIP archive being packed. Its files have names that are safe wherever it is unpacked:
// people name what they upload.
type archive struct {
	buffer bytes.Buffer
	zip    *zip.Writer
	at     time.Time
	names  map[string]bool // in lower case: some file systems know no other
}

// newArchive begins an archive whose files are of an instant.
func newArchive(at time.Time) *archive {
	a := &archive{at: at, names: map[string]bool{}}
	a.zip = zip.NewWriter(&a.buffer)
	return a
}

// add packs a file.
func (a *archive) add(name string, content []byte) error {
	name = a.unique(safeName(name))
	w, err := a.zip.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: a.at})
	if err == nil {
		_, err = w.Write(content)
	}
	return err
}

func (a *archive) bytes() ([]byte, error) {
	err := a.zip.Close()
	return a.buffer.Bytes(), err
}

// unique gives a name that no file of the archive has yet.
func (a *archive) unique(name string) string {
	ending := path.Ext(name)
	stem := strings.TrimSuffix(name, ending)
	for n := 2; a.names[strings.ToLower(name)]; n++ {
		name = fmt.Sprintf("%s (%d)%s", stem, n, ending)
	}
	a.names[strings.ToLower(name)] = true
	return name
}

// safeName gives the last part of a path without what has a meaning to a file system or a terminal.
func safeName(name string) string {
	if i := strings.LastIndexAny(name, `/\`); i >= 0 {
		name = name[i+1:]
	}
	name = strings.Map(func(r rune) rune {
		switch {
		case strings.ContainsRune(`<>:"|?*`, r):
			return '_'
		case !unicode.IsPrint(r), r == utf8.RuneError:
			return -1
		}
		return r
	}, name)
	name = strings.Trim(name, ". ")
	if ending := path.Ext(name); len(name) > maxFileName {
		ending = ending[:min(len(ending), 10)]
		name = strings.ToValidUTF8(name[:maxFileName-len(ending)], "") + strings.ToValidUTF8(ending, "")
	}
	if name == "" {
		return "document"
	}
	return name
}
