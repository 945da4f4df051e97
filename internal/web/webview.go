package web

import (
	"toile/internal/app"
	"toile/internal/link"
)

// AppEventsJSON lists the addresses by which the app around a webview hears of the events so far, oldest first, and is
// empty at other doors. The page's script goes to them; without a script the app hears only how the session ended.
func (p *Page) AppEventsJSON() string {
	if p.Door() != app.DoorWebview {
		return ""
	}
	addresses := []string{}
	for _, e := range p.Events {
		addresses = append(addresses, link.WebviewEvent(e))
	}
	return asJSON(addresses)
}

// startLeads lists whither the form on a start page may lead away from this server: a webview hears of a link token
// that opens no session by an address of the app.
func startLeads(door app.Door) []string {
	if door == app.DoorWebview {
		return []string{link.WebviewScheme + ":"}
	}
	return nil
}
