package app

import (
	"path/filepath"
	"testing"

	"toile/internal/link"
	"toile/internal/pgtest"
)

// BenchmarkActOnLink does one action of a browser, on disk before it is acknowledged, and shows the next pane: the
// first click of a session, and the login that finds fourteen accounts.
func BenchmarkActOnLink(b *testing.B) {
	for _, engine := range []struct {
		name     string
		database func(b *testing.B) string
	}{
		{"file", func(b *testing.B) string { return filepath.Join(b.TempDir(), "toile.db") }},
		{"postgres", func(b *testing.B) string { return pgtest.Database(b) }},
	} {
		for _, click := range []struct {
			name   string
			before []link.Action
			action link.Action
		}{
			{"consent", nil, link.Consent{}},
			{"login", []link.Action{link.Consent{}, link.SelectInstitution{InstitutionID: "ins_109508"}}, link.SubmitCredentials{Username: "user_good", Password: "pass_good"}},
		} {
			b.Run(engine.name+"/"+click.name, func(b *testing.B) {
				p := newPerson(b, begin(b, engine.database(b)), "ann")
				token := p.token(b, bankAsked)
				for b.Loop() {
					b.StopTimer()
					s := p.sit(b, token)
					page := s.do(b, click.before...)
					b.StartTimer()
					if err := s.ActOnLink(b.Context(), requestID, s.Visit, page.Turn, click.action); err != nil {
						b.Fatal(err)
					}
					s.page(b)
				}
			})
		}
	}
}
