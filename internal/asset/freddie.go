package asset

import (
	"strings"
	"time"

	"toile"
)

// The versions of the two schemas, as the official examples have them.
const (
	freddieSchema        = 1
	freddieReportsSchema = 2.4
)

// FreddieMac gives a report in the form of Freddie Mac, as it is read with an audit copy token
// (/credit/asset_report/freddie_mac/get, facts api 3.10). Nothing is added to what the report says:
// the lender's own number for the report is taken for that of the loan, the user of the report for
// the borrower, and the owners of the accounts where it has no user.
func FreddieMac(report toile.AssetReport, auditCopyToken string) *toile.AssetReportFreddieGetResponse {
	var assets toile.Assets
	assets.Asset = []toile.Asset{}
	for account := range accountsOf(report) {
		one := toile.Asset{
			AssetDetail: assetDetail(report, account.AccountAssets), AssetOwners: assetOwners(account.AccountAssets), AssetHolder: assetHolder(account.item),
			ValidationSources: validatedBy(account.item), AssetTransactions: toile.AssetTransactions{AssetTransaction: []toile.AssetTransaction{}},
		}
		for _, t := range assetTransactions(account.AccountAssets) {
			one.AssetTransactions.AssetTransaction = append(one.AssetTransactions.AssetTransaction, toile.AssetTransaction{
				AssetTransactionDetail: t.detail, AssetTransactionDescripton: t.description(), // the key is spelt so
			})
		}
		assets.Asset = append(assets.Asset, one)
	}
	parties := []toile.Party{}
	for _, b := range borrowers(report) {
		parties = append(parties, toile.Party{
			Individual: toile.PartyIndividual{Name: toile.IndividualName{FirstName: b.first, LastName: b.last}},
			Roles:      borrowerRoles(), TaxpayerIdentifiers: taxpayer(b.ssn),
		})
	}
	return &toile.AssetReportFreddieGetResponse{
		SchemaVersion: freddieSchema,
		Deal: toile.AssetReportFreddie{
			Loans:   toile.Loans{Loan: toile.Loan{LoanIdentifiers: toile.LoanIdentifiers{LoanIdentifier: loanIdentifier(report)}}},
			Parties: toile.Parties{Party: parties},
			Services: toile.Services{Service: toile.Service{
				Statuses: success(),
				VerificationOfAsset: toile.VerificationOfAsset{
					ReportingInformation:        toile.ReportingInformation{ReportingInformationIdentifier: auditCopyToken},
					ServiceProductFulfillment:   verification(),
					VerificationOfAssetResponse: toile.VerificationOfAssetResponse{Assets: assets},
				},
			}},
		},
	}
}

// FreddieMacReports gives a report in the newer form of Freddie Mac, which has the holdings of
// accounts as well (/credit/freddie_mac/reports/get). It is a verification of assets; reports that
// verify employment are not made.
func FreddieMacReports(report toile.AssetReport, auditCopyToken string) *toile.CreditFreddieMacReportsGetResponse {
	assets := toile.CreditFreddieMacAssets{Asset: []toile.CreditFreddieMacAsset{}}
	for account := range accountsOf(report) {
		one := toile.CreditFreddieMacAsset{
			AssetDetail: assetDetail(report, account.AccountAssets), AssetOwners: assetOwners(account.AccountAssets), AssetHolder: assetHolder(account.item),
			AssetHoldings: assetHoldings(account.AccountAssets), ValidationSources: validatedBy(account.item),
			AssetTransactions: toile.CreditFreddieMacAssetTransactions{AssetTransaction: []toile.CreditFreddieMacAssetTransaction{}},
		}
		for _, t := range assetTransactions(account.AccountAssets) {
			one.AssetTransactions.AssetTransaction = append(one.AssetTransactions.AssetTransaction, toile.CreditFreddieMacAssetTransaction{
				AssetTransactionDetail: t.detail, AssetTransactionDescription: t.description(),
			})
		}
		assets.Asset = append(assets.Asset, one)
	}
	parties := []toile.CreditFreddieMacParty{}
	for _, b := range borrowers(report) {
		parties = append(parties, toile.CreditFreddieMacParty{
			Individual: toile.CreditFreddieMacPartyIndividual{Name: toile.CreditFreddieMacIndividualName{FirstName: b.first, MiddleName: b.middle, LastName: b.last}},
			Roles:      borrowerRoles(), TaxpayerIdentifiers: taxpayer(b.ssn),
		})
	}
	made, kind := report.DateGenerated.UTC().Format(time.RFC3339), "ReportID"
	return &toile.CreditFreddieMacReportsGetResponse{
		SchemaVersion: freddieReportsSchema,
		Deal: toile.CreditFreddieMacVerificationOfAssetsDeal{
			Loans: toile.CreditFreddieMacLoans{Loan: toile.CreditFreddieMacLoan{
				LoanRoleType: "SubjectLoan", LoanIdentifiers: toile.CreditFreddieMacLoanIdentifiers{LoanIdentifier: []toile.LoanIdentifier{loanIdentifier(report)}},
			}},
			Parties: toile.CreditFreddieMacParties{Party: parties},
			Services: toile.CreditFreddieMacServices{Service: toile.CreditFreddieMacService{
				Statuses: success(),
				VerificationOfAsset: []toile.CreditFreddieMacVerificationOfAsset{{
					ReportingInformation: toile.CreditFreddieMacReportingInformation{
						ReportDateTime: &made, ReportIdentifierType: &kind,
						ReportingInformationParentIdentifier: &auditCopyToken, ReportingInformationIdentifier: report.AssetReportID,
					},
					ServiceProductFulfillment:   verification(),
					VerificationOfAssetResponse: toile.CreditFreddieMacVerificationOfAssetResponse{Assets: assets},
				}},
			}},
		},
	}
}

