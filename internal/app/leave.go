package app

import (
	"context"

	"toile"
	"toile/internal/link"
)

// leads lists the addresses to which the pages of a session may lead away from this server. A page has to say
// so before it leads there: browsers hold a form to it.
func leads(door Door, config link.Config) (list []string) {
	switch {
	case door == DoorHosted && config.Hosted != nil && config.Hosted.CompletionRedirect != "":
		list = append(list, config.Hosted.CompletionRedirect)
	case door == DoorWebview:
		list = append(list, link.WebviewScheme+":")
	}
	if config.RedirectURI != "" && door != DoorHosted {
		list = append(list, config.RedirectURI)
	}
	return list
}

// leave gives the address to which the person is led once the session has ended, or "" where it ends in a
// frame, or nothing was said of it. It is the completion redirect as it was given, after success and after
// leaving alike (facts link 3).
func leave(door Door, p link.Page) string {
	switch {
	case p.Pane != link.PaneDone:
		return ""
	case door == DoorHosted && p.Config.Hosted != nil:
		return p.Config.Hosted.CompletionRedirect
	case door == DoorWebview:
		return link.WebviewEnd(p.End)
	}
	return ""
}

// Invitation reads what a link token was made for, without opening it, for the page that asks the person in.
// An error that is a *toile.Error says why the token cannot be opened.
func (a *App) Invitation(ctx context.Context, o Opening) (config link.Config, err error) {
	err = a.view(ctx, Caller{}, func(c call) error {
		token, err := c.asked(o, c.LinkToken)
		if err == nil && token.Expired(c.at) {
			err = toile.ErrInvalidLinkToken()
		}
		config = token.Config
		return err
	})
	return config, err
}
