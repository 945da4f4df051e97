package server_test

import (
	"bytes"
	"errors"
	"log/slog"
	"regexp"
	"testing"

	"toile/internal/server"
)

// What TextLog writes is what slog's own handler writes.
func TestTextLog(t *testing.T) {
	t.Parallel()
	var got, want bytes.Buffer
	out := server.NewLogWriter(&got)
	log := func(l *slog.Logger) {
		l.Info("request", "request_id", "MoS6ddSvGd6nC5R", "path", "/credit/sessions/get", "status", 200, "us", int64(17))
		l.Error("a \"word\" with spaces", "error", errors.New("no\nway"), "empty", "", "k=v", 1.5, "ok", true)
		l.Debug("left out")
		l.With("a", 1, "b c", "d").WithGroup("g").With("h", "i").Warn("grouped", "j", "k", slog.Group("l", "m", "n"), slog.Group("none"))
		l.Info("", slog.Attr{}, "level", slog.LevelWarn)
	}
	log(slog.New(server.NewTextLog(out, slog.LevelInfo)))
	log(slog.New(slog.NewTextHandler(&want, &slog.HandlerOptions{Level: slog.LevelInfo})))
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
	times := regexp.MustCompile(`(?m)^time=\S{19,35} `)
	g, w := times.ReplaceAllString(got.String(), ""), times.ReplaceAllString(want.String(), "")
	if g != w {
		t.Errorf("wrote\n%s\nwant\n%s", g, w)
	}
	if n := len(times.FindAllString(got.String(), -1)); n != 4 {
		t.Errorf("%d lines begin with a time, want 4:\n%s", n, got.String())
	}
}
