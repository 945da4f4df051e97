package sdktest

import (
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/plaid/plaid-go/v43/plaid"
)

// customUsers is a folder with configurations that others wrote (plaid/sandbox-custom-users), beside the
// checkout. They are no part of it.
const customUsers = "../../shared/data/custom-users"

// TestHousehold links the configuration of the documents and compares all that it says with the answers.
func TestHousehold(t *testing.T) {
	onlyOn(t, sqlite) // the records of both engines are the same
	t.Parallel()
	linkCustom(t, "../docs/examples/household.json")
}

// TestCustomUsers does so with each configuration of the folder.
func TestCustomUsers(t *testing.T) {
	onlyOn(t, sqlite)
	t.Parallel()
	if _, err := os.Stat(customUsers); err != nil {
		t.Skipf("there are no custom users to link: %v", err)
	}
	err := filepath.WalkDir(customUsers, func(path string, entry fs.DirEntry, err error) error {
		if err == nil && filepath.Ext(path) == ".json" {
			name, _ := filepath.Rel(customUsers, path)
			t.Run(name, func(t *testing.T) { linkCustom(t, path) })
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

var dates = regexp.MustCompile(`\d{4}-\d\d-\d\d`)

// today is the day on which a file was written: the newest date in it. Whoever keeps the files moves all
// dates every day, so that this is so (facts link 6.3).
func today(text []byte) string {
	days := dates.FindAllString(string(text), -1)
	if len(days) == 0 {
		return "2026-08-22" // when the files were fetched
	}
	return slices.Max(days)
}

func linkCustom(t *testing.T, path string) {
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	now := today(text) + "T12:00:00Z"
	t.Logf("the server's clock stands at %s", now)
	c := ask(t, startFor(t, "--database", ":memory:", "--now", now, "--client-id", us.clientID, "--secret", us.secret), us)
	config, _ := filled(tree(t, text)).(object)
	said, _ := config["override_accounts"].(list)
	switch {
	case !strings.Contains(string(text), "override_accounts"):
		c.refuseDocument(string(text))
	case touches(said, "income"):
		c.linkPayroll(string(text), said)
	case len(said) == 0:
		c.readCustom(string(text), said) // the blank template: that it is taken is all that it says
	default:
		same(t, "what the answers say of what the file says", only(c.readCustom(string(text), said), said), said)
	}
}

// refuseDocument tries what is no user at all but a document to upload: the error names its first key.
func (c *caller) refuseDocument(config string) {
	c.t.Helper()
	e := refused(c.SandboxPublicTokenCreate(c.ctx).SandboxPublicTokenCreateRequest(*custom(platypus, config, plaid.PRODUCTS_TRANSACTIONS)).Execute())(
		c.t, 400, "INVALID_REQUEST", "INVALID_FIELD")
	for key := range tree(c.t, []byte(config)).(object) {
		if strings.Contains(e.ErrorMessage, key) {
			return
		}
	}
	c.t.Errorf("the message names no key of the file: %s", e.ErrorMessage)
}

// linkPayroll links at a payroll provider: the session tells of as many documents as the file has.
func (c *caller) linkPayroll(config string, said list) {
	c.t.Helper()
	u := c.legacyUser()
	request := sandboxIncome(custom(payroll, config, plaid.PRODUCTS_INCOME_VERIFICATION), "user_custom", plaid.INCOMEVERIFICATIONSOURCETYPE_PAYROLL)
	request.SetUserToken(u.token)
	request.Options.SetOverridePassword(config)
	ok(c.SandboxPublicTokenCreate(c.ctx).SandboxPublicTokenCreateRequest(*request).Execute())(c.t)
	stubs, w2s := 0, 0
	for _, account := range said {
		income, _ := account.(object)["income"].(object)
		listed, _ := income["paystubs"].(list)
		forms, _ := income["w2s"].(list)
		stubs, w2s = stubs+len(listed), w2s+len(forms)
	}
	sessions, resp, err := c.sessions(u)
	results := ok(sessions, resp, err)(c.t)[0].GetResults()
	if got := results.GetPayrollIncomeResults(); len(got) != 1 || int(got[0].GetNumPaystubsRetrieved()) != stubs || int(got[0].GetNumW2sRetrieved()) != w2s {
		c.t.Errorf("the session tells of %s, want %d pay stubs and %d W-2s", spell(got), stubs, w2s)
	}
}

// custom asks for an Item of a custom user whose configuration is the password.
func custom(institution, config string, products ...plaid.Products) *plaid.SandboxPublicTokenCreateRequest {
	options := plaid.NewSandboxPublicTokenCreateRequestOptions()
	options.SetOverrideUsername("user_custom")
	options.SetOverridePassword(config)
	options.SetTransactions(plaid.SandboxPublicTokenCreateRequestOptionsTransactions{DaysRequested: plaid.PtrInt32(730)})
	request := plaid.NewSandboxPublicTokenCreateRequest(institution, products)
	request.SetOptions(*options)
	return request
}

// filled gives a configuration without its nulls and what is empty without them: they say nothing.
func filled(value any) any {
	switch value := value.(type) {
	case list:
		var kept list
		for _, element := range value {
			if element = filled(element); element != nil {
				kept = append(kept, element)
			}
		}
		if len(kept) > 0 {
			return kept
		}
		return nil
	case object:
		for key, member := range value {
			if value[key] = filled(member); value[key] == nil {
				delete(value, key)
			}
		}
		if len(value) > 0 {
			return value
		}
		return nil
	}
	return value
}

// only gives the members that another value has, so that what a file leaves open is not compared.
func only(got, want any) any {
	switch want := want.(type) {
	case object:
		had, is := got.(object)
		if !is {
			return got
		}
		kept := object{}
		for key, w := range want {
			if g, has := had[key]; has {
				kept[key] = only(g, w)
			}
		}
		return kept
	case list:
		had, is := got.(list)
		if !is || len(had) != len(want) {
			return got
		}
		kept := make(list, len(want))
		for i := range want {
			kept[i] = only(had[i], want[i])
		}
		return kept
	}
	return got
}

func touches(accounts list, key string) bool {
	return slices.ContainsFunc(accounts, func(a any) bool { return a.(object)[key] != nil })
}

// raw makes the answer of a typed call the tree that came over the wire.
func raw[T any](answer T, resp *http.Response, err error) func(testing.TB) object {
	return func(t testing.TB) object {
		t.Helper()
		ok(answer, resp, err)(t)
		return tree(t, bodyOf(t, resp)).(object)
	}
}
