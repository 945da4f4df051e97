package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"toile/internal/bank"
	"toile/internal/document"
)

// documentFlags say whose document it is, which of theirs, and where it goes.
type documentFlags struct {
	config, user string
	seed         string
	number       int
	account      int
	month        string
	now          string
	out          string
	stdin        io.Reader
}

func documentCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "document",
		Short: "Write pay stubs, tax forms and statements as PDF, and read them",
		Long: "Writes documents about income as PDF files, to upload in Link, and shows what toile reads in a file and what\n" +
			"speaks against it (docs/documents.md). Whose they are says a custom user's configuration (docs/custom-users.md) or the\n" +
			"name of one of the sandbox's users (docs/people.md). No server is needed.\n\n" +
			"What a user has been paid follows from the seed of the world: a server's people are those of its --seed, and one without\n" +
			"draws a seed when its database is new. Give the same --seed here to get the papers of the people at that server.",
	}
	for _, one := range []struct{ name, short, example string }{
		{"paystub", "Write a pay stub", "  toile document paystub --config ann.json --number 2 --out stub.pdf\n  toile document paystub --user user_bank_income --out stub.pdf"},
		{"w2", "Write a W-2 form", "  toile document w2 --config ann.json --out w2.pdf"},
		{"1099", "Write a 1099 form", "  toile document 1099 --config ann.json --out 1099.pdf"},
		{"statement", "Write the statement of an account for a month", "  toile document statement --user user_good --account 1 --month 2026-10 --out october.pdf"},
	} {
		cmd.AddCommand(writeCommand(one.name, one.short, one.example))
	}
	cmd.AddCommand(readCommand())
	return cmd
}

func writeCommand(kind, short, example string) *cobra.Command {
	var f documentFlags
	cmd := &cobra.Command{
		Use: kind, Short: short, Example: example, Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			f.stdin = cmd.InOrStdin()
			file, what, err := f.write(kind)
			if err != nil {
				return err
			}
			if err := os.WriteFile(f.out, file, 0o644); err != nil {
				return err
			}
			_, err = fmt.Fprintf(cmd.OutOrStdout(), "%s: %s\n", f.out, what)
			return err
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&f.config, "config", "", "file with the configuration of a custom user; - for standard input")
	flags.StringVar(&f.user, "user", "", "name of one of the sandbox's users, in place of a configuration")
	flags.StringVar(&f.seed, "seed", "", "seed of the world that the person lives in, as of toile serve; without it a world of its own")
	flags.StringVar(&f.out, "out", "", "file to write (required)")
	flags.StringVar(&f.now, "now", time.Now().UTC().Format(time.DateOnly), "day on which it is, which says what there is already")
	if kind == "statement" {
		flags.IntVar(&f.account, "account", 1, "account, counted from 1")
		flags.StringVar(&f.month, "month", "", "month of the statement, such as 2026-10; the last one without it")
	} else {
		flags.IntVar(&f.number, "number", 1, "which of several, counted from 1, in the order of the configuration or the newest first")
	}
	return cmd
}

// write makes a document, and says what it is.
func (f documentFlags) write(kind string) (file []byte, what string, err error) {
	if f.out == "" {
		return nil, "", errors.New("say with --out which file to write")
	}
	now, err := time.Parse(time.DateOnly, f.now)
	if err != nil {
		return nil, "", fmt.Errorf("--now %q is no day of the form YYYY-MM-DD", f.now)
	}
	ledger, err := f.ledger(kind, now.Add(12*time.Hour))
	if err != nil {
		return nil, "", err
	}
	if kind == "statement" {
		return f.statement(ledger, now)
	}
	var stubs []bank.Paystub
	var forms []bank.W2
	var others []bank.Form1099
	for _, account := range ledger.Payroll(now.Add(12 * time.Hour)) {
		stubs, forms, others = append(stubs, account.Paystubs...), append(forms, account.W2s...), append(others, account.Form1099s...)
	}
	switch kind {
	case "paystub":
		stub, err := pick(stubs, f.number, "pay stubs")
		if err != nil {
			return nil, "", err
		}
		file, err := document.WritePaystub(stub)
		return file, fmt.Sprintf("pay stub of %s from %s", nameOr(stub.Employee.Name), nameOr(stub.Employer.Name)), err
	case "w2":
		form, err := pick(forms, f.number, "W-2 forms")
		if err != nil {
			return nil, "", err
		}
		file, err := document.WriteW2(form)
		return file, fmt.Sprintf("W-2 form of %s from %s for %s", nameOr(form.Employee.Name), nameOr(form.Employer.Name), nameOr(form.TaxYear)), err
	}
	form, err := pick(others, f.number, "1099 forms")
	if err != nil {
		return nil, "", err
	}
	file, err = document.Write1099(form)
	return file, fmt.Sprintf("1099 form of %s for %s", nameOr(form.Recipient.Name), nameOr(form.TaxYear)), err
}

