package enrich

// Income tells whether a deposit of a description looks like income, of which kind (an
// item of CreditBankIncomeCategory), and who pays it. A refund is no income, whoever pays it.
func Income(description string) (name, category string, ok bool) {
	var buf [maxWords]byte
	plain := plainWords(buf[:0], description)
	f := find(plain, true)
	if f.what == nil || f.what.income == "" || isRefund(plain) && f.what.income != "TAX_REFUND" {
		return "", "", false
	}
	if name = f.what.name; name == "" {
		name = cleanName(description)
	}
	return name, f.what.income, true
}

// Deposit tells what income a deposit is that a person lists: one whose description tells nothing is
// OTHER; what is known to be no income has no category.
func Deposit(description string) (name, category string) {
	if name, category, ok := Income(description); ok {
		return name, category
	}
	var buf [maxWords]byte
	plain := plainWords(buf[:0], description)
	if isRefund(plain) || find(plain, true).what != nil {
		return description, ""
	}
	return cleanName(description), "OTHER"
}

// isRefund reports whether plain words say that money comes back.
func isRefund(plain []byte) bool {
	for i := range plain {
		if (i == 0 || plain[i-1] == ' ') && (begins(plain[i:], "REFUND") || begins(plain[i:], "REVERSAL") || begins(plain[i:], "RETURN")) {
			return true
		}
	}
	return false
}
