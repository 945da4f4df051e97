package web

import (
	"encoding/json"
	"html/template"
	"unicode/utf8"

	"toile"
	"toile/internal/app"
	"toile/internal/bank"
	"toile/internal/link"
)

// Page is what templates read: what Link shows of a session, or of none, and what is said around it.
type Page struct {
	app.LinkPage
	kind      string // of page: the name of its template
	Language  string // that was asked for
	RequestID string // of the request that this page answers
	Notice    string // word of a notice, as "stale"
	Alert     string // why the last form was refused
	Sent      *form  // that form; nil on any other page
	All       bool   // every box is ticked to begin with

	Opening    *app.Opening // on the pages before a session
	Phone      string
	TokenError *toile.Error       // why the link token opens nothing
	Refusal    *refusal           // on the error page
	Tiles      []bank.Institution // of Embedded Link
	Picking    bool               // boxes stand as the person left them, and not all ticked
	Picked     []string           // keys of the sources of income that are ticked then
	Review     bool               // the person looks at them once more before they confirm
	Home       *bank.Institution
}

// T gives a text in the page's language.
func (p *Page) T(key string, places ...any) string { return say(p.Language, key, places...) }

// Lang is the language of the page's words, which is English where there are none in the one asked for.
func (p *Page) Lang() string { return spoken(p.Language) }

// PaneName is what the script and the stylesheet know the page by: its pane, or its kind where it is no session's.
func (p *Page) PaneName() string {
	switch {
	case p.Visit.Key == "":
		return p.kind
	case p.Review:
		return "income_review"
	}
	return string(p.Pane)
}

// Door is how the person came, and Origin who embeds Link.
func (p *Page) Door() app.Door {
	if p.Opening != nil {
		return p.Opening.Door
	}
	return p.Visit.Door
}

// Origin is that of the page that embeds Link.
func (p *Page) Origin() string {
	if p.Opening != nil {
		return p.Opening.Origin
	}
	return p.Visit.Origin
}

// Self is the page's address.
func (p *Page) Self() string { return sessionPath + p.Visit.Key }

// Bank is the address of the bank's site.
func (p *Page) Bank() string { return bankPath + p.Visit.Key }

// CredentialsAddress and AnswersAddress are where those two forms are sent (facts ecosystem A.7).
func (p *Page) CredentialsAddress() string { return credentialsPath + "?session=" + p.Visit.Key }

// AnswersAddress is where answers to a challenge are sent.
func (p *Page) AnswersAddress() string { return answersPath + "?session=" + p.Visit.Key }

// Act is the hidden part of a form: its action, and the turn that it was made for.
func (p *Page) Act(action string) Act { return Act{action, p.Turn} }

// Act is what every form says besides its fields.
type Act struct {
	Action string
	Turn   int
}

// Open reports whether the session goes on.
func (p *Page) Open() bool { return p.Visit.Key != "" && p.Pane != link.PaneDone }

// EventsJSON is the session for onEvent.
func (p *Page) EventsJSON() string {
	if len(p.Events) == 0 {
		return "[]"
	}
	return asJSON(p.Events)
}

// EndJSON is how the session ended, for onSuccess or onExit.
func (p *Page) EndJSON() string { return asJSON(p.End) }

func asJSON(v any) string {
	text, err := json.Marshal(v)
	if err != nil {
		panic(err) // they are plain values
	}
	return string(text)
}

// longestClientName is that of a name which Link shows (facts link 2.2).
const longestClientName = 30

// ClientName is who asks, as Link shows it.
func (p *Page) ClientName() string {
	if name := p.Config.ClientName; utf8.RuneCountInString(name) <= longestClientName && name != "" {
		return name
	}
	return p.T("client.unnamed")
}

// InstitutionName is where the person logs in, or "".
func (p *Page) InstitutionName() string {
	if p.Institution == nil {
		return ""
	}
	return p.Institution.Name
}

// Redirect is where the page leads when the session has ended, besides the page that embeds it, or when none
// could be opened. An address of an app is allowed, one that runs a script is not.
func (p *Page) Redirect() template.URL {
	if p.TokenError != nil && p.Door() == app.DoorWebview && p.End.Exit != nil {
		return safeAddress(link.WebviewExit(*p.End.Exit))
	}
	return safeAddress(p.Leave)
}