// itemAccount is an account with the Item that it belongs to.
type itemAccount struct {
	toile.AccountAssets
	item toile.AssetReportItem
}

func accountsOf(report toile.AssetReport) func(yield func(itemAccount) bool) {
	return func(yield func(itemAccount) bool) {
		for _, item := range report.Items {
			for _, account := range item.Accounts {
				if !yield(itemAccount{account, item}) {
					return
				}
			}
		}
	}
}

func assetHolder(item toile.AssetReportItem) toile.AssetHolder {
	return toile.AssetHolder{Name: toile.AssetHolderName{FullName: item.InstitutionName}}
}

// validatedBy names the institution that what is said comes from.
func validatedBy(item toile.AssetReportItem) toile.ValidationSources {
	return toile.ValidationSources{ValidationSource: []toile.ValidationSource{
		{ValidationSourceName: &item.InstitutionName, ValidationSourceReferenceIdentifier: &item.InstitutionID},
	}}
}

// loanIdentifier takes the lender's number of the report for that of the loan.
func loanIdentifier(report toile.AssetReport) toile.LoanIdentifier {
	if report.ClientReportID == nil || *report.ClientReportID == "" {
		return toile.LoanIdentifier{}
	}
	kind := toile.LoanIdentifierTypeLenderLoan
	return toile.LoanIdentifier{LoanIdentifier: report.ClientReportID, LoanIdentifierType: &kind}
}

func verification() toile.ServiceProductFulfillment {
	vendor := "PLAID"
	return toile.ServiceProductFulfillment{ServiceProductFulfillmentDetail: toile.ServiceProductFulfillmentDetail{
		VendorOrderIdentifier: &vendor, ServiceProductFulfillmentIdentifier: toile.ServiceProductFulfillmentIdentifierVOA,
	}}
}

func success() toile.Statuses {
	code := "success"
	return toile.Statuses{Status: toile.Status{StatusCode: &code}}
}

// borrower is a person who asks for the loan.
type borrower struct{ first, middle, last, ssn string }

// borrowers gives the user of the report, or else everyone who owns an account of it, once.
func borrowers(report toile.AssetReport) []borrower {
	u := report.User
	if user := (borrower{u.FirstName.Or(""), u.MiddleName.Or(""), u.LastName.Or(""), u.SSN.Or("")}); user.first != "" || user.last != "" {
		return []borrower{user}
	}
	var list []borrower
	seen := map[string]bool{}
	for account := range accountsOf(report) {
		for _, owner := range account.Owners {
			for _, name := range owner.Names {
				if words := strings.Fields(name); len(words) > 0 && !seen[name] {
					seen[name] = true
					list = append(list, named(words))
				}
			}
		}
	}
	if len(list) == 1 {
		list[0].ssn = u.SSN.Or("")
	}
	return list
}

// named parts the words of a full name. One word alone is a last name.
func named(words []string) borrower {
	n := len(words) - 1
	if n == 0 {
		return borrower{last: words[0]}
	}
	return borrower{first: words[0], middle: strings.Join(words[1:n], " "), last: words[n]}
}

func borrowerRoles() toile.Roles {
	return toile.Roles{Role: toile.Role{RoleDetail: toile.RoleDetail{PartyRoleType: toile.PartyRoleTypeBorrower}}}
}

// taxpayer gives the number under which a person pays tax. Those that begin with 9 are given to who
// has no social security number.
func taxpayer(number string) toile.TaxpayerIdentifiers {
	if number == "" {
		return toile.TaxpayerIdentifiers{}
	}
	kind := toile.TaxpayerIdentifierTypeSocialSecurityNumber
	if number[0] == '9' {
		kind = toile.TaxpayerIdentifierTypeIndividualTaxpayerIdentificationNumber
	}
	return toile.TaxpayerIdentifiers{TaxpayerIdentifier: toile.TaxpayerIdentifier{TaxpayerIdentifierType: &kind, TaxpayerIdentifierValue: &number}}
}
