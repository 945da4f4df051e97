package product

import (
	"toile"
	"toile/internal/bank"
	"toile/internal/item"
)

// Identity gives the answer about who owns accounts.
func (s Source) Identity(accountIDs []string) (*toile.IdentityGetResponse, error) {
	accounts, err := s.Accounts(accountIDs)
	if err != nil {
		return nil, err
	}
	resp := &toile.IdentityGetResponse{Item: s.Item.View()}
	for _, account := range accounts {
		resp.Accounts = append(resp.Accounts, s.Identified(account))
	}
	return resp, nil
}

// Owners shows who owns one of the bank's accounts.
func (s Source) Owners(number int) []toile.Owner {
	book, _ := s.Ledger.Book(number)
	return owners(book.Owners)
}

// Identified shows an account with its owners.
func (s Source) Identified(account item.Account) toile.AccountIdentity {
	book, _ := s.Ledger.Book(account.Number)
	v := s.account(account)
	return toile.AccountIdentity{
		AccountID: v.AccountID, Balances: v.Balances, Mask: v.Mask, Name: v.Name, OfficialName: v.OfficialName,
		Type: v.Type, Subtype: v.Subtype, VerificationStatus: v.VerificationStatus, VerificationName: v.VerificationName,
		VerificationInsights: v.VerificationInsights, PersistentAccountID: v.PersistentAccountID,
		HolderCategory: v.HolderCategory, APY: v.APY, Owners: owners(book.Owners),
	}
}

// owners shows people as the API does. It knows of each at least a name.
func owners(people []bank.Owner) []toile.Owner {
	shown := []toile.Owner{}
	for _, person := range people {
		owner := toile.Owner{Names: person.Names}
		for _, p := range person.Phones {
			owner.PhoneNumbers = append(owner.PhoneNumbers, toile.PhoneNumber{Data: p.Data, Primary: p.Primary, Type: p.Type})
		}
		for _, e := range person.Emails {
			owner.Emails = append(owner.Emails, toile.Email{Data: e.Data, Primary: e.Primary, Type: e.Type})
		}
		for _, a := range person.Addresses {
			owner.Addresses = append(owner.Addresses, toile.Address{Primary: new(a.Primary), Data: toile.AddressData{
				Street: a.Street, City: toile.NonEmpty(a.City), Region: toile.NonEmpty(a.Region), PostalCode: toile.NonEmpty(a.PostalCode), Country: toile.NonEmpty(a.Country),
			}})
		}
		shown = append(shown, owner)
	}
	return shown
}
