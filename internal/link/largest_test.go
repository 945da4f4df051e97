package link_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"toile"
	"toile/internal/link"
	"toile/internal/webhook"
)

// TestLargestEvents types what takes most room in JSON until a session takes no more: the webhook that tells of it is
// one that receivers still read.
func TestLargestEvents(t *testing.T) {
	t.Parallel()
	p := open(t, link.Config{Products: []string{"identity"}, Hosted: &link.Hosted{}})
	for n := range 499 {
		p.do(link.Search{Query: fmt.Sprintf("%03d", n) + strings.Repeat("\x01", 253)})
	}
	p.do(link.SelectInstitution{InstitutionID: "ins_132363"})
	for len(p.session.Events) < 1000 {
		p.do(link.SubmitCredentials{Username: "bad", Password: "bad"})
	}
	events := link.LinkEvents(p.session)
	slices.Reverse(events)
	body, err := webhook.LinkEvents(webhook.LinkSession{LinkToken: "link-sandbox", ID: "session"}, events).Body()
	if err != nil {
		t.Fatal(err)
	}
	if len(body) < toile.MaxWebhookBytes/4 || len(body) > toile.MaxWebhookBytes/2 {
		t.Errorf("%d events have %d bytes, receivers read %d", len(events), len(body), toile.MaxWebhookBytes)
	}
}
