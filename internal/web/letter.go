package web

import (
	"strings"
	"unicode"
)

// letters are sewn, as one thread would draw them on a grid of 8 by 12: the marks need no font, and their
// initials are a drawing and no text that stood in front of the name.
var letters = map[rune]string{
	'A': "M0 12L4 0L8 12M1.4 8H6.6", 'B': "M0 0V12H4.5A3 3 0 0 0 4.5 6H0M0 0H4A3 3 0 0 1 4 6", 'C': "M8 2A5 6 0 1 0 8 10",
	'D': "M0 0V12H3A5 6 0 0 0 3 0Z", 'E': "M7.5 0H0V12H7.5M0 6H6", 'F': "M7.5 0H0V12M0 6H6", 'G': "M8 2A5 6 0 1 0 8 10V6.5H5",
	'H': "M0 0V12M8 0V12M0 6H8", 'I': "M4 0V12M2 0H6M2 12H6", 'J': "M6 0V8.5A3 3.5 0 0 1 0 8.5", 'K': "M0 0V12M7.5 0L0 7M2.5 5L8 12",
	'L': "M0 0V12H7", 'M': "M0 12V0L4 7L8 0V12", 'N': "M0 12V0L8 12V0", 'O': "M4 0A4 6 0 1 0 4.01 0Z", 'P': "M0 12V0H4.5A3.3 3.3 0 0 1 4.5 6.6H0",
	'Q': "M4 0A4 6 0 1 0 4.01 0ZM5 8.5L8 12", 'R': "M0 12V0H4.5A3.3 3.3 0 0 1 4.5 6.6H0M4 6.6L8 12", 'S': "M7.5 2A4 3.2 0 1 0 4 6A4 3.1 0 1 1 .3 10",
	'T': "M0 0H8M4 0V12", 'U': "M0 0V8A4 4 0 0 0 8 8V0", 'V': "M0 0L4 12L8 0", 'W': "M-1 0L1.5 12L4 4L6.5 12L9 0", 'X': "M0 0L8 12M8 0L0 12",
	'Y': "M0 0L4 6L8 0M4 6V12", 'Z': "M0 0H8L0 12H8",
	'0': "M4 0A4 6 0 1 0 4.01 0Z", '1': "M1.5 2.5L4.5 0V12", '2': "M.5 3A3.6 3.3 0 1 1 7 5L0 12H8", '3': "M.5 2A3.5 3.2 0 1 1 4 6A3.7 3.1 0 1 1 .3 10",
	'4': "M6 12V0L0 8.5H8", '5': "M7 0H1V5A4 3.6 0 1 1 .3 10", '6': "M6.5 0L1.5 6A3.6 3.6 0 1 0 4 4.7", '7': "M0 0H8L3 12",
	'8': "M4 6A3.2 3 0 1 1 4.01 6ZM4 6A3.8 3 0 1 0 4.01 6Z", '9': "M1.5 12L6.5 6A3.6 3.6 0 1 0 4 7.3",
}

// plain are letters with accents, and the letters under them.
var plain = strings.NewReplacer(
	"À", "A", "Á", "A", "Â", "A", "Ä", "A", "Å", "A", "Ã", "A", "Ç", "C", "È", "E", "É", "E", "Ê", "E", "Ë", "E", "Í", "I", "Î", "I", "Ï", "I",
	"Ł", "L", "Ñ", "N", "Ó", "O", "Ô", "O", "Ö", "O", "Ø", "O", "Š", "S", "Ú", "U", "Û", "U", "Ü", "U", "Ž", "Z", "Ż", "Z",
)

// button is what is sewn on where a name has no letter that can be.
const button = "M4 0A6 6 0 1 0 4.01 0ZM2.5 6H2.51M5.5 6H5.51"

// sewn gives the path of each letter that can be drawn.
func sewn(initials string) (paths []string) {
	for _, letter := range plain.Replace(strings.ToUpper(initials)) {
		if path, ok := letters[unicode.ToUpper(letter)]; ok {
			paths = append(paths, path)
		}
	}
	if len(paths) == 0 {
		return []string{button}
	}
	return paths
}
