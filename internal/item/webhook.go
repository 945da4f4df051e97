package item

import (
	"fmt"
	"net/url"
	"strings"

	"toile"
)

// CheckWebhook takes what the sandbox takes: http and https addresses, loopback ones and ones
// without a scheme among them (facts ecosystem A.6). Empty means none.
func CheckWebhook(field, address string) error {
	if address == "" {
		return nil
	}
	full := address
	if !strings.Contains(address, "://") {
		full = "https://" + address
	}
	u, err := url.Parse(full)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" || strings.ContainsAny(address, " \t\r\n") {
		return toile.ErrInvalidField(fmt.Sprintf("%s must be a valid http or https URL", field))
	}
	return nil
}
