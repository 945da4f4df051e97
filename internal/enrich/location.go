package enrich

import (
	"bytes"
	"strings"
)

// Location is where a purchase was made. Empty is what is not known; a place without a latitude
// has no longitude.
type Location struct {
	Address, City, Region, PostalCode, Country, StoreNumber string
	Lat, Lon                                                float64 // both zero where the place is not known
}

// place is a city that descriptions end with, as in SEATTLE WA.
type place struct {
	words, city, region, postalCode string
	lat, lon                        float64
}

// places are cities whose place on the map is known.
var places = []place{
	{"SAN FRANCISCO CA", "San Francisco", "CA", "94103", 37.7749, -122.4194},
	{"NEW YORK NY", "New York", "NY", "10001", 40.7506, -73.9972},
	{"SEATTLE WA", "Seattle", "WA", "98101", 47.6114, -122.3305},
	{"CHICAGO IL", "Chicago", "IL", "60601", 41.8853, -87.6216},
	{"LOS ANGELES CA", "Los Angeles", "CA", "90012", 34.0614, -118.2385},
	{"AUSTIN TX", "Austin", "TX", "78701", 30.2713, -97.7426},
	{"BOSTON MA", "Boston", "MA", "02108", 42.3577, -71.0637},
	{"DENVER CO", "Denver", "CO", "80202", 39.7525, -104.9995},
	{"PORTLAND OR", "Portland", "OR", "97204", 45.5184, -122.6740},
	{"MIAMI FL", "Miami", "FL", "33130", 25.7673, -80.2059},
	{"ATLANTA GA", "Atlanta", "GA", "30303", 33.7525, -84.3888},
	{"ANN ARBOR MI", "Ann Arbor", "MI", "48104", 42.2694, -83.7282},
	{"ASHEVILLE NC", "Asheville", "NC", "28801", 35.5975, -82.5570},
	{"COLUMBUS OH", "Columbus", "OH", "43215", 39.9671, -83.0044},
	{"DAYTON OH", "Dayton", "OH", "45402", 39.7583, -84.1872},
	{"LAS VEGAS NV", "Las Vegas", "NV", "89101", 36.1721, -115.1222},
	{"MADISON WI", "Madison", "WI", "53703", 43.0775, -89.3799},
	{"PHOENIX AZ", "Phoenix", "AZ", "85004", 33.4510, -112.0689},
	{"RALEIGH NC", "Raleigh", "NC", "27601", 35.7727, -78.6324},
	{"SAN ANTONIO TX", "San Antonio", "TX", "78205", 29.4237, -98.4925},
	{"TAMPA FL", "Tampa", "FL", "33602", 27.9539, -82.4570},
	{"TUCSON AZ", "Tucson", "AZ", "85701", 32.2217, -110.9706},
	{"POWAY CA", "Poway", "CA", "92064", 32.9756, -117.0402},
}

// streets are the words that end the name of a street.
var streets = [...]string{"ST", "STREET", "AVE", "AVENUE", "RD", "ROAD", "BLVD", "LN", "WAY", "DR", "PKWY"}

// locate reads where a purchase was made from plain words: a store number after the words that
// name the merchant, which end at after, a street and a city.
func locate(plain []byte, after int) Location {
	var l Location
	rest := plain[min(after, len(plain)):]
	if after > 0 {
		l.StoreNumber = storeNumber(rest)
	}
	if at, p := placeIn(rest); p != nil {
		l.City, l.Region, l.Country, l.PostalCode, l.Lat, l.Lon = p.city, p.region, "US", p.postalCode, p.lat, p.lon
		l.Address = street(rest[:at])
	}
	return l
}

// placeIn finds the city that words end with, and where its name begins.
func placeIn(words []byte) (int, *place) {
	if !endsInState(words) {
		return 0, nil
	}
	for i := range places {
		p := &places[i]
		if at := bytes.Index(words, []byte(p.words)); at > 0 && begins(words[at:], p.words) {
			return at, p
		}
	}
	return 0, nil
}

// placeAt gives where the city begins that words end with, 0 without one.
func placeAt(words []byte) int {
	at, _ := placeIn(words)
	return at
}

// endsInState reports whether the last of words, a postal code left out, has two letters.
func endsInState(words []byte) bool {
	n := len(words)
	for n > 0 && '0' <= words[n-1] && words[n-1] <= '9' {
		n--
	}
	if n < len(words) && n > 0 && words[n-1] == ' ' {
		n--
	}
	return n > 3 && words[n-3] == ' ' && words[n-2] != ' ' && words[n-1] != ' '
}

// storeNumber is the first number after a merchant's name, where it is no date and no reference:
// McDonalds #3322.
func storeNumber(rest []byte) string {
	word := bytes.TrimPrefix(bytes.TrimPrefix(rest, []byte(" ")), []byte("STORE "))
	n := 0
	for n < len(word) && '0' <= word[n] && word[n] <= '9' {
		n++
	}
	if n < 3 || n > 5 || n < len(word) && word[n] != ' ' {
		return ""
	}
	return string(word[:n])
}

// street finds a number with a street before the end of words: 300 POST ST.
func street(words []byte) string {
	fields := strings.Fields(string(words))
	for end := len(fields) - 1; end > 1; end-- {
		for _, kind := range streets {
			if fields[end] != kind {
				continue
			}
			for start := end - 2; start >= 0 && start >= end-4; start-- {
				if isNumber(fields[start]) {
					return titled(fields[start : end+1])
				}
			}
		}
	}
	return ""
}
