package main

import (
	"bytes"
	"fmt"
	"go/format"
	"strings"
)

const testOpsFile = "ops_gen_test.go"

// write returns every generated file by name.
func (p *plan) write() (map[string][]byte, error) {
	files := map[string]*bytes.Buffer{}
	file := func(name string) *bytes.Buffer {
		if files[name] == nil {
			files[name] = &bytes.Buffer{}
		}
		return files[name]
	}
	for _, st := range p.structs {
		writeStruct(file("types_"+st.use.family()+"_gen.go"), st)
		p.writeCodec(file("codec_"+st.use.family()+"_gen.go"), st)
	}
	for _, e := range p.enums {
		if err := p.writeEnum(file("enums_gen.go"), e); err != nil {
			return nil, err
		}
	}
	p.writeTestOps(file(testOpsFile))
	p.writeOps(file("ops_gen.go"))
	p.writeClient(file("client_gen.go"))
	out := map[string][]byte{}
	for name, body := range files {
		src, err := format.Source(withHeader(name, body.String()))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		out[name] = src
	}
	return out, nil
}

// withHeader puts the mark, the package clause and the imports that body needs before it.
func withHeader(name, body string) []byte {
	var b bytes.Buffer
	if name == testOpsFile {
		return []byte(generatedMark + "\npackage toile_test\n\nimport \"toile\"\n\n" + body)
	}
	b.WriteString(generatedMark + "\npackage toile\n\nimport (\n")
	for _, imp := range []struct{ use, path string }{
		{"context.", "context"}, {"json.", "encoding/json"}, {"math.", "math"}, {"wire.", "toile/internal/wire"},
	} {
		if strings.Contains(body, imp.use) {
			if strings.Contains(imp.path, "toile") {
				b.WriteString("\n")
			}
			fmt.Fprintf(&b, "%q\n", imp.path)
		}
	}
	b.WriteString(")\n\n")
	b.WriteString(body)
	return b.Bytes()
}
