package app

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"toile"
	"toile/internal/store"
)

// clockSetting says how the one clock of a database runs: with the machine's, ahead of it or
// behind it by an offset, or not at all. The database keeps it, so that a restart does not turn
// time back and servers that share a database share their time.
type clockSetting struct {
	Frozen *time.Time    `json:"frozen,omitempty"` // stands still here
	Offset time.Duration `json:"offset,omitempty"` // ahead of the machine, in nanoseconds
}

// at gives what the clock shows when the machine's shows real.
func (s clockSetting) at(real time.Time) time.Time {
	if s.Frozen != nil {
		return *s.Frozen
	}
	return real.Add(s.Offset)
}

// clock shows the time. A transaction on a shared database takes the setting and the time from
// there, so that no two servers are of different minds; otherwise both are in memory, where the
// setting changes when the database has the new one, one move at a time.
type clock struct {
	real   func() time.Time
	moving sync.Mutex
	known  atomic.Pointer[knownSetting]
}

// knownSetting is a setting and the text that the database has of it.
type knownSetting struct {
	text string
	clockSetting
}

// now gives the instant of a transaction, as fine as the API shows it, and the machine's time.
func (c *clock) now(tx *store.Tx) (at, real time.Time, err error) {
	setting, real, err := c.read(tx)
	return setting.at(real).UTC().Truncate(time.Microsecond), real.UTC().Truncate(time.Microsecond), err
}

// read gives the setting and the machine's time, the database's machine's when it is shared.
func (c *clock) read(tx *store.Tx) (clockSetting, time.Time, error) {
	text, real, shared, err := tx.Clock()
	if err != nil {
		return clockSetting{}, real, err
	}
	known := c.known.Load()
	if !shared {
		return known.clockSetting, c.real(), nil
	}
	if known.text != text {
		if known, err = parseSetting(text); err != nil {
			return clockSetting{}, real, err
		}
		c.known.Store(known)
	}
	return known.clockSetting, real, nil
}

func parseSetting(text string) (*knownSetting, error) {
	known := &knownSetting{text: text}
	if text == "" {
		return known, nil
	}
	if err := json.Unmarshal([]byte(text), &known.clockSetting); err != nil {
		return nil, fmt.Errorf("the clock in the database: %w", err)
	}
	return known, nil
}

// load takes up the database's setting. The clock of a new database stops where the caller wants
// it; one that goes already is not turned back by a server that is started again.
func (c *clock) load(tx *store.Tx, now *time.Time) error {
	first := clockSetting{}
	if now != nil {
		first.Frozen = new(now.UTC())
	}
	text, err := first.text(c.real())
	if err != nil {
		return err
	}
	if text, err = tx.InitMeta(store.ClockMeta, text); err != nil {
		return err
	}
	known, err := parseSetting(text)
	c.known.Store(known)
	return err
}

// text gives the form that the database keeps, of a setting that shows a time which everything can
// show.
func (s clockSetting) text(real time.Time) (string, error) {
	if year := s.at(real).Year(); year < 1970 || year > 2200 {
		return "", toile.ErrInvalidField("the clock runs from 1970 to 2200")
	}
	text, err := json.Marshal(s)
	return string(text), err
}

// Clock gives what the clock shows and whether it stands still.
func (a *App) Clock(ctx context.Context) (now time.Time, frozen bool, err error) {
	err = a.store.View(ctx, func(tx *store.Tx) error {
		setting, real, err := a.clock.read(tx)
		now, frozen = setting.at(real).UTC().Truncate(time.Microsecond), setting.Frozen != nil
		return err
	})
	return now, frozen, err
}

// ClockMove is a change of the clock. What is set is done in this order.
type ClockMove struct {
	Real    bool          // run with the machine's clock again
	Now     *time.Time    // stop here
	Advance time.Duration // go forward
}

// MaxAdvance bounds one move of the clock, so that it stays within what dates can show.
const MaxAdvance = 10 * 365 * 24 * time.Hour

// MoveClock changes the clock for every operation that begins from now on, at each server of
// the database, and does what is due then. Forward, it brings the next attempts to send webhooks
// nearer, too, which else come in real time.
func (a *App) MoveClock(ctx context.Context, m ClockMove) error {
	if err := a.setClock(ctx, m); err != nil {
		return err
	}
	a.wake(left{tasks: true, webhooks: true})
	_, err := a.RunTasks(ctx)
	return err
}

func (a *App) setClock(ctx context.Context, m ClockMove) error {
	if m.Advance < 0 || m.Advance > MaxAdvance {
		return toile.ErrInvalidField(fmt.Sprintf("advance_seconds must be between 0 and %.0f", MaxAdvance.Seconds()))
	}
	a.clock.moving.Lock()
	defer a.clock.moving.Unlock()
	var moved *knownSetting
	err := a.store.Update(ctx, func(tx *store.Tx) error {
		text, err := tx.LockMeta(store.ClockMeta)
		if err != nil && !errors.Is(err, store.ErrNotFound) {
			return err
		}
		known, err := parseSetting(text)
		if err != nil {
			return err
		}
		_, real, err := a.clock.read(tx)
		if err != nil {
			return err
		}
		after := known.after(m)
		if text, err = after.text(real); err != nil {
			return err
		}
		moved = &knownSetting{text, after}
		if forward := after.at(real).Sub(known.at(real)); forward > 0 {
			if err := tx.HastenWebhooks(real, forward); err != nil {
				return err
			}
		}
		return tx.SetMeta(store.ClockMeta, text)
	})
	if err == nil {
		a.clock.known.Store(moved)
	}
	return err
}

// after gives the setting that a move leads to.
func (s clockSetting) after(m ClockMove) clockSetting {
	if m.Real {
		s = clockSetting{}
	}
	if m.Now != nil {
		s.Frozen = m.Now
	}
	if s.Frozen != nil {
		s.Frozen = new(s.Frozen.UTC().Add(m.Advance))
	} else {
		s.Offset += m.Advance
	}
	return s
}
