package web

import (
	"embed"
	"fmt"
	"html/template"
	"strings"
)

//go:embed templates/*.html
var templateFiles embed.FS

// pages are the templates by name: a layout, the parts that all may use, and one file, which defines the
// blocks "title" and "pane". Files pane_*.html stand in Link's layout, bank_*.html in that of a bank's site.
type pages map[string]*template.Template

// functions are what templates may call besides the page's methods.
var functions = template.FuncMap{"asset": assetAddress}

// parsed reads all templates. They are in the binary: one that is wrong is a mistake of ours.
func parsed() pages {
	list := pages{}
	entries, err := templateFiles.ReadDir("templates")
	if err != nil {
		panic(err)
	}
	for _, entry := range entries {
		name := strings.TrimSuffix(entry.Name(), ".html")
		if name == "embedded" { // a page by itself
			list[name] = template.Must(template.New(entry.Name()).Funcs(functions).ParseFS(templateFiles, "templates/parts.html", "templates/"+entry.Name()))
			continue
		}
		kind, pane, ok := strings.Cut(name, "_")
		if !ok || kind != "pane" && kind != "bank" {
			continue
		}
		layout := "layout.html"
		if kind == "bank" {
			layout, pane = "bank.html", name
		}
		list[pane] = template.Must(template.New(layout).Funcs(functions).
			ParseFS(templateFiles, "templates/"+layout, "templates/parts.html", "templates/"+entry.Name()))
	}
	return list
}

// show writes a page by a template.
func (h *Handler) show(x *exchange, name string, p *Page) {
	page, ok := h.pages[name]
	if !ok {
		panic(fmt.Sprintf("no template for %q", name))
	}
	p.kind, p.RequestID = name, x.requestID
	x.out.Reset()
	if err := page.Execute(&x.out, p); err != nil {
		panic(err)
	}
}
