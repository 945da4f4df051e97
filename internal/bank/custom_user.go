package bank

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"toile"
)

// CustomUser is a configuration that is kept under a name, to log in with and any password.
type CustomUser struct {
	Username string    `json:"username"`
	Config   string    `json:"config"` // the JSON text, as it was given
	SavedAt  time.Time `json:"saved_at"`
}

// maxUsername bounds a name, in bytes.
const maxUsername = 128

// Check refuses a custom user whose name belongs to the world itself or cannot be typed, and one
// whose configuration is wrong.
func (u CustomUser) Check() error {
	switch {
	case u.Username == "":
		return toile.ErrMissingFields("username")
	case len(u.Username) > maxUsername, !utf8.ValidString(u.Username), strings.ContainsFunc(u.Username, unicode.IsControl),
		strings.TrimSpace(u.Username) != u.Username:
		return toile.ErrInvalidField(fmt.Sprintf("username must be at most %d bytes of text without control characters and spaces around it", maxUsername))
	case Knows(u.Username):
		return toile.ErrInvalidField(fmt.Sprintf("username: %s is a user of the sandbox itself", u.Username))
	}
	_, err := parseCustom("config", u.Config)
	return err
}

// Knows reports whether the world itself has a user of that name (facts link 5.3), so that a custom
// user cannot.
func Knows(username string) bool {
	return personas[username] != nil || slices.Contains([]string{goodUsername, customUsername, dynamicUsername, payrollUsername}, username)
}
