package toile

//go:generate go run ./internal/gen
