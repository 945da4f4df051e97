package main

import (
	"errors"
	"fmt"
	"io/fs"
	"time"

	"github.com/spf13/cobra"

	"toile/internal/authority"
)

func authorityCommand() *cobra.Command {
	var dir string
	show := authorityShow(&dir)
	cmd := &cobra.Command{
		Use:   "authority",
		Short: "Show the machine's own authority, or let it sign for more names",
		Long: "The authority signs the certificates of toile serve --tls. It may sign for this machine, for Plaid's host names\n" +
			"and for what is added, and for nothing else. Its key never leaves the directory. Without a word more it is shown.",
		Example: "  curl --cacert <(toile authority pem) https://127.0.0.1:8643/readyz\n  toile authority add shop.test 192.168.1.20",
		Args:    cobra.NoArgs,
		RunE:    show.RunE,
	}
	addAuthority(cmd.PersistentFlags(), &dir)
	cmd.AddCommand(show, authorityPEM(&dir), authorityTrust(&dir), authorityAdd(&dir))
	return cmd
}

func authorityShow(dir *string) *cobra.Command {
	return &cobra.Command{
		Use: "show", Short: "Tell where the authority is, and for which names it may sign", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			where, err := authorityDir(*dir)
			if err != nil {
				return err
			}
			a, err := authority.Read(where, time.Now)
			if errors.Is(err, fs.ErrNotExist) {
				_, err := fmt.Fprintln(cmd.OutOrStdout(), noAuthority(where))
				return err
			}
			if err != nil {
				return err
			}
			return printAuthority(cmd, a)
		},
	}
}

func authorityPEM(dir *string) *cobra.Command {
	return &cobra.Command{
		Use: "pem", Short: "Print the certificate that others are to trust", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			where, err := authorityDir(*dir)
			if err != nil {
				return err
			}
			a, err := authority.Read(where, time.Now)
			if errors.Is(err, fs.ErrNotExist) {
				return errors.New(noAuthority(where))
			}
			if err != nil {
				return err
			}
			_, err = cmd.OutOrStdout().Write(a.PEM())
			return err
		},
	}
}

func authorityTrust(dir *string) *cobra.Command {
	return &cobra.Command{
		Use: "trust", Short: "Say how programs and systems trust the authority; makes it if there is none", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			where, err := authorityDir(*dir)
			if err != nil {
				return err
			}
			a, err := authority.Open(cmd.Context(), where, time.Now)
			if err != nil {
				return err
			}
			_, err = fmt.Fprintf(cmd.OutOrStdout(), trustText, a.File())
			return err
		},
	}
}

func authorityAdd(dir *string) *cobra.Command {
	return &cobra.Command{
		Use: "add NAME…", Short: "Let the authority sign for more host names and addresses; makes it if there is none", Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, names []string) error {
			where, err := authorityDir(*dir)
			if err != nil {
				return err
			}
			a, err := authority.Add(cmd.Context(), where, time.Now, names...)
			if err != nil {
				return err
			}
			return printAuthority(cmd, a)
		},
	}
}

func noAuthority(dir string) string {
	return fmt.Sprintf("there is no authority in %s; toile authority trust makes one, and so does toile serve --tls", dir)
}

func printAuthority(cmd *cobra.Command, a *authority.Authority) error {
	text := fmt.Sprintf("%s\n  good until %s\n  for\n", a.File(), a.Certificate().NotAfter.Format(time.DateOnly))
	for _, name := range a.Names() {
		text += "    " + name + "\n"
	}
	_, err := fmt.Fprint(cmd.OutOrStdout(), text)
	return err
}

// trustText says how others trust a certificate. Nothing of it is done for the user: what a machine trusts is its
// owner's to decide.
const trustText = `Programs of one shell, for as long as it lives:

  export SSL_CERT_FILE=%[1]s        # Go, Ruby, curl, OpenSSL: they trust nothing else then
  export NODE_EXTRA_CA_CERTS=%[1]s  # Node, beside what it trusts
  export REQUESTS_CA_BUNDLE=%[1]s   # Python's requests

Debian and Ubuntu, for every program but browsers and Java:

  sudo cp %[1]s /usr/local/share/ca-certificates/toile.crt && sudo update-ca-certificates

Chromium and Chrome on Linux (certutil is in libnss3-tools):

  certutil -d sql:$HOME/.pki/nssdb -A -t C,, -n toile -i %[1]s

Firefox: Settings, Privacy & Security, View Certificates, Authorities, Import.
macOS:   sudo security add-trusted-cert -d -r trustRoot -k /Library/Keychains/System.keychain %[1]s
Windows: certutil -addstore -f ROOT %[1]s
Java:    keytool -importcert -cacerts -alias toile -file %[1]s

toile run needs none of this.
`
