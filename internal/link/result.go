package link

import "toile"

// The ways in which a session can stand. The ended ones are those of the
// LINK/SESSION_FINISHED webhook.
const (
	Running = "RUNNING"
	Success = "SUCCESS"
	Left    = "EXITED"
)

// Result is what the page that embeds Link learns from its callbacks (facts link 1.3).
type Result struct {
	LinkSessionID string   `json:"link_session_id"`
	Status        string   `json:"status"`
	Pane          Pane     `json:"pane"`          // where the person is, or "done"
	PublicTokens  []string `json:"public_tokens"` // one for each Item, in the order of linking
	ItemIDs       []string `json:"item_ids"`

	ExitStatus string       `json:"exit_status,omitempty"`
	Error      *toile.Error `json:"error,omitempty"`
}

// ResultOf gives the result of a session so far.
func ResultOf(s Session) Result {
	r, state := resultsOf(s), StateOf(s)
	result := Result{LinkSessionID: s.ID, Status: Running, Pane: state.Pane, PublicTokens: []string{}, ItemIDs: []string{}}
	for _, linked := range state.Items {
		result.PublicTokens = append(result.PublicTokens, linked.PublicToken)
		result.ItemIDs = append(result.ItemIDs, linked.ID)
	}
	switch {
	case r.finished:
		result.Status = Success
	case r.exited != nil:
		result.Status, result.ExitStatus, result.Error = Left, r.exited.Status, exitError(*r.exited)
	}
	return result
}
