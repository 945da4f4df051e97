package main

import (
	"strings"
	"testing"
)

// small is an OpenAPI file with one operation; what stands for it goes in at SCHEMA.
const small = `
openapi: 3.0.0
info: {version: "1"}
paths:
  /thing/get:
    post:
      requestBody:
        content: {application/json: {schema: {$ref: '#/components/schemas/ThingGetRequest'}}}
      responses:
        "200":
          content: {application/json: {schema: {$ref: '#/components/schemas/ThingGetResponse'}}}
components:
  schemas:
    PlaidError: {type: object, properties: {error_code: {type: string}}}
    Part: {type: object, properties: {a: {type: string}}, required: [a]}
    Kind: {type: string, enum: [one, two]}
    ThingGetRequest: {type: object, properties: {kind: {$ref: '#/components/schemas/Kind'}}}
    ThingGetResponse: {type: object, properties: {request_id: {type: string}, thing: SCHEMA}}
`

// What the generator does not understand stops it, and the message names the place.
func TestUnknownConstructs(t *testing.T) {
	t.Parallel()
	for schema, want := range map[string]string{
		`{type: string}`:                                      "",
		`{oneOf: [{type: string}]}`:                           "ThingGetResponse.thing.oneOf: unknown keyword",
		`{type: string, contentEncoding: base64}`:             "ThingGetResponse.thing.contentEncoding: unknown keyword",
		`{type: "null"}`:                                      `ThingGetResponse.thing.type: unknown value "null"`,
		`{type: string, format: ipv4}`:                        `ThingGetResponse.thing.format: unknown value "ipv4"`,
		`{type: string, format: binary}`:                      "ThingGetResponse.thing: binary string in JSON",
		`{type: string, minimum: 1}`:                          `ThingGetResponse.thing: keyword minimum does not fit type "string"`,
		`{type: array}`:                                       "ThingGetResponse.thing: array without items",
		`{type: array, items: {type: string, multipleOf: 2}}`: "ThingGetResponse.thing[].multipleOf: unknown keyword",
		`{type: integer, enum: [1, 2]}`:                       `ThingGetResponse.thing: keyword enum does not fit type "integer"`,
		`{type: integer, exclusiveMinimum: true}`:             "ThingGetResponse.thing.exclusiveMinimum: only false is known",
		`{type: object, properties: {b: {type: string}}}`:     "ThingGetResponse.thing: an object without a name",
		`{$ref: '#/components/schemas/Lost'}`:                 "Lost: no such schema",
		`{$ref: 'other.yaml#/Lost'}`:                          `ThingGetResponse.thing.$ref: unknown reference "other.yaml#/Lost"`,
		`{$ref: '#/components/schemas/Part', nullable: true}`: "ThingGetResponse.thing: keywords beside $ref",
		`{allOf: [{$ref: '#/components/schemas/Part'}, {$ref: '#/components/schemas/Kind'}]}`: "Kind: only objects can be merged",
		`{allOf: [{$ref: '#/components/schemas/Part'}, {properties: {a: {type: integer}}}]}`:  "defined differently at Part.a",
	} {
		_, err := build([]byte(strings.Replace(small, "SCHEMA", schema, 1)), nil, []string{"/thing/get"})
		if want == "" && err != nil || want != "" && (err == nil || !strings.Contains(err.Error(), want)) {
			t.Errorf("%s: error %v, want %q", schema, err, want)
		}
	}
	if _, err := build([]byte(strings.Replace(small, "SCHEMA", "{}", 1)), nil, []string{"/thing/put"}); err == nil {
		t.Error("an operation that the file does not have is taken")
	}
}

// An overlay entry that changes nothing stops the generator: the file has caught up and the entry must go.
func TestOverlay(t *testing.T) {
	t.Parallel()
	spec := []byte(strings.Replace(small, "SCHEMA", "{$ref: '#/components/schemas/Part'}", 1))
	for overlay, want := range map[string]string{
		`rename: {Part: Piece}`: "",
		`rename: {Part: Part}`:  "overlay.rename.Part: no such schema, or no change",
		`rename: {Lost: Found}`: "overlay.rename.Lost: no such schema, or no change",
		`rename: {Part: Kind}`:  "the Go name Kind is taken",
		`schemas: {Part: {properties: {b: {type: string}}, required: [b], optional: [a]}}`: "",
		`schemas: {Part: {properties: {a: {type: string}}}}`:                               "overlay.Part.properties.a: the property exists",
		`schemas: {Part: {required: [a]}}`:                                                 "overlay.Part.required.a: the key is required already",
		`schemas: {Part: {required: [b]}}`:                                                 `Part: required key "b" is no property`,
		`schemas: {Part: {optional: [b]}}`:                                                 "overlay.Part.optional.b: the key is not required",
		`schemas: {Kind: {enum: [three]}}`:                                                 "",
		`schemas: {Kind: {enum: [two]}}`:                                                   "overlay.Kind.enum.two: the value exists",
		`schemas: {Kind: {values: [two]}}`:                                                 "overlay.Kind.values.two: unknown keyword",
		`schemas: {Lost: {optional: [a]}}`:                                                 "overlay.Lost: no such schema",
		`new: {Part: {type: string}}`:                                                      "overlay.new.Part: the schema exists",
		`delete: {Part: all}`:                                                              "overlay.delete: unknown keyword",
	} {
		_, err := build(spec, []byte(overlay), []string{"/thing/get"})
		if want == "" && err != nil || want != "" && (err == nil || !strings.Contains(err.Error(), want)) {
			t.Errorf("%s: error %v, want %q", overlay, err, want)
		}
	}
}

func TestGoNames(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"link_session_id": "LinkSessionID", "num_w2s_uploaded": "NumW2sUploaded", "num_1099s_uploaded": "Num1099sUploaded",
		"num_i20s_uploaded": "NumI20sUploaded", "ssn_last_4": "SSNLast4", "webhook": "Webhook", "logo_url": "LogoURL", "account_ids": "AccountIDs",
		"/item/public_token/exchange": "ItemPublicTokenExchange", "non-custodial wallet": "NonCustodialWallet", "INVALID_INPUT": "InvalidInput",
	} {
		if got := goName(name); got != want {
			t.Errorf("goName(%q) is %s, want %s", name, got, want)
		}
	}
	for value, want := range map[string]string{"US": "XUS", "income_verification": "XIncomeVerification", "401k": "X401k", "ACTIVE": "XActive"} {
		if got := constName("X", value); got != want {
			t.Errorf("constName(%q) is %s, want %s", value, got, want)
		}
	}
	if got := typeName("CreditBankIncomePDFGetRequest"); got != "CreditBankIncomePDFGetRequest" {
		t.Errorf("typeName changes a good name to %s", got)
	}
}
