package sdktest

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write docs/fields.md anew")

const reportFile = "../docs/fields.md"

// TestFields plays the scenes on a seeded server whose clock they move, so that the report is the same on
// every day, and holds docs/fields.md against what they filled.
func TestFields(t *testing.T) {
	onlyOn(t, sqlite)
	t.Parallel()
	s := startFor(t, "--database", ":memory:", "--seed", "fields", "--now", "2026-05-04T12:00:00Z", "--login-days", "0",
		"--client-id", us.clientID, "--secret", us.secret)
	var seen fields
	c := ask(t, s, us)
	c.http.Transport = contract{t: t, next: wire, seen: &seen}
	for _, play := range scenes {
		play(c)
	}
	excuses, err := readExcuses()
	if err != nil {
		t.Fatal(err)
	}
	all, problems := seen.cover(excuses)
	if len(problems) > 0 {
		t.Fatalf("fields.txt says why a field is never filled:\n%s", strings.Join(problems, "\n"))
	}
	want := report(all)
	if *update {
		if err := os.WriteFile(reportFile, want, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(reportFile)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s is not what the scenes fill; write it anew with go test . -engine sqlite -run TestFields -update", reportFile)
	}
}

// report writes the coverage as Markdown.
func report(all []coverage) []byte {
	var text bytes.Buffer
	filled, total := 0, 0
	for _, one := range all {
		filled, total = filled+one.filled, total+one.total
	}
	fmt.Fprintf(&text, `# Fields of the answers

Plaid's OpenAPI file names %d fields in the answers of the operations that toile serves. The scenes of sdktest fill
%d of them with a value: something other than null, "", [] and {}. Each field that they never fill is listed below
with the reason; the fields inside such a field are counted, not listed.

Written by go test . -engine sqlite -run TestFields -update in sdktest, which otherwise compares.

| operation | filled | of |
|---|---:|---:|
`, total, filled)
	for _, one := range all {
		if one.total > 0 { // the others answer a PDF
			fmt.Fprintf(&text, "| %s | %d | %d |\n", one.path, one.filled, one.total)
		}
	}
	for _, one := range all {
		if len(one.left) > 0 {
			fmt.Fprintf(&text, "\n## %s\n\n%s", one.path, reasonsOf(one))
		}
	}
	return text.Bytes()
}

// reasonsOf lists what an operation leaves empty, a reason a line.
func reasonsOf(one coverage) string {
	places := map[string][]string{}
	for _, l := range one.left {
		places[l.reason] = append(places[l.reason], "`"+l.place+"`")
	}
	var text strings.Builder
	for _, reason := range sorted(places) {
		fmt.Fprintf(&text, "- %s: %s\n", reason, strings.Join(places[reason], ", "))
	}
	return text.String()
}
