package web

import (
	"embed"
	"encoding/json"
	"net/http"
	"path"
	"strconv"
	"strings"
)

//go:embed words/*.json
var wordFiles embed.FS

// fallback is the language of words that another one lacks.
const fallback = "en"

// words has the texts of every language by their keys, pane.thing. A text has places, {1}, {2} and so on.
var words = readWords()

func readWords() map[string]map[string]string {
	languages := map[string]map[string]string{}
	files, err := wordFiles.ReadDir("words")
	if err != nil {
		panic(err) // the files are in the binary
	}
	for _, file := range files {
		text, err := wordFiles.ReadFile(path.Join("words", file.Name()))
		if err != nil {
			panic(err)
		}
		var list map[string]string
		if err := json.Unmarshal(text, &list); err != nil {
			panic(file.Name() + ": " + err.Error())
		}
		languages[strings.TrimSuffix(file.Name(), ".json")] = list
	}
	return languages
}

// spoken gives the language in which a page is written that was asked for in another.
func spoken(language string) string {
	if _, ok := words[language]; ok {
		return language
	}
	return fallback
}

// say gives a text in a language, with its places filled. A key without text is a mistake of ours, which the
// tests find; it shows as itself.
func say(language, key string, places ...any) string {
	text, ok := words[language][key]
	if !ok {
		if text, ok = words[fallback][key]; !ok {
			return key
		}
	}
	for i, place := range places {
		var filled string
		switch place := place.(type) {
		case int:
			filled = strconv.Itoa(place)
		case string:
			filled = place
		}
		text = strings.ReplaceAll(text, "{"+strconv.Itoa(i+1)+"}", filled)
	}
	return text
}

// Count gives a text for a number of things, as the page's language puts it: keys end in .one and .other.
// French counts none as one (Unicode CLDR).
func (p *Page) Count(key string, n int) string {
	if n == 1 || n == 0 && p.Lang() == "fr" {
		return p.T(key+".one", n)
	}
	return p.T(key+".other", n)
}

// said reports whether there is a text for a key.
func said(key string) bool {
	_, ok := words[fallback][key]
	return ok
}

// languageOf gives the first language that a browser asks for and that there are words in. Pages that have
// no session speak it.
func languageOf(r *http.Request) string {
	for _, wanted := range strings.SplitN(r.Header.Get("Accept-Language"), ",", 10) {
		tag, _, _ := strings.Cut(strings.TrimSpace(wanted), ";")
		language, _, _ := strings.Cut(strings.ToLower(tag), "-")
		if _, ok := words[language]; ok {
			return language
		}
	}
	return fallback
}
