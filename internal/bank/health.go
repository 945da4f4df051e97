package bank

import "time"

// Incident is a time in which an institution was not well.
type Incident struct {
	Title   string
	Start   time.Time
	End     time.Time // zero while it lasts
	Updates []IncidentUpdate
}

// IncidentUpdate is news about an incident.
type IncidentUpdate struct {
	Description string
	Status      string // INVESTIGATING, IDENTIFIED, SCHEDULED, RESOLVED or UNKNOWN
	At          time.Time
}

// Service is how well one kind of requests to an institution goes. The three parts sum to 1.
type Service struct {
	Status                                  string
	Since                                   time.Time
	Success, PlaidErrors, InstitutionErrors float64
	Refresh                                 string // NORMAL, DELAYED or STOPPED
}

// Service tells how requests go at an instant. An institution that is not well has been so since
// the morning of the day before, whenever it is asked; one that is well since the first of the month.
func (i Institution) Service(now time.Time) Service {
	switch i.Health {
	case Degraded:
		return Service{Degraded, ill(now), 0.42, 0.08, 0.5, "DELAYED"}
	case Down:
		return Service{Down, ill(now), 0, 0.02, 0.98, "STOPPED"}
	}
	year, month, _ := now.UTC().Date()
	return Service{Healthy, time.Date(year, month, 1, 0, 0, 0, 0, time.UTC), 0.95, 0.01, 0.04, "NORMAL"}
}

// ill is since when institutions that are not well have been so.
func ill(now time.Time) time.Time { return morning(DateOf(now) - 1) }

// Incidents gives what is known about the health of an institution at an instant, the newest
// first. One that is well has none.
func (i Institution) Incidents(now time.Time) []Incident {
	if i.Health == Healthy {
		return nil
	}
	start := ill(now)
	incident := Incident{Title: "Some logins fail", Start: start, Updates: []IncidentUpdate{
		{"We see errors of this institution and look into them.", "INVESTIGATING", start.Add(30 * time.Minute)},
		{"The institution knows of the problem and works on it.", "IDENTIFIED", start.Add(2 * time.Hour)},
	}}
	if i.Health == Down {
		incident.Title = "The institution does not answer"
	}
	past := start.Add(-14 * day)
	earlier := Incident{Title: "Transactions came late", Start: past, End: past.Add(5 * time.Hour), Updates: []IncidentUpdate{
		{"Transactions come in as usual again.", "RESOLVED", past.Add(5 * time.Hour)},
	}}
	return []Incident{incident, earlier}
}
