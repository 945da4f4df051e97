package app

import (
	"errors"

	"toile"
	"toile/internal/id"
	"toile/internal/link"
)

// HostedPath is where Hosted Link's pages are, in front of the key of a link token.
const HostedPath = "/hl/"

// host adds the address of Hosted Link to the answer that tells of a new link token.
func (c call) host(token link.Token, resp *toile.LinkTokenCreateResponse) error {
	if token.Config.Hosted == nil {
		return nil
	}
	origin, err := c.Origin.Address()
	if err == nil {
		resp.HostedLinkURL = new(origin + HostedPath + id.Hosted(resp.LinkToken))
	}
	return err
}

// asked finds the link token that is to be opened, by read: the one that an opening has, or the one behind
// the key in Hosted Link's address. There no token opens that was made for something else, and is not told
// from one that never was.
func (c call) asked(o Opening, read func(id.Key) (link.Token, error)) (link.Token, error) {
	if o.Door != DoorHosted {
		return c.linkToken(o.LinkToken, read)
	}
	text, _ := id.Unhosted(o.HostedKey)
	token, err := c.linkToken(text, read)
	if errors.Is(err, toile.ErrInvalidLinkToken()) || err == nil && token.Config.Hosted == nil {
		err = toile.ErrNotFound()
	}
	return token, err
}
