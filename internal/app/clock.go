package app

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"sync/atomic"
	"time"

	"toile"
	"toile/internal/store"
)

// ClockSetting says how the server's one clock runs: with the machine's, ahead of it or behind
// it by an offset, or not at all. The database keeps it, so that a restart does not turn time back.
type ClockSetting struct {
	Frozen *time.Time    `json:"frozen,omitempty"` // stands still here
	Offset time.Duration `json:"offset,omitempty"` // ahead of the machine, in nanoseconds
}

// at gives what the clock shows when the machine's shows real.
func (s ClockSetting) at(real time.Time) time.Time {
	if s.Frozen != nil {
		return *s.Frozen
	}
	return real.Add(s.Offset)
}

const clockMeta = "clock"

// clock is the one clock of the server.
type clock struct {
	real    func() time.Time
	setting atomic.Pointer[ClockSetting]
}

// load takes up the database's setting, or stops the clock where the caller wants it.
func (c *clock) load(tx *store.Tx, now *time.Time) error {
	setting := ClockSetting{}
	if now != nil {
		setting.Frozen = new(now.UTC())
		return c.save(tx, setting)
	}
	text, err := tx.Meta(clockMeta)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return err
	}
	if err == nil {
		if err := json.Unmarshal([]byte(text), &setting); err != nil {
			return fmt.Errorf("the clock in the database: %w", err)
		}
	}
	c.setting.Store(&setting)
	return nil
}

func (c *clock) save(tx *store.Tx, setting ClockSetting) error {
	text, err := json.Marshal(setting)
	if err != nil {
		return err
	}
	c.setting.Store(&setting)
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
	return a.store.Update(ctx, func(tx *store.Tx) error {
		setting := *a.clock.setting.Load()
		if m.Real {
			setting = ClockSetting{}
		}
		if m.Now != nil {
			setting.Frozen = new(m.Now.UTC())
		}
		if setting.Frozen != nil {
			setting.Frozen = new(setting.Frozen.Add(m.Advance))
		} else {
			setting.Offset += m.Advance
		}
		if year := setting.at(a.clock.real()).Year(); year < 1970 || year > 2200 {
			return toile.ErrInvalidField("the clock runs from 1970 to 2200")
		}
		return a.clock.save(tx, setting)
	})
}
