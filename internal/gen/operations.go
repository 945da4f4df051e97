package main

import (
	"bytes"
	"fmt"
)

// writeOps writes the operations and what they need of their types.
func (p *plan) writeOps(b *bytes.Buffer) {
	fmt.Fprintf(b, "// SpecVersion is the version of the OpenAPI file that this package is generated from.\n")
	fmt.Fprintf(b, "const SpecVersion = %q\n\n", p.api.version)
	b.WriteString("// The operations that toile serves.\nvar (\n")
	for _, op := range p.ops {
		fmt.Fprintf(b, "// %s is POST %s.", op.name, op.path)
		if op.deprecated {
			b.WriteString(" The API calls it deprecated.")
		}
		if op.file() {
			fmt.Fprintf(b, " It answers a file.\n%s = newFileOp[%s](%q, %s)\n", op.name, op.goRequest.name, op.path, fileMedia[op.content])
			continue
		}
		fmt.Fprintf(b, "\n%s = newOp[%s, %s](%q)\n", op.name, op.goRequest.name, op.goResponse.name, op.path)
	}
	b.WriteString(")\n\nvar operations = []string{\n")
	for _, op := range p.ops {
		fmt.Fprintf(b, "%q,\n", op.path)
	}
	b.WriteString("}\n\n")
	done := map[*structType]bool{}
	for _, op := range p.ops {
		if !done[op.goRequest] {
			writeCredentials(b, op.goRequest)
		}
		if op.goResponse != nil && !done[op.goResponse] {
			p.writeAppendResponse(b, op.goResponse)
		}
		done[op.goRequest], done[op.goResponse] = true, true
	}
}

func writeCredentials(b *bytes.Buffer, st *structType) {
	get := func(key string) string {
		for _, f := range st.fields {
			if f.json == key && f.text() == "*string" {
				return "v." + f.name
			}
		}
		return "nil"
	}
	fmt.Fprintf(b, "func (v *%s) credentials() (clientID, secret *string) { return %s, %s }\n\n",
		st.name, get("client_id"), get("secret"))
}

func (p *plan) writeAppendResponse(b *bytes.Buffer, st *structType) {
	call := "v.AppendJSON(b)"
	if id := p.requestID(st); id != nil {
		call = "v.appendAs(b, requestID)"
		if id.form() == formPointer {
			call = "v.appendAs(b, &requestID)"
		}
	}
	fmt.Fprintf(b, "func (v *%s) appendResponse(b []byte, requestID string) []byte { return %s }\n\n", st.name, call)
}

// writeClient writes a method of Client for each operation.
func (p *plan) writeClient(b *bytes.Buffer) {
	for _, op := range p.ops {
		response, call := "File", "callFile"
		if !op.file() {
			response, call = op.goResponse.name, "call"
		}
		fmt.Fprintf(b, "// %s calls POST %s.\n", op.name, op.path)
		fmt.Fprintf(b, "func (c *Client) %s(ctx context.Context, req %s) (*%s, error) {\n", op.name, op.goRequest.name, response)
		fmt.Fprintf(b, "return %s(ctx, c, %s, &req)\n}\n\n", call, op.name)
	}
}

// writeTestOps writes the list of all operations that the tests go through.
func (p *plan) writeTestOps(b *bytes.Buffer) {
	b.WriteString("var allOps = []testOp{\n")
	for _, op := range p.ops {
		of := "opOf"
		if op.file() {
			of = "fileOf"
		}
		fmt.Fprintf(b, "%s(toile.%s),\n", of, op.name)
	}
	b.WriteString("}\n")
}
