package app

import (
	"toile/internal/bank"
	"toile/internal/link"
)

// Tiles gives the first institutions that a link token's person can link, up to so many, and none where the token
// does not open with one that was chosen before. Those that are down are left out: a tile leads right to the login.
func (a *App) Tiles(config link.Config, most int) (list []bank.Institution) {
	if !config.HasTiles() {
		return nil
	}
	for _, institution := range a.world.Institutions() {
		if len(list) < most && config.Fits(institution) && institution.Health != bank.Down {
			list = append(list, institution)
		}
	}
	return list
}
