package link

import (
	"slices"
	"strings"
)

// inBrowser are schemes whose addresses a browser runs or reads itself. No app can own one.
var inBrowser = strings.Fields("about blob chrome data file filesystem javascript vbscript view-source")

// LeadsNowhere reports whether addresses with a scheme, in lower case, lead to no page and no app: a browser runs or
// reads them itself.
func LeadsNowhere(scheme string) bool { return slices.Contains(inBrowser, scheme) }

// The longest parts of a host.
const (
	maxHostName    = 253
	maxHostAddress = 45
	maxHostPort    = 5
)

// IsHost reports whether text can stand for a server in an address: a name or an IP address, and
// perhaps a port. It looks at every request, so it is no regular expression.
func IsHost(text string) bool {
	name := text
	if i := strings.LastIndexByte(text, ':'); i >= 0 && text[len(text)-1] != ']' {
		name = text[:i]
		if port := text[i+1:]; port == "" || len(port) > maxHostPort || !standsIn(port, inPort) {
			return false
		}
	}
	if name == "" || name[0] != '[' {
		return name != "" && len(name) <= maxHostName && standsIn(name, inName)
	}
	address, closed := strings.CutSuffix(name[1:], "]")
	return closed && len(address) >= 2 && len(address) <= maxHostAddress && standsIn(address, inAddress)
}

// Where a character can stand in a host.
const (
	inName = 1 << iota
	inAddress
	inPort
)

var hostPlaces = func() (places [256]byte) {
	for c := range places {
		switch {
		case '0' <= c && c <= '9':
			places[c] = inName | inAddress | inPort
		case 'a' <= c && c <= 'f', 'A' <= c && c <= 'F', c == '.':
			places[c] = inName | inAddress
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', c == '-', c == '_':
			places[c] = inName
		case c == ':':
			places[c] = inAddress
		}
	}
	return places
}()

func standsIn(text string, place byte) bool {
	for i := range len(text) {
		if hostPlaces[text[i]]&place == 0 {
			return false
		}
	}
	return true
}
