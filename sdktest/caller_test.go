package sdktest

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"reflect"
	"strings"
	"testing"

	"github.com/plaid/plaid-go/v43/plaid"
)

type keys struct{ clientID, secret string }

// caller is the official client of one test, held to the contract.
type caller struct {
	*plaid.PlaidApiService
	t    *testing.T
	ctx  context.Context
	http *http.Client
	url  string
	ear  *ear // for the webhooks of the test; see hook
}

// wire is shared by all callers, so that tests do not pile up idle connections.
var wire = &http.Transport{MaxIdleConnsPerHost: 64}

// ask makes a caller of a server. With the zero keys it sends none.
func ask(t *testing.T, s *server, k keys) *caller {
	c := &caller{t: t, ctx: t.Context(), url: s.url, http: &http.Client{Transport: contract{t: t, next: wire}}}
	configuration := plaid.NewConfiguration()
	configuration.UseEnvironment(plaid.Environment(s.url))
	configuration.HTTPClient = c.http
	if k != (keys{}) {
		configuration.AddDefaultHeader("PLAID-CLIENT-ID", k.clientID)
		configuration.AddDefaultHeader("PLAID-SECRET", k.secret)
	}
	c.PlaidApiService = plaid.NewAPIClient(configuration).PlaidApi
	return c
}

// here makes a caller of the shared server for a test that runs beside others.
func here(t *testing.T) *caller {
	t.Helper()
	t.Parallel()
	return ask(t, shared, us)
}

// ok passes on the answer of a call that must succeed: ok(api.X(ctx).Execute())(t).
func ok[T any](answer T, resp *http.Response, err error) func(testing.TB) T {
	return func(t testing.TB) T {
		t.Helper()
		if err != nil {
			t.Fatalf("refused: %s", reason(resp, err))
		}
		return answer
	}
}

func reason(resp *http.Response, err error) string {
	var refusal plaid.GenericOpenAPIError
	if e, is := err.(plaid.GenericOpenAPIError); is {
		refusal = e
	}
	return fmt.Sprintf("%v %s", err, refusal.Body())
}

// refused checks a call that must fail, and passes on its error.
func refused[T any](_ T, resp *http.Response, err error) func(t testing.TB, status int, kind, code string) plaid.PlaidError {
	return func(t testing.TB, status int, kind, code string) plaid.PlaidError {
		t.Helper()
		if err == nil {
			t.Fatalf("succeeded with %d, want %s", resp.StatusCode, code)
		}
		e, convertErr := plaid.ToPlaidError(err)
		if convertErr != nil {
			t.Fatalf("%v is no Plaid error: %v", err, convertErr)
		}
		if resp.StatusCode != status || string(e.ErrorType) != kind || e.ErrorCode != code {
			t.Errorf("refused with %d %s %s (%s), want %d %s %s", resp.StatusCode, e.ErrorType, e.ErrorCode, e.ErrorMessage, status, kind, code)
		}
		if e.GetDocumentationUrl() == "" {
			t.Errorf("%s has no documentation_url", e.ErrorCode)
		}
		if got := resp.Header.Get("Plaid-Request-ID"); e.GetRequestId() != got {
			t.Errorf("the error's request_id is %q, the header's %q", e.GetRequestId(), got)
		}
		return e
	}
}

// post sends a body as it is and gives the answer, for what no typed client can say.
func (c *caller) post(ctx context.Context, path, contentType, body string, k keys) (status int, answer object) {
	c.t.Helper()
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, c.url+path, strings.NewReader(body))
	if err != nil {
		c.t.Fatal(err)
	}
	if contentType != "" {
		r.Header.Set("Content-Type", contentType)
	}
	if k != (keys{}) {
		r.Header.Set("PLAID-CLIENT-ID", k.clientID)
		r.Header.Set("PLAID-SECRET", k.secret)
	}
	return c.do(r)
}

func (c *caller) do(r *http.Request) (status int, answer object) {
	c.t.Helper()
	resp, err := c.http.Do(r)
	if err != nil {
		c.t.Fatal(err)
	}
	defer resp.Body.Close()
	if err := json.NewDecoder(resp.Body).Decode(&answer); err != nil {
		c.t.Fatal(err)
	}
	return resp.StatusCode, answer
}

// send calls the control surface as the official client calls the API: an answer other than a success is
// an error, and its body is left to be read.
func (c *caller) send(method, path, body string, answer any) (*http.Response, error) {
	r, err := http.NewRequestWithContext(c.ctx, method, c.url+path, strings.NewReader(body))
	if err != nil {
		return nil, err
	}
	r.Header.Set("Content-Type", "application/json")
	resp, err := c.http.Do(r)
	if err != nil {
		return nil, err
	}
	if resp.StatusCode >= 300 {
		return resp, errors.New(resp.Status)
	}
	return resp, json.NewDecoder(resp.Body).Decode(answer)
}

// object and list spell JSON in expectations.
type (
	object = map[string]any
	list   = []any
)

// bodyOf reads the body that the official client has put back.
func bodyOf(t testing.TB, resp *http.Response) []byte {
	t.Helper()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return body
}

// tree gives any value as JSON has it, so that two spellings of the same can be compared.
func tree(t testing.TB, v any) (tree any) {
	t.Helper()
	text, raw := v.([]byte)
	if !raw {
		var err error
		if text, err = json.Marshal(v); err != nil {
			t.Fatal(err)
		}
	}
	if err := json.Unmarshal(text, &tree); err != nil {
		t.Fatalf("%v: %.500s", err, text)
	}
	return tree
}

// same compares two JSON trees.
func same(t testing.TB, what string, got, want any) {
	t.Helper()
	got, want = tree(t, got), tree(t, want)
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%s:\n got %s\nwant %s", what, spell(got), spell(want))
	}
}

func spell(v any) []byte {
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetIndent("", "  ")
	encoder.Encode(v)
	return text.Bytes()
}
