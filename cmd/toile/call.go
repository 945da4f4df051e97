package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"toile"
)

func apiCommand() *cobra.Command {
	var f callFlags
	cmd := &cobra.Command{
		Use:   "api PATH [key=text | key:=json]…",
		Short: "Call an endpoint and print its answer",
		Long: "Call an endpoint with the configured keys and print its answer.\n\n" +
			"key=text sends a string, key:=json a number, a list or any other JSON; a.b=text makes an object.",
		Example: "  toile api /user/create client_user_id=ann with_upgraded_user:=true\n" +
			"  toile api /credit/sessions/get user_id=usr_9nSp2KuZ2x4JDw",
		Args: cobra.MinimumNArgs(1),
		ValidArgsFunction: func(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
			if len(args) > 0 {
				return nil, cobra.ShellCompDirectiveNoSpace | cobra.ShellCompDirectiveNoFileComp
			}
			return toile.Operations(), cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			body, err := bodyOf(args[1:])
			if err != nil {
				return err
			}
			path := "/" + strings.TrimPrefix(args[0], "/")
			answer, err := f.client().Do(cmd.Context(), path, body)
			return printAnswer(cmd.OutOrStdout(), answer, err)
		},
	}
	f.add(cmd)
	return cmd
}

// bodyOf makes a request body of words like key=text, a.b=text and key:=json.
func bodyOf(words []string) (map[string]any, error) {
	body := map[string]any{}
	for _, word := range words {
		path, text, ok := strings.Cut(word, "=")
		if !ok || path == "" {
			return nil, fmt.Errorf("%q is neither key=text nor key:=json", word)
		}
		var value any = text
		if name, isJSON := strings.CutSuffix(path, ":"); isJSON {
			if !json.Valid([]byte(text)) {
				return nil, fmt.Errorf("%s: %q is not JSON", name, text)
			}
			path, value = name, json.RawMessage(text)
		}
		keys := strings.Split(path, ".")
		object := body
		for _, key := range keys[:len(keys)-1] {
			inner, ok := object[key].(map[string]any)
			if !ok {
				if object[key] != nil {
					return nil, fmt.Errorf("%s: %s is given as a value and as an object", word, key)
				}
				inner = map[string]any{}
				object[key] = inner
			}
			object = inner
		}
		object[keys[len(keys)-1]] = value
	}
	return body, nil
}

// printAnswer prints an answer of the API, or the error that it is.
func printAnswer(w io.Writer, answer json.RawMessage, err error) error {
	var refused *toile.Error
	if errors.As(err, &refused) {
		answer = refused.AppendResponse(nil, requestIDOf(refused))
	} else if err != nil {
		return unreached(err)
	}
	if bytes.HasPrefix(answer, []byte("%PDF-")) { // a file, as it is
		_, err := w.Write(answer)
		return err
	}
	var text bytes.Buffer
	if err := json.Indent(&text, answer, "", "  "); err != nil {
		return err
	}
	text.WriteByte('\n')
	if _, err := text.WriteTo(w); err != nil {
		return err
	}
	if refused != nil {
		return fmt.Errorf("the call was refused: %s/%s", refused.ErrorType, refused.ErrorCode)
	}
	return nil
}

// unreached adds to the error of a call that got no answer what to do.
func unreached(err error) error {
	if err == nil || errors.As(err, new(*toile.Error)) {
		return err
	}
	return fmt.Errorf("%w; is the server running? start it with toile serve", err)
}

func requestIDOf(e *toile.Error) string {
	if e.RequestID == nil {
		return ""
	}
	return *e.RequestID
}

func clockCommand() *cobra.Command {
	var f callFlags
	cmd := &cobra.Command{
		Use:   "clock [show | freeze TIME | advance DURATION | run]",
		Short: "Show or move the server's clock",
		Args:  cobra.MaximumNArgs(2),
		Example: "  toile clock freeze 2026-01-31T12:00:00Z\n" +
			"  toile clock advance 24h\n  toile clock run",
		ValidArgs: []string{"show", "freeze", "advance", "run"},
		RunE: func(cmd *cobra.Command, args []string) error {
			body, err := clockMove(args)
			if err != nil {
				return err
			}
			answer, err := f.client().Do(cmd.Context(), "/toile/clock", body)
			return printAnswer(cmd.OutOrStdout(), answer, err)
		},
	}
	f.add(cmd)
	return cmd
}

func clockMove(args []string) (map[string]any, error) {
	args = append(args, "", "")
	switch word, value := args[0], args[1]; {
	case (word == "" || word == "show") && value == "":
		return map[string]any{}, nil // moves nothing
	case word == "run" && value == "":
		return map[string]any{"real": true}, nil
	case word == "freeze" && value != "":
		return map[string]any{"now": value}, nil
	case word == "advance" && value != "":
		by, err := time.ParseDuration(value)
		return map[string]any{"advance_seconds": by.Seconds()}, err
	}
	return nil, errors.New("say show, freeze TIME, advance DURATION or run")
}
