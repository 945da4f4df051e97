package sdktest

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
)

// spoilt is a request that is wrong in one place.
type spoilt struct {
	what  string
	body  object
	codes []string // one of which must be answered; any when empty, a success too
	names string   // what the message must name
}

// TestSpoilt derives wrong requests from the official file for each operation: a member of another type, a
// member that nobody knows, one that is missing, null, out of its range, no date, no value of its list. Each
// must be answered by an error that names the member, and never by a failure of the server.
func TestSpoilt(t *testing.T) {
	c := here(t)
	handles := c.handles()
	paths, err := operations()
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range paths {
		schema := official.Paths.Value(path).Post.RequestBody.Value.Content.Get("application/json").Schema.Value
		whole := sample(schema, handles)
		for _, s := range spoil(schema, whole.(object), handles, "") {
			status, answer := c.post(malformed(c.ctx), path, "application/json", string(spell(s.body)), us)
			code, _ := answer["error_code"].(string)
			message, _ := answer["error_message"].(string)
			switch {
			case status >= 500 || (status >= 400) != (code != ""):
				t.Errorf("%s, %s: answered %d %s", path, s.what, status, code)
			case len(s.codes) > 0 && (status != 400 || !slices.Contains(s.codes, code) || !strings.Contains(message, s.names)):
				t.Errorf("%s, %s: answered %d %s (%s), want %v and %q in the message", path, s.what, status, code, message, s.codes, s.names)
			}
		}
	}
}

// handles makes what requests refer to. Nothing that a spoilt request could do to it matters.
func (c *caller) handles() map[string]any {
	c.t.Helper()
	legacy, upgraded := c.legacyUser(), c.upgradedUser()
	linkToken := c.linkToken(bankToken(legacy))
	linked := c.link(linkToken, nil)
	access, itemID := c.exchange(linked.PublicTokens[0])
	return map[string]any{
		"access_token": access, "item_id": itemID, "link_token": linkToken, "user_token": legacy.token, "user_id": upgraded.id,
		"public_token": unknownPublic, "institution_id": platypus, "client_user_id": c.t.Name() + "/sample",
		"start_date": "2026-01-01", "end_date": "2026-02-01", "item_ids": list{itemID}, "country_codes": list{"US"}, "language": "en",
	}
}

// sample is the smallest value that a schema allows.
func sample(schema *openapi3.Schema, handles map[string]any) any {
	switch {
	case len(schema.Enum) > 0:
		return schema.Enum[0]
	case schema.Type.Is("array"):
		return list{sample(schema.Items.Value, handles)}
	case schema.Type.Is("integer"), schema.Type.Is("number"):
		if schema.Min != nil {
			return *schema.Min
		}
		return 1
	case schema.Type.Is("boolean"):
		return true
	case schema.Type.Is("string") && schema.Format == "date":
		return "2026-01-01"
	case schema.Type.Is("string") && schema.Format == "date-time":
		return "2026-01-01T00:00:00Z"
	case schema.Type.Is("string"):
		return "x"
	}
	whole := object{}
	named := properties(schema)
	for _, key := range required(schema) {
		if whole[key] = handles[key]; whole[key] == nil {
			whole[key] = sample(named[key].Value, handles)
		}
	}
	return whole
}

// required lists the members that a schema demands, with those of the schemas that it is made of.
func required(schema *openapi3.Schema) (all []string) {
	all = slices.Clone(schema.Required)
	for _, part := range schema.AllOf {
		all = append(all, required(part.Value)...)
	}
	return all
}

// spoil gives the wrong requests that one object of a request makes, and those that its members make.
func spoil(schema *openapi3.Schema, whole object, handles map[string]any, place string) (all []spoilt) {
	with := func(key string, value any) object { return merged(whole, object{key: value}) }
	add := func(what, key string, value any, codes ...string) {
		all = append(all, spoilt{fmt.Sprintf("%s%s %s", place, key, what), with(key, value), codes, key})
	}
	if len(properties(schema)) > 0 { // of an object without any nobody knows more
		add("that nobody knows", "shoe_size", 42, "UNKNOWN_FIELDS")
	}
	for _, key := range required(schema) {
		less := maps.Clone(whole)
		delete(less, key)
		all = append(all, spoilt{place + key + " missing", less, []string{"MISSING_FIELDS"}, key})
		add("null", key, nil)
	}
	named := properties(schema)
	for _, key := range sorted(named) {
		member := named[key].Value
		if place == "" && (key == "client_id" || key == "secret") {
			continue // about who calls
		}
		for what, value := range wrongs(member) {
			if key != "date_of_birth" || what != "no date" { // of which /user/create has an error of its own
				add(what, key, value, "INVALID_FIELD")
			}
		}
		add("null", key, nil)
		inner, wrap := member, func(v any) any { return v }
		if member.Type.Is("array") {
			inner, wrap = member.Items.Value, func(v any) any { return list{v} }
			for what, value := range wrongs(inner) {
				add("of "+what, key, list{value}, "INVALID_FIELD")
			}
		}
		if len(properties(inner)) > 0 {
			start, _ := sample(inner, handles).(object)
			for _, s := range spoil(inner, start, handles, place+key+".") {
				s.body = with(key, wrap(s.body))
				all = append(all, s)
			}
		}
	}
	return all
}

// wrongs are values that a schema does not allow, by what is wrong with them.
func wrongs(schema *openapi3.Schema) map[string]any {
	wrong := map[string]any{}
	switch {
	case schema.Type.Is("string"):
		wrong["a number"] = 7
		if schema.Format == "date" {
			wrong["no date"] = "2026-02-30"
		}
		if len(schema.Enum) > 0 {
			wrong["no value of its list"] = "no such value"
		}
	case schema.Type.Is("integer"), schema.Type.Is("number"):
		wrong["a text"] = "7"
		if schema.Min != nil {
			wrong["too small"] = *schema.Min - 1
		}
		if schema.Max != nil {
			wrong["too large"] = *schema.Max + 1
		}
	case schema.Type.Is("array"), schema.Type.Is("object"), len(properties(schema)) > 0:
		wrong["a text"] = "x"
	case schema.Type.Is("boolean"):
		wrong["a text"] = "true"
	}
	return wrong
}
