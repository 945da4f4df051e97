package app

import (
	"context"
	"errors"
	"slices"

	"toile"
	"toile/internal/bank"
	"toile/internal/id"
	"toile/internal/item"
	"toile/internal/link"
	"toile/internal/store"
)

// CreditSessions is the list of a user's sessions, newest first, as JSON: the documents are
// stored as they are sent and never encoded again, because this is the operation that every
// client waits on.
func (a *App) CreditSessions(ctx context.Context, who Caller, req *toile.CreditSessionsGetRequest) ([]byte, error) {
	handle, unknown, err := userHandle(req.UserToken, req.UserID)
	if err != nil {
		return nil, err
	}
	read := a.store.SessionList
	if who.MayLag {
		read = a.store.SessionListLagging
	}
	list, err := read(ctx, id.KeyOf(handle))
	if errors.Is(err, store.ErrNotFound) || err == nil && list.ClientID != who.ClientID {
		return nil, unknown()
	}
	return list.JSON, err
}

// RunLink opens a link token and plays a script on it: a person in front of Link who needs no
// screen. What they do wrong is part of the session; what the script says wrong is an error
// and leaves nothing behind.
func (a *App) RunLink(ctx context.Context, requestID, linkToken string, script link.Script) (result link.Result, err error) {
	if err := script.Validate(); err != nil {
		return result, err
	}
	if script, err = a.readDocuments(ctx, linkToken, script); err != nil {
		return result, err
	}
	err = a.update(ctx, Caller{RequestID: requestID}, func(c call) error {
		token, err := c.linkToken(linkToken, c.LockLinkToken)
		if err != nil {
			return err
		}
		session, err := c.play(token, script)
		result = link.ResultOf(session)
		return err
	})
	return result, err
}

// play runs a whole session and saves it with all that follows from it.
func (c call) play(token link.Token, script link.Script) (link.Session, error) {
	session, err := c.openSession(&token)
	if err != nil {
		return session, err
	}
	env, err := c.env(token, script.Usernames())
	if err != nil {
		return session, err
	}
	if session, err = link.Play(token, session, script, env); err != nil {
		return session, err
	}
	if err := c.follow(token, session, session.Events); err != nil {
		return session, err
	}
	return session, c.saveSession(session)
}

// openSession numbers a new session below its token and, among equal start times, below its
// user, who is locked: a removed user must not get another Item.
func (c call) openSession(token *link.Token) (link.Session, error) {
	if !token.UserKey.IsZero() {
		u, err := c.LockUser(token.UserKey)
		if err != nil {
			return link.Session{}, err
		}
		if u.Removed {
			return link.Session{}, toile.ErrInvalidLinkToken()
		}
	}
	token.Sessions++
	if err := c.SaveLinkToken(*token); err != nil {
		return link.Session{}, err
	}
	number := token.Sessions
	if !token.UserKey.IsZero() {
		var err error
		if number, err = c.Next("sessions of " + token.UserKey.String()); err != nil {
			return link.Session{}, err
		}
	}
	session := link.Session{
		ID:       c.ids.UUID("link session", token.Key.String(), token.Sessions),
		TokenKey: token.Key, UserKey: token.UserKey, ClientID: token.ClientID, Number: number, StartedAt: c.at,
	}
	return session, c.CreateSession(session)
}

// saveSession keeps the session and, where it has a user, the document that the user's list shows.
func (c call) saveSession(s link.Session) error {
	if err := c.SaveSession(s); err != nil {
		return err
	}
	shown, ok := link.CreditSession(s)
	if !ok || s.UserKey.IsZero() {
		return nil
	}
	return c.PutCreditSession(s, shown.AppendJSON(nil))
}

// follow does what events bring about outside the session.
func (c call) follow(token link.Token, s link.Session, events []link.Event) error {
	var uploads []*link.Upload // for the next Item
	for _, e := range events {
		var err error
		switch e.Kind {
		case link.DocumentUploaded:
			uploads = append(uploads, e.Document)
		case link.ItemAdded:
			err = c.addItem(token, s, e, uploads)
			uploads = nil
		case link.ItemUpdated:
			err = c.updateItem(token, s, e)
		case link.Finished, link.Exited:
			err = c.reportIncome(token, s)
		}
		if err == nil && e.Flow == link.FlowPayroll && (e.Kind == link.ItemAdded || e.Kind == link.ItemUpdated) {
			err = c.later(c.at, verifiedTask, e.Item.ID)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (c call) addItem(token link.Token, s link.Session, e link.Event, uploads []*link.Upload) error {
	linked, config := s.Linked(e.Item.ID), token.Config
	it := item.Item{
		ID: linked.ID, ClientID: token.ClientID, UserKey: token.UserKey, LinkSessionID: s.ID,
		Accounts: linked.Accounts, Webhook: config.Webhook, Limited: !config.Everything, CreatedAt: c.at, Parsing: config.Parsing,
	}
	var institution bank.Institution
	if e.Institution != nil {
		institution, _ = c.world.Institution(e.Institution.ID)
		it.InstitutionID, it.InstitutionName, it.Available = institution.ID, institution.Name, institution.Products
		it.AuthMethod = institution.AuthMethod(linked.Login)
	}
	it.LogIn(linked.Login, c.terms(institution), c.at)
	if err := addStatements(&it, config); err != nil {
		return err
	}
	it.Grant(item.Wishes{
		Products:  slices.Concat(config.Products, institution.Supported(config.IfSupported)),
		Optional:  config.Optional,
		Consented: config.Consented,
	})
	if slices.Contains(it.Products, string(toile.ProductsTransactions)) {
		it.AskTransactions(token.Config.History, c.delays.transactions, c.at)
	}
	if err := c.CreateItem(it); err != nil {
		return err
	}
	if err := c.CreatePublicToken(it.NewPublicToken(e.Item.PublicToken, c.at)); err != nil {
		return err
	}
	return c.addDocuments(it, uploads)
}

// addStatements lets an Item have the statements that a link token asks for, before it grants more.
func addStatements(it *item.Item, config link.Config) error {
	if config.Statements == nil {
		return nil
	}
	return it.AddStatements(*config.Statements)
}

// terms says how long a login of now lasts.
func (c call) terms(institution bank.Institution) item.Terms {
	return item.Terms{LoginDays: c.loginDays, ConsentDays: institution.ConsentDays}
}

// updateItem repairs an Item and adds what the update asked for.
func (c call) updateItem(token link.Token, s link.Session, e link.Event) error {
	it, err := c.LockItem(e.Item.ID)
	if err != nil {
		return err
	}
	if it.Removed {
		return toile.ErrItemNotFound()
	}
	linked := s.Linked(it.ID)
	institution, _ := c.world.Institution(it.InstitutionID)
	it.LogIn(linked.Login, c.terms(institution), c.at)
	if token.Config.Update.AccountSelection {
		it.Accounts = linked.Accounts
	}
	if err := addStatements(&it, token.Config); err != nil {
		return err
	}
	it.Grant(item.Wishes{Products: token.Config.Products, Consented: token.Config.Consented})
	if err := c.SaveItem(it); err != nil {
		return err
	}
	return c.CreatePublicToken(it.NewPublicToken(e.Item.PublicToken, c.at))
}
