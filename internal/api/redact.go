package api

import (
	"regexp"
	"strings"
)

// token finds what grants access, wherever a caller has put it: "access-sandbox-" and a UUID.
var token = regexp.MustCompile(`(?i)\b([a-z-]+-[a-z]+-)[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}`)

// redact takes tokens out of a text for the log. Paths and messages of well-behaved callers
// hold none.
func redact(text string) string {
	if strings.Count(text, "-") < 6 {
		return text
	}
	return token.ReplaceAllString(text, "${1}…")
}
