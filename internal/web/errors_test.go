package web_test

import (
	"net/http"
	"testing"

	"toile/toiletest"
)

// TestErrors leads to the panes that follow errors (facts link 2.4).
func TestErrors(t *testing.T) {
	t.Parallel()
	server := toiletest.New(t)
	w := opened(t, server, nil)
	w.press("#aut-button")
	w.press("#aut-ins_109508")
	w.press("#aut-button", login("user_good", "error_ITEM_LOCKED"))
	w.on("institution")
	w.says("Your account at First Platypus Bank is locked")
	w.says("Request ID: ")
	back := w.at
	w.press("Open the website of First Platypus Bank")
	w.on("home")
	w.get(back)
	w.press("#aut-button")
	w.on("institution")
	if w.find("#search-input-input") == nil {
		t.Fatal("no list follows the error")
	}
	w.press("#search-input-input-form", fields{"query": {"nothing is called so"}})
	w.says("Nothing was found for “nothing is called so”")
	w.press("#search-input-input-form", fields{"query": {""}})
	w.press("#aut-ins_109508")
	w.press("#aut-button", login("user_good", "error_INVALID_SEND_METHOD"))
	w.on("done")
	w.says("Something went wrong inside Link")
}

// TestWords tells people in their language what happens to people: nothing is ticked, or Link has no words for an error.
func TestWords(t *testing.T) {
	t.Parallel()
	server := toiletest.New(t)
	w := opened(t, server, map[string]any{"language": "es"})
	w.press("#aut-button")
	w.press("#aut-ins_109508")
	w.press("#aut-button", login("user_good", "error_COUNTRY_NOT_SUPPORTED"))
	w.says("No se ha podido conectar con First Platypus Bank")
	w.press("#aut-button")
	w.press("#aut-ins_109508")
	w.press("#aut-button", login("user_good", "pass_good"))
	w.press("#aut-button", fields{"account": nil})
	w.answers(http.StatusUnprocessableEntity)
	w.says("Marque al menos una cuenta.")
}
