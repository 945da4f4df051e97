package sdktest

import (
	"fmt"
	"math/rand/v2"
	"net/http"

	"github.com/plaid/plaid-go/v43/plaid"
)

// write makes people and has them use Link while the soak lasts.
func (h *hand) write(name string) {
	var mine []*person
	for n := 0; h.running(); n++ {
		p := h.create(fmt.Sprintf("%s person %d", name, n), n%2 == 0)
		if p == nil {
			continue
		}
		mine = append(mine, p)
		h.visit(p)
		h.visit(p)
		h.exchange(p)
		if p.id != "" {
			h.rename(p, n+1)
		}
		h.visit(mine[rand.N(len(mine))])
		if n%4 == 3 {
			h.remove(mine[rand.N(len(mine))])
		}
	}
}

// create makes a person with a link token. A legacy user_token is told once: when that answer is lost, so
// is the person.
func (h *hand) create(clientUserID string, upgraded bool) *person {
	p := &person{user: user{clientUserID: clientUserID}, items: map[string]string{}}
	request := plaid.NewUserCreateRequest(clientUserID)
	if upgraded {
		request.SetWithUpgradedUser(true)
	}
	r := h.insist("/user/create", func(c *caller) (*http.Response, error) {
		created, resp, err := c.UserCreate(c.ctx).UserCreateRequest(*request).Execute()
		p.token = created.GetUserToken()
		if upgraded {
			p.id = created.UserId
		}
		return resp, err
	})
	if r.lost || r.code == "INVALID_FIELD" && !upgraded && r.unknown > 0 {
		return nil
	}
	if r.code != "" {
		h.t.Errorf("/user/create is refused with %s", r.code)
		return nil
	}
	h.acknowledge("user", p.token+p.id)
	if !h.open(p) {
		return nil
	}
	h.people.add(p)
	return p
}

// open gives a person a link token.
func (h *hand) open(p *person) (done bool) {
	request := *bankToken(p.user)
	done = h.must("/link/token/create", func(c *caller) (*http.Response, error) {
		created, resp, err := c.LinkTokenCreate(c.ctx).LinkTokenCreateRequest(request).Execute()
		p.linkToken = created.LinkToken
		return resp, err
	})
	if done {
		h.acknowledge("link token", p.linkToken)
	}
	return done
}

// acknowledge counts a write whose success was answered, and sees that what it gave is new.
func (s *soak) acknowledge(what string, ids ...string) {
	s.acknowledged.Add(1)
	for _, id := range ids {
		s.once(what, id)
	}
}

// visit has a person go through Link, and finds the session at the next server.
func (h *hand) visit(p *person) {
	if p.removed {
		return
	}
	var result linkResult
	r := h.insist("/toile/link", func(c *caller) (resp *http.Response, err error) {
		result, resp, err = c.linkOnce(p.linkToken)
		return resp, err
	})
	p.note(func() {
		for range r.unknown {
			p.sessions, p.linked = append(p.sessions, ""), append(p.linked, "")
		}
		if r.code == "" && !r.lost {
			p.sessions, p.linked = append(p.sessions, result.LinkSessionID), append(p.linked, result.ItemIDs...)
			p.unused = append(p.unused, result.PublicTokens...)
		}
	})
	if r.code != "" || r.lost {
		h.t.Errorf("Link is refused with %q", r.code)
		return
	}
	h.acknowledge("link session", result.LinkSessionID)
	h.acknowledge("public token", result.PublicTokens...)
	h.acknowledge("Item", result.ItemIDs...)
	h.look(p)
}

// exchange trades a person's newest public token, and reads the Item at the next server.
func (h *hand) exchange(p *person) {
	if len(p.unused) == 0 {
		return // Link failed
	}
	public := p.unused[len(p.unused)-1]
	p.note(func() { p.unused = p.unused[:len(p.unused)-1] })
	var access, itemID string
	r := h.insist("/item/public_token/exchange", func(c *caller) (*http.Response, error) {
		answer, resp, err := c.ItemPublicTokenExchange(c.ctx).ItemPublicTokenExchangeRequest(*plaid.NewItemPublicTokenExchangeRequest(public)).Execute()
		access, itemID = answer.AccessToken, answer.ItemId
		return resp, err
	})
	if r.lost {
		return
	}
	p.note(func() { p.used = append(p.used, public) })
	switch {
	case r.code == "INVALID_PUBLIC_TOKEN" && r.unknown > 0:
		// An attempt whose answer was lost did it.
	case r.code != "":
		h.t.Errorf("/item/public_token/exchange is refused with %s", r.code)
	default:
		h.acknowledge("access token", access)
		p.note(func() { p.items[access] = itemID })
		h.item(access, itemID)
	}
}

// item reads an Item.
func (h *hand) item(access, itemID string) {
	h.must("/item/get", func(c *caller) (*http.Response, error) {
		answer, resp, err := c.ItemGet(c.ctx).ItemGetRequest(*plaid.NewItemGetRequest(access)).Execute()
		if err == nil && answer.Item.ItemId != itemID {
			h.t.Errorf("the access token reaches Item %s, want %s", answer.Item.ItemId, itemID)
		}
		return resp, err
	})
}

// rename gives a person another name.
func (h *hand) rename(p *person, n int) {
	update := plaid.NewUserUpdateRequest()
	update.SetUserId(p.id)
	update.SetIdentity(plaid.ClientUserIdentity{Name: name("Number", fmt.Sprint("N", n))})
	if h.must("/user/update", func(c *caller) (*http.Response, error) {
		_, resp, err := c.UserUpdate(c.ctx).UserUpdateRequest(*update).Execute()
		return resp, err
	}) {
		p.note(func() { p.name = n })
		h.acknowledged.Add(1)
	}
}

// remove removes a person.
func (h *hand) remove(p *person) {
	if p.removed {
		return
	}
	p.note(func() { p.removal = true })
	request := plaid.NewUserRemoveRequest()
	if p.id != "" {
		request.SetUserId(p.id)
	} else {
		request.SetUserToken(p.token)
	}
	r := h.insist("/user/remove", func(c *caller) (*http.Response, error) {
		_, resp, err := c.UserRemove(c.ctx).UserRemoveRequest(*request).Execute()
		return resp, err
	})
	if r.code != "" && !(r.code == p.unknownCode() && r.unknown > 0) {
		h.t.Errorf("/user/remove is refused with %s", r.code)
	}
	if !r.lost {
		p.note(func() { p.removed = true })
		h.acknowledged.Add(1)
		h.look(p)
	}
}

// unknownCode is the error for somebody who is not there.
func (u user) unknownCode() string {
	if u.id != "" {
		return "USER_NOT_FOUND"
	}
	return "INVALID_USER_TOKEN"
}
