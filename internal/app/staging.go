package app

import (
	"context"
	"errors"
	"time"

	"toile"
	"toile/internal/credit"
	"toile/internal/item"
	"toile/internal/link"
	"toile/internal/store"
)

// A file that a person uploads is read before a transaction waits for it. In a browser it comes in another
// call than the last one, which makes the Item that it belongs to; until then it is staged.

// readDocuments looks into the files of a script before a transaction waits for it, and for nobody who
// has no link token.
func (a *App) readDocuments(ctx context.Context, linkToken string, script link.Script) (link.Script, error) {
	if len(script.Documents) == 0 {
		return script, nil
	}
	var now time.Time
	err := a.view(ctx, Caller{}, func(c call) error {
		_, err := c.linkToken(linkToken, c.LinkToken)
		now = c.at
		return err
	})
	if err != nil {
		return script, err
	}
	return script.Read(ctx, a.world, now)
}

// readUpload looks into a file that is uploaded, if the session is ready for it: what is refused in any case need
// not be read.
func (a *App) readUpload(ctx context.Context, v Visit, turn int, action link.Action) (link.Action, error) {
	upload, ok := action.(link.UploadDocument)
	if !ok {
		return action, nil
	}
	var now time.Time
	awaited := false
	err := a.view(ctx, Caller{}, func(c call) error {
		session, err := c.visited(v)
		if err != nil {
			return err
		}
		if turn != len(session.Events) {
			return errStale
		}
		now, awaited = c.at, link.StateOf(session).Pane == link.PaneDocuments
		return nil
	})
	if err == nil && awaited {
		upload = upload.Read(a.world, now)
	}
	return upload, err
}

// stage keeps the files that this call took and that still wait for their Item.
func (r *run) stage() error {
	for _, file := range r.uploads {
		if err := r.CreateUpload(r.session, r.uploaded(file), file.Content); err != nil {
			return err
		}
	}
	if r.fresh && len(r.uploads) > 0 {
		return r.guardUploads(r.session.ID)
	}
	return nil
}

// uploaded gives the record of a file.
func (r *run) uploaded(file *link.Upload) credit.Upload {
	return credit.Upload{ID: file.ID, ClientID: r.session.ClientID, Name: file.Name, Size: file.Size, UploadedAt: r.at, Reading: file.Reading}
}

// addDocuments makes the files that were uploaded the documents of their Item.
func (r *run) addDocuments(it item.Item) error {
	var due parsed
	if r.staged > 0 {
		staged, err := r.Uploads(r.session.ID)
		if err == nil && len(staged) != r.staged { // the clock was set to after the session's end and back
			err = toile.ErrInvalidField("the documents of this Link session were removed because it had run out")
		}
		if err != nil {
			return err
		}
		for _, u := range staged {
			u.ItemID = it.ID
			due.add(r.parse(it, &u))
			if err := r.TakeUpload(u); err != nil {
				return err
			}
		}
	}
	for _, file := range r.uploads {
		u := r.uploaded(file)
		u.ItemID = it.ID
		due.add(r.parse(it, &u))
		if err := r.CreateDocument(u, file.Content); err != nil {
			return err
		}
	}
	r.staged, r.uploads = 0, nil
	return r.tellWhenParsed(it, due)
}

// dropUploads forgets the files that wait for an Item that will not be made.
func (r *run) dropUploads() error {
	staged := r.staged
	r.staged, r.uploads = 0, nil
	if staged == 0 {
		return nil
	}
	return r.RemoveUploads(r.session.ID)
}

// uploadsTask removes the files of a session that ran out: the subject.
const uploadsTask = "uploads"

// guardUploads arranges for it that the files of a session do not outlive it.
func (c call) guardUploads(sessionID string) error {
	return c.later(c.at.Add(link.MaxIdle+time.Minute), uploadsTask, sessionID)
}

// removeUploads removes the files of a session in which nobody acts any more, and looks again later where
// somebody does.
func (c call) removeUploads(sessionID string) error {
	session, err := c.LockSession(sessionID)
	if errors.Is(err, store.ErrNotFound) {
		return nil
	}
	if err == nil {
		_, err = c.lockOwner(session.UserKey)
	}
	if err != nil {
		return err
	}
	state := link.StateOf(session)
	switch {
	case state.Ended || state.Documents == 0:
		return nil
	case c.at.Sub(state.LastAt) <= link.MaxIdle:
		return c.guardUploads(sessionID)
	}
	return c.RemoveUploads(sessionID)
}
