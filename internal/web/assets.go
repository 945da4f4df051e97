package web

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"net/http"
	"path"
)

//go:embed assets
var assetFiles embed.FS

// file is an asset as it is sent.
type file struct {
	media   string
	content []byte
	hash    string
}

var assets = readAssets()

func readAssets() map[string]file {
	media := map[string]string{".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8"}
	entries, err := assetFiles.ReadDir("assets")
	if err != nil {
		panic(err) // the files are in the binary
	}
	files := map[string]file{}
	for _, entry := range entries {
		content, err := assetFiles.ReadFile(path.Join("assets", entry.Name()))
		if err != nil {
			panic(err)
		}
		sum := sha256.Sum256(content)
		files[entry.Name()] = file{media[path.Ext(entry.Name())], content, hex.EncodeToString(sum[:6])}
	}
	return files
}

// assetAddress gives the address of an asset. It changes with the content, so that it may be kept for ever.
func assetAddress(name string) string { return assetPath + name + "?" + assets[name].hash }

// asset serves a stylesheet or a script.
func (h *Handler) asset(x *exchange) error {
	found, ok := assets[x.key]
	if !ok || found.media == "" {
		return errUnknownPage
	}
	x.header.Set("Content-Type", found.media)
	x.header.Set("Cache-Control", "no-cache")
	if x.r.URL.RawQuery == found.hash {
		x.header.Set("Cache-Control", "public, max-age=31536000, immutable")
	}
	x.header.Set("Etag", `"`+found.hash+`"`)
	if x.r.Header.Get("If-None-Match") == `"`+found.hash+`"` {
		x.status = http.StatusNotModified
		return nil
	}
	x.out.Write(found.content)
	return nil
}
