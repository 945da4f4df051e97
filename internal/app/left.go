package app

// left is what an operation leaves to those who work in the background. They hear of it after the
// commit, so that they find it.
type left struct {
	tasks, webhooks bool
	told            int // webhooks that it made
}

func (l *left) reset() { *l = left{} }

// wake tells those who have something to do.
func (a *App) wake(l left) {
	if l.tasks {
		a.tasksLeft.raise()
	}
	if l.webhooks {
		a.webhooksLeft.raise()
		a.webhooksMade.tell()
	}
}

// signal tells one listener that there is something to look for, once for all that came since it
// last looked.
type signal chan struct{}

func newSignal() signal { return make(signal, 1) }

func (s signal) raise() {
	select {
	case s <- struct{}{}:
	default:
	}
}

// TasksLeft gets something when there is more to do later than there was.
func (a *App) TasksLeft() <-chan struct{} { return a.tasksLeft }

// WebhooksLeft gets something when there are more webhooks to send than there were, or earlier.
func (a *App) WebhooksLeft() <-chan struct{} { return a.webhooksLeft }

// Shared reports whether other servers may leave work behind in the same database.
func (a *App) Shared() bool { return a.store.Shared() }
