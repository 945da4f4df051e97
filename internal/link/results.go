package link

import "time"

// results is what the events of a session add up to for whoever asks about it. Both API
// views are written from it, so they cannot disagree.
type results struct {
	handedOff  []Event // ItemAdded and ItemUpdated, with the Item's accounts
	added      []Event // those of them that are ItemAdded of the bank flow
	income     []step
	employment []step
	payroll    []Event        // PayrollRetrieved
	documents  documentCounts // nil when none was uploaded
	failures   []Failure
	finished   bool
	exited     *Event
	endedAt    time.Time
}

// step is one Item in the income or the employment step.
type step struct {
	Status      string
	Item        Item
	Institution *Institution
}

type documentCounts map[DocumentKind]int

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
			r.income = append(r.income, step{StatusStarted, *e.Item, e.Institution})
		case IncomeDecided:
			r.income[len(r.income)-1].Status = e.Status
		case EmploymentStarted:
			r.employment = append(r.employment, step{StatusStarted, *e.Item, e.Institution})
		case EmploymentDecided:
			r.employment[len(r.employment)-1].Status = e.Status
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

// shown reports whether the error that a person left with is the last one recorded.
func (r results) shown(f Failure) bool {
	return len(r.failures) > 0 && r.failures[len(r.failures)-1].Code == f.Code
}

// any reports whether the session has something to show besides errors.
func (r results) any() bool {
	return len(r.added)+len(r.income)+len(r.employment)+len(r.payroll) > 0 || r.documents != nil
}

func (r results) ended() bool { return !r.endedAt.IsZero() }
