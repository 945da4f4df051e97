package bank

import "fmt"

// job is an employment as a household takes it up.
type job struct {
	employer Employer
	owner    int // of the household, from 0
	title    string
	kind     string // FULL_TIME without one
	married  bool
	started  Date
	schedule schedule
	terms    payTerms
	parts    []part
}

// into lets a whole pay go to one account.
func into(account int, description string) []part {
	return []part{{account: account, description: description}}
}

// works takes up a job.
func (h *household) works(j job) {
	owner := h.owners[j.owner]
	id := h.noise.at(int64(3000 + len(h.Employments)))
	e := Employment{
		Employer: j.employer,
		Employee: Employee{
			Name: owner.Names[0], Address: owner.Addresses[0], MaritalStatus: "SINGLE",
			TaxpayerType: "SSN", TaxpayerMask: fmt.Sprintf("%04d", id.below(10_000)),
		},
		Title: j.title, Type: "FULL_TIME", Started: j.started,
		EmployeeID: fmt.Sprintf("E%06d", id.at(1).below(1e6)), PositionID: fmt.Sprintf("P%05d", id.at(2).below(1e5)),
		PayFrequency: j.schedule.frequency(), PayBasis: "SALARY", PayRate: "ANNUAL", PayAmount: j.terms.salary,
		schedule: j.schedule, terms: j.terms, parts: j.parts,
	}
	if j.kind != "" {
		e.Type = j.kind
	}
	if j.married {
		e.Employee.MaritalStatus = "MARRIED"
	}
	if j.terms.hourly > 0 {
		e.PayBasis, e.PayRate, e.PayAmount = "HOURLY", "HOURLY", j.terms.hourly
	}
	h.employ(e)
}
