package main

import (
	"bufio"
	"errors"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"toile"
	"toile/internal/authority"
	"toile/internal/server"
)

// keys are the pair with which a command calls a server.
type keys struct {
	clientID, secret string
}

// pairs gives every pair of keys that may call: the flags' and the file's.
func (f serveFlags) pairs() (map[string]string, error) {
	pairs := map[string]string{}
	if (f.clientID == "") != (f.secret == "") {
		return nil, errors.New("--client-id and --secret go together")
	}
	if f.clientID != "" {
		pairs[f.clientID] = f.secret
	}
	if f.clients == "" {
		return pairs, nil
	}
	file, err := os.Open(f.clients)
	if err != nil {
		return nil, fmt.Errorf("--clients: %w", err)
	}
	defer file.Close()
	lines := bufio.NewScanner(file)
	for n := 1; lines.Scan(); n++ {
		line, _, _ := strings.Cut(lines.Text(), "#")
		words := strings.Fields(line)
		if len(words) == 0 {
			continue
		}
		if len(words) != 2 {
			return nil, fmt.Errorf("--clients: %s:%d: a line is a client_id and a secret", f.clients, n)
		}
		if _, twice := pairs[words[0]]; twice {
			return nil, fmt.Errorf("--clients: %s:%d: the client_id stands twice", f.clients, n)
		}
		pairs[words[0]] = words[1]
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("--clients: %w", err)
	}
	return pairs, nil
}

// keys gives the pair to print: the flags', the first of the file's, or the development pair.
func (f serveFlags) keys(pairs map[string]string) keys {
	if f.clientID != "" {
		return keys{f.clientID, f.secret}
	}
	for _, clientID := range slices.Sorted(maps.Keys(pairs)) {
		return keys{clientID, pairs[clientID]}
	}
	return keys{server.DevelopmentClientID, server.DevelopmentSecret}
}

// shownSecret hides every secret but the one that everybody knows.
func (k keys) shownSecret(instead string) string {
	if k.secret == server.DevelopmentSecret {
		return k.secret
	}
	return instead
}

// callFlags are the flags of the commands that call a running server.
type callFlags struct {
	keys
	url, controlToken, authority string
}

func (f *callFlags) add(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringVar(&f.url, "url", toile.DefaultBaseURL, "address of the server")
	flags.StringVar(&f.clientID, "client-id", server.DevelopmentClientID, "client_id to call with")
	flags.StringVar(&f.secret, "secret", server.DevelopmentSecret, "its secret")
	flags.StringVar(&f.controlToken, "control-token", "", "token of the server's control surface")
	addAuthority(flags, &f.authority)
}

func (f *callFlags) client() *toile.Client {
	options := []toile.Option{toile.WithBaseURL(f.url)}
	if dir, err := authorityDir(f.authority); err == nil { // without one, commands trust what the machine does
		options = append(options, toile.WithHTTPClient(server.Client(server.Roots(authority.File(dir)))))
	}
	if f.controlToken != "" {
		options = append(options, toile.WithHeader("Authorization", "Bearer "+f.controlToken))
	}
	return toile.NewClient(f.clientID, f.secret, options...)
}

func keysCommand() *cobra.Command {
	var f callFlags
	cmd := &cobra.Command{
		Use:   "keys [show | set CLIENT_ID SECRET | remove CLIENT_ID]",
		Short: "Show or change whose keys the server admits",
		Long: "Shows the client_ids that the server's database has, lets a pair of keys call, or a client no more.\n" +
			"It counts for every server of the database.",
		Args:      cobra.MaximumNArgs(3),
		Example:   "  toile keys set 5f3b1c9e8d7a6b5c4d3e2f1a 0123456789abcdef0123456789abcd\n  toile keys remove 5f3b1c9e8d7a6b5c4d3e2f1a",
		ValidArgs: []string{"show", "set", "remove"},
		RunE: func(cmd *cobra.Command, args []string) error {
			body, err := keysChange(args)
			if err != nil {
				return err
			}
			answer, err := f.client().Do(cmd.Context(), "/toile/keys", body)
			return printAnswer(cmd.OutOrStdout(), answer, err)
		},
	}
	f.add(cmd)
	return cmd
}

func keysChange(args []string) (map[string]any, error) {
	switch {
	case len(args) == 0 || len(args) == 1 && args[0] == "show":
		return map[string]any{}, nil // changes nothing
	case len(args) == 3 && args[0] == "set":
		return map[string]any{"client_id": args[1], "secret": args[2]}, nil
	case len(args) == 2 && args[0] == "remove":
		return map[string]any{"client_id": args[1], "remove": true}, nil
	}
	return nil, errors.New("say show, set CLIENT_ID SECRET or remove CLIENT_ID")
}
