package app

import (
	"context"
	"errors"
	"fmt"
	"time"

	"toile/internal/store"
)

// work does what is done later. It gets the subject, and finds out itself whether anything is left to
// do, because a task may come twice.
type work = func(c call, subject string) error

// work gives who does a kind of task, nil where there is no such kind.
func (a *App) work(kind string) work {
	switch kind {
	case fullTask:
		return call.makeFull
	case fastTask:
		return call.makeFast
	case verifiedTask:
		return call.incomeVerified
	case examinedTask:
		return call.incomeExamined
	case uploadsTask:
		return call.removeUploads
	case statementsTask:
		return call.statementsRefreshed
	case pauseTask:
		return call.tellPause
	case watchTask:
		return call.watched
	}
	return a.moreWork[kind]
}

// Bounds on the work that is done later.
const (
	taskRetry   = time.Minute // after it failed, and twice as long after each more failure
	maxFailures = 10          // then it is given up
)

// later arranges for work that is done when the clock has come to an instant, once: in this
// transaction if it has already.
func (c call) later(due time.Time, kind, subject string) error {
	do := c.work(kind)
	if do == nil {
		panic("app: no task is called " + kind)
	}
	if !due.After(c.at) {
		return do(c, subject)
	}
	if !c.writes {
		return errMustWrite
	}
	c.left.tasks = true
	return c.PutTask(store.Task{ID: kind + " " + subject, Due: due, Kind: kind, Subject: subject})
}

// RunTasks does what is due, oldest first. Each is done as of the instant at which it was due, so that
// it makes no difference when the server comes to it. What another server is doing it waits for. What
// fails is tried again later. It gives how long it is then until something is due, nil where nothing
// is left or the clock stands still.
func (a *App) RunTasks(ctx context.Context) (next *time.Duration, err error) {
	var failures []error
	for {
		next, err = a.nextTask(ctx)
		if err != nil || next == nil || *next > 0 {
			return next, errors.Join(append(failures, err)...)
		}
		task, err := a.runTask(ctx)
		if err == nil || errors.Is(err, store.ErrNotFound) && task.ID == "" { // another server was quicker
			continue
		}
		if task.ID == "" || ctx.Err() != nil {
			return nil, errors.Join(append(failures, err)...)
		}
		if task.Failures+1 == maxFailures {
			err = fmt.Errorf("given up after %d failures: %w", maxFailures, err)
		}
		failures = append(failures, fmt.Errorf("task %s: %w", task.ID, err))
		if err := a.putOff(ctx, task); err != nil {
			return nil, errors.Join(append(failures, err)...)
		}
	}
}

// nextTask gives how long it is until a task is due.
func (a *App) nextTask(ctx context.Context) (wait *time.Duration, err error) {
	err = a.view(ctx, Caller{}, func(c call) error {
		wait = nil
		first, err := c.FirstTask()
		if errors.Is(err, store.ErrNotFound) {
			return nil
		}
		setting, _, clockErr := c.clock.read(c.Tx)
		if due := first.Due.Sub(c.at); setting.Frozen == nil || due <= 0 {
			wait = &due
		}
		return errors.Join(err, clockErr)
	})
	return wait, err
}

// runTask takes the task that has been due for longest and does it in the same transaction.
func (a *App) runTask(ctx context.Context) (task store.Task, err error) {
	err = a.update(ctx, Caller{}, func(c call) (err error) {
		if task, err = c.TakeTask(c.at); err != nil {
			return err
		}
		do := c.work(task.Kind)
		if do == nil {
			return errors.New("this version of toile does not know it")
		}
		c.at = task.Due
		return do(c, task.Subject)
	})
	return task, err
}

// putOff lets a task wait that failed, or gives it up. Where another server has done it meanwhile
// there is nothing to put off.
func (a *App) putOff(ctx context.Context, failed store.Task) error {
	return a.update(ctx, Caller{}, func(c call) error {
		task, err := c.LockTask(failed.ID)
		if errors.Is(err, store.ErrNotFound) || err == nil && !task.Due.Equal(failed.Due) {
			return nil
		}
		if err != nil {
			return err
		}
		if task.Failures++; task.Failures == maxFailures {
			return c.RemoveTask(task.ID)
		}
		task.Due = c.at.Add(taskRetry << (task.Failures - 1))
		return c.PutTask(task)
	})
}
