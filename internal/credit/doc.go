// Package credit builds what a lender reads after a Link session: bank income and employment, pay
// stubs and tax forms, employments, uploaded documents and their risk signals (facts api 3.9).
//
// The package is pure: it knows no store, no clock and no HTTP.
package credit
