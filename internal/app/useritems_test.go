package app_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"toile"
	"toile/internal/pgtest"
	"toile/toiletest"
)

// itemsOf lists the Items of a user.
func (w world) itemsOf(t *testing.T, userID string) (ids []string) {
	t.Helper()
	for _, item := range w.post(t, "/user/items/get", `{"user_id":"`+userID+`"}`)["items"].([]any) {
		ids = append(ids, item.(map[string]any)["item_id"].(string))
	}
	return ids
}

// TestUserItems moves Items between users and ends them.
func TestUserItems(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	first := w
	w.sandbox(t, "ins_109511", "auth")
	other := w.post(t, "/user/create", `{"client_user_id":"other","with_upgraded_user":true}`)["user_id"].(string)
	check := func(what string, mine, others, legacys []string) {
		t.Helper()
		for user, want := range map[string][]string{w.userID: mine, other: others, w.legacy: legacys} {
			if got := w.itemsOf(t, user); !slices.Equal(got, want) {
				t.Errorf("%s: %s has %v, want %v", what, user, got, want)
			}
		}
	}
	both := []string{first.item, w.item}
	check("at first", both, nil, nil)
	w.post(t, "/user/items/associate", `{"user_id":"`+other+`","item_ids":["$ITEM","$ITEM"]}`)
	check("one moved", both[:1], both[1:], nil)
	w.post(t, "/user/items/associate", `{"user_id":"$USER","item_ids":["$ITEM"]}`)
	check("moved back", both, nil, nil)
	w.post(t, "/user/items/associate", `{"user_id":"$LEGACY","item_ids":["`+w.item+`","`+first.item+`"]}`)
	check("moved to a legacy user", nil, nil, both)

	unowned := w
	public := w.post(t, "/sandbox/public_token/create", `{"institution_id":"ins_109508","initial_products":["auth"]}`)["public_token"].(string)
	unowned.exchange(t, public)
	for _, test := range []struct{ path, body, code string }{
		{"/user/items/associate", `{"user_id":"` + other + `","item_ids":[]}`, "INVALID_FIELD"},
		{"/user/items/associate", `{"user_id":"` + other + `","item_ids":["` + strings.Repeat(`x","`, 100) + `x"]}`, "INVALID_FIELD"},
		{"/user/items/associate", `{"user_id":"` + other + `","item_ids":["$ITEM","nothing"]}`, "ITEM_NOT_FOUND"},
		{"/user/items/associate", `{"user_id":"usr_00000000000000","item_ids":["$ITEM"]}`, "USER_NOT_FOUND"},
		{"/user/items/remove", `{"user_token":"$LEGACY","item_ids":[]}`, "INVALID_FIELD"},
		{"/user/items/remove", `{"user_token":"$LEGACY","item_ids":["$ITEM","` + unowned.item + `"]}`, "INVALID_FIELD"},
		{"/user/items/remove", `{"item_ids":["$ITEM"]}`, "MISSING_FIELDS"},
	} {
		w.refuses(t, test.path, test.body, test.code)
	}
	check("after refusals", nil, nil, both)
	if e := refused(t, w.other, "/user/items/associate", w.fill(`{"user_id":"`+other+`","item_ids":["$ITEM"]}`)); e.ErrorCode != "USER_NOT_FOUND" {
		t.Errorf("another client: %v", e)
	}

	w.post(t, "/user/items/associate", `{"user_id":"`+other+`","item_ids":["`+unowned.item+`"]}`)
	w.post(t, "/user/items/remove", `{"user_token":"$LEGACY","item_ids":["$ITEM"]}`)
	check("removed", nil, []string{unowned.item}, both[:1])
	w.refuses(t, "/item/get", own, "ITEM_NOT_FOUND")
	w.refuses(t, "/user/items/associate", `{"user_id":"`+other+`","item_ids":["$ITEM"]}`, "ITEM_NOT_FOUND")
	w.post(t, "/user/remove", `{"user_id":"`+other+`"}`)
	unowned.refuses(t, "/item/get", own, "ITEM_NOT_FOUND")
	first.post(t, "/item/get", own)
}

// TestAnotherClientsItem holds that an Item of another client cannot be drawn over.
func TestAnotherClientsItem(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	made, err := w.other.UserCreate(t.Context(), toile.UserCreateRequest{ClientUserID: "thief", WithUpgradedUser: new(true)})
	if err != nil {
		t.Fatal(err)
	}
	foreign := refused(t, w.other, "/user/items/associate", w.fill(`{"user_id":"`+made.UserID+`","item_ids":["$ITEM"]}`))
	unknown := refused(t, w.other, "/user/items/associate", `{"user_id":"`+made.UserID+`","item_ids":["nothing"]}`)
	if foreign.ErrorCode != unknown.ErrorCode || foreign.ErrorMessage != unknown.ErrorMessage {
		t.Errorf("another client's Item is told apart: %v, %v", foreign, unknown)
	}
}

// TestItemsChangeHands lets many callers move, break, read and remove the same Items at once, on
// each engine: nobody waits for ever, and each Item is one user's in the end.
func TestItemsChangeHands(t *testing.T) {
	t.Parallel()
	for engine, database := range map[string]string{"sqlite": t.TempDir() + "/hands.db", "postgres": pgtest.Database(t)} {
		t.Run(engine, func(t *testing.T) {
			t.Parallel()
			changeHands(t, world{Server: toiletest.New(t, toiletest.Database(database), toiletest.At(noon))})
		})
	}
}

func changeHands(t *testing.T, w world) {
	const users, items, rounds = 3, 4, 8
	var userIDs, itemIDs, access []string
	for n := range users {
		w.userID = w.post(t, "/user/create", fmt.Sprintf(`{"client_user_id":"u%d","with_upgraded_user":true}`, n))["user_id"].(string)
		userIDs = append(userIDs, w.userID)
	}
	for range items {
		w.sandbox(t, "ins_109508", "transactions")
		itemIDs, access = append(itemIDs, w.item), append(access, w.access)
	}
	forward, backward := `"`+strings.Join(itemIDs, `","`)+`"`, slices.Clone(itemIDs)
	slices.Reverse(backward)
	answered := func(path, body string) {
		if _, err := w.Client.Do(t.Context(), path, json.RawMessage(body)); err != nil {
			t.Errorf("%s: %v", path, err)
		}
	}
	var wg sync.WaitGroup
	for n, userID := range userIDs {
		list := forward
		if n%2 == 1 {
			list = `"` + strings.Join(backward, `","`) + `"`
		}
		wg.Go(func() {
			for range rounds {
				answered("/user/items/associate", `{"user_id":"`+userID+`","item_ids":[`+list+`]}`)
				answered("/sandbox/user/reset_login", `{"user_id":"`+userID+`"}`)
			}
		})
		wg.Go(func() {
			for range rounds {
				w.Client.Do(t.Context(), "/auth/get", map[string]string{"access_token": access[n]}) // broken or not
				answered("/item/get", `{"access_token":"`+access[n]+`"}`)
			}
		})
	}
	wg.Wait()
	held := 0
	for _, userID := range userIDs {
		held += len(w.itemsOf(t, userID))
	}
	if held != items {
		t.Errorf("%d Items became %d", items, held)
	}
	w.post(t, "/user/items/associate", `{"user_id":"`+userIDs[0]+`","item_ids":[`+forward+`]}`)
	w.post(t, "/user/items/remove", `{"user_id":"`+userIDs[0]+`","item_ids":[`+forward+`]}`)
}
