package asset

import (
	"encoding/json"
	"fmt"
	"slices"

	"toile"
	"toile/internal/id"
	"toile/internal/item"
)

// Order is what was asked of a report. A refreshed one is made of the same order again.
type Order struct {
	ItemIDs        []string        `json:"item_ids"`
	UserKey        id.Key          `json:"user_key,omitzero"` // whose the Items are; zero without a user, and with several
	Days           int             `json:"days"`
	ClientReportID string          `json:"client_report_id,omitempty"`
	Webhook        string          `json:"webhook,omitempty"`
	User           json.RawMessage `json:"user,omitempty"` // the AssetReportUser
	Investments    bool            `json:"investments,omitempty"`
	Fast           bool            `json:"fast,omitempty"`
	Some           bool            `json:"some,omitempty"`     // it is made if at least one Item can be read
	Excluded       []string        `json:"excluded,omitempty"` // account_ids
}

// OrderOf reads what a request asks for, but for its Items.
func OrderOf(req *toile.AssetReportCreateRequest) (Order, error) {
	o := Order{Days: req.DaysRequested}
	if len(req.AccessTokens) == 0 {
		return o, toile.ErrMissingFields("access_tokens")
	}
	given := req.Options
	if given == nil {
		return o, nil
	}
	o.ClientReportID, o.Webhook = given.ClientReportID.Or(""), given.Webhook.Or("")
	o.Some = !given.RequireAllItems.Or(true)
	o.Fast = given.IncludeFastReport.Or(false) || slices.Contains(given.AddOns, toile.AssetReportAddOnsFastAssets)
	o.Investments = slices.Contains(given.AddOns, toile.AssetReportAddOnsInvestments)
	for i, product := range given.Products {
		if product != string(toile.ProductsInvestments) {
			return o, toile.ErrInvalidField(fmt.Sprintf("options.products[%d] must be investments", i))
		}
		o.Investments = true
	}
	if given.User != nil {
		o.User = given.User.AppendJSON(nil)
	}
	return o, o.check()
}

// maxText bounds what a caller may have repeated in a report.
const maxText = 1024

func (o Order) check() error {
	if len(o.ClientReportID) > maxText {
		return toile.ErrInvalidField(fmt.Sprintf("options.client_report_id must be at most %d bytes", maxText))
	}
	if len(o.User) > 8*maxText {
		return toile.ErrInvalidField(fmt.Sprintf("options.user must be at most %d bytes", 8*maxText))
	}
	return item.CheckWebhook("options.webhook", o.Webhook)
}

// Again gives the order of a refreshed report. What a request leaves out stays; an empty string
// clears what was there (spec, /asset_report/refresh).
func (o Order) Again(days toile.Optional[int], options *toile.AssetReportRefreshRequestOptions) (Order, error) {
	o.Days = days.Or(o.Days)
	if options == nil {
		return o, nil
	}
	o.ClientReportID, o.Webhook = options.ClientReportID.Or(o.ClientReportID), options.Webhook.Or(o.Webhook)
	if options.User != nil {
		user, err := o.user()
		if err != nil {
			return o, err
		}
		o.User = merged(user, options.User).AppendJSON(nil)
	}
	return o, o.check()
}

// user reads who the report is about, as the caller said.
func (o Order) user() (user toile.AssetReportUser, err error) {
	if o.User != nil {
		err = json.Unmarshal(o.User, &user)
	}
	return user, err
}

// merged puts what is given over what was known.
func merged(known toile.AssetReportUser, given *toile.AssetReportUser) *toile.AssetReportUser {
	for _, field := range []struct{ to, from *toile.Optional[string] }{
		{&known.ClientUserID, &given.ClientUserID}, {&known.FirstName, &given.FirstName}, {&known.MiddleName, &given.MiddleName},
		{&known.LastName, &given.LastName}, {&known.SSN, &given.SSN}, {&known.PhoneNumber, &given.PhoneNumber}, {&known.Email, &given.Email},
	} {
		if field.from.Value != nil {
			*field.to = *field.from
		}
	}
	return &known
}

// shownUser shows every field of the user, as the official example does: null where nothing is known.
func shownUser(u toile.AssetReportUser) toile.AssetReportUser {
	for _, field := range []*toile.Optional[string]{
		&u.ClientUserID, &u.FirstName, &u.MiddleName, &u.LastName, &u.SSN, &u.PhoneNumber, &u.Email,
	} {
		if field.Or("") == "" {
			*field = toile.Null[string]()
		}
	}
	return u
}
