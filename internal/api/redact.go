package api

import "regexp"

// granting finds what grants access, wherever a caller has put it: a token, which is a prefix,
// an environment and a UUID, and a secret, which is 30 hexadecimal digits.
var granting = regexp.MustCompile(`(?i)[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[0-9a-f]{30,}`)

// redact takes tokens and secrets out of a text for the log. The paths and the messages that
// well-behaved callers cause hold none.
func redact(text string) string { return granting.ReplaceAllString(text, "…") }
