// Command toile is a Plaid server that you run yourself.
//
// It is a thin shell: flags and environment become a server.Config, and every command that
// talks to a server does so through the public client. Each flag can be given as an
// environment variable: --control-token is TOILE_CONTROL_TOKEN.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"runtime/debug"
	"strings"
	"syscall"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := root().ExecuteContext(ctx); err != nil {
		fmt.Fprintln(os.Stderr, "toile:", err)
		os.Exit(1)
	}
}

func root() *cobra.Command {
	cmd := &cobra.Command{
		Use:           "toile",
		Short:         "A Plaid server that you run yourself",
		Long:          "toile speaks the Plaid API from one binary, keeps real state and needs no network.\nStart with: toile serve --demo",
		SilenceUsage:  true,
		SilenceErrors: true,
		PersistentPreRunE: func(cmd *cobra.Command, _ []string) error {
			return fromEnvironment(cmd.Flags())
		},
	}
	cmd.AddCommand(serveCommand(), demoCommand(), linkCommand(), apiCommand(), clockCommand(), keysCommand(), customUserCommand(), documentCommand(), dbCommand(), versionCommand())
	return cmd
}

// fromEnvironment takes the flags that were not given from TOILE_ variables.
func fromEnvironment(flags *pflag.FlagSet) error {
	var errs []error
	flags.VisitAll(func(f *pflag.Flag) {
		name := "TOILE_" + strings.ToUpper(strings.ReplaceAll(f.Name, "-", "_"))
		if text, set := os.LookupEnv(name); set && !f.Changed {
			if err := flags.Set(f.Name, text); err != nil {
				errs = append(errs, fmt.Errorf("%s: %w", name, err))
			}
		}
	})
	return errors.Join(errs...)
}

func versionCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Print the version",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			version, revision := "devel", ""
			if info, ok := debug.ReadBuildInfo(); ok {
				if info.Main.Version != "" {
					version = info.Main.Version
				}
				for _, s := range info.Settings {
					if s.Key == "vcs.revision" {
						revision = " " + s.Value
					}
				}
				version += revision + " " + info.GoVersion
			}
			_, err := fmt.Fprintln(cmd.OutOrStdout(), "toile", version)
			return err
		},
	}
}
