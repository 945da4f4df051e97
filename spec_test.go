package toile_test

import (
	"encoding/json"
	"os"
	"strconv"
	"sync"
	"testing"

	"go.yaml.in/yaml/v3"

	"toile/internal/gen/official"
)

// specNode is a place in the official OpenAPI file.
type specNode struct{ *yaml.Node }

var readSpec = sync.OnceValues(func() (*yaml.Node, error) {
	path, err := official.OpenAPI("sdktest")
	if err != nil {
		return nil, err
	}
	content, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var doc yaml.Node
	if err := yaml.Unmarshal(content, &doc); err != nil {
		return nil, err
	}
	return doc.Content[0], nil
})

func openSpec(t *testing.T) specNode {
	t.Helper()
	root, err := readSpec()
	if err != nil {
		t.Fatal(err)
	}
	return specNode{root}
}

// find goes down by keys; it returns nil where there is none.
func (n specNode) find(keys ...string) *yaml.Node {
	at := n.Node
	for _, key := range keys {
		var next *yaml.Node
		for i := 0; at != nil && i+1 < len(at.Content); i += 2 {
			if at.Content[i].Value == key {
				next = at.Content[i+1]
			}
		}
		at = next
	}
	return at
}

// toJSON turns an example into JSON. YAML's own idea of timestamps is not asked.
func toJSON(t *testing.T, n *yaml.Node) []byte {
	t.Helper()
	b, err := json.Marshal(plainValue(t, n))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func plainValue(t *testing.T, n *yaml.Node) any {
	t.Helper()
	switch n.Kind {
	case yaml.MappingNode:
		m := map[string]any{}
		for i := 0; i < len(n.Content); i += 2 {
			m[n.Content[i].Value] = plainValue(t, n.Content[i+1])
		}
		return m
	case yaml.SequenceNode:
		list := []any{}
		for _, c := range n.Content {
			list = append(list, plainValue(t, c))
		}
		return list
	}
	switch n.Tag {
	case "!!null":
		return nil
	case "!!bool":
		return n.Value == "true"
	case "!!int", "!!float":
		if n.Value[0] == '+' { // a phone number that the file leaves without quotes; JSON has no such number
			return n.Value
		}
		f, err := strconv.ParseFloat(n.Value, 64)
		if err != nil {
			t.Fatalf("line %d: %v", n.Line, err)
		}
		return f
	}
	return n.Value
}
