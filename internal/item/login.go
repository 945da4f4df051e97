package item

import (
	"time"

	"toile"
	"toile/internal/bank"
)

// LoginDays is how long a login lasts where nothing else is said: Items of the sandbox need
// another one after 30 days (facts link 5.1).
const LoginDays = 30

// reasonConsent is why an Item whose consent ran out needs a login (facts api 2.1).
const reasonConsent = "OAUTH_CONSENT_EXPIRED"

const day = 24 * time.Hour

// Terms say for how many days a login and the consent given with it last; 0 for ever.
type Terms struct {
	LoginDays, ConsentDays int
}

// LogIn makes the Item work with a login of now: the first, or one that repairs it.
func (i *Item) LogIn(login bank.Login, terms Terms, now time.Time) {
	i.Login, i.LoggedInAt, i.UpdatedAt = login, now, now
	i.LoginDays, i.ConsentExpires = terms.LoginDays, time.Time{}
	if terms.ConsentDays > 0 {
		i.ConsentExpires = now.Add(time.Duration(terms.ConsentDays) * day)
	}
	i.ErrorCode, i.ErrorReason, i.ErrorSince = "", "", time.Time{}
	i.forget(ConsentEnding, LoginNeeded)
	if !i.Told.IsZero() {
		i.Told = now
	}
}

// Retrieved gives when what the institution knows of the person's pay was last retrieved.
func (i Item) Retrieved() time.Time {
	if i.RefreshedAt.After(i.loggedIn()) {
		return i.RefreshedAt
	}
	return i.loggedIn()
}

// Break puts the Item into an error, until a login repairs it.
func (i *Item) Break(code string, now time.Time) {
	i.ErrorCode, i.ErrorReason, i.ErrorSince, i.UpdatedAt = code, "", now, now
}

// At gives the Item as it is at an instant: broken when its login or its consent has run out by
// then. It is for showing; records keep what happened, not what time alone does.
func (i Item) At(now time.Time) Item {
	if i.ErrorCode != "" {
		return i
	}
	due, reason := i.runsOut()
	if !due.IsZero() && !now.Before(due) {
		i.ErrorCode, i.ErrorReason, i.ErrorSince = toile.ErrItemLoginRequired().ErrorCode, reason, due
	}
	return i
}

// runsOut gives when the login or the consent of an Item that works runs out, zero for never, and the reason of the error
// that it is in then.
func (i Item) runsOut() (due time.Time, reason string) {
	due = i.loginDue()
	if e := i.ConsentExpires; !e.IsZero() && (due.IsZero() || e.Before(due)) {
		return e, reasonConsent
	}
	return due, ""
}

// loginDue gives when the login runs out, zero for never. Records from before logins were noted
// count from the making of the Item. Documents need no login.
func (i Item) loginDue() time.Time {
	days := i.LoginDays
	if i.LoggedInAt.IsZero() {
		days = LoginDays
	}
	if i.InstitutionID == "" || days == 0 {
		return time.Time{}
	}
	return i.loggedIn().Add(time.Duration(days) * day)
}

// Failure gives the error that the Item is in, nil when it works. The data of its products are out
// of reach then (facts api 3.4).
func (i Item) Failure() *toile.Error {
	err, _ := toile.ErrorForCode(i.ErrorCode)
	if err != nil && i.ErrorReason != "" {
		err.ErrorCodeReason = toile.Some(i.ErrorReason)
	}
	return err
}
