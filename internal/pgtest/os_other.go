//go:build !linux

package pgtest

import "os/exec"

// Elsewhere PostgreSQL is run as oneself. When this process is killed, the server ends
// because its files are gone.

func memory() string { return "" }

func detach(*exec.Cmd) {}

func confine(*exec.Cmd) error { return nil }

func give(string) error { return nil }
