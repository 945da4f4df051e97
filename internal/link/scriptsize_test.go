package link_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"toile/internal/bank"
	"toile/internal/link"
)

// TestScriptOfManyBytes refuses documents that are too large together before any of them is read.
func TestScriptOfManyBytes(t *testing.T) {
	t.Parallel()
	whole := make([]byte, link.MaxUploads/4)
	four := []link.Document{{Content: whole}, {Content: whole}, {Content: whole}, {Content: whole}}
	if err := (link.Script{Documents: four}).Validate(); err != nil {
		t.Error(err)
	}
	if err := (link.Script{Documents: append(four, link.Document{Content: []byte{0}})}).Validate(); err == nil {
		t.Error("a byte more is taken")
	}
}

// TestScriptNobodyWaitsFor is read no further.
func TestScriptNobodyWaitsFor(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := (link.Script{Documents: []link.Document{{}}}).Read(ctx, bank.New("seed"), time.Unix(0, 0)); !errors.Is(err, context.Canceled) {
		t.Errorf("reading ended with %v", err)
	}
}
