package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"toile/internal/document"
	"toile/internal/link"
)

// linkRequest is what POST /toile/link takes.
type linkRequest struct {
	LinkToken string `json:"link_token"`
	link.Script
}

func linkCommand() *cobra.Command {
	var f callFlags
	var script link.Script
	var exit link.Leaving
	var file string
	var wrong, documents []string
	cmd := &cobra.Command{
		Use:   "link LINK_TOKEN",
		Short: "Run a link token through Link without a browser",
		Long: "Run a link token through Link: a person links a bank, a payroll provider or documents,\n" +
			"or leaves. Without flags they link First Platypus Bank as user_good and agree to everything.\n\n" +
			"--script takes all that they do from a JSON file (- is standard input), as docs/link.md says,\n" +
			"and stands in place of the flags.",
		Example: "  toile link link-sandbox-… --username user_bank_income\n" +
			"  toile link link-sandbox-… --password mfa_device --mfa phone --mfa 1234\n" +
			"  toile link link-sandbox-… --document paystub.pdf --document w2=form.json\n" +
			"  toile link link-sandbox-… --exit-at credentials --exit-error INSTITUTION_DOWN",
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			for _, password := range wrong {
				script.Before = append(script.Before, link.Credentials{Username: script.Username, Password: password})
			}
			for _, named := range documents {
				d, err := readDocument(cmd.InOrStdin(), named)
				if err != nil {
					return err
				}
				script.Documents = append(script.Documents, d)
			}
			if exit != (link.Leaving{}) {
				script.Exit = &exit
			}
			if file != "" {
				read, err := readScript(cmd.InOrStdin(), file)
				if err != nil {
					return err
				}
				script = read
			}
			answer, err := f.client().Do(cmd.Context(), "/toile/link", linkRequest{args[0], script})
			return printAnswer(cmd.OutOrStdout(), answer, err)
		},
	}
	f.add(cmd)
	flags := cmd.Flags()
	flags.StringVar(&file, "script", "", "JSON file with everything that the person does")
	flags.StringVar(&script.InstitutionID, "institution", "", "institution to choose")
	flags.StringVar(&script.Search, "search", "", "words to search for before choosing")
	flags.StringVar(&script.Username, "username", "", "username to log in with")
	flags.StringVar(&script.Password, "password", "", "password to log in with")
	flags.StringArrayVar(&wrong, "wrong-password", nil, "password to try before that (repeatable)")
	flags.StringArrayVar(&script.MFA, "mfa", nil, "answer to a challenge, in order (repeatable)")
	flags.StringArrayVar(&script.Accounts, "account", nil, "mask, name or subtype of an account to share (repeatable)")
	flags.StringVar((*string)(&script.Income), "income", "", "approve, none or fail")
	flags.StringArrayVar(&script.IncomeSources, "income-source", nil, "source to approve (repeatable)")
	flags.StringVar((*string)(&script.Employment), "employment", "", "approve, not_listed or fail")
	flags.StringArrayVar(&script.Employers, "employer", nil, "employer to approve (repeatable)")
	flags.StringVar((*string)(&script.Flow), "flow", "", "payroll or documents, where both are offered")
	flags.StringArrayVar(&documents, "document", nil, "document to upload: FILE, KIND=FILE or only KIND, which is paystub, w2, bank_statement, 1099 or i20 (repeatable)")
	flags.StringVar((*string)(&exit.At), "exit-at", "", "pane to leave on")
	flags.StringVar(&exit.Status, "exit-status", "", "status to leave with")
	flags.StringVar(&exit.ErrorCode, "exit-error", "", "code of the error to leave with")
	flags.StringVar((*string)(&script.AbandonAt), "abandon-at", "", "pane on which to close the window")
	return cmd
}

// readDocument reads the file of a document, of which the kind may be said, too. Of a kind alone there is an
// ordinary file.
func readDocument(stdin io.Reader, named string) (link.Document, error) {
	if kind := document.Kind(named); slices.Contains(document.Kinds, kind) {
		return link.Document{Kind: kind}, nil
	}
	d, file := link.Document{}, named
	if kind, rest, ok := strings.Cut(named, "="); ok && slices.Contains(document.Kinds, document.Kind(kind)) {
		d.Kind, file = document.Kind(kind), rest
	}
	content, err := readFile(stdin, file)
	if d.Name, d.Content = filepath.Base(file), content; file == "-" {
		d.Name = ""
	}
	return d, err
}

// readScript reads a script from a file or from standard input.
func readScript(stdin io.Reader, file string) (link.Script, error) {
	var script link.Script
	text, err := readFile(stdin, file)
	if err != nil {
		return script, err
	}
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	if err := d.Decode(&script); err != nil {
		return script, fmt.Errorf("%s: %w", file, err)
	}
	return script, nil
}
