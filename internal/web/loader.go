package web

import (
	"bytes"
	"encoding/json"
	"regexp"

	"toile/internal/app"
)

// loaderPath is where pages get the script that embeds Link (facts link 1.1).
const loaderPath = "/link/v2/stable/link-initialize.js"

// originPlace stands in the script for the server's origin.
const originPlace = "'toile:origin'"

// comments are what the script is sent without, so that it stays small: lines that are a comment, and the
// room at the beginning of a line.
var comments = regexp.MustCompile(`(?m)^[ \t]*//.*\n|^[ \t]*/\*\*(?s:.*?)\*/\n|^[ \t]+|^\n`)

var loaderScript = comments.ReplaceAll(assets["link-initialize.js"].content, nil)

// loader serves the script with the address by which the browser reached this server. Any page may run it.
func (h *Handler) loader(x *exchange) error {
	origin, err := app.Origin{Scheme: x.r.URL.Scheme, Host: x.r.URL.Host}.Address()
	if err != nil {
		return err
	}
	text, err := json.Marshal(origin)
	if err != nil {
		return err
	}
	x.header.Set("Content-Type", "text/javascript; charset=utf-8")
	x.header.Set("Cache-Control", "no-cache")
	x.header.Set("Vary", "X-Forwarded-Host, X-Forwarded-Proto") // as well as Host, which is part of its address
	x.header.Set("Access-Control-Allow-Origin", "*")
	x.header.Set("Cross-Origin-Resource-Policy", "cross-origin")
	x.out.Write(bytes.Replace(loaderScript, []byte(originPlace), text, 1))
	return nil
}
