package app

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"toile"
	"toile/internal/id"
	"toile/internal/item"
	"toile/internal/store"
	"toile/internal/user"
)

// maxItems bounds how many Items one call may move (spec, /user/items/associate).
const maxItems = 100

// UserItemsGet lists the Items tied to a user, oldest first.
func (a *App) UserItemsGet(ctx context.Context, who Caller, req *toile.UserItemsGetRequest) (resp *toile.UserItemsGetResponse, err error) {
	err = a.view(ctx, who, func(c call) error {
		u, err := c.user(req.UserToken, req.UserID, c.User)
		if err != nil {
			return err
		}
		items, err := c.ItemsByUser(u.Key)
		resp = &toile.UserItemsGetResponse{}
		for _, it := range items {
			resp.Items = append(resp.Items, it.At(c.at).View())
		}
		return err
	})
	return resp, err
}

// UserItemsRemove ends Items of a user, or none of them when one is not the user's.
func (a *App) UserItemsRemove(ctx context.Context, who Caller, req *toile.UserItemsRemoveRequest) (*toile.UserItemsRemoveResponse, error) {
	if len(req.ItemIDs) == 0 {
		return nil, toile.ErrInvalidField("item_ids must be a non-empty array")
	}
	return &toile.UserItemsRemoveResponse{}, a.update(ctx, who, func(c call) error {
		u, err := c.user(req.UserToken, req.UserID, c.LockUser)
		if err != nil {
			return err
		}
		items, err := c.lockItemsOf(u, req.ItemIDs)
		if err != nil {
			return err
		}
		for _, it := range items {
			if err := c.removeItem(it); err != nil {
				return err
			}
		}
		return nil
	})
}

// lockItemsOf locks Items of a locked user, all when none is named.
func (c call) lockItemsOf(u user.User, itemIDs []string) ([]item.Item, error) {
	items, err := c.ItemsByUser(u.Key)
	if err != nil {
		return nil, err
	}
	if len(itemIDs) == 0 {
		return c.lockItems(items)
	}
	byID := map[string]item.Item{}
	for _, it := range items {
		byID[it.ID] = it
	}
	named := map[string]item.Item{}
	for i, itemID := range itemIDs {
		it, ok := byID[itemID]
		if !ok {
			return nil, toile.ErrInvalidField(fmt.Sprintf("item_ids[%d] must name an Item of the user", i))
		}
		named[itemID] = it
	}
	return c.lockItems(slices.Collect(maps.Values(named)))
}

// lockItems locks Items in the order of their ids, so that no two who lock several wait for each
// other. It begins again when one was removed or moved to another user since it was read.
func (c call) lockItems(items []item.Item) ([]item.Item, error) {
	slices.SortFunc(items, func(a, b item.Item) int { return cmp.Compare(a.ID, b.ID) })
	for i, read := range items {
		locked, err := c.LockItem(read.ID)
		if err == nil && (locked.Removed || locked.UserKey != read.UserKey) {
			err = store.ErrConflict
		}
		if err != nil {
			return nil, err
		}
		items[i] = locked
	}
	return items, nil
}

// UserItemsAssociate makes Items those of a user, whosever they were before (facts api 3.1).
func (a *App) UserItemsAssociate(ctx context.Context, who Caller, req *toile.UserItemsAssociateRequest) (*toile.UserItemsAssociateResponse, error) {
	if len(req.ItemIDs) == 0 || len(req.ItemIDs) > maxItems {
		return nil, toile.ErrInvalidField(fmt.Sprintf("item_ids must name 1 to %d Items", maxItems))
	}
	return &toile.UserItemsAssociateResponse{}, a.update(ctx, who, func(c call) error {
		u, err := c.user(nil, &req.UserID, c.User)
		if err != nil {
			return err
		}
		items, err := c.itemsByID(req.ItemIDs)
		if err == nil {
			err = c.lockUsersOf(u, items)
		}
		if err != nil {
			return err
		}
		if items, err = c.lockItems(items); err != nil {
			return err
		}
		slices.SortStableFunc(items, func(a, b item.Item) int { return a.CreatedAt.Compare(b.CreatedAt) })
		for _, it := range items {
			if it.UserKey == u.Key {
				continue
			}
			it.UserKey, it.UpdatedAt = u.Key, c.at
			if err := c.MoveItem(it); err != nil {
				return err
			}
		}
		return nil
	})
}

// itemsByID reads Items of the caller, each once. A removed one and another client's are as unknown
// as one that never was.
func (c call) itemsByID(itemIDs []string) (items []item.Item, err error) {
	itemIDs = slices.Sorted(slices.Values(itemIDs))
	for _, itemID := range slices.Compact(itemIDs) {
		it, err := c.Item(itemID)
		if errors.Is(err, store.ErrNotFound) || err == nil && (it.Removed || it.ClientID != c.ClientID) {
			err = toile.ErrItemNotFound()
		}
		if err != nil {
			return nil, err
		}
		items = append(items, it)
	}
	return items, nil
}

// lockUsersOf locks a user and all whose the Items are, in the order of their keys: what happens to
// a user's Items happens one after the other.
func (c call) lockUsersOf(wanted user.User, items []item.Item) error {
	keys := []id.Key{wanted.Key}
	for _, it := range items {
		if !it.UserKey.IsZero() {
			keys = append(keys, it.UserKey)
		}
	}
	slices.SortFunc(keys, func(a, b id.Key) int { return slices.Compare(a[:], b[:]) })
	for _, key := range slices.Compact(keys) {
		locked, err := c.LockUser(key)
		if err == nil && key == wanted.Key && locked.Removed {
			err = store.ErrConflict
		}
		if err != nil {
			return err
		}
	}
	return nil
}
