package app

import (
	"context"
	"errors"

	"toile"
	"toile/internal/bank"
	"toile/internal/item"
	"toile/internal/product"
)

// read answers from what an Item has of a product. Without the name of one the Item must only work.
func read[R any](ctx context.Context, a *App, who Caller, accessToken string, of toile.Products, answer func(product.Source) (R, error)) (resp R, err error) {
	err = a.view(ctx, who, func(c call) error {
		source, err := c.source(accessToken, of)
		if err == nil {
			resp, err = answer(source)
		}
		return err
	})
	return resp, err
}

// source gives what answers about a product of the Item behind an access token are built from. It
// is where every endpoint learns that it may answer: the Item works and has the product, or its
// person agreed to it. The first use of such a product adds it to the Item, if the operation
// succeeds; what a caller has locked and read before that is then no longer what is kept.
func (c call) source(accessToken string, used toile.Products) (product.Source, error) {
	it, err := c.itemByToken(accessToken)
	if err == nil {
		it, err = c.use(it, used)
	}
	if errors.Is(err, errMustWrite) && c.writes {
		if it, _, err = c.lockItemByToken(accessToken); err == nil {
			it, err = c.use(it, used)
		}
		if errors.Is(err, errMustWrite) {
			if err = c.watch(&it); err == nil { // something may come in of what is used
				err = c.SaveItem(it)
			}
		}
	}
	if err != nil {
		return product.Source{}, err
	}
	return c.sourceOf(it)
}

// lockForUse locks the Item behind an access token for an operation that changes what it has of a
// product, under the same rule. The caller saves the Item.
func (c call) lockForUse(accessToken string, used toile.Products) (item.Item, error) {
	it, _, err := c.lockItemByToken(accessToken)
	if err == nil {
		it, err = c.use(it, used)
	}
	if errors.Is(err, errMustWrite) {
		err = nil
	}
	return it, err
}

// use notes that a product of an Item that works is used. It gives errMustWrite where that is new.
func (c call) use(it item.Item, used toile.Products) (item.Item, error) {
	if failure := it.At(c.at).Failure(); failure != nil {
		return it, failure
	}
	if err := it.Allows(string(used)); err != nil {
		return it, err
	}
	if it.Use(string(used)) {
		return it, errMustWrite
	}
	return it, nil
}

// sourceOf joins an Item with what its bank knows now. Most Items have no changes, and say so.
func (c call) sourceOf(it item.Item) (product.Source, error) {
	var changes []bank.Change
	if it.Feed.Changes > 0 {
		var err error
		if changes, err = c.Changes(it.ID); err != nil {
			return product.Source{}, err
		}
	}
	return c.sourceWith(it, changes)
}

// sourceWith joins an Item with what its bank knows when callers changed so much.
func (c call) sourceWith(it item.Item, changes []bank.Change) (product.Source, error) {
	ledger, err := c.world.Ledger(it.Login, it.CreatedAt, changes)
	if err != nil {
		return product.Source{}, err
	}
	institution, _ := c.world.Institution(it.InstitutionID)
	return product.Join(it, institution, ledger, c.at, c.dataIDs), nil
}
