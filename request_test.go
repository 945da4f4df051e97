package toile_test

import (
	"errors"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"toile"
	"toile/internal/wire"
)

// linkToken is a request with the required keys of /link/token/create and more.
func linkToken(more string) string {
	if more != "" {
		more = "," + more
	}
	return `{"client_name":"c","language":"en","country_codes":["US"]` + more + `}`
}

// What the schema forbids is named by its path, all of it at once.
func TestRequestChecks(t *testing.T) {
	t.Parallel()
	unknown := func(s ...string) wire.Problems { return wire.Problems{Unknown: s} }
	missing := func(s ...string) wire.Problems { return wire.Problems{Missing: s} }
	invalid := func(s ...string) wire.Problems { return wire.Problems{Invalid: s} }
	sessions := decodeOf(toile.CreditSessionsGet)
	create := decodeOf(toile.UserCreate)
	update := decodeOf(toile.UserUpdate)
	link := decodeOf(toile.LinkTokenCreate)
	webhook := decodeOf(toile.ItemWebhookUpdate)
	sandbox := decodeOf(toile.SandboxPublicTokenCreate)
	for _, c := range []struct {
		name   string
		decode func([]byte) (wire.Problems, error)
		body   string
		want   wire.Problems
	}{
		{"nothing wrong", sessions, `{"user_token":"user-sandbox-1"}`, wire.Problems{}},
		{"white space", sessions, " {\n\t\"user_token\" :\r \"x\" } \n", wire.Problems{}},
		{"escaped key", sessions, `{"user_\u0074oken":"x"}`, wire.Problems{}},
		{"null for an optional key", sessions, `{"user_token":null,"client_id":null}`, wire.Problems{}},
		{"null as body", sessions, ` null `, wire.Problems{}},
		{"null as body, keys required", create, `null`, missing("client_user_id")},
		{"unknown keys", sessions, `{"a":1,"user_token":"x","b":{"c":[1,{"d":null}]}}`, unknown("a", "b")},
		{"unknown key in an object", link, linkToken(`"user":{"client_user_id":"u","phone":"1"}`), unknown("user.phone")},
		{"unknown key in an array", update, `{"identity":{"emails":[{"data":"a","primary":true},{"data":"b","primary":true,"x":1}]}}`,
			unknown("identity.emails[1].x")},
		{"missing keys", link, `{"client_name":"c"}`, missing("country_codes", "language")},
		{"missing key in an object", update, `{"identity":{"name":{"given_name":"a"}}}`, missing("identity.name.family_name")},
		{"empty is not missing", webhook, `{"access_token":"","webhook":""}`, wire.Problems{}},
		{"null is not missing", create, `{"client_user_id":null}`, invalid("client_user_id must be a string")},
		{"all kinds at once", create, `{"with_upgraded_user":"yes","x":1}`, wire.Problems{
			Unknown: []string{"x"}, Missing: []string{"client_user_id"}, Invalid: []string{"with_upgraded_user must be a boolean"},
		}},
		{"body is an array", sessions, `[]`, invalid("body must be an object")},
		{"body is a string", sessions, `"x"`, invalid("body must be an object")},
		{"string for an object", link, linkToken(`"user":"u"`), invalid("user must be an object")},
		{"object for a string", sessions, `{"user_token":{"a":1}}`, invalid("user_token must be a string")},
		{"number for a string", sessions, `{"user_token":1}`, invalid("user_token must be a string")},
		{"object for an array", link, linkToken(`"products":{}`), invalid("products must be an array")},
		{"element of a wrong type", link, linkToken(`"access_tokens":["a",2]`), invalid("access_tokens[1] must be a string")},
		{"null element", link, linkToken(`"access_tokens":[null]`), invalid("access_tokens[0] must be a string")},
		{"empty array", link, strings.Replace(linkToken(""), `["US"]`, `[]`, 1), invalid("country_codes must be a non-empty array")},
		{"empty string", link, strings.Replace(linkToken(""), `"en"`, `""`, 1), invalid("language must be a non-empty string")},
		{"length in characters", create, `{"client_user_id":"` + strings.Repeat("é", 128) + `"}`, wire.Problems{}},
		{"too long", create, `{"client_user_id":"` + strings.Repeat("é", 129) + `"}`, invalid("client_user_id must have at most 128 characters")},
		{"enum", link, linkToken(`"appearance_mode":"NEON"`), invalid("appearance_mode must be one of the following: LIGHT, DARK, SYSTEM")},
		{"enum is case-sensitive", link, strings.Replace(linkToken(""), `"US"`, `"us"`, 1), invalid("country_codes[0] must be one of the " +
			"following: US, GB, ES, NL, FR, IE, CA, DE, IT, PL, DK, NO, SE, EE, LT, LV, PT, BE, AT, FI")},
		{"date", link, linkToken(`"statements":{"start_date":"1975-02-30","end_date":"1975-03-01"}`),
			invalid("statements.start_date must be a date in the form YYYY-MM-DD")},
		{"date with a time", link, linkToken(`"user":{"client_user_id":"u","date_of_birth":"1975-01-18T00:00:00Z"}`),
			invalid("user.date_of_birth must be a date in the form YYYY-MM-DD")},
		{"a date that the operation checks", update, `{"identity":{"date_of_birth":"1975-02-30"}}`, wire.Problems{}},
		{"date and time", link, linkToken(`"user":{"client_user_id":"u","phone_number_verified_time":"2026-01-01"}`),
			invalid("user.phone_number_verified_time must be a date and time in the form YYYY-MM-DDThh:mm:ssZ")},
		{"integer", link, linkToken(`"transactions":{"days_requested":90}`), wire.Problems{}},
		{"integer with a fraction", link, linkToken(`"transactions":{"days_requested":90.0}`), invalid("transactions.days_requested must be an integer")},
		{"integer with an exponent", link, linkToken(`"transactions":{"days_requested":9e1}`), invalid("transactions.days_requested must be an integer")},
		{"integer too small", link, linkToken(`"transactions":{"days_requested":0}`), invalid("transactions.days_requested must be at least 1")},
		{"integer too large", link, linkToken(`"transactions":{"days_requested":731}`), invalid("transactions.days_requested must be at most 730")},
		{"integer beyond 64 bits", link, linkToken(`"transactions":{"days_requested":99999999999999999999}`),
			invalid("transactions.days_requested must be an integer")},
		{"loopback webhook", webhook, `{"access_token":"a","webhook":"http://127.0.0.1:9000/hook"}`, wire.Problems{}},
		{"webhook without a scheme", webhook, `{"access_token":"a","webhook":"examplewebhook.com"}`, wire.Problems{}},
		{"NUL character", sessions, `{"user_token":"a\u0000b"}`, invalid("user_token must not contain a NUL character")},
		{"newer enum value", sandbox, `{"institution_id":"ins_1","initial_products":["cra_home_lending"]}`, wire.Problems{}},
		{"newer key", sessions, `{"user_id":"usr_1"}`, wire.Problems{}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got, err := c.decode([]byte(c.body))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("problems (-want +got):\n%s", diff)
			}
		})
	}
}

