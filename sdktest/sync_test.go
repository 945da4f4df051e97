package sdktest

import (
	"net/http"
	"slices"
	"testing"
	"time"

	"github.com/plaid/plaid-go/v43/plaid"
)

// TestHistoryFillsUp watches the history of an Item come in: nothing, thirty days, everything.
func TestHistoryFillsUp(t *testing.T) {
	c := frozen(t)
	access := c.open(platypus, object{"transactions": object{"days_requested": 730}}, "transactions")
	get := *plaid.NewTransactionsGetRequest(access, "2024-01-01", "2026-05-04")
	refused(c.TransactionsGet(c.ctx).TransactionsGetRequest(get).Execute())(t, 400, "ITEM_ERROR", "PRODUCT_NOT_READY")
	oldest := func() (status plaid.TransactionsUpdateStatus, day string, number int) {
		answer := ok(c.TransactionsSync(c.ctx).TransactionsSyncRequest(*plaid.NewTransactionsSyncRequest(access)).Execute())(t)
		all := c.syncAll(access)
		days := []string{""}
		for _, x := range all {
			days = append(days, x.(object)["date"].(string))
		}
		slices.Sort(days)
		if len(all) > 0 {
			days = days[1:]
		}
		return answer.TransactionsUpdateStatus, days[0], len(all)
	}
	if status, _, n := oldest(); status != "NOT_READY" || n > 0 {
		t.Errorf("at once there are %d transactions and the status %s", n, status)
	}
	c.advance(15)
	if status, day, n := oldest(); status != "INITIAL_UPDATE_COMPLETE" || day < "2026-04-03" || n < 10 {
		t.Errorf("after a moment there are %d transactions since %s and the status %s", n, day, status)
	}
	c.advance(2 * minute)
	if status, day, n := oldest(); status != "HISTORICAL_UPDATE_COMPLETE" || day > "2024-06-10" || n < 380 {
		t.Errorf("after two minutes there are %d transactions since %s and the status %s", n, day, status)
	}
}

// TestPagesInTime synchronises page by page while time moves and transactions come, change and go. What a
// client has at the end is what the bank has: nothing is lost, nothing is there twice.
func TestPagesInTime(t *testing.T) {
	for _, username := range []string{"user_good", "user_transactions_dynamic"} {
		t.Run(username, func(t *testing.T) {
			c := frozen(t)
			access := c.open(platypus, login(username, "pass_good"), "transactions")
			c.advance(minute / 4)
			mine := &copyOf{c: c, access: access, have: map[string]object{}}
			for day := range 40 {
				mine.page()
				switch day % 4 {
				case 0:
					c.advance(6 * hour)
				case 2:
					c.call("/transactions/refresh", object{"access_token": access})
				default:
					c.advance(2 * 24 * hour / 3)
				}
			}
			for range 2 { // the second reads what came while the first was read
				for mine.page() {
				}
			}
			mine.compare()
		})
	}
}

// copyOf is a client's copy of the transactions of an Item, kept as the documentation tells clients to.
type copyOf struct {
	c      *caller
	access string
	have   map[string]object
	cursor string   // after the last update that was read whole
	next   string   // the page to read
	pages  []object // of the update that is being read
}

// page reads one page, and reports whether there are more to read. An update counts when its last page is
// read; when the data changed in between, it is begun again.
func (m *copyOf) page() (more bool) {
	m.c.t.Helper()
	request := plaid.NewTransactionsSyncRequest(m.access)
	request.SetCount(7)
	if m.next != "" {
		request.SetCursor(m.next)
	}
	answer, resp, err := m.c.TransactionsSync(m.c.ctx).TransactionsSyncRequest(*request).Execute()
	if err != nil && resp != nil && resp.StatusCode == http.StatusBadRequest {
		refused(answer, resp, err)(m.c.t, 400, "TRANSACTIONS_ERROR", "TRANSACTIONS_SYNC_MUTATION_DURING_PAGINATION")
		m.next, m.pages = m.cursor, nil
		return true
	}
	page := raw(answer, resp, err)(m.c.t)
	m.pages, m.next = append(m.pages, page), answer.NextCursor
	if answer.HasMore {
		return true
	}
	for _, page := range m.pages {
		m.apply(page)
	}
	m.cursor, m.pages = m.next, nil
	return false
}

func (m *copyOf) apply(page object) {
	m.c.t.Helper()
	for _, x := range page["added"].(list) {
		id := x.(object)["transaction_id"].(string)
		if m.have[id] != nil {
			m.c.t.Errorf("%s is added a second time", id)
		}
		m.have[id] = x.(object)
	}
	for _, x := range page["modified"].(list) {
		id := x.(object)["transaction_id"].(string)
		if m.have[id] == nil {
			m.c.t.Errorf("%s is modified and was never added", id)
		}
		m.have[id] = x.(object)
	}
	for _, x := range page["removed"].(list) {
		id := x.(object)["transaction_id"].(string)
		if m.have[id] == nil {
			m.c.t.Errorf("%s is removed and was never added", id)
		}
		delete(m.have, id)
	}
}

// compare holds the copy against what the bank lists.
func (m *copyOf) compare() {
	m.c.t.Helper()
	now := m.c.now()
	request := *plaid.NewTransactionsGetRequest(m.access, now.Add(-years).Format(time.DateOnly), now.Format(time.DateOnly))
	request.SetOptions(plaid.TransactionsGetRequestOptions{Count: plaid.PtrInt32(500)})
	answer := raw(m.c.TransactionsGet(m.c.ctx).TransactionsGetRequest(request).Execute())(m.c.t)
	listed := answer["transactions"].(list)
	if total := int(answer["total_transactions"].(float64)); total != len(listed) || total == 0 {
		m.c.t.Errorf("%d of %d transactions are listed", len(listed), total)
	}
	there := map[string]bool{}
	for _, x := range listed {
		id := x.(object)["transaction_id"].(string)
		there[id] = true
		if m.have[id] == nil {
			m.c.t.Errorf("the client lost %s", spell(x))
			continue
		}
		same(m.c.t, "the client's copy of "+id, m.have[id], x)
	}
	for id, x := range m.have {
		if !there[id] {
			m.c.t.Errorf("the client kept %s", spell(x))
		}
	}
}
