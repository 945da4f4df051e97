package app

import (
	"cmp"
	"context"
	"slices"

	"toile"
	"toile/internal/item"
	"toile/internal/link"
	"toile/internal/user"
)

// CreditPayrollIncomeParsingConfigUpdate sets what is done with the documents of an Item, of the newest that
// the user has if none is named.
func (a *App) CreditPayrollIncomeParsingConfigUpdate(ctx context.Context, who Caller, req *toile.CreditPayrollIncomeParsingConfigUpdateRequest) (*toile.CreditPayrollIncomeParsingConfigUpdateResponse, error) {
	if len(req.ParsingConfig) == 0 {
		return nil, toile.ErrInvalidField("parsing_config must be a non-empty array of ocr, risk_signals")
	}
	return &toile.CreditPayrollIncomeParsingConfigUpdateResponse{}, a.update(ctx, who, func(c call) error {
		u, err := c.user(req.UserToken, req.UserID, c.LockUser)
		if err != nil {
			return err
		}
		it, err := c.documentItem(u, req.ItemID)
		if err != nil {
			return err
		}
		it.Parsing, it.UpdatedAt = link.ParsingNames(req.ParsingConfig), c.at
		if err := c.SaveItem(it); err != nil {
			return err
		}
		return c.parseAgain(it)
	})
}

// documentItem locks an Item of a locked user that was made from documents: the one that is named, or
// the newest.
func (c call) documentItem(u user.User, itemID *string) (item.Item, error) {
	items, err := c.documentItems(u)
	if err != nil {
		return item.Item{}, err
	}
	for _, it := range slices.Backward(items) {
		if it.ID == *cmp.Or(itemID, &it.ID) {
			locked, err := c.lockItems([]item.Item{it})
			if err != nil {
				return item.Item{}, err
			}
			return locked[0], nil
		}
	}
	if itemID != nil {
		return item.Item{}, toile.ErrInvalidField("item_id must name an Item of the user that was made from documents")
	}
	return item.Item{}, toile.ErrIncomeVerificationNotFound()
}

// parseAgain does with the documents of an Item what is asked for by now.
func (c call) parseAgain(it item.Item) error {
	uploads, err := c.Documents(it.ID)
	if err != nil {
		return err
	}
	var due parsed
	for _, u := range uploads {
		if !due.add(c.parse(it, &u)) {
			continue
		}
		if err := c.SaveDocument(u); err != nil {
			return err
		}
	}
	return c.tellWhenParsed(it, due)
}
