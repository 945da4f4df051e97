package bank

import "toile/internal/enrich"

// found gives what Link learns about a customer of a bank.
func (c *Customer) found() *Found {
	f := &Found{Income: c.income()}
	for _, book := range c.Books {
		f.Accounts = append(f.Accounts, book.Account)
	}
	for _, source := range f.Income {
		if source.Category == "SALARY" {
			f.Employers = append(f.Employers, source.Name)
		}
	}
	return f
}

// foundAtPayroll gives what Link learns about a customer of a payroll provider.
func (c *Customer) foundAtPayroll() *Found {
	jobs := len(c.Employments)
	return &Found{Paystubs: len(c.stubs) + shownStubs*jobs, W2s: len(c.forms) + shownW2s*jobs}
}

// income gives what looks like income: the streams that are some, and what a configuration lists
// as coming at least twice from one payer, whatever else its descriptions hold. A tax refund comes
// once a year.
func (c *Customer) income() (sources []IncomeSource) {
	seen, times := map[IncomeSource]bool{}, map[IncomeSource]int{}
	add := func(source IncomeSource) {
		if source.Category != "" && !seen[source] {
			seen[source] = true
			sources = append(sources, source)
		}
	}
	for _, s := range c.streams {
		add(IncomeSource{s.payer, s.income})
	}
	for _, row := range c.listed {
		if book, _ := c.Book(row.account); row.amount >= 0 || book.Type != "depository" {
			continue
		}
		name, category := enrich.Deposit(row.description)
		source := IncomeSource{name, category}
		if times[source]++; times[source] > 1 || source.Category == "TAX_REFUND" {
			add(source)
		}
	}
	return sources
}
