// Package pdf takes apart PDF files that strangers send: it counts their pages, and says what a page
// shows, in the order in which it is painted.
//
// It is made for files that nobody vouches for. Everything has a bound: the bytes that are looked at
// ([File] counts its work), what streams unpack to, the depth of nested objects, the sections of the
// cross-reference, pages, fonts and marks. What goes beyond one, loops, or breaks off is a *[Error],
// never a panic. Libraries that read PDF were looked at, and each can be made to loop or to ask for
// more memory than there is by a number in a file (docs/dependencies.md); so this one reads only what
// is asked of it: cross-reference tables and streams, object streams, Flate, ASCIIHex and ASCII85,
// and text in fonts of one and two bytes. It does not repair and does not decrypt.
//
// [Open] reads the skeleton and unpacks every stream once, to see that it does unpack; [File.Marks]
// interprets a page. The package is pure.
package pdf

// Bounds on a file.
const (
	maxWork     = 128 << 20 // bytes that are parsed, whatever the size of the file
	maxUnpacked = 256 << 20 // bytes that all streams unpack to, most of which nobody keeps
	maxKept     = 24 << 20  // bytes of streams that are kept
	maxStream   = 12 << 20  // of one
	maxObjects  = 200_000   // in the cross-reference
	maxSections = 100       // of the cross-reference
	maxValues   = 100_000   // in one object
	maxDepth    = 40        // of objects in objects, of pages in pages
	maxPages    = 5_000
	maxMarks    = 100_000 // on all pages
	maxText     = 8 << 20 // bytes of text on all pages
	maxFonts    = 200
	maxRanges   = 20_000 // of a font's characters
	maxForms    = 4      // forms in forms
)

// Error says why a file cannot be read.
type Error struct {
	Reason string
	Locked bool // it is encrypted
	Loop   bool // it never ends
}

func (e *Error) Error() string { return e.Reason }

// fail ends the reading: every public function gives the reason as its error.
func fail(reason string) { panic(&Error{Reason: reason}) }

// caught turns a panic of [fail] into an error. It stands in a defer.
func caught(err *error) {
	switch r := recover().(type) {
	case nil:
	case *Error:
		*err = r
	default:
		panic(r)
	}
}
