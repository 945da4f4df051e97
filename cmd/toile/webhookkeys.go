package main

import (
	"context"
	"errors"
	"fmt"
	"time"
	"unicode/utf8"

	"github.com/spf13/cobra"
)

func signCommand() *cobra.Command {
	var f callFlags
	var age time.Duration
	cmd := &cobra.Command{
		Use:   "sign [FILE]",
		Short: "Print the header Plaid-Verification for a body",
		Long: "Prints what the header Plaid-Verification has to say for the exact bytes of a file, or of standard input, so that a\n" +
			"receiver can be tried without the server sending anything. Receivers refuse it after five minutes.",
		Example: "  toile webhooks sign body.json\n" +
			"  curl -H \"Plaid-Verification: $(toile webhooks sign body.json)\" -H 'Content-Type: application/json' \\\n" +
			"    --data-binary @body.json http://127.0.0.1:3000/webhooks",
		Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			body, err := readFile(cmd.InOrStdin(), append(args, "-")[0])
			if err != nil {
				return err
			}
			signature, err := f.sign(cmd.Context(), body, age)
			if err != nil {
				return err
			}
			_, err = fmt.Fprintln(cmd.OutOrStdout(), signature)
			return err
		},
	}
	f.add(cmd)
	cmd.Flags().DurationVar(&age, "age", 0, "how old the signature is to be already, for receivers that are to refuse it")
	return cmd
}

// sign gives the signature of the exact bytes of a body, as of so long ago.
func (f *callFlags) sign(ctx context.Context, body []byte, age time.Duration) (string, error) {
	if !utf8.Valid(body) {
		return "", errors.New("the body is no UTF-8, which webhooks are")
	}
	var signed struct {
		Signature string `json:"signature"`
	}
	err := f.ask(ctx, "/toile/webhooks/sign", map[string]any{"body": string(body), "age_seconds": age.Seconds()}, &signed)
	return signed.Signature, err
}

func rotateKeyCommand() *cobra.Command {
	var f callFlags
	var expireIn time.Duration
	cmd := &cobra.Command{
		Use:   "rotate-key",
		Short: "Sign with a new key from now on, and let the old one expire",
		Long: "Makes a new key that signs every webhook from now on, also those that are sent again. The old one is shown with its\n" +
			"end by /webhook_verification_key/get. A receiver that keeps one key for ever, and does not look at the kid, refuses\n" +
			"everything then.",
		Example: "  toile webhooks rotate-key\n  toile webhooks rotate-key --expire-in 0s",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			answer, err := f.client().Do(cmd.Context(), "/toile/webhooks/rotate_key", map[string]any{"expires_in_seconds": expireIn.Seconds()})
			return printAnswer(cmd.OutOrStdout(), answer, err)
		},
	}
	f.add(cmd)
	cmd.Flags().DurationVar(&expireIn, "expire-in", 5*time.Minute, "how long the old key is good, in real time")
	return cmd
}
