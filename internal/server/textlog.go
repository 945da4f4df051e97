package server

import (
	"context"
	"log/slog"
	"strconv"
	"time"
	"unicode/utf8"
)

// TextLog writes log records as slog's text handler does, "time=… level=… msg=… key=value",
// straight into a LogWriter. Each request leaves a line, and writing it in slog's general way
// takes longer than everything else that is done to answer from memory.
type TextLog struct {
	level  slog.Leveler
	attrs  string // what With has added, as it will be written
	groups string // what With has opened: "a.b."
	out    *LogWriter
	clock  *second // under the writer's lock
}

// second is the second of the last line, as it was written.
type second struct {
	unix int64
	text []byte
}

// NewTextLog makes a handler for slog that leaves out what is below a level.
func NewTextLog(out *LogWriter, level slog.Leveler) *TextLog {
	return &TextLog{level: level, out: out, clock: &second{}}
}

// Enabled is part of slog.Handler.
func (l *TextLog) Enabled(_ context.Context, level slog.Level) bool { return level >= l.level.Level() }

// WithAttrs is part of slog.Handler.
func (l *TextLog) WithAttrs(attrs []slog.Attr) slog.Handler {
	with := *l
	b := []byte(l.attrs)
	for _, a := range attrs {
		b = appendAttr(b, l.groups, a)
	}
	with.attrs = string(b)
	return &with
}

// WithGroup is part of slog.Handler.
func (l *TextLog) WithGroup(name string) slog.Handler {
	if name == "" {
		return l
	}
	with := *l
	with.groups += name + "."
	return &with
}

// Handle is part of slog.Handler.
func (l *TextLog) Handle(_ context.Context, r slog.Record) error {
	l.out.mu.Lock()
	defer l.out.mu.Unlock()
	b := l.out.lines.AvailableBuffer()
	if !r.Time.IsZero() {
		b = l.clock.append(append(b, "time="...), r.Time)
		b = append(b, ' ')
	}
	b = append(append(b, "level="...), r.Level.String()...)
	b = appendText(append(b, " msg="...), r.Message)
	b = append(b, l.attrs...)
	r.Attrs(func(a slog.Attr) bool {
		b = appendAttr(b, l.groups, a)
		return true
	})
	_, err := l.out.lines.Write(append(b, '\n'))
	return err
}

// append writes a time to the millisecond. All but those change once a second.
func (s *second) append(b []byte, t time.Time) []byte {
	const shape = "2006-01-02T15:04:05.000Z07:00"
	const point = len("2006-01-02T15:04:05.")
	unix, milli := t.Unix(), t.Nanosecond()/int(time.Millisecond)
	if s.text == nil || s.unix != unix {
		s.unix, s.text = unix, t.AppendFormat(s.text[:0], shape)
	}
	from := len(b)
	b = append(b, s.text...)
	digits := b[from+point:]
	digits[0], digits[1], digits[2] = byte('0'+milli/100), byte('0'+milli/10%10), byte('0'+milli%10)
	return b
}

func appendAttr(b []byte, groups string, a slog.Attr) []byte {
	value := a.Value.Resolve()
	if value.Kind() == slog.KindGroup {
		if a.Key != "" {
			groups += a.Key + "."
		}
		for _, member := range value.Group() {
			b = appendAttr(b, groups, member)
		}
		return b
	}
	if a.Equal(slog.Attr{}) {
		return b
	}
	b = append(b, ' ')
	if groups == "" {
		b = appendText(b, a.Key)
	} else {
		b = appendText(b, groups+a.Key)
	}
	b = append(b, '=')
	switch value.Kind() {
	case slog.KindInt64:
		return strconv.AppendInt(b, value.Int64(), 10)
	case slog.KindTime:
		return value.Time().AppendFormat(b, time.RFC3339Nano)
	default:
		return appendText(b, value.String())
	}
}

// appendText writes a text, in quotes if it could be taken for something else.
func appendText(b []byte, text string) []byte {
	for i := range len(text) {
		if c := text[i]; c <= ' ' || c == '"' || c == '=' || c >= utf8.RuneSelf || c == 0x7f {
			return strconv.AppendQuote(b, text)
		}
	}
	if text == "" {
		return append(b, `""`...)
	}
	return append(b, text...)
}
