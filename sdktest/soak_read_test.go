package sdktest

import (
	"fmt"
	"net/http"
	"time"

	"github.com/plaid/plaid-go/v43/plaid"
)

// read looks at people while others write, and at the clock, which all servers share.
func (h *hand) read() {
	var last time.Time
	for h.running() {
		if p := h.people.anybody(); p != nil {
			h.look(p)
		}
		last = h.clockAfter(last)
	}
}

// clockAfter reads the clock, which must not show less than it showed at another server before.
func (h *hand) clockAfter(last time.Time) (now time.Time) {
	h.must("/toile/clock", func(c *caller) (*http.Response, error) {
		var answer struct {
			Now time.Time `json:"now"`
		}
		resp, err := c.send(http.MethodGet, "/toile/clock", "", &answer)
		now = answer.Now
		return resp, err
	})
	if now.Before(last) {
		h.t.Errorf("a clock shows %s, and another one showed %s before", now, last)
	}
	return now
}

// look finds a person's sessions: those that were acknowledged before it was asked. It gives how many more
// there are.
func (h *hand) look(p *person) (more int) {
	want, removal, removed := p.visits()
	var found []string
	r := h.insist("/credit/sessions/get", func(c *caller) (*http.Response, error) {
		list, resp, err := c.sessions(p.user)
		found = nil
		for _, s := range list {
			found = append([]string{s.GetLinkSessionId()}, found...)
		}
		return resp, err
	})
	_, later, _ := p.visits()
	switch {
	case r.lost:
	case removed && r.code != p.unknownCode():
		h.t.Errorf("the sessions of %s, who was removed, are answered with %q", p.clientUserID, r.code)
	case r.code == p.unknownCode() && (removal || later):
	case r.code != "":
		h.t.Errorf("the sessions of %s are refused with %s", p.clientUserID, r.code)
	default:
		var err error
		if more, err = fits(found, want); err != nil {
			h.t.Errorf("the sessions of %s: %v", p.clientUserID, err)
		}
	}
	return more
}

// check finds all that was acknowledged of a person, and nothing else.
func (h *hand) check(p *person) {
	if more := h.look(p); more > 0 {
		h.t.Errorf("%s has %d sessions that nobody asked for", p.clientUserID, more)
	}
	if !p.removed {
		h.checkItems(p)
		h.checkLinkToken(p)
	}
	if p.id != "" && !p.removed {
		h.checkName(p)
	}
	for access, itemID := range p.items {
		if !p.removed {
			h.item(access, itemID)
		} else {
			h.refusedWith("ITEM_NOT_FOUND", "/item/get", func(c *caller) (*http.Response, error) {
				_, resp, err := c.ItemGet(c.ctx).ItemGetRequest(*plaid.NewItemGetRequest(access)).Execute()
				return resp, err
			})
		}
	}
	for _, public := range p.used {
		h.refusedWith("INVALID_PUBLIC_TOKEN", "/item/public_token/exchange", exchanging(public))
	}
	for _, public := range p.unused {
		if !p.removed {
			h.must("/item/public_token/exchange", exchanging(public))
		} else {
			h.refusedWith("ITEM_NOT_FOUND", "/item/public_token/exchange", exchanging(public))
		}
	}
}

func exchanging(public string) asking {
	return func(c *caller) (*http.Response, error) {
		_, resp, err := c.ItemPublicTokenExchange(c.ctx).ItemPublicTokenExchangeRequest(*plaid.NewItemPublicTokenExchangeRequest(public)).Execute()
		return resp, err
	}
}

func (h *hand) refusedWith(code, what string, call asking) {
	if r := h.insist(what, call); r.code != code {
		h.t.Errorf("%s is answered with %q, want %s", what, r.code, code)
	}
}

func (h *hand) checkName(p *person) {
	h.must("/user/get", func(c *caller) (*http.Response, error) {
		answer, resp, err := c.UserGet(c.ctx).UserGetRequest(*plaid.NewUserGetRequest(p.id)).Execute()
		if err == nil && p.name > 0 {
			identity := answer.Identity.Get()
			if got, want := identity.GetName().FamilyName, fmt.Sprint("N", p.name); got != want {
				h.t.Errorf("%s is called %s, want %s", p.clientUserID, got, want)
			}
		}
		return resp, err
	})
}

func (h *hand) checkItems(p *person) {
	request := plaid.NewUserItemsGetRequest()
	if p.id != "" {
		request.SetUserId(p.id)
	} else {
		request.SetUserToken(p.token)
	}
	h.must("/user/items/get", func(c *caller) (*http.Response, error) {
		answer, resp, err := c.UserItemsGet(c.ctx).UserItemsGetRequest(*request).Execute()
		var found []string
		for _, item := range answer.Items {
			found = append(found, item.ItemId)
		}
		if err == nil {
			h.exactly("Items", found, p.linked)
		}
		return resp, err
	})
}

func (h *hand) checkLinkToken(p *person) {
	h.must("/link/token/get", func(c *caller) (*http.Response, error) {
		answer, resp, err := c.LinkTokenGet(c.ctx).LinkTokenGetRequest(*plaid.NewLinkTokenGetRequest(p.linkToken)).Execute()
		var found []string
		for _, s := range answer.GetLinkSessions() {
			found = append([]string{s.LinkSessionId}, found...)
		}
		if err == nil {
			h.exactly("sessions of a link token", found, p.sessions)
		}
		return resp, err
	})
}

// exactly is fits where no more may come.
func (h *hand) exactly(what string, found, want []string) {
	if more, err := fits(found, want); err != nil || more > 0 {
		h.t.Errorf("the %s are %q, want %q", what, found, want)
	}
}
