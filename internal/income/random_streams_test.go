package income_test

import (
	"strings"

	"toile/internal/bank"
)

// payTemplates are the ways in which banks write wages of one employer; one person sees one of a
// family, now and then with another member of it.
var payTemplates = [][]string{
	{"{NAME} PAYROLL PPD ID: ####", "{NAME} BONUS PPD ID: ####"},
	{"{NAME} DES:PAYROLL ID:XXXXX#### INDN:{OWNER} CO ID:XXXXX#### PPD", "{NAME} DES:DIR DEP ID:XXXXX#### INDN:{OWNER} CO ID:XXXXX#### PPD"},
	{"DIRECT DEPOSIT {NAME}", "Direct Deposit {NAME} ####"},
	{"{NAME} DIRECT DEP {DATE} ####"},
	{"ACH CREDIT {NAME} PAYROLL M/D", "ACH Credit {NAME} Payroll ####"},
	{"ORIG CO NAME:{NAME} ORIG ID:#### DESC DATE:{DATE} CO ENTRY DESCR:PAYROLL SEC:PPD TRACE#:#### EED:{DATE} IND ID:#### IND NAME:{OWNER} TRN: ####TC"},
	{"{Name} Direct Dep"},
	{"PAYROLL {NAME} {DATE}@@"},
	{"Electronic Deposit {NAME} SALARY ####"},
	{"{NAME} REG SALARY {OWNER}"},
	{"DIR DEP {NAME} @@"},
	{"Deposit ACH {NAME} TYPE: PAYROLL ID: ####"},
	{"{SHORT} PAYROLL ####", "{SHORT} DIRECT DEP ####"},
	{"{NAME} - PAYROLL", "{Name} - Payroll"},
	{"PREAUTHORIZED CREDIT {NAME} WAGES {DATE}"},
	{"{SHORT} PAYROLL ####", "{NAME} PAYROLL ####"}, // one bank cuts names off, another does not
	{"{NAME} DES:PAYROLL ID:#### INDN:{OWNER} CO ID:#### PPD", "{NAME} PAYROLL PPD ID: ####", "DIRECT DEPOSIT {NAME}"},
	{"{NAME} DIR DEP REF %%", "{NAME} DIRECT DEPOSIT REF %%"}, // references of letters alone
	{"Deposit from {Name} Payroll on M/D"},
	{"{NAME} 0####JAN PAYROLL"},
}

// job pays wages from one day to another: with hours that vary or a raise, with a bonus, a missed
// payday, an early one.
func (l *life) job(account int, name string, from, to bank.Date) {
	frequency := pick(l, []string{"WEEKLY", "BIWEEKLY", "BIWEEKLY", "SEMI_MONTHLY", "MONTHLY"})
	days := l.paydays(frequency, from, to)
	if len(days) < 3 {
		frequency = "" // too few to say
	}
	stream := l.income(account, name, "SALARY", frequency)
	family, pay, hourly := pick(l, payTemplates), l.dollars(400, 4200), l.chance(40)
	for i, day := range days {
		if len(days) > 8 && l.chance(3) {
			continue // missed
		}
		if l.chance(3) {
			day-- // early
		}
		if i == len(days)/2 && l.chance(50) {
			pay += pay / 20 // a raise
		}
		amount := pay
		if hourly {
			amount += pay * bank.Money(l.IntN(40)-20) / 100
		}
		template := family[0]
		if l.chance(10) {
			template = pick(l, family)
		}
		l.row(account, day, -amount.Cents(), l.fill(template, name, day), stream)
		if l.chance(2) {
			l.row(account, day+bank.Date(l.IntN(5)), -l.dollars(300, 3000), l.fill(pick(l, family), name, day), stream)
		}
	}
}

