package link

import (
	"encoding/json"
	"net/url"
	"slices"
	"strings"
)

// WebviewScheme is the scheme of the addresses by which Link in a webview tells the app around it what
// happens. The app sees that the page wants to go there, and goes nowhere (facts link 1.9).
const WebviewScheme = "plaidlink"

// WebviewEvent gives the address of an event. Every key of its metadata is there, empty where it does not apply.
func WebviewEvent(e CallbackEvent) string {
	address := webviewAddress("event")
	address.add("event_name", e.Name)
	keys := metadataKeys(e.Metadata)
	for _, key := range keys {
		address.add(key.name, key.value)
	}
	return address.String()
}

// WebviewEnd gives the address of a session's end, which is empty while it runs.
func WebviewEnd(end Callbacks) string {
	switch {
	case end.Success != nil:
		return webviewConnected(*end.Success)
	case end.Exit != nil:
		return WebviewExit(*end.Exit)
	}
	return ""
}

func webviewConnected(success CallbackSuccess) string {
	address, m := webviewAddress("connected"), success.Metadata
	address.add("public_token", orEmpty(success.PublicToken))
	address.institution(m.Institution)
	address.add("accounts", webviewAccounts(m.Accounts))
	address.add("link_session_id", m.LinkSessionID)
	address.add("transfer_status", orEmpty(m.TransferStatus))
	return address.String()
}

// WebviewExit gives the address of leaving, of a session or of a link token that opens none.
func WebviewExit(exit CallbackExit) string {
	address, m := webviewAddress("exit"), exit.Metadata
	var failure CallbackError
	if exit.Error != nil {
		failure = *exit.Error
	}
	address.add("status", orEmpty(m.Status))
	address.add("error_type", failure.ErrorType)
	address.add("error_code", failure.ErrorCode)
	address.add("error_message", failure.ErrorMessage)
	address.add("error_display_message", orEmpty(failure.DisplayMessage))
	address.add("display_message", orEmpty(failure.DisplayMessage))
	address.institution(m.Institution)
	address.add("link_session_id", m.LinkSessionID)
	address.add("request_id", m.RequestID)
	return address.String()
}

// webviewAccount is an account as such an address shows it.
type webviewAccount struct {
	ID   string `json:"_id"`
	Meta struct {
		Name   string  `json:"name"`
		Number *string `json:"number"`
	} `json:"meta"`
	Type               string  `json:"type"`
	Subtype            string  `json:"subtype"`
	VerificationStatus *string `json:"verification_status"`
}

func webviewAccounts(accounts []CallbackAccount) string {
	shown := []webviewAccount{}
	for _, a := range accounts {
		account := webviewAccount{ID: a.ID, Type: a.Type, Subtype: a.Subtype, VerificationStatus: a.VerificationStatus}
		account.Meta.Name, account.Meta.Number = a.Name, a.Mask
		shown = append(shown, account)
	}
	encoded, _ := json.Marshal(shown) // texts cannot fail
	return string(encoded)
}

// address is an address being written, with its parameters in the order in which they are documented.
type address struct{ strings.Builder }

func webviewAddress(host string) *address {
	a := &address{}
	a.WriteString(WebviewScheme + "://" + host)
	return a
}

// add writes a parameter as encodeURIComponent would: apps differ in what they take a plus for.
func (a *address) add(name, value string) {
	separator := byte('&')
	if !strings.Contains(a.String(), "?") {
		separator = '?'
	}
	a.WriteByte(separator)
	a.WriteString(name + "=" + strings.ReplaceAll(url.QueryEscape(value), "+", "%20"))
}

func (a *address) institution(institution *CallbackInstitution) {
	if institution == nil {
		institution = &CallbackInstitution{}
	}
	a.add("institution_id", institution.InstitutionID)
	a.add("institution_name", institution.Name)
}

type metadataKey struct{ name, value string }

// metadataKeys gives every key of the metadata with its value as text, in the order of their names.
func metadataKeys(m CallbackMetadata) (keys []metadataKey) {
	encoded, _ := json.Marshal(m) // texts cannot fail
	var values map[string]*string
	_ = json.Unmarshal(encoded, &values)
	for name, value := range values {
		keys = append(keys, metadataKey{name, orEmpty(value)})
	}
	slices.SortFunc(keys, func(a, b metadataKey) int { return strings.Compare(a.name, b.name) })
	return keys
}

func orEmpty(text *string) string {
	if text == nil {
		return ""
	}
	return *text
}
