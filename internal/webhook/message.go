// Package webhook knows what webhooks say, how their bytes are written and how they are signed
// (facts link 4).
//
// A [Message] says what happened. Written for one receiver it is a [Delivery], the record of what
// waits to be sent and of every [Attempt]. A [Key] signs each attempt anew and says by which public
// key receivers verify it.
//
// The package is pure: it knows no store, no clock and no HTTP.
package webhook

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"

	"toile/internal/id"
)

// Message is a webhook before it is written.
type Message struct {
	Type, Code string
	Fields     map[string]any // besides webhook_type, webhook_code and environment
}

// Body gives the bytes that are sent and signed: keys in alphabetical order at every level, two
// spaces for each of them, no newline at the end, and & < > as they are (facts link 4.1).
func (m Message) Body() ([]byte, error) {
	all := map[string]any{}
	maps.Copy(all, m.Fields)
	all["webhook_type"], all["webhook_code"], all["environment"] = m.Type, m.Code, id.Environment
	text, err := json.Marshal(all)
	if err != nil {
		return nil, fmt.Errorf("webhook %s %s: %w", m.Type, m.Code, err)
	}
	// Structs write their keys in an order of their own: read as maps they are in order.
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	var sorted map[string]any
	if err := decoder.Decode(&sorted); err != nil {
		return nil, fmt.Errorf("webhook %s %s: %w", m.Type, m.Code, err)
	}
	var body bytes.Buffer
	encoder := json.NewEncoder(&body)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(sorted); err != nil {
		return nil, fmt.Errorf("webhook %s %s: %w", m.Type, m.Code, err)
	}
	return bytes.TrimSuffix(body.Bytes(), []byte("\n")), nil
}
