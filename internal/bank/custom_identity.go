package bank

import "cmp"

// customIdentity is who owns an account by a configuration. Nil lists are filled in by the world.
type customIdentity struct {
	Names     []string
	Phones    []Contact
	Emails    []Contact
	Addresses []Address
}

func readCustomIdentity(in object) customIdentity {
	identity := customIdentity{
		Names:  in.texts("names"),
		Phones: readContacts(in, "phone_numbers", "home", "work", "office", "mobile", "mobile1", "other"),
		Emails: readContacts(in, "emails", "primary", "secondary", "other"),
	}
	in.each("addresses", func(in object) {
		if address, said := readAddress(in); said {
			identity.Addresses = append(identity.Addresses, address)
		}
	})
	in.end()
	return identity
}

// readContacts reads telephone numbers or e-mail addresses. One that does not say its type is of
// the last.
func readContacts(in object, key string, types ...string) (list []Contact) {
	in.each(key, func(in object) {
		contact := Contact{in.text("data"), in.is("primary"), cmp.Or(in.word("type", types...), types[len(types)-1])}
		in.end()
		if in.blank() {
			return
		}
		if contact.Data == "" {
			in.refuse("data", "is missing")
		}
		list = append(list, contact)
	})
	return list
}

// readAddress reads an address, whose parts stand in a member of their own or, as some write it, in
// the address itself.
func readAddress(in object) (Address, bool) {
	primary, parts := in.is("primary"), in
	if _, apart := in.member("data"); apart {
		parts = in.object("data")
	}
	address := readPlace(parts)
	address.Primary = primary
	in.end()
	return address, !in.blank()
}

// readPlace reads the parts of an address. Versions before 2019 called two of them otherwise.
func readPlace(in object) Address {
	address := Address{
		Street: in.text("street"), City: in.text("city"), Region: cmp.Or(in.text("region"), in.text("state")),
		PostalCode: cmp.Or(in.text("postal_code"), in.text("zip")), Country: in.text("country"),
	}
	in.end()
	return address
}
