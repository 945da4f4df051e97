// Package document renders what banks give to people on paper, as PDF files that a person can read
// and a program can take apart again: text in the standard fonts, in the order in which it is read.
//
// Each kind of document has a file here, so far there are statements; [paper] is what they are
// written on. The same values give the same bytes, because Plaid sends a hash of the file
// (facts api 1.1) and whoever downloads it twice expects the same.
//
// The package is pure: it knows no clock, no files and no HTTP.
package document
