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
	r, err := c.open(token, script.Usernames())
	if err != nil {
		return link.Session{}, err
	}
	err = link.NewPlayer(script, token).Play(func(action link.Action) (link.State, error) {
		err := r.act(action)
		return link.StateOf(r.session), err
	})
	if err == nil {
		err = r.keep()
	}
	return r.session, err
}

// addItem makes the Item that was handed off.
func (r *run) addItem(e link.Event) error {
	linked, config := r.session.Linked(e.Item.ID), r.token.Config
	it := item.Item{
		ID: linked.ID, ClientID: r.token.ClientID, UserKey: r.token.UserKey, LinkSessionID: r.session.ID,
		Accounts: linked.Accounts, Webhook: config.Webhook, Limited: !config.Everything, CreatedAt: r.at, Parsing: config.Parsing,
		Told: r.at, // from the first on
	}
	var institution bank.Institution
	if e.Institution != nil {
		institution, _ = r.world.Institution(e.Institution.ID)
		it.InstitutionID, it.InstitutionName, it.Available = institution.ID, institution.Name, institution.Products
		it.AuthMethod = institution.AuthMethod(linked.Login)
	}
	it.LogIn(linked.Login, r.terms(institution), r.at)
	if err := addStatements(&it, config); err != nil {
		return err
	}
	it.Grant(item.Wishes{
		Products:  slices.Concat(config.Products, institution.Supported(config.IfSupported)),
		Optional:  config.Optional,
		Consented: config.Consented,
	})
	if it.Has(toile.ProductsTransactions) {
		it.AskTransactions(config.History, r.delays.transactions, r.at)
	}
	r.expectProducts(&it, r.delays.products)
	if err := r.watch(&it); err != nil {
		return err
	}
	if err := r.CreateItem(it); err != nil {
		return err
	}
	if err := r.CreatePublicToken(it.NewPublicToken(e.Item.PublicToken, r.at)); err != nil {
		return err
	}
	if e.Flow == link.FlowDocuments {
		return r.addDocuments(it)
	}
	return r.dropUploads()
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
func (r *run) updateItem(e link.Event) error {
	it, err := r.LockItem(e.Item.ID)
	if err == nil && it.Removed { // since the decision
		err = store.ErrConflict
	}
	if err != nil {
		return err
	}
	linked, config := r.session.Linked(it.ID), r.token.Config
	institution, _ := r.world.Institution(it.InstitutionID)
	before := it.Login
	it.LogIn(linked.Login, r.terms(institution), r.at)
	if config.Update.AccountSelection {
		it.Accounts = linked.Accounts
	} else if err := r.tellNewAccounts(&it, before); err != nil {
		return err
	}
	if err := addStatements(&it, config); err != nil {
		return err
	}
	it.Grant(item.Wishes{Products: config.Products, Consented: config.Consented})
	if err := r.watch(&it); err != nil {
		return err
	}
	if err := r.tellNews(&it); err != nil { // everything comes in with a login
		return err
	}
	if err := r.SaveItem(it); err != nil {
		return err
	}
	return r.CreatePublicToken(it.NewPublicToken(e.Item.PublicToken, r.at))
}
