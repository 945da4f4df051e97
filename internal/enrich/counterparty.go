package enrich

// Counterparty is someone on the other side of a transaction. Empty is what is not known.
type Counterparty struct {
	Name       string
	Kind       string // merchant, financial_institution, payment_app, marketplace, payment_terminal or income_source
	EntityID   string
	Website    string
	LogoURL    string
	Confidence string
}
