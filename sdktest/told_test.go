package sdktest

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestTold plays the scenes, holds every webhook that they cause against the recipe and the official file, and sees
// that docs/webhooks.md lists those that came, and no others.
func TestTold(t *testing.T) {
	t.Parallel()
	s := startFor(t, "--database", database(t), "--seed", "told", "--now", "2026-05-04T12:00:00Z", "--login-days", "0",
		"--client-id", us.clientID, "--secret", us.secret)
	c := ask(t, s, us)
	c.hook()
	for _, play := range scenes {
		play(c)
	}
	came := c.ear.check(c)
	listed, err := sentWebhooks()
	if err != nil {
		t.Fatal(err)
	}
	for _, webhook := range listed {
		if len(came[webhook]) == 0 {
			t.Errorf("docs/webhooks.md lists %s, and none came", webhook)
		}
	}
	for _, webhook := range sorted(came) {
		if !slices.Contains(listed, webhook) {
			t.Errorf("%s came %d times, and docs/webhooks.md does not list it", webhook, len(came[webhook]))
		}
	}
}

// capitals is a type or a code in a table: `ITEM` `ERROR`, `LOGIN_REPAIRED`.
var capitals = regexp.MustCompile("`([A-Z_]+)`")

// sentWebhooks reads in docs/webhooks.md which webhooks toile sends, by type and code: in the section "What is sent" from
// the first column, where codes belong to the type before them, and in "Fired by hand" from the first two columns, each
// code with each type.
func sentWebhooks() ([]string, error) {
	text, err := os.ReadFile("../docs/webhooks.md")
	if err != nil {
		return nil, err
	}
	all := map[string]bool{}
	for _, cells := range rows(string(text), "What is sent") {
		kind := ""
		for _, word := range words(cells[1]) {
			if isType(word) {
				kind = word
			} else {
				all[kind+" "+word] = true
			}
		}
	}
	for _, cells := range rows(string(text), "Fired by hand") {
		for _, code := range words(cells[1]) {
			for _, kind := range words(cells[2]) {
				all[kind+" "+code] = true
			}
		}
	}
	return sorted(all), nil
}

// rows gives the cells of the tables of a section, after an empty one.
func rows(text, section string) (all [][]string) {
	_, content, _ := strings.Cut(text, "\n## "+section+"\n")
	content, _, _ = strings.Cut(content, "\n## ")
	for line := range strings.Lines(content) {
		if cells := strings.Split(line, "|"); len(cells) > 3 {
			all = append(all, cells)
		}
	}
	return all
}

func words(cell string) (all []string) {
	for _, found := range capitals.FindAllStringSubmatch(cell, -1) {
		all = append(all, found[1])
	}
	return all
}

func isType(word string) bool {
	for webhook := range webhooksAnnounced {
		if strings.HasPrefix(webhook, word+" ") {
			return true
		}
	}
	return false
}
