// Package asset builds asset reports from what Items have at their banks, and shows them as their
// readers want them: with insights, for fewer days, or in the form of Freddie Mac (facts api 3.10
// and 3.11).
//
// The package is pure: it knows no store, no clock and no HTTP.
package asset
