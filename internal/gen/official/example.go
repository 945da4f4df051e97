package official

import (
	"encoding/json"
	"fmt"
	"os"
	"sync"

	"go.yaml.in/yaml/v3"
)

// Example gives the first example of a successful response of an operation, such as
// /asset_report/get, as JSON. Tests read it: an example is what its authors want to be seen.
func Example(modDir, path string) ([]byte, error) {
	spec, err := specIn(modDir)
	if err != nil {
		return nil, err
	}
	node := spec
	for _, key := range []string{"paths", path, "post", "responses", "200", "content", "application/json", "examples", "", "value"} {
		if node = child(node, key); node == nil {
			return nil, fmt.Errorf("the official file has no example of %s", path)
		}
	}
	plain(node)
	var value any
	if err := node.Decode(&value); err != nil {
		return nil, err
	}
	return json.Marshal(value)
}

var (
	specs   = map[string]*yaml.Node{}
	specsMu sync.Mutex
)

// specIn reads the official file once.
func specIn(modDir string) (*yaml.Node, error) {
	specsMu.Lock()
	defer specsMu.Unlock()
	if spec := specs[modDir]; spec != nil {
		return spec, nil
	}
	name, err := OpenAPI(modDir)
	if err != nil {
		return nil, err
	}
	content, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	var doc yaml.Node
	if err := yaml.Unmarshal(content, &doc); err != nil {
		return nil, err
	}
	specs[modDir] = doc.Content[0]
	return doc.Content[0], nil
}

// child gives the value of a key, or the first value for the empty key.
func child(n *yaml.Node, key string) *yaml.Node {
	for i := 0; i+1 < len(n.Content); i += 2 {
		if key == "" || n.Content[i].Value == key {
			return n.Content[i+1]
		}
	}
	return nil
}

// plain makes dates text, as JSON has them.
func plain(n *yaml.Node) {
	if n.ShortTag() == "!!timestamp" {
		n.Tag = "!!str"
	}
	for _, c := range n.Content {
		plain(c)
	}
}