func decodeOf[Req, Resp any](op toile.Op[Req, Resp]) func([]byte) (wire.Problems, error) {
	return func(body []byte) (wire.Problems, error) {
		_, problems, err := op.DecodeRequest(body)
		return problems, err
	}
}

// What two parsers could read differently is not JSON here.
func TestNotJSON(t *testing.T) {
	t.Parallel()
	for _, body := range []string{
		``, ` `, `{`, `{"user_token"`, `{"user_token":`, `{"user_token":"x"`, `{"user_token":"x",}`, `{"user_token":"x"}}`,
		`{"user_token":"x"} x`, `{"user_token":"x"}{}`, `{,}`, `{user_token:"x"}`, `{'user_token':'x'}`, `{"user_token" "x"}`,
		`{"user_token":"x" "client_id":"y"}`, `{"a":[1,]}`, `{"a":[,1]}`, `{"a":[1 2]}`, `{"a":[1}`, `{"a":01}`, `{"a":1.}`, `{"a":.5}`,
		`{"a":+1}`, `{"a":-}`, `{"a":1e}`, `{"a":0x1}`, `{"a":NaN}`, `{"a":tru}`, `{"a":nul}`, `nullx`, "null\f", `null null`, "\xef\xbb\xbf{}",
		`{"user_token":"x","user_token":"y"}`, `{"user_token":"x","user_\u0074oken":"y"}`, `{"a":1,"a":2}`, `{"a":{"b":1,"b":2}}`,
		`{"user_token":"` + "\xff" + `"}`, `{"user_token":"` + "\xed\xa0\x80" + `"}`, `{"user_token":"\ud800"}`, `{"user_token":"\udc00\ud800"}`,
		`{"user_token":"\ud800x"}`, `{"user_token":"\x"}`, `{"user_token":"\u12g4"}`, `{"user_token":"\u12"}`, `{"user_token":"` + "\n" + `"}`,
		`{"user_token":"` + "\x00" + `"}`, "{\"user_token\":\"x\"}\x00", `{"a":"\`, `{"a":"\u`, `{"a` + "\x1f" + `":1}`, "{\x00}", `{"a":1 // no` + "\n}",
		`{"a":` + strings.Repeat("[", 64) + strings.Repeat("]", 64) + `}`,
		strings.Repeat(`{"a":`, 1000),
		strings.Repeat(`[`, 100000),
	} {
		_, _, err := toile.CreditSessionsGet.DecodeRequest([]byte(body))
		if !errors.Is(err, wire.ErrNotJSON) {
			t.Errorf("%.80q: error %v, want not JSON", body, err)
		}
	}
	deepest := `{"a":` + strings.Repeat("[", wire.MaxDepth-1) + strings.Repeat("]", wire.MaxDepth-1) + `}`
	if _, _, err := toile.CreditSessionsGet.DecodeRequest([]byte(deepest)); err != nil {
		t.Errorf("%d levels: %v", wire.MaxDepth, err)
	}
}

// Neither the number nor the length of what a message names follows the size of the request.
func TestProblemsAreBounded(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	b.WriteByte('{')
	for i := range 10000 {
		b.WriteString(`"` + strings.Repeat("é", 1000) + strconv.Itoa(i) + `":1,`)
	}
	b.WriteString(`"country_codes":[` + strings.Repeat(`1,`, 1000) + `1]}`)
	_, problems, err := toile.LinkTokenCreate.DecodeRequest([]byte(b.String()))
	if err != nil {
		t.Fatal(err)
	}
	if n := len(problems.Unknown); n != 20 {
		t.Errorf("%d unknown keys, want 20", n)
	}
	if n := len(problems.Invalid); n != 20 {
		t.Errorf("%d invalid values, want 20", n)
	}
	for _, s := range problems.Unknown {
		if len(s) > 70 {
			t.Errorf("a path of %d bytes", len(s))
		}
	}
}
