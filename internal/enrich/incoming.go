package enrich

import "slices"

// Standing is how far a description goes in saying that money that comes in is income.
type Standing uint8

const (
	Unsaid Standing = iota // it says nothing: who pays and how often must show it
	Stated                 // it says which income it is
	Likely                 // it says how the money came, which may be income: by an app, in cash, from a house
	Never                  // it says that it is something else: a refund, a loan, a transfer, a purchase
)

// Incoming is what a description tells of money that comes in.
type Incoming struct {
	Standing Standing
	Income   string // an item of CreditBankIncomeCategory; empty where nothing is said
	Payer    string // words that stay the same whenever the same one pays; empty where nobody is named
	Who      string // of these, the words that name a person or a company, without the app between
	Name     string // who pays, as a person would name them; what the money is where nobody is named
	Company  bool   // the payer calls itself one, ACME LLC, and nothing says that it pays a business
	Program  string // which one of the benefits of a sort that the payer pays; mostly empty
	Through  string // who pays wages out for others, where somebody else is named beside
	Transfer bool   // nothing speaks against a transfer between accounts of one person
}

// In tells what a description tells of money that comes in. The words that say what the money is
// (incomingwords.go) go before those that name somebody: Walmart is a shop, and the payroll of
// Walmart is wages.
func In(description string) Incoming {
	var buf [maxWords]byte
	description = clip(description)
	plain := plainWords(buf[:0], description)
	in := Incoming{}
	h := hitsOf(plain)
	if h.other.m == transferPhrase && says(plain, carrierWords) {
		h.other = hit{n: int32(len(phrases))}
	}
	in.judge(plain, h)
	if in.Standing == Never && !in.Transfer {
		return in // nobody asks who
	}
	who := readPayer(description, h.app)
	switch {
	case in.Standing != Unsaid:
	case who.only("VA"):
		in.Standing, in.Income = Stated, "MILITARY"
	case who.key == "" && wholeName(description) == "Deposit":
		in.Standing, in.Income = Likely, "CASH_DEPOSIT"
	}
	in.Payer, in.Who, in.Name, in.Company = who.key, who.key, who.name, who.company && !says(plain, tradeWords)
	in.Through = who.through
	switch {
	case in.Standing == Never:
	case in.Income == "BANK_INTEREST":
		in.Payer, in.Name = "INTEREST", "Bank Interest"
	case in.Income == "CASH_DEPOSIT":
		in.Payer, in.Name = cashKey(plain), wholeName(description)
	case in.Income == "TRANSFER_FROM_APPLICATION":
		in.Payer, in.Name = h.app.m.name, h.app.m.name
		if who.key != "" {
			in.Payer, in.Name = in.Payer+" "+who.key, in.Name+" from "+who.name
		}
	case h.payer.m != nil:
		in.Payer, in.Name, in.Program = h.payer.m.name, h.payer.m.name, h.payer.m.program
	case in.Income == "MILITARY" && who.only("VA"):
		in.Payer, in.Name = "Department of Veterans Affairs", "Department of Veterans Affairs"
	case h.shop.m != nil && h.app.m == nil && !h.between && (in.Through == "" || !isProcessor(h.shop.m.name)):
		in.Payer, in.Name = h.shop.m.name, h.shop.m.name
	case in.Payer == "":
		in.Name = wholeName(description)
	}
	if in.Name == "" {
		in.Name = "Deposit" // of a description without a word
	}
	return in
}

// judge decides what the money is.
func (in *Incoming) judge(plain []byte, h hits) {
	wages, never := says(plain, wageWords), says(plain, neverWords)
	switch {
	case never, isRefund(plain) && (h.word.m == nil || h.word.m.income != "TAX_REFUND") && (h.payer.m == nil || h.payer.m.income != "TAX_REFUND"):
		in.Standing = Never
	case wages:
		in.Standing, in.Income = Stated, "SALARY"
	case says(plain, borrowWords), h.shop.m != nil && h.shop.m.v2.Detailed == gambling, says(plain, lenderWords) && (h.word.m == nil || h.word.m.income != "SALARY"):
		in.Standing = Never
	case h.payer.m != nil:
		in.Standing, in.Income = Stated, h.payer.m.income
	case h.word.m != nil && h.word.n < h.other.n && h.tells(plain):
		in.Standing, in.Income = Stated, h.word.m.income
		if in.Income == "CASH_DEPOSIT" {
			in.Standing, in.Transfer = Likely, true
		}
	case h.app.m != nil:
		in.Standing, in.Income, in.Transfer = Likely, "TRANSFER_FROM_APPLICATION", true
	case h.shop.m != nil && h.shop.m.income != "":
		in.Standing, in.Income = Stated, h.shop.m.income
	case h.shop.m != nil, h.other.m != nil:
		in.Standing, in.Transfer = Never, h.shop.m == nil || h.shop.m.v1.Primary == "TRANSFER_IN"
	default:
		in.Transfer = true
	}
}

// tells reports whether the word about income counts beside what else is named. How money came says
// less than who sent it, and a house may be anybody's.
func (h *hits) tells(plain []byte) bool {
	switch h.word.m.income {
	case "CASH_DEPOSIT":
		return h.app.m == nil && h.shop.m == nil
	case "OTHER":
		return h.app.m == nil
	case "RENTAL":
		return says(plain, rentWords)
	}
	return true
}

// What two words mean where money comes in.
var (
	transferPhrase = incomingOf("TRANSFER")
	wagesPhrase    = incomingOf("PAYROLL")
)

func incomingOf(words string) *meaning {
	return phrases[slices.IndexFunc(phrases, func(p phrase) bool { return p.words == words })].in
}

// isRefund reports whether plain words say that money comes back.
func isRefund(plain []byte) bool { return says(plain, refundWords) }

// TakesBack reports whether the description of money that leaves says that a deposit is undone.
func TakesBack(description string) bool {
	var buf [maxWords]byte
	return isRefund(plainWords(buf[:0], clip(description)))
}

// cashKey tells cash from checks that were paid in.
func cashKey(plain []byte) string {
	if says(plain, checkWords) {
		return "CHECK DEPOSIT"
	}
	return "CASH DEPOSIT"
}
