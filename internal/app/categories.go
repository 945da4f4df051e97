package app

import (
	"context"

	"toile"
	"toile/internal/enrich"
)

// CategoriesGet lists the categories that transactions had before the personal finance ones. It
// needs no keys.
func (a *App) CategoriesGet(context.Context, Caller, *toile.CategoriesGetRequest) (*toile.CategoriesGetResponse, error) {
	resp := &toile.CategoriesGetResponse{}
	for _, c := range enrich.LegacyCategories {
		resp.Categories = append(resp.Categories, toile.Category{CategoryID: c.ID, Group: c.Group, Hierarchy: c.Hierarchy})
	}
	return resp, nil
}
