package sdktest

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
)

// announcement is what the official file says of one webhook.
type announcement struct {
	schema   *openapi3.Schema
	examples []object
}

// announced are the webhooks of the official file, by type and code: ITEM ERROR. The file has no list of them: they
// are the schemas whose examples have both. Those for processors are left out; they tell of accounts in place of Items.
func announced(doc *openapi3.T) map[string]announcement {
	all := map[string]announcement{}
	for _, name := range sorted(doc.Components.Schemas) {
		schema := doc.Components.Schemas[name].Value
		examples, _ := schema.Extensions["x-examples"].(object)
		for _, key := range sorted(examples) {
			example, _ := examples[key].(object)
			if webhook := webhookOf(example); webhook != "" && !strings.HasPrefix(name, "Processor") {
				all[webhook] = announcement{schema, append(all[webhook].examples, example)}
			}
		}
	}
	return all
}

// webhookOf names the webhook that a body is.
func webhookOf(body object) string {
	kind, _ := body["webhook_type"].(string)
	code, _ := body["webhook_code"].(string)
	if kind == "" || code == "" {
		return ""
	}
	return kind + " " + code
}

// newerCodes are webhooks of later files: what they say is what the older ones say. Of one the file knows but the code,
// which /sandbox/item/fire_webhook takes.
var newerCodes = map[string]string{
	"INCOME USER_INCOME_VERIFICATION":                          "INCOME INCOME_VERIFICATION",
	"INCOME USER_INCOME_VERIFICATION_RISK_SIGNALS":             "INCOME INCOME_VERIFICATION_RISK_SIGNALS",
	"INCOME USER_INCOME_VERIFICATION_REFRESH_RECONNECT_NEEDED": "INCOME INCOME_VERIFICATION_REFRESH_RECONNECT_NEEDED",

	"ITEM AUTHORIZATION_GRANTED": "ITEM LOGIN_REPAIRED",
}

// spelledOut are values that the file names in prose only, by webhook and member.
var spelledOut = map[string][]string{
	"LINK SESSION_FINISHED status":                                {"SUCCESS", "EXITED"},
	"AUTH SMS_MICRODEPOSITS_VERIFICATION status":                  {"MANUALLY_VERIFIED", "VERIFICATION_FAILED"},
	"INCOME INCOME_VERIFICATION verification_status":              {"VERIFICATION_STATUS_PROCESSING_COMPLETE", "VERIFICATION_STATUS_PROCESSING_FAILED", "VERIFICATION_STATUS_PENDING_APPROVAL"},
	"INCOME INCOME_VERIFICATION_RISK_SIGNALS risk_signals_status": {"RISK_SIGNALS_PROCESSING_COMPLETE"},
}

// examine holds the body of a webhook against the official file: its bytes, what its schema demands, members that
// the schema does not name, and the members that the example has. It gives which webhook it is and what is wrong.
func examine(body []byte) (webhook string, problems []string) {
	if err := inForm(body); err != nil {
		return "", []string{err.Error()}
	}
	var members object
	if err := json.Unmarshal(body, &members); err != nil {
		return "", []string{err.Error()}
	}
	webhook = webhookOf(members)
	like := webhook
	if older, is := newerCodes[webhook]; is {
		like = older
	}
	says, known := webhooksAnnounced[like]
	if !known {
		return webhook, []string{"the official file has no such webhook"}
	}
	problems = violations(says.schema.VisitJSON(members, openapi3.MultiErrors()))
	problems = append(problems, unknown(says.schema, members, "")...)
	problems = append(problems, says.differences(members)...)
	if members["environment"] != "sandbox" {
		problems = append(problems, fmt.Sprintf("/environment: %v", members["environment"]))
	}
	for member, value := range members {
		if values, is := spelledOut[like+" "+member]; is && !slices.Contains(values, fmt.Sprint(value)) {
			problems = append(problems, fmt.Sprintf("/%s: %v is none of its values", member, value))
		}
	}
	slices.Sort(problems)
	problems = slices.Compact(problems)
	return webhook, slices.DeleteFunc(problems, func(problem string) bool { return tolerates(like, notice, problem) })
}

// inForm checks that the bytes are those that a receiver gets who writes again, sorted, what it read.
func inForm(body []byte) error {
	decoder := json.NewDecoder(bytes.NewReader(body))
	decoder.UseNumber()
	var members object
	if err := decoder.Decode(&members); err != nil {
		return fmt.Errorf("the body is no JSON object: %w", err)
	}
	var again bytes.Buffer
	encoder := json.NewEncoder(&again)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(members); err != nil {
		return err
	}
	if !bytes.Equal(body, bytes.TrimSuffix(again.Bytes(), []byte("\n"))) {
		return errors.New("the bytes are not in the form that is signed")
	}
	return nil
}

// differences compares the members of a body with those of the examples, one line each. Members that are null count as
// absent: the file shows none in its examples of webhooks, not even those that their schemas demand. An error that
// an example shows has its type and its message.
func (a announcement) differences(body object) (problems []string) {
	ours, theirs := map[string]bool{"": true}, map[string]bool{"": true}
	members(a.schema, body, "", ours)
	for _, example := range a.examples {
		members(a.schema, example, "", theirs)
		problems = append(problems, otherError(body["error"], example["error"])...)
	}
	for place := range maps.Keys(theirs) {
		if !ours[place] && ours[outer(place)] && !isElement(place) {
			problems = append(problems, place+": left out")
		}
	}
	for place := range maps.Keys(ours) {
		if !theirs[place] && theirs[outer(place)] && !isElement(place) {
			problems = append(problems, place+": not in the example")
		}
	}
	return problems
}

// otherError says in what an error differs from the example's error of the same code.
func otherError(ours, theirs any) (problems []string) {
	is, _ := ours.(object)
	want, _ := theirs.(object)
	if is["error_code"] != want["error_code"] {
		return nil
	}
	for _, key := range []string{"error_type", "error_message"} {
		if is[key] != want[key] {
			problems = append(problems, fmt.Sprintf("/error/%s: %v, want %v", key, is[key], want[key]))
		}
	}
	return problems
}

// members adds the places of all members of a value that its schema names: /events/*/event_name. What an event tells
// is left out: it differs from event to event.
func members(schema *openapi3.Schema, value any, place string, places map[string]bool) {
	switch value := value.(type) {
	case list:
		for _, element := range value {
			places[place+"/*"] = true // what is in it is compared where both have any
			members(schema.Items.Value, element, place+"/*", places)
		}
	case object:
		named := properties(schema)
		for key, member := range value {
			if inner, is := named[key]; is && member != nil && key != "event_metadata" {
				places[place+"/"+key] = true
				members(inner.Value, member, place+"/"+key, places)
			}
		}
	}
}

func isElement(place string) bool { return strings.HasSuffix(place, "/*") }

func outer(place string) string { return place[:max(0, strings.LastIndex(place, "/"))] }
