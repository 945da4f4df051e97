package id

import "strings"

// These checks stand before every read of a user, where a regular expression would cost
// more than finding the user does.

// IsToken reports whether text has the shape of a token of any environment:
// "<prefix>-<environment>-<UUID>".
func IsToken(prefix, text string) bool {
	rest, ok := strings.CutPrefix(text, prefix)
	if !ok || len(rest) == 0 || rest[0] != '-' {
		return false
	}
	environment, uuid, ok := strings.Cut(rest[1:], "-")
	return ok && environment != "" && only(environment, isLower) && isUUID(uuid)
}

// IsAuditCopy reports whether text has the shape of an audit copy token of any environment:
// "a-<environment>-" and 26 characters of base 32, which are seen in both cases (facts api 1.4).
func IsAuditCopy(text string) bool {
	rest, ok := strings.CutPrefix(text, auditCopy+"-")
	environment, code, found := strings.Cut(rest, "-")
	return ok && found && environment != "" && only(environment, isLower) &&
		len(code) == base32Lower.EncodedLen(auditCopyBytes) && only(code, isAlphanumeric)
}

// IsUser reports whether text has the shape of a user_id of the new generation.
func IsUser(text string) bool {
	rest, ok := strings.CutPrefix(text, "usr_")
	return ok && len(rest) == userSize && only(rest, isAlphanumeric)
}

// IsItem reports whether text has the shape of an item_id, an account_id or a transaction_id.
func IsItem(text string) bool { return len(text) == itemSize && only(text, isAlphanumeric) }

func isUUID(text string) bool {
	if len(text) != 36 {
		return false
	}
	for i := range len(text) {
		switch i {
		case 8, 13, 18, 23:
			if text[i] != '-' {
				return false
			}
		default:
			if !isHex(text[i]) {
				return false
			}
		}
	}
	return true
}

func only(text string, is func(byte) bool) bool {
	for i := range len(text) {
		if !is(text[i]) {
			return false
		}
	}
	return true
}

func isLower(c byte) bool { return 'a' <= c && c <= 'z' }
func isHex(c byte) bool   { return '0' <= c && c <= '9' || 'a' <= c && c <= 'f' }
func isAlphanumeric(c byte) bool {
	return '0' <= c && c <= '9' || 'A' <= c && c <= 'Z' || isLower(c)
}
