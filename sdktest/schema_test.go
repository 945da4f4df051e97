package sdktest

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/routers"
)

// side is one half of an exchange.
type side string

const (
	request  side = "request"
	response side = "response"
	notice   side = "webhook" // whose path is its type and code
)

// tolerance is one difference and why it is taken.
type tolerance struct {
	path    string // of the operation, or which webhook; every one when empty
	side    side
	problem string // as check spells it
	reason  string
}

// tolerated lists all in which toile and its clients knowingly differ from the pinned file. Nothing
// else may. (Its "format: url" needs no entry: the validator knows no such format, and so takes the
// webhooks on loopback addresses that local programs need.)
var tolerated = []tolerance{
	{"/credit/sessions/get", request, "/user_id: unknown", "official since 1.714.0; the pinned file is 1.698.7"},
	{"/credit/sessions/get", request, "/user_token: missing", "optional since 1.714.0, which has user_id beside it"},
	{"/credit/sessions/get", response, "/sessions/*/results/document_income_results/num_i20s_uploaded: unknown", "required since 1.699.5"},
	{"/sandbox/income/fire_webhook", request, `/webhook_code: value is not one of the allowed values ["INCOME_VERIFICATION","INCOME_VERIFICATION_RISK_SIGNALS"]`, "USER_… are official by 1.729.1"},
	{"/credit/payroll_income/refresh", request, "/user_token: missing", "users of the new generation have none; user_id stands beside it"},
	{"", response, "/accounts/*/apy: unknown", "official by 1.740.1"},
	{"/transactions/get", response, "/transactions/*/merchant_category_code: unknown", "official by 1.729.1"},
	{"/transactions/sync", response, "/added/*/merchant_category_code: unknown", "official by 1.729.1"},
	{"/transactions/sync", response, "/modified/*/merchant_category_code: unknown", "official by 1.729.1"},
	{"/credit/payroll_income/get", response, "/items/*/payroll_income/*/i20s: unknown", "required since 1.699.5"},
	{"/link/token/get", response, "/link_sessions/*/results/document_income_results/num_i20s_uploaded: unknown", "the same object"},
	{"/asset_report/get", response, "/report/items/*/accounts/*/investments/holdings/*/tax_lots: unknown", "official by 1.729.1"},
	{"/asset_report/audit_copy/get", response, "/report/items/*/accounts/*/investments/holdings/*/tax_lots: unknown", "the same object"},
	{"/credit/relay/get", response, "/report/items/*/accounts/*/investments/holdings/*/tax_lots: unknown", "the same object"},
}

func tolerances() []tolerance { return slices.Concat(tolerated, toldOtherwise) }

func tolerates(path string, s side, problem string) bool {
	for _, t := range tolerances() {
		if (t.path == path || t.path == "") && t.side == s && t.problem == problem {
			needed.Store(t, true)
			return true
		}
	}
	return false
}

// check fails the test for what a body has that its schema forbids, and for members that no schema
// names: the file allows those in answers, but here each would be a slip of the pen.
func (c contract) check(path string, s side, schema *openapi3.SchemaRef, body []byte, as openapi3.SchemaValidationOption) {
	c.t.Helper()
	var value any
	if err := json.Unmarshal(body, &value); err != nil {
		c.t.Errorf("%s: the %s is no JSON: %v", path, s, err)
		return
	}
	problems := violations(schema.Value.VisitJSON(value, as, openapi3.MultiErrors()))
	problems = append(problems, unknown(schema.Value, value, "")...)
	slices.Sort(problems)
	for _, problem := range slices.Compact(problems) {
		if !tolerates(path, s, problem) {
			c.t.Errorf("%s: the %s breaks the contract: %s\n%.2000s", path, s, problem, body)
		}
	}
}

// violations spells what the validator found, one line each: the place, with * for an index, and the problem.
func violations(err error) []string {
	var several openapi3.MultiError
	var one *openapi3.SchemaError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &several):
		var list []string
		for _, err := range several {
			list = append(list, violations(err)...)
		}
		return list
	case errors.As(err, &one):
		place := ""
		for _, step := range one.JSONPointer() {
			if strings.Trim(step, "0123456789") == "" {
				step = "*"
			}
			place += "/" + step
		}
		if one.SchemaField == "required" {
			return []string{place + ": missing"}
		}
		return []string{fmt.Sprintf("%s: %s", place, one.Reason)}
	}
	return []string{err.Error()}
}

// unknown finds the members that the schema does not name.
func unknown(schema *openapi3.Schema, value any, place string) []string {
	var problems []string
	switch value := value.(type) {
	case []any:
		if schema.Items != nil {
			for _, element := range value {
				problems = append(problems, unknown(schema.Items.Value, element, place+"/*")...)
			}
		}
	case map[string]any:
		named := properties(schema)
		if len(named) == 0 {
			return nil // a free-form object
		}
		for key, member := range value {
			inner, ok := named[key]
			if !ok {
				problems = append(problems, place+"/"+key+": unknown")
				continue
			}
			problems = append(problems, unknown(inner.Value, member, place+"/"+key)...)
		}
	}
	return problems
}

// properties gives the members of a schema with those of the schemas that it is made of.
func properties(schema *openapi3.Schema) openapi3.Schemas {
	all := openapi3.Schemas{}
	for name, property := range schema.Properties {
		all[name] = property
	}
	for _, parts := range []openapi3.SchemaRefs{schema.AllOf, schema.OneOf, schema.AnyOf} {
		for _, part := range parts {
			for name, property := range properties(part.Value) {
				all[name] = property
			}
		}
	}
	return all
}

func routeOf(r *http.Request, operation *openapi3.Operation) *routers.Route {
	return &routers.Route{
		Spec: official, Path: r.URL.Path, PathItem: official.Paths.Value(r.URL.Path), Method: r.Method, Operation: operation,
	}
}
