package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
)

// The server has one CPU to itself and the load another.
const (
	serverCPU = "0"
	loadCPU   = "1"
)

// prepareMachine sees to what is needed and gives a line that says where the figures are from.
func prepareMachine(ctx context.Context, needsWrk bool) (string, error) {
	if runtime.NumCPU() < 2 {
		return "", errors.New("two CPUs are needed, one for the server and one for the load")
	}
	if _, err := exec.LookPath("taskset"); err != nil {
		return "", errors.New("taskset is missing: it is in Debian's package util-linux")
	}
	if needsWrk {
		if err := installWrk(ctx); err != nil {
			return "", err
		}
	}
	return fmt.Sprintf("%d × %s, %s, %s/%s", runtime.NumCPU(), cpuModel(), runtime.Version(), runtime.GOOS, runtime.GOARCH), nil
}

// installWrk installs the load generator where it is missing and may be installed.
func installWrk(ctx context.Context) error {
	if _, err := exec.LookPath("wrk"); err == nil {
		return nil
	}
	if _, err := exec.LookPath("apt-get"); err != nil || os.Geteuid() != 0 {
		return errors.New("wrk is missing: install it with: sudo apt-get install wrk")
	}
	progress("installing wrk")
	cmd := exec.CommandContext(ctx, "sh", "-c", "apt-get install -y wrk || { apt-get update && apt-get install -y wrk; }")
	cmd.Env = append(os.Environ(), "DEBIAN_FRONTEND=noninteractive")
	if output, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("installing wrk: %w\n%s", err, output)
	}
	return nil
}

func cpuModel() string {
	f, err := os.Open("/proc/cpuinfo")
	if err != nil {
		return "unknown CPU"
	}
	defer f.Close()
	for lines := bufio.NewScanner(f); lines.Scan(); {
		if name, value, ok := strings.Cut(lines.Text(), ":"); ok && strings.TrimSpace(name) == "model name" {
			return strings.TrimSpace(value)
		}
	}
	return "unknown CPU"
}

// buildServer builds the binary that is measured, beside the database.
func buildServer(ctx context.Context, database string) (path string, err error) {
	folder, err := filepath.Abs(filepath.Dir(database))
	if err != nil {
		return "", err
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return "", err
	}
	path = filepath.Join(folder, "bench-toile")
	cmd := exec.CommandContext(ctx, "go", "build", "-trimpath", "-ldflags=-s -w", "-o", path, "toile/cmd/toile")
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	if output, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("building the server: %w\n%s", err, output)
	}
	return path, nil
}

// pinSelf moves this program to the CPU of the load, out of the server's way.
func pinSelf(ctx context.Context) error {
	cmd := exec.CommandContext(ctx, "taskset", "-acp", loadCPU, strconv.Itoa(os.Getpid()))
	if output, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("taskset: %w\n%s", err, output)
	}
	return nil
}
