package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"toile/internal/gen/official"
)

const moduleDir = "../.."

func readSpec(t *testing.T) []byte {
	t.Helper()
	path, err := official.OpenAPI(filepath.Join(moduleDir, "sdktest"))
	if err != nil {
		t.Fatal(err)
	}
	return readFile(t, path)
}

func readFile(t *testing.T, path string) []byte {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// What is committed is what the generator writes.
func TestGeneratedFilesAreCurrent(t *testing.T) {
	t.Parallel()
	want, err := generate(moduleDir)
	if err != nil {
		t.Fatal(err)
	}
	for name, content := range want {
		if !bytes.Equal(readFile(t, filepath.Join(moduleDir, name)), content) {
			t.Errorf("%s is not current: run go generate", name)
		}
	}
	got, err := generatedFiles(moduleDir)
	if err != nil {
		t.Fatal(err)
	}
	for name := range got {
		if want[name] == nil {
			t.Errorf("%s is left over: run go generate", name)
		}
	}
}

// build is the writing of the Go files from texts.
func build(spec, overlay []byte, paths []string) (map[string][]byte, error) {
	api, err := parseAPI(spec)
	if err != nil {
		return nil, err
	}
	return api.build(overlay, paths)
}

// unsupported are the operations that the generator refuses, by why.
var unsupported = map[string]string{
	"/transfer/diligence/document/upload": "binary string in JSON",
	"/fdx/notifications":                  `the response is "", neither JSON nor a file of a known kind`,
}

// The generator knows every construct of the whole file, though only some operations are served.
func TestEveryOperation(t *testing.T) {
	t.Parallel()
	spec := readSpec(t)
	overlay := readFile(t, filepath.Join(moduleDir, "spec", "overlay.yaml"))
	parsed, err := parseAPI(spec)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, path := range parsed.paths {
		why, known := unsupported[path]
		if !known {
			all = append(all, path)
			continue
		}
		if _, err := build(spec, overlay, []string{path}); err == nil || !strings.Contains(err.Error(), why) {
			t.Errorf("%s: error %v, want %q", path, err, why)
		}
	}
	files, err := build(spec, overlay, all)
	if err != nil {
		t.Fatal(err)
	}
	if n := len(all); n < 310 {
		t.Errorf("only %d operations", n)
	}
	if dir := os.Getenv("GEN_ALL"); dir != "" { // leaves the files for a look or a compiler
		for name, content := range files {
			if err := os.WriteFile(filepath.Join(dir, name), content, 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}
