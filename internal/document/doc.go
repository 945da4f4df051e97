// Package document writes what banks and employers give to people on paper, and reads what people
// upload.
//
// Writing: [Statement], [WritePaystub], [WriteW2] and [Write1099] render PDF files that a person can
// read and a program can take apart again. A [sheet] is their layout: slots with a label, a name in
// the API, and a value that is written from them or read into them; press.go writes sheets,
// decipher.go reads them. Reports about a person (report*.go) are for persons alone; their
// charts (chart*.go) are a few lines and rectangles of the PDF library, because the chart libraries
// draw pictures, in which nobody can search, or bring fonts of their own. All stand on [paper]. The same values give the same bytes, because Plaid sends a hash of the file (facts api
// 1.1) and whoever downloads it twice expects the same.
//
// Reading: [Read] tells what kind of file it is, refuses what is none, and gives what stands in it:
// for a PDF that was written here the values that one sees on its pages (cells.go), for JSON what it
// says, for anything else what is set beforehand (preset.go). What was written has a seal (seal.go),
// against which examine.go holds what is seen.
//
// The package is pure: it knows no clock, no files and no HTTP.
package document
