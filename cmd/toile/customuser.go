package main

import (
	"errors"
	"io"
	"os"

	"github.com/spf13/cobra"
)

func customUserCommand() *cobra.Command {
	var f callFlags
	cmd := &cobra.Command{
		Use:   "custom-user [list | save NAME FILE | show NAME | remove NAME]",
		Short: "Keep custom users, to log in with by name",
		Long: "Keeps the configuration of a custom user under a name. It is checked when it is saved (docs/custom-users.md),\n" +
			"belongs to the client whose --client-id it is saved with, and logs in with any password. FILE may be - for standard input.",
		Args:      cobra.MaximumNArgs(3),
		Example:   "  toile custom-user save ann ann.json\n  toile link link-sandbox-… --username ann\n  toile custom-user remove ann",
		ValidArgs: []string{"list", "save", "show", "remove"},
		RunE: func(cmd *cobra.Command, args []string) error {
			path, body, err := customUserCall(cmd.InOrStdin(), args)
			if err != nil {
				return err
			}
			answer, err := f.client().Do(cmd.Context(), path, body)
			return printAnswer(cmd.OutOrStdout(), answer, err)
		},
	}
	f.add(cmd)
	return cmd
}

// customUserCall gives the path and the body of the call that the words ask for.
func customUserCall(stdin io.Reader, args []string) (path string, body map[string]any, err error) {
	switch {
	case len(args) == 0 || len(args) == 1 && args[0] == "list":
		return "/toile/custom_users/list", map[string]any{}, nil
	case len(args) == 2 && args[0] == "show":
		return "/toile/custom_users/get", map[string]any{"username": args[1]}, nil
	case len(args) == 2 && args[0] == "remove":
		return "/toile/custom_users/remove", map[string]any{"username": args[1]}, nil
	case len(args) == 3 && args[0] == "save":
		text, err := readFile(stdin, args[2])
		return "/toile/custom_users/save", map[string]any{"username": args[1], "config": string(text)}, err
	}
	return "", nil, errors.New("say list, save NAME FILE, show NAME or remove NAME")
}

// readFile reads a file, or standard input for -.
func readFile(stdin io.Reader, name string) ([]byte, error) {
	if name == "-" {
		return io.ReadAll(stdin)
	}
	return os.ReadFile(name)
}
