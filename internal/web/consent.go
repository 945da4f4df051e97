package web

import (
	"slices"
	"strings"

	"toile/internal/link"
)

// dataTypes says what each product reads of an account, by the keys of the words data.*. Of a product that is
// not named here the person is told what every one reads.
var dataTypes = map[string][]string{
	"assets": {"owner", "transactions"}, "auth": {"numbers"}, "balance_plus": {}, "employment": {"employment"}, "identity": {"owner"},
	"identity_match": {"owner"}, "income_verification": {"income"}, "income": {"income"}, "investments": {"investments"},
	"investments_auth": {"investments", "numbers"}, "liabilities": {"liabilities"}, "payment_initiation": {"numbers"},
	"processor_identity": {"owner"}, "processor_payments": {"numbers"}, "recurring_transactions": {"transactions"},
	"signal": {"numbers", "transactions"}, "statements": {"statements"}, "transactions": {"transactions"},
	"transactions_refresh": {"transactions"}, "transfer": {"numbers"},
}

// DataTypes lists what the person agrees to share, each once, in the order of the words.
func (p *Page) DataTypes() []string {
	asked := slices.Concat(p.Config.Products, p.Config.IfSupported, p.Config.Optional, p.Config.Consented)
	if p.Config.Everything {
		for product := range dataTypes {
			asked = append(asked, product)
		}
	}
	types := map[string]bool{"account": !p.Config.DigitalPayroll && !p.Config.PayrollDocuments}
	for _, product := range asked {
		found := dataTypes[product]
		if strings.HasPrefix(product, "cra_") {
			found = []string{"owner", "transactions", "income"}
		}
		for _, name := range found {
			types[name] = true
		}
	}
	listed := []string{"account", "numbers", "owner", "transactions", "income", "employment", "investments", "liabilities", "statements"}
	return slices.DeleteFunc(listed, func(name string) bool { return !types[name] })
}

// Payroll reports whether the person links a payroll provider and no bank.
func (p *Page) Payroll() bool { return p.Config.DigitalPayroll }

// Flows are those between which the person chooses.
func (p *Page) Flows() []link.Flow { return []link.Flow{link.FlowPayroll, link.FlowDocuments} }