// told are payers whose descriptions say what they pay: who, what, how often, and how it is written.
var told = []struct {
	name, category, frequency string
	least, most               int
	vary                      bool
	templates                 []string
}{
	{"Uber", "GIG_ECONOMY", "WEEKLY", 90, 700, true, []string{"UBER PAYMENT PPD ID: ####", "Uber Payout", "UBER USA EDI PAYMNT @@", "RAISER UBER DES:UBER PAY ID:@@ INDN:{OWNER}"}},
	{"Lyft", "GIG_ECONOMY", "DAILY", 20, 180, true, []string{"LYFT DRIVER ####", "Lyft Payout", "LYFT INC. DES:LYFT ID:@@ INDN:{OWNER} CO ID:####"}},
	{"DoorDash", "GIG_ECONOMY", "UNKNOWN", 20, 300, true, []string{"DOORDASH, INC. DASHER @@", "DoorDash Payout ####"}},
	{"Instacart", "GIG_ECONOMY", "WEEKLY", 60, 400, true, []string{"INSTACART SHOPPER PAY {DATE}", "MAPLEBEAR INC INSTACART ####"}},
	{"Upwork", "GIG_ECONOMY", "UNKNOWN", 80, 900, true, []string{"UPWORK ESCROW IN EDI PYMNTS ####", "Upwork Payout"}},
	{"Social Security Administration", "RETIREMENT", "MONTHLY", 900, 2600, false, []string{"SSA TREAS 310 XXSOC SEC PPD ID: ####", "Social Security Administration", "US TREASURY 310 SOC SEC {DATE}"}},
	{"Social Security Administration", "LONG_TERM_DISABILITY", "MONTHLY", 500, 1900, false, []string{"SSI TREAS 310 XXSUPP SEC PPD ID: ####", "SOCIAL SECURITY DISABILITY ####"}},
	{"Department of Veterans Affairs", "MILITARY", "MONTHLY", 300, 3000, false, []string{"VACP TREAS 310 XXVA BENEF PPD ID: ####", "VA BENEFITS ####"}},
	{"Defense Finance and Accounting Service", "SALARY", "SEMI_MONTHLY", 1200, 3200, false, []string{"DFAS-CLEVELAND ARMY ACT ####", "DFAS-IN IND, IN DES:FED SALARY ID:#### INDN:{OWNER}"}},
	{"CA EDD", "UNEMPLOYMENT", "BIWEEKLY", 300, 900, false, []string{"CA EDD UI BENEFITS ####", "CA EDD UI"}},
	{"TWC", "UNEMPLOYMENT", "WEEKLY", 200, 550, false, []string{"TWC-BENEFITS/UI BENEFIT ####"}},
	{"OAG Child Support", "CHILD_SUPPORT", "MONTHLY", 200, 900, false, []string{"TEXAS OAG CHILD SUPPORT ####", "OAG CHILD SUPPORT {DATE}"}},
	{"Pension", "RETIREMENT", "MONTHLY", 400, 2500, false, []string{"TEACHERS PENSION FUND ####", "STATE RETIREMENT SYS PENSION {DATE}"}},
	{"Airbnb", "RENTAL", "UNKNOWN", 150, 1500, true, []string{"AIRBNB PAYMENTS PPD ID: ####", "AIRBNB 4977 DES:AIRBNB ID:@@ INDN:{OWNER}"}},
	{"Rental", "RENTAL", "MONTHLY", 700, 2500, false, []string{"Rental income", "RENTAL INCOME UNIT ####"}},
	{"Interest", "BANK_INTEREST", "MONTHLY", 0, 30, true, []string{"INTEREST PAYMENT", "Interest Earned M/D", "INTRST PYMNT"}},
	{"Internal Revenue Service", "TAX_REFUND", "", 300, 4000, true, []string{"IRS TREAS 310 TAX REF ####", "IRS TAX REFUND"}},
	{"Venmo", "TRANSFER_FROM_APPLICATION", "WEEKLY", 40, 400, true, []string{"VENMO CASHOUT PPD ID: ####", "Venmo cashout"}},
	{"PayPal", "TRANSFER_FROM_APPLICATION", "WEEKLY", 40, 800, true, []string{"PAYPAL TRANSFER PPD ID: ####", "PAYPAL DES:TRANSFER ID:@@ INDN:{OWNER}"}},
	{"Mobile Deposit", "CASH_DEPOSIT", "UNKNOWN", 40, 900, true, []string{"MOBILE DEPOSIT REF ####", "Mobile deposit", "MOBILE DEPOSIT #### @@"}},
}

// toldBy begins the stream of one of told; each at most once in a life.
func (l *life) toldBy(n, account int, from, to bank.Date) {
	p := told[n]
	days := l.paydays(p.frequency, from, to)
	if p.frequency == "" {
		days = []bank.Date{from + bank.Date(l.IntN(int(to-from)))}
	}
	if len(days) == 0 {
		return
	}
	frequency := p.frequency
	if len(days) < 5 || p.frequency == "UNKNOWN" && len(days) < 10 {
		frequency = ""
	}
	stream := l.income(account, p.name, p.category, frequency)
	template, amount := pick(l, p.templates), l.dollars(p.least, p.most)
	for _, day := range days {
		if p.vary {
			amount = l.dollars(p.least, p.most) + bank.Cents(1)
		}
		l.row(account, day, -amount, l.fill(template, p.name, day), stream)
	}
}

// client pays again and again, and the descriptions say nothing of what for.
func (l *life) client(account int, from, to bank.Date) {
	name := l.company()
	for strings.Contains(strings.Join(employers, "|"), name) {
		name = l.company() // what comes from a shop without a word is a refund
	}
	category := "OTHER"
	if l.chance(50) { // a person, by an app
		name, category = pick(l, l.people), "TRANSFER_FROM_APPLICATION"
	}
	stream := l.income(account, name, category, "")
	template := pick(l, []string{"{NAME} ACH @@", "ACH CREDIT {NAME} ####", "{NAME} CCD ID: ####", "WIRE TYPE:WIRE IN DATE: {DATE} TIME:1201 ET TRN:#### ORIG:{NAME} ID:####"})
	if category != "OTHER" {
		template = pick(l, []string{"ZELLE FROM {NAME} ####", "Zelle payment from {NAME} @@", "ZELLE TRANSFER CONF# @@; {NAME}"})
	}
	companyLike := false
	for _, day := range l.paydays("UNKNOWN", from, to) {
		companyLike = true
		l.row(account, day, -l.dollars(100, 1500), l.fill(template, name, day), stream)
	}
	if !companyLike {
		l.truth = l.truth[:len(l.truth)-1]
	}
}

// quiet pays wages, and its descriptions do not say so: a company at a pace, in steady amounts.
func (l *life) quiet(account int, from, to bank.Date) {
	name := pick(l, syllables) + pick(l, syllables) + pick(l, syllables)
	name = strings.ToUpper(name[:1]) + name[1:] + " " + pick(l, []string{"Optics", "Motors", "Textiles", "Aviation"}) + pick(l, []string{" Inc", " LLC", " Corp", " Ltd"})
	frequency := pick(l, []string{"WEEKLY", "BIWEEKLY", "SEMI_MONTHLY", "MONTHLY"})
	days := l.paydays(frequency, from, to)
	stream, pay := l.income(account, name, "SALARY", frequency), l.dollars(600, 3000)
	template := pick(l, []string{"{NAME} PPD ID: ####", "ACH CREDIT {NAME}", "{NAME} @@"})
	for _, day := range days {
		l.row(account, day, -pay-l.dollars(0, 60), l.fill(template, name, day), stream)
	}
}
