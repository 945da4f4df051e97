package item

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"unicode"

	"toile"
)

// maxWebhook bounds the address of a webhook, in bytes. The sources name no bound.
const maxWebhook = 4096

// CheckWebhook takes what the sandbox takes: http and https addresses, loopback ones and ones
// without a scheme among them (facts ecosystem A.6). Empty means none.
func CheckWebhook(field, address string) error {
	switch {
	case address == "":
		return nil
	case len(address) > maxWebhook:
		return toile.ErrInvalidField(fmt.Sprintf("%s must be at most %d bytes", field, maxWebhook))
	case strings.ContainsAny(address, " \t\r\n") || !isWeb(address):
		return toile.ErrInvalidField(fmt.Sprintf("%s must be a valid http or https URL", field))
	}
	return nil
}

// isWeb reports whether somebody can listen at an address by http or https. In one without a scheme a colon comes before a
// port and nothing else: mailto:ann@example.com and http:/example.com/ are slips.
func isWeb(address string) bool {
	full, bare := address, !strings.Contains(address, "://")
	if bare {
		full = "https://" + address
	}
	u, err := url.Parse(full)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || bare && (u.User != nil || strings.HasSuffix(u.Host, ":")) {
		return false
	}
	return isHost(u.Hostname()) && isPort(u.Port())
}

// isHost takes names and addresses, those of IPv6 and names in other scripts among them.
func isHost(name string) bool {
	return name != "" && !strings.ContainsFunc(name, func(r rune) bool {
		if r >= unicode.MaxASCII {
			return !unicode.IsPrint(r)
		}
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("-._~:%", r)
	})
}

func isPort(port string) bool {
	n, err := strconv.ParseUint(port, 10, 16)
	return port == "" || err == nil && n > 0
}
