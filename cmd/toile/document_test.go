package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

const aWeaver = `{"override_accounts": [{"type": "payroll", "income": {
	"paystubs": [{"employee": {"name": "Łukasz"}, "pay_period_details": {"pay_date": "2026-08-22", "gross_earnings": 1234.5}}],
	"w2s": [{"tax_year": "2025", "wages_tips_other_comp": "777"}], "form_1099s": [{"tax_year": "2024", "rents": 12}]}}]}`

// TestDocuments writes documents and reads them.
func TestDocuments(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	config := filepath.Join(dir, "weaver.json")
	if err := os.WriteFile(config, []byte(aWeaver), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		args             []string
		says, kind, read string
	}{
		{[]string{"paystub", "--config", config}, "pay stub of Łukasz from somebody", "paystub", `"gross_earnings": 1234.50`},
		{[]string{"w2", "--config", config}, "W-2 form of somebody from somebody for 2025", "w2", `"wages_tips_other_comp": "777"`},
		{[]string{"1099", "--config", config}, "for 2024", "1099", `"rents": 12.00`},
		{[]string{"paystub", "--user", "user_bank_income", "--number", "2"}, "Platypus Manufacturing", "paystub", `"rate": 24.50`},
		{[]string{"statement", "--user", "user_good", "--month", "2026-10"}, "Plaid Checking for October 2026", "bank_statement", `"description": "SparkFun"`},
		{[]string{"statement", "--user", "user_good", "--account", "2"}, "Plaid Saving", "bank_statement", `"name": "Plaid Saving"`},
	} {
		out := filepath.Join(dir, test.args[0]+".pdf")
		said, err := run(t.Context(), append(append([]string{"document"}, test.args...), "--now=2026-11-15", "--out", out)...)
		if err != nil || !strings.Contains(said, test.says) || !strings.HasPrefix(said, out+": ") {
			t.Errorf("%v: %q, %v, want %s", test.args, said, err, test.says)
			continue
		}
		text, err := run(t.Context(), "document", "read", out)
		var reading struct {
			Kind string `json:"kind"`
			Risk struct {
				Score   float64           `json:"score"`
				Signals []json.RawMessage `json:"signals"`
			} `json:"risk"`
		}
		if err != nil || json.Unmarshal([]byte(text), &reading) != nil || reading.Kind != test.kind || reading.Risk.Score >= 20 || len(reading.Risk.Signals) > 0 ||
			!strings.Contains(text, test.read) {
			t.Errorf("%v: read %s, %v", test.args, text, err)
		}
	}
	out := filepath.Join(dir, "none.pdf")
	if err := os.WriteFile(filepath.Join(dir, "empty.json"), []byte("{}"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		args []string
		want string
	}{
		{[]string{"paystub", "--config", config}, "--out"},
		{[]string{"paystub", "--out", out}, "--config FILE or --user NAME"},
		{[]string{"paystub", "--out", out, "--config", config, "--user", "user_good"}, "not both"},
		{[]string{"paystub", "--out", out, "--user", "ann"}, "ann is no user of the sandbox"},
		{[]string{"paystub", "--out", out, "--config", config, "--number", "2"}, "there are 1 pay stubs; --number 2"},
		{[]string{"paystub", "--out", out, "--config", config + "x"}, "no such file"},
		{[]string{"w2", "--out", out, "--config", config, "--number", "0"}, "--number 0"},
		{[]string{"1099", "--out", out, "--user", "user_good"}, "there are no 1099 forms"},
		{[]string{"paystub", "--out", filepath.Join(dir, "absent", "x.pdf"), "--config", config}, "no such file"},
		{[]string{"paystub", "--out", out, "--config", config, "--now", "today"}, "--now"},
		{[]string{"statement", "--out", out, "--user", "user_good", "--month", "October"}, "--month"},
		{[]string{"statement", "--out", out, "--user", "user_good", "--month", "2026-11", "--now", "2026-11-15"}, "before the month is over"},
		{[]string{"statement", "--out", out, "--user", "user_good", "--account", "99"}, "--account 99"},
		{[]string{"read", filepath.Join(dir, "absent.pdf")}, "no such file"},
		{[]string{"read", config, "--as", "poem"}, "--as must be one of paystub"},
	} {
		if said, err := run(t.Context(), append([]string{"document"}, test.args...)...); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%v printed %q and failed with %v, want %q", test.args, said, err, test.want)
		}
	}
	if _, err := os.Stat(out); err == nil {
		t.Error("a document was written though nothing was to be")
	}
}

// TestDocumentToday writes what there is today where no day is said.
func TestDocumentToday(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	written := func(args ...string) []byte {
		out := filepath.Join(dir, "stub.pdf")
		if _, err := run(t.Context(), append([]string{"document", "paystub", "--user=user_bank_income", "--out", out}, args...)...); err != nil {
			t.Fatal(err)
		}
		file, err := os.ReadFile(out)
		if err != nil {
			t.Fatal(err)
		}
		return file
	}
	day := func() string { return time.Now().UTC().Format(time.DateOnly) }
	before := day()
	got := written()
	if after := day(); !bytes.Equal(got, written("--now", before)) && !bytes.Equal(got, written("--now", after)) {
		t.Errorf("without --now it is not %s", before)
	}
	if bytes.Equal(got, written("--now=2020-11-15")) {
		t.Error("the day makes no difference")
	}
}

// TestDocumentsOfAWorld writes the papers of people at servers with a seed: those of one seed are the same, and each seed
// has its own.
func TestDocumentsOfAWorld(t *testing.T) {
	t.Parallel()
	out := filepath.Join(t.TempDir(), "stub.pdf")
	write := func(more ...string) string {
		if said, err := run(t.Context(), append([]string{"document", "paystub", "--user=user_bank_income", "--out", out}, more...)...); err != nil {
			t.Fatal(said, err)
		}
		file, err := os.ReadFile(out)
		if err != nil {
			t.Fatal(err)
		}
		return string(file)
	}
	own, one, again, other := write(), write("--seed=one"), write("--seed=one"), write("--seed=other")
	if one != again || one == other || own == one || own == other {
		t.Errorf("the same seed gives the same stub: %v; another seed the same: %v; no seed: %v, %v", one == again, one == other, own == one, own == other)
	}
}
