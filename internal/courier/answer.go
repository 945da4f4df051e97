package courier

import (
	"io"
	"maps"
	"net/http"
	"slices"
	"strings"
	"unicode/utf8"

	"toile/internal/webhook"
)

// Bounds on an answer: what is read, so that its connection can be used again, and what is kept for people to see.
const (
	maxAnswer     = 64 << 10 // of the headers, and of the body
	maxKeptBody   = 4 << 10
	maxKeptHeader = 8 << 10
)

// keep reads an answer and keeps what can be seen of it. What of the body does not come, or is too much, is left out.
func keep(answer *http.Response) *webhook.Answer {
	kept := &webhook.Answer{}
	if answer.StatusCode == http.StatusSwitchingProtocols { // the connection is for something else now, which nobody wants
		answer.Body = http.NoBody
	}
	body, err := io.ReadAll(io.LimitReader(answer.Body, maxKeptBody+1))
	kept.Body, kept.Cut = cut(string(body), maxKeptBody)
	if err != nil {
		kept.Cut = true
	} else if kept.Cut {
		io.CopyN(io.Discard, answer.Body, maxAnswer-int64(len(body))) // what it says makes no difference
	}
	kept.Header = keepHeader(answer.Header, &kept.Cut)
	return kept
}

// keepHeader keeps headers in the order of their names, until it is enough.
func keepHeader(all http.Header, short *bool) map[string][]string {
	kept, room := map[string][]string{}, maxKeptHeader
	for _, name := range slices.Sorted(maps.Keys(all)) {
		for _, value := range all[name] {
			value, over := cut(value, max(0, room-len(name)))
			room -= len(name) + len(value)
			if over {
				*short = true
			}
			if room > 0 {
				kept[name] = append(kept[name], value)
			}
		}
	}
	return kept
}

// cut gives the beginning of a text, without half a character at its end, as text that every engine takes: what is no
// UTF-8 in it is replaced.
func cut(text string, most int) (short string, over bool) {
	if len(text) > most {
		end := most
		for end > 0 && end > most-utf8.UTFMax && !utf8.RuneStart(text[end]) {
			end--
		}
		text, over = text[:end], true
	}
	return strings.ToValidUTF8(text, "\uFFFD"), over
}
