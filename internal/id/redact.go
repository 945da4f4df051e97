package id

import "regexp"

// granting finds what grants access, wherever a caller has put it: a token, which is a prefix, an environment and a
// UUID; one that is sealed, with base 64 instead of the UUID; a secret, which is 30 hexadecimal digits; and the key of
// a Hosted Link URL.
var granting = regexp.MustCompile(`(?i:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[0-9a-f]{30,}|` +
	`(-` + Environment + `-)[0-9a-z_-]{22,})|[0-9a-z]{34,}`)

// Redact takes tokens, keys and secrets out of a text for the log. The paths and the messages that well-behaved callers
// cause hold none.
func Redact(text string) string { return granting.ReplaceAllString(text, "${1}…") }
