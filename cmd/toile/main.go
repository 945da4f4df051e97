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
	"io"
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
	os.Exit(ended(root().ExecuteContext(ctx), os.Stderr))
}

// ended says how a command ended, and gives the exit code: that of the program that it ran, if it ran one.
func ended(err error, stderr io.Writer) int {
	if err == nil {
		return 0
	}
	code := 1
	if ran := (&exit{}); errors.As(err, &ran) {
		if ran.cause == nil {
			return ran.code
		}
		code = ran.code
	}
	fmt.Fprintln(stderr, "toile:", err)
	return code
}

func root() *cobra.Command {
	cmd := &cobra.Command{
		Use:           "toile",
		Short:         "A Plaid server that you run yourself",
		Long:          "toile speaks the Plaid API from one binary, keeps real state and needs no network.\nStart with: toile run -- COMMAND, or toile serve --demo",
		SilenceUsage:  true,
		SilenceErrors: true,
		PersistentPreRunE: func(cmd *cobra.Command, _ []string) error {
			return fromEnvironment(cmd.Flags())
		},
	}
	cmd.AddCommand(runCommand(), serveCommand(), authorityCommand(), demoCommand(), linkCommand(), apiCommand(), clockCommand(), keysCommand(), customUserCommand(), webhooksCommand(), documentCommand(), dbCommand(), versionCommand())
	return cmd
}

// fromEnvironment takes the flags that were not given from TOILE_ variables.
func fromEnvironment(flags *pflag.FlagSet) error {
	var errs []error
	flags.VisitAll(func(f *pflag.Flag) {
		name := variable(f.Name)
		if text, set := os.LookupEnv(name); set && !f.Changed {
			if err := errors.Join(flags.Set(f.Name, text), flags.SetAnnotation(f.Name, givenBy, []string{name})); err != nil {
				errs = append(errs, fmt.Errorf("%s: %w", name, err))
			}
		}
	})
	return errors.Join(errs...)
}

// givenBy marks a flag that a variable has set.
const givenBy = "given by"

func byVariable(f *pflag.Flag) bool { return f.Annotations[givenBy] != nil }

// variable gives the name of the variable that a flag can be given as.
func variable(flag string) string {
	return "TOILE_" + strings.ToUpper(strings.ReplaceAll(flag, "-", "_"))
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
