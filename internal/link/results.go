package link

import (
	"time"

	"toile/internal/document"
)

// results is what the events of a session add up to for whoever asks about it. Both API
// views are written from it, so they cannot disagree.
type results struct {
	handedOff  []Event // ItemAdded and ItemUpdated, with the Item's accounts
	added      []Event // those of them that are ItemAdded of the bank flow
	income     []Step
	employment []Step
	payroll    []Event        // PayrollRetrieved
	documents  documentCounts // nil when none was uploaded
	failures   []Failure
	finished   bool
	exited     *Event
	endedAt    time.Time
}

// Step is one Item in the income or the employment step.
type Step struct {
	Status      string
	Item        Item
	Institution *Institution
	At          time.Time // when it began: what was offered is as of then
	Chosen      []string  // the keys of what was ticked
	Seen        *Seen     // where the offer is from; nil where another call made it
}

// IncomeSteps gives the income steps of a session, in their order.
func (s Session) IncomeSteps() []Step { return resultsOf(s).income }

// EmploymentSteps gives the employment steps of a session, in their order.
func (s Session) EmploymentSteps() []Step { return resultsOf(s).employment }

type documentCounts map[document.Kind]int

func resultsOf(s Session) results {
	var r results
	var state State
	for _, e := range s.Events {
		state.apply(e)
		switch e.Kind {
		case ItemAdded, ItemUpdated:
			e.Item = &state.Items[len(state.Items)-1]
			r.handedOff = append(r.handedOff, e)
			if e.Kind == ItemAdded && e.Flow == FlowBank {
				r.added = append(r.added, e)
			}
		case IncomeStarted:
			r.income = append(r.income, started(e))
		case IncomeDecided:
			r.income[len(r.income)-1].decide(e)
		case EmploymentStarted:
			r.employment = append(r.employment, started(e))
		case EmploymentDecided:
			r.employment[len(r.employment)-1].decide(e)
		case PayrollRetrieved:
			r.payroll = append(r.payroll, e)
		case DocumentUploaded:
			if r.documents == nil {
				r.documents = documentCounts{}
			}
			r.documents[e.Document.Kind]++
		case Failed:
			r.failures = append(r.failures, *e.Failure)
		case Finished:
			r.finished, r.endedAt = true, e.At
		case Exited:
			r.exited, r.endedAt = &e, e.At
			if e.Failure != nil && !r.shown(*e.Failure) {
				r.failures = append(r.failures, *e.Failure)
			}
		}
	}
	return r
}

func started(e Event) Step {
	return Step{Status: StatusStarted, Item: *e.Item, Institution: e.Institution, At: e.At, Seen: e.Seen}
}

func (s *Step) decide(e Event) { s.Status, s.Chosen = e.Status, e.Chosen }

// shown reports whether the error that a person left with is the last one recorded.
func (r results) shown(f Failure) bool {
	return len(r.failures) > 0 && r.failures[len(r.failures)-1].Code == f.Code
}

// any reports whether the session has something to show besides errors.
func (r results) any() bool {
	return len(r.added)+len(r.income)+len(r.employment)+len(r.payroll) > 0 || r.documents != nil
}

func (r results) ended() bool { return !r.endedAt.IsZero() }
