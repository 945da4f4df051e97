package main

import (
	"strings"

	"go.yaml.in/yaml/v3"
)

// api is the OpenAPI file.
type api struct {
	version    string
	schemas    map[string]*schema
	names      []string // of the schemas, in the order of the file
	operations map[string]*operation
	paths      []string // with a POST, in the order of the file
}

// operation is the POST of a path.
type operation struct {
	path              string
	request, response string // names of schemas
	content           string // media type of the response
	deprecated        bool
}

func parseAPI(spec []byte) (*api, error) {
	var doc yaml.Node
	if err := yaml.Unmarshal(spec, &doc); err != nil {
		return nil, err
	}
	if len(doc.Content) != 1 {
		return nil, errorAt("openapi", "expected one document")
	}
	a := &api{schemas: map[string]*schema{}, operations: map[string]*operation{}}
	err := members(doc.Content[0], "openapi", func(key string, v *yaml.Node) error {
		switch key {
		case "openapi":
			if !strings.HasPrefix(v.Value, "3.0.") {
				return errorAt(key, "unknown version %q", v.Value)
			}
		case "info":
			a.version = child(v, "version").Value
		case "paths":
			return members(v, key, a.parsePath)
		case "components":
			return members(v, key, a.parseComponents)
		case "servers", "security", "tags":
		default:
			return errorAt("openapi."+key, "unknown keyword")
		}
		return nil
	})
	return a, err
}

func (a *api) parseComponents(kind string, v *yaml.Node) error {
	switch kind {
	case "schemas":
		return members(v, "schemas", func(name string, n *yaml.Node) error {
			s, err := parseSchema(n, name)
			a.schemas[name] = s
			a.names = append(a.names, name)
			return err
		})
	case "parameters", "securitySchemes": // headers: known to the adaptor and the client by hand
		return nil
	}
	return errorAt("components."+kind, "unknown keyword")
}

func (a *api) parsePath(path string, item *yaml.Node) error {
	return members(item, path, func(method string, v *yaml.Node) error {
		switch method {
		case "post":
			op := &operation{path: path}
			a.operations[path] = op
			a.paths = append(a.paths, path)
			return members(v, path, op.parseKeyword)
		case "get", "put", "x-hidden-from-docs":
			return nil // the three FDX paths and placeholders without a method (facts api 1.1)
		}
		return errorAt(path+"."+method, "unknown keyword")
	})
}

func (op *operation) parseKeyword(key string, v *yaml.Node) (err error) {
	at := op.path + "." + key
	switch key {
	case "description", "externalDocs", "operationId", "summary", "tags", "x-hidden-from-docs":
	case "security", "parameters": // credentials and headers belong to the adaptor
	case "deprecated":
		op.deprecated, err = parseBool(v, at)
	case "requestBody":
		op.request, _, err = contentRef(v, at)
	case "responses":
		return members(v, at, func(status string, r *yaml.Node) error {
			switch status {
			case "200":
				op.response, op.content, err = contentRef(r, at+".200")
				return err
			case "201", "400", "default": // checked against plaid-go by sdktest, not needed for types
				return nil
			}
			return errorAt(at+"."+status, "unknown status")
		})
	default:
		return errorAt(at, "unknown keyword")
	}
	return err
}

// contentRef returns the schema and the media type of a body. Both are empty if there is none; only the
// schema is if the body is not JSON.
func contentRef(body *yaml.Node, at string) (name, media string, err error) {
	content := child(body, "content")
	if content == nil {
		return "", "", nil
	}
	var schemaNode *yaml.Node
	err = members(content, at, func(key string, v *yaml.Node) error {
		switch {
		case key == "examples": // a slip of the file, in one request
			return nil
		case media != "":
			return errorAt(at, "more than one media type")
		}
		media, schemaNode = key, child(v, "schema")
		return nil
	})
	if err != nil || media != "application/json" {
		return "", media, err
	}
	ref := child(schemaNode, "$ref")
	if ref == nil {
		return "", "", errorAt(at, "expected a reference to a schema")
	}
	name, err = refName(ref, at)
	return name, media, err
}

// child returns the value of a key, nil if there is none.
func child(n *yaml.Node, key string) *yaml.Node {
	if n == nil || n.Kind != yaml.MappingNode {
		return nil
	}
	for i := 0; i < len(n.Content); i += 2 {
		if n.Content[i].Value == key {
			return n.Content[i+1]
		}
	}
	return nil
}
