package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/spf13/cobra"
)

func webhooksCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "webhooks",
		Short: "See webhooks, hear of them as they are made, send them again, sign them",
		Long: "Shows what became of the webhooks of a running server, and of those that share its database, sends them again and\n" +
			"signs what you like (docs/webhooks.md). What waits no longer is kept for a week.",
		Example: "  toile webhooks list --state failed\n  toile webhooks listen --forward http://127.0.0.1:3000/webhooks",
	}
	cmd.AddCommand(listWebhooksCommand(), showWebhookCommand(), resendCommand(), listenCommand(), signCommand(), rotateKeyCommand())
	return cmd
}

// ask calls the control surface and reads its answer.
func (f *callFlags) ask(ctx context.Context, path string, body, into any) error {
	answer, err := f.client().Do(ctx, path, body)
	if err != nil {
		return unreached(err)
	}
	return json.Unmarshal(answer, into)
}

// listFlags say which webhooks are listed.
type listFlags struct {
	callFlags
	item, client, kind, code, state, receiver string
	limit                                     int
	json                                      bool
}

func listWebhooksCommand() *cobra.Command {
	var f listFlags
	cmd := &cobra.Command{
		Use:     "list",
		Short:   "List webhooks, the newest first",
		Example: "  toile webhooks list\n  toile webhooks list --item 7cHkVr0fPJ3QzK1mZ9tYb2sLw4nDx6aGe8uRi --state waiting\n  toile webhooks list --type ITEM --code ERROR --json",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			table := newWebhookTable(cmd.OutOrStdout())
			each := table.add
			if f.json {
				each = jsonLines(cmd.OutOrStdout())
			}
			if err := f.each(cmd.Context(), each); err != nil || f.json {
				return err
			}
			return table.flush()
		},
	}
	f.add(cmd)
	flags := cmd.Flags()
	flags.StringVar(&f.item, "item", "", "only those that tell of the Item with this item_id")
	flags.StringVar(&f.client, "client", "", "only those of the client with this client_id")
	flags.StringVar(&f.receiver, "to", "", "only those to this URL")
	flags.StringVar(&f.kind, "type", "", "only those of this webhook_type, such as ITEM")
	flags.StringVar(&f.code, "code", "", "only those of this webhook_code, such as ERROR")
	flags.StringVar(&f.state, "state", "", "only those that are waiting, delivered or failed")
	flags.IntVar(&f.limit, "limit", 50, "how many at most")
	flags.BoolVar(&f.json, "json", false, "print one JSON object a line")
	return cmd
}

// maxPage is how many webhooks a server gives at a time.
const maxPage = 500

// each asks for webhooks until there are enough, or no more.
func (f *listFlags) each(ctx context.Context, do func(seenWebhook) error) error {
	if f.limit < 1 {
		return errors.New("--limit must be at least 1")
	}
	before := ""
	for left := f.limit; left > 0; {
		var page struct {
			Webhooks []seenWebhook `json:"webhooks"`
			Before   string        `json:"before"`
		}
		err := f.ask(ctx, "/toile/webhooks/list", map[string]any{
			"item_id": f.item, "client_id": f.client, "url": f.receiver, "webhook_type": f.kind, "webhook_code": f.code,
			"state": f.state, "limit": min(left, maxPage), "before": before,
		}, &page)
		if err != nil {
			return err
		}
		for _, w := range page.Webhooks {
			if err := do(w); err != nil {
				return err
			}
		}
		left -= len(page.Webhooks)
		if before = page.Before; before == "" {
			return nil
		}
	}
	return nil
}

func showWebhookCommand() *cobra.Command {
	var f callFlags
	var asJSON bool
	cmd := &cobra.Command{
		Use:     "show ID",
		Short:   "Show a webhook with every attempt, what was sent and what was answered",
		Example: "  toile webhooks show 2f6b0c1d9e8a47d5a3c4f1e2b7d60958",
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			w, err := f.askWebhook(cmd.Context(), "/toile/webhooks/get", args[0])
			if err == nil && asJSON {
				return printAnswer(cmd.OutOrStdout(), w.raw, nil)
			}
			if err != nil {
				return err
			}
			return w.print(cmd.OutOrStdout())
		},
	}
	f.add(cmd)
	cmd.Flags().BoolVar(&asJSON, "json", false, "print it as JSON")
	return cmd
}

// askWebhook makes a call about one webhook.
func (f *callFlags) askWebhook(ctx context.Context, path, id string) (seenWebhook, error) {
	var answer struct {
		Webhook seenWebhook `json:"webhook"`
	}
	err := f.ask(ctx, path, map[string]any{"id": id}, &answer)
	if err != nil {
		err = fmt.Errorf("%s: %w", id, err)
	}
	return answer.Webhook, err
}

func resendCommand() *cobra.Command {
	var f callFlags
	cmd := &cobra.Command{
		Use:   "resend ID…",
		Short: "Send webhooks again, or those that wait at once",
		Long: "Makes webhooks due now, whatever became of them. One that was delivered or given up begins anew, with a day of attempts\n" +
			"to come; one that waits is tried at once; one that is being sent is left alone.",
		Example: "  toile webhooks resend 2f6b0c1d9e8a47d5a3c4f1e2b7d60958\n" +
			"  toile webhooks list --state failed --json | jq -r .id | xargs toile webhooks resend",
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			var failed error
			for _, id := range args {
				w, err := f.askWebhook(cmd.Context(), "/toile/webhooks/resend", id)
				if err == nil {
					_, err = fmt.Fprintf(cmd.OutOrStdout(), "%s %s %s is sent again to %s\n", w.ID, w.Type, w.Code, short(w.URL))
				}
				failed = errors.Join(failed, err)
			}
			return failed
		},
	}
	f.add(cmd)
	return cmd
}
