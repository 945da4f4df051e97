package bank_test

import (
	"testing"
	"time"

	"toile/internal/bank"
)

// BenchmarkPersona opens the ledger of a persona at an instant, as every call about an Item does.
func BenchmarkPersona(b *testing.B) {
	now := time.Date(2026, 11, 19, 12, 0, 0, 0, time.UTC)
	for _, p := range personas {
		b.Run(p.username, func(b *testing.B) {
			for b.Loop() {
				if _, err := world.Ledger(bank.Login{InstitutionID: "ins_109508", Username: p.username, Password: "pass_good"}, now, nil); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
