package bank

// found gives what Link learns about a customer of a bank.
func (c *Customer) found() *Found {
	f := &Found{}
	for _, book := range c.Books {
		f.Accounts = append(f.Accounts, book.Account)
	}
	return f
}

// foundAtPayroll gives what Link learns about a customer of a payroll provider.
func (c *Customer) foundAtPayroll() *Found {
	jobs := len(c.Employments)
	stubs, forms, _ := c.counted()
	return &Found{Paystubs: stubs + shownStubs*jobs, W2s: forms + shownForms*jobs}
}
