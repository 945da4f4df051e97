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

// clockSetting says how the server's one clock runs: with the machine's, ahead of it or behind
// it by an offset, or not at all. The database keeps it, so that a restart does not turn time back.
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

const clockMeta = "clock"

// clock is the one clock of the server. Its setting changes when the database has the new one,
// and only by MoveClock, one move at a time.
type clock struct {
	real    func() time.Time
	moving  sync.Mutex
	setting atomic.Pointer[clockSetting]
}

// load gives the database's setting, or saves that the clock stops where the caller wants it.
func (c *clock) load(tx *store.Tx, now *time.Time) (clockSetting, error) {
	setting := clockSetting{}
	if now != nil {
		setting.Frozen = new(now.UTC())
		return setting, c.save(tx, setting)
	}
	text, err := tx.Meta(clockMeta)
	if errors.Is(err, store.ErrNotFound) {
		return setting, nil
	}
	if err == nil {
		err = json.Unmarshal([]byte(text), &setting)
	}
	if err != nil {
		err = fmt.Errorf("the clock in the database: %w", err)
	}
	return setting, err
}

// save keeps a setting that shows a time which everything can show.
func (c *clock) save(tx *store.Tx, setting clockSetting) error {
	if year := setting.at(c.real()).Year(); year < 1970 || year > 2200 {
		return toile.ErrInvalidField("the clock runs from 1970 to 2200")
	}
	text, err := json.Marshal(setting)
	if err != nil {
		return err
	}
	return tx.SetMeta(clockMeta, string(text))
}

// instant is the time of an operation, as fine as the API shows it.
func (a *App) instant() time.Time {
	return a.clock.setting.Load().at(a.clock.real()).UTC().Truncate(time.Microsecond)
}

// Clock gives what the clock shows and whether it stands still.
func (a *App) Clock() (now time.Time, frozen bool) {
	return a.instant(), a.clock.setting.Load().Frozen != nil
}

// ClockMove is a change of the clock. What is set is done in this order.
type ClockMove struct {
	Real    bool          // run with the machine's clock again
	Now     *time.Time    // stop here
	Advance time.Duration // go forward
}

// MaxAdvance bounds one move of the clock, so that it stays within what dates can show.
const MaxAdvance = 10 * 365 * 24 * time.Hour

// MoveClock changes the clock for everything that the server does from now on.
func (a *App) MoveClock(ctx context.Context, m ClockMove) error {
	if m.Advance < 0 || m.Advance > MaxAdvance {
		return toile.ErrInvalidField(fmt.Sprintf("advance_seconds must be between 0 and %.0f", MaxAdvance.Seconds()))
	}
	a.clock.moving.Lock()
	defer a.clock.moving.Unlock()
	var moved clockSetting
	err := a.store.Update(ctx, func(tx *store.Tx) error {
		moved = a.clock.setting.Load().after(m)
		return a.clock.save(tx, moved)
	})
	if err == nil {
		a.clock.setting.Store(&moved)
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
