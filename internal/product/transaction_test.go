package product_test

import (
	"strings"
	"testing"
	"time"

	"toile"
	"toile/internal/bank"
	"toile/internal/item"
)

// TestTransactionIsFilled looks at what each row of user_good tells besides its amount: a name, a category
// of the version that is asked for, a channel; and of a merchant that is known, all about it.
func TestTransactionIsFilled(t *testing.T) {
	t.Parallel()
	l := newLinked(t, "filled", logins["good"], item.History{Days: 60})
	l.advance(time.Hour)
	for _, version := range []toile.PersonalFinanceCategoryVersion{"", toile.PersonalFinanceCategoryVersionV1, toile.PersonalFinanceCategoryVersionV2} {
		req := &toile.TransactionsSyncRequest{Options: &toile.TransactionsSyncRequestOptions{}}
		want := toile.PersonalFinanceCategoryVersionV2
		if version != "" {
			req.Options.PersonalFinanceCategoryVersion, want = &version, version
		}
		resp, err := l.source().Sync(req)
		if err != nil || len(resp.Added) < 16 {
			t.Fatal(err, resp)
		}
		for _, u := range resp.Added {
			category := u.PersonalFinanceCategory.Value
			switch {
			case u.Name == "", u.PaymentChannel == "", u.TransactionType == nil, u.ISOCurrencyCode == nil, u.AuthorizedDate == nil,
				category == nil, u.PersonalFinanceCategoryIconURL == nil:
				t.Errorf("%s is not filled: %s", u.Name, u.AppendJSON(nil))
			case *category.Version != want, !strings.HasPrefix(category.Detailed, category.Primary+"_"), category.ConfidenceLevel.Value == nil:
				t.Errorf("%s: %+v", u.Name, category)
			case u.TransactionCode != nil, u.Datetime != nil, u.OriginalDescription.Value != nil, u.PendingTransactionID != nil:
				t.Errorf("%s tells too much: %s", u.Name, u.AppendJSON(nil))
			case u.Name == "Starbucks" && (u.MerchantEntityID.Value == nil || u.LogoURL.Value == nil || u.Website.Value == nil || len(u.Counterparties) != 1):
				t.Errorf("%s", u.AppendJSON(nil))
			}
		}
	}
}

// A bank outside the United States tells of which kind a transaction is, and when it was.
func TestTransactionAbroad(t *testing.T) {
	t.Parallel()
	l := newLinked(t, "abroad", logins["good"], item.History{})
	l.advance(time.Hour)
	source := l.source()
	source.Institution = bank.Institution{Countries: []string{"GB"}}
	resp, err := source.Sync(&toile.TransactionsSyncRequest{})
	if err != nil {
		t.Fatal(err)
	}
	codes := map[toile.TransactionCode]bool{}
	for _, u := range resp.Added {
		if u.TransactionCode != nil {
			codes[*u.TransactionCode] = true
		}
		if u.Datetime == nil || u.AuthorizedDatetime == nil || u.Datetime.Format(time.DateOnly) != u.Date {
			t.Errorf("%s", u.AppendJSON(nil))
		}
	}
	if !codes["purchase"] || len(codes) < 2 {
		t.Errorf("the codes are %v", codes)
	}
}
