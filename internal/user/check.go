package user

import (
	"net/mail"
	"strings"
	"time"

	"github.com/nyaruka/phonenumbers"

	"toile"
)

// CheckIdentities refuses personal data that cannot be anyone's: with
// USER_ERROR/INVALID_USER_IDENTITY_DATA, as the API does even in the sandbox (facts
// api 2.3). Either may be nil.
func CheckIdentities(identity *toile.ClientUserIdentity, report *toile.ConsumerReportUserIdentity) error {
	if identity != nil {
		if err := checkIdentity(identity); err != nil {
			return err
		}
	}
	if report != nil {
		return checkReport(report)
	}
	return nil
}

// CheckGeneration refuses the identity object of the other generation (facts api 3.1). Either
// may be nil.
func CheckGeneration(legacy bool, identity *toile.ClientUserIdentity, report *toile.ConsumerReportUserIdentity) error {
	switch {
	case legacy && identity != nil:
		return toile.ErrInvalidField("identity is for users of the new generation, made with with_upgraded_user: true; send consumer_report_user_identity")
	case !legacy && report != nil:
		return toile.ErrInvalidField("consumer_report_user_identity is for legacy users; send identity")
	}
	return nil
}

func checkIdentity(i *toile.ClientUserIdentity) error {
	if name := i.Name.Value; name != nil {
		if err := checkNames(name.GivenName, name.FamilyName); err != nil {
			return err
		}
	}
	for _, email := range i.Emails {
		if err := checkEmail(email.Data); err != nil {
			return err
		}
	}
	for _, phone := range i.PhoneNumbers {
		if err := checkPhone(phone.Data); err != nil {
			return err
		}
	}
	for _, a := range i.Addresses {
		if err := checkAddress(a.Country, a.Street1.Value, a.City.Value, a.Region.Value, a.PostalCode.Value); err != nil {
			return err
		}
	}
	return checkDate(i.DateOfBirth.Value)
}

func checkReport(r *toile.ConsumerReportUserIdentity) error {
	if err := checkNames(r.FirstName, r.LastName); err != nil {
		return err
	}
	for _, email := range r.Emails {
		if err := checkEmail(email); err != nil {
			return err
		}
	}
	for _, phone := range r.PhoneNumbers {
		if err := checkPhone(phone); err != nil {
			return err
		}
	}
	return checkDate(r.DateOfBirth)
}

func checkNames(names ...string) error {
	for _, name := range names {
		if strings.TrimSpace(name) == "" {
			return toile.ErrInvalidUserIdentityData("Names must not be blank.")
		}
	}
	return nil
}

func checkEmail(email string) error {
	address, err := mail.ParseAddress(email)
	if err != nil || address.Address != email || !strings.Contains(email[strings.LastIndex(email, "@"):], ".") {
		return toile.ErrInvalidUserIdentityData("Invalid email format.")
	}
	return nil
}

// checkPhone asks the numbering plans, as Plaid does.
func checkPhone(phone string) error {
	number, err := phonenumbers.Parse(phone, "")
	if err != nil || !phonenumbers.IsValidNumber(number) {
		return toile.ErrInvalidUserIdentityData("Invalid phone number. It must be a valid number in E.164 format.")
	}
	return nil
}

func checkDate(date *string) error {
	if date == nil {
		return nil
	}
	if _, err := time.Parse(time.DateOnly, *date); err != nil {
		return toile.ErrInvalidUserIdentityData("Invalid date of birth. It must be in the format YYYY-MM-DD.")
	}
	return nil
}

// checkAddress takes a country alone, or a whole address. Region and postal code are not
// used everywhere; a street and a city are.
func checkAddress(country string, street, city, region, postalCode *string) error {
	given := func(s *string) bool { return s != nil && strings.TrimSpace(*s) != "" }
	some := given(street) || given(city) || given(region) || given(postalCode)
	if strings.TrimSpace(country) == "" || some && !(given(street) && given(city)) {
		return toile.ErrInvalidUserIdentityData("Invalid address. Give the whole address or the country alone.")
	}
	return nil
}