// worldSeed gives the seed of the world of a server with the seed that was said.
func (f documentFlags) worldSeed() string {
	if f.seed == "" {
		return ""
	}
	return bank.SeedOf(f.seed)
}

// ledger gives whose document it is.
func (f documentFlags) ledger(kind string, now time.Time) (*bank.Ledger, error) {
	login := bank.Login{InstitutionID: bank.DefaultPayroll, Username: f.user}
	if kind == "statement" {
		login.InstitutionID = bank.DefaultBank
	}
	switch {
	case f.config != "" && f.user != "":
		return nil, errors.New("say --config or --user, not both")
	case f.config != "":
		text, err := readFile(f.stdin, f.config)
		if err != nil {
			return nil, err
		}
		login.Username, login.Password = "user_custom", string(text)
	case f.user == "":
		return nil, errors.New("say with --config FILE or --user NAME whose document it is")
	case !bank.Knows(f.user):
		return nil, fmt.Errorf("%s is no user of the sandbox; docs/people.md lists them", f.user)
	}
	ledger, err := bank.New(f.worldSeed()).Ledger(login, now, nil)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", f.config, err)
	}
	return ledger, nil
}

// pick gives one of several.
func pick[T any](list []T, number int, what string) (one T, err error) {
	switch {
	case len(list) == 0:
		return one, fmt.Errorf("there are no %s of this person", what)
	case number < 1 || number > len(list):
		return one, fmt.Errorf("there are %d %s; --number %d is none of them", len(list), what, number)
	}
	return list[number-1], nil
}

func (f documentFlags) statement(ledger *bank.Ledger, now time.Time) (file []byte, what string, err error) {
	month := now.AddDate(0, -1, 1-now.Day())
	if f.month != "" {
		if month, err = time.Parse("2006-01", f.month); err != nil {
			return nil, "", fmt.Errorf("--month %q is no month of the form YYYY-MM", f.month)
		}
	}
	if month.Year() < 1970 || bank.DateOf(month.AddDate(0, 1, -1)) >= bank.DateOf(now) {
		return nil, "", fmt.Errorf("the statement of %s is not made before the month is over (--now %s)", month.Format("2006-01"), f.now)
	}
	if f.account < 1 || f.account > len(ledger.Books) {
		return nil, "", fmt.Errorf("there are %d accounts; --account %d is none of them", len(ledger.Books), f.account)
	}
	s, ok := ledger.Statement(f.account, bank.MonthOf(month))
	if !ok {
		return nil, "", fmt.Errorf("the bank makes no statements of account %d, %s", f.account, ledger.Books[f.account-1].Name)
	}
	institution, _ := bank.New("").Institution(bank.DefaultBank)
	file, err = document.Statement(institution.Name, s)
	return file, fmt.Sprintf("statement of %s for %s, %d transactions", s.Book.Name, month.Format("January 2006"), len(s.Transactions)), err
}

func nameOr(name string) string {
	if name == "" {
		return "somebody"
	}
	return name
}

func readCommand() *cobra.Command {
	var as string
	cmd := &cobra.Command{
		Use: "read FILE", Short: "Show what toile reads in a file, and what speaks against it", Args: cobra.ExactArgs(1),
		Example: "  toile document read stub.pdf",
		RunE: func(cmd *cobra.Command, args []string) error {
			kind := document.Kind(as)
			names := make([]string, len(document.Kinds))
			known := as == ""
			for i, one := range document.Kinds {
				names[i], known = string(one), known || one == kind
			}
			if !known {
				return fmt.Errorf("--as must be one of %s", strings.Join(names, ", "))
			}
			text, err := readFile(cmd.InOrStdin(), args[0])
			if err != nil {
				return err
			}
			reading, err := document.Read(document.File{Name: filepath.Base(args[0]), Kind: kind, Content: text})
			if err != nil {
				return err
			}
			out := json.NewEncoder(cmd.OutOrStdout())
			out.SetIndent("", "  ")
			out.SetEscapeHTML(false)
			return out.Encode(plain(reflect.ValueOf(reading)))
		},
	}
	cmd.Flags().StringVar(&as, "as", "", "what it is said to be, where it does not say itself: paystub, w2, 1099, bank_statement or i20")
	return cmd
}
