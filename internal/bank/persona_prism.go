package bank

// What the sandbox's user_prism_1 to _8 hold is not known (facts link 8); ours differ in what
// they live on, so that each kind of income occurs somewhere.

func (h *household) prism(owner Owner, mask string, keep, saved float64) (checking, savings int) {
	h.owners = []Owner{owner}
	checking = h.checking("Prism Checking", mask+"1", MoneyOf(keep))
	savings = h.savings("Prism Savings", mask+"2", MoneyOf(saved))
	return checking, savings
}

// lives adds what most of them spend, and closes the months.
func (h *household) lives(checking, savings int, rent float64, description string, scale float64) {
	h.dwells(checking, rent, description)
	h.buys(checking, scale)
	h.watches(checking)
	h.saves(savings, 2.40)
	h.sweep(checking, savings)
}

// prismRetired lives on Social Security and a pension.
func prismRetired(h *household) {
	checking, savings := h.prism(person("Agatha Brocade", "4155550161", "agatha.brocade@example.com", "5 Thimble Close", "Tucson", "AZ", "85701"), "611", 2400, 11_000)
	h.add(
		deposit(checking, monthly{12}, 1894, 0, "SSA TREAS 310 XXSOC SEC PPD"),
		deposit(checking, monthly{lastDay}, 1260.40, 0, "HOUNDSTOOTH PENSION FUND PPD ID: 9003100411"),
	)
	h.lives(checking, savings, 910, "SUNRISE SENIOR LIVING RENT", 0.85)
}

// prismVeteran works as a guard and has a veteran's benefit.
func prismVeteran(h *household) {
	checking, savings := h.prism(person("Hollis Kersey", "4155550162", "hollis.kersey@example.com", "77 Buckram Street", "San Antonio", "TX", "78205"), "612", 2500, 5200)
	h.works(job{
		employer: company("Pinstripe Security"),
		title:    "Guard", married: true, started: NewDate(2012, 5, 7), schedule: biweekly,
		terms: payTerms{hourly: Cents(1975), hours: 320, overtime: 32, retirement: 300, health: 48 * unit},
		parts: into(checking, "PINSTRIPE SECURITY PAYROLL PPD ID: 9004120021"),
	})
	h.add(deposit(checking, monthly{1}, 1075.16, 0, "VACP TREAS 310 XXVA BENEF PPD"))
	h.drives(checking, 331)
	h.lives(checking, savings, 1240, "CAMDEN APARTMENTS RENT WEB PMT", 1.1)
}

// prismDriver drives for three platforms.
func prismDriver(h *household) {
	checking, savings := h.prism(person("Ezra Chenille", "4155550163", "ezra.chenille@example.com", "903 Loom Avenue", "Las Vegas", "NV", "89101"), "613", 2300, 1500)
	h.add(
		deposit(checking, everyDays{7, 4}, 425, 110, "UBER TECHNOLOGIES EDI PAYMNT"),
		deposit(checking, everyDays{7, 5}, 312, 95, "LYFT INC DRIVER PAYOUT"),
		deposit(checking, everyDays{7, 6}, 174, 80, "DOORDASH, INC. DASHER PAY"),
	)
	h.drives(checking, 355.90)
	h.lives(checking, savings, 985, "INVITATION HOMES RENT WEB PMT", 0.9)
}

// prismParent works part time and gets child support.
func prismParent(h *household) {
	checking, savings := h.prism(person("Corinne Batiste", "4155550164", "corinne.batiste@example.com", "46 Ruffle Road", "Raleigh", "NC", "27601"), "614", 2100, 900)
	h.works(job{
		employer: company("Chambray Bakehouse"),
		title:    "Baker", kind: "PART_TIME", started: NewDate(2012, 10, 1), schedule: weekly,
		terms: payTerms{hourly: Cents(1890), hours: 112, overtime: 8, state: 425},
		parts: into(checking, "CHAMBRAY BAKEHOUSE PAYROLL PPD ID: 9004120022"),
	})
	h.add(
		deposit(checking, monthly{7}, 620, 0, "STATE CHILD SUPPORT PPD ID: 9003100412"),
		deposit(checking, monthly{19}, 480, 0, "ZELLE FROM MARGUERITE BATISTE"),
	)
	h.lives(checking, savings, 960, "GREYSTAR APARTMENTS RENT WEB PMT", 0.95)
}

// prismDisabled lives on a disability and an unemployment benefit.
func prismDisabled(h *household) {
	checking, savings := h.prism(person("Silas Percale", "4155550165", "silas.percale@example.com", "210 Tassel Lane", "Dayton", "OH", "45402"), "615", 1900, 700)
	h.add(
		deposit(checking, monthly{3}, 1537, 0, "SSDI TREAS 310 XXSOC SEC PPD"),
		deposit(checking, everyDays{14, 5}, 402, 0, "OHIO UNEMPLOYMENT OFFICE PPD ID: 9003100413"),
	)
	h.lives(checking, savings, 745, "VILLAGE GREEN RENT WEB PMT", 0.75)
}

// prismStudent studies, works at the university and gets money from home.
func prismStudent(h *household) {
	checking, savings := h.prism(person("Juniper Lisle", "4155550166", "juniper.lisle@example.com", "Room 304, 12 Placket Hall", "Ann Arbor", "MI", "48109"), "616", 1300, 480)
	h.works(job{
		employer: company("Crewel University"),
		title:    "Library Assistant", kind: "PART_TIME", started: NewDate(2012, 9, 4), schedule: semimonthly,
		terms: payTerms{hourly: Cents(1625), hours: 160, state: 425},
		parts: into(checking, "CREWEL UNIVERSITY PAYROLL PPD ID: 9004120023"),
	})
	h.add(deposit(checking, monthly{4}, 700, 0, "VENMO CASHOUT PPD"))
	h.add(bill(checking, 5, 640, 0, "COLLEGE HOUSING RENT"), bill(checking, 16, 35, 0, "MINT MOBILE WIRELESS"))
	h.buys(checking, 0.6)
	h.add(bill(checking, 13, 5.99, 0, "SPOTIFY USA"))
	h.saves(savings, 0.40)
	h.sweep(checking, savings)
}

// prismFreelancer is paid by transfers, in cash, and once a year by the tax office.
func prismFreelancer(h *household) {
	checking, savings := h.prism(person("Beatrix Toile", "4155550167", "beatrix.toile@example.com", "8 Cutwork Mews", "Asheville", "NC", "28801"), "617", 2900, 4100)
	h.add(
		deposit(checking, everyDays{7, 3}, 760, 220, "PAYPAL TRANSFER PPD"),
		deposit(checking, sometimes{130}, 240, 110, "ATM CASH DEPOSIT 001932"),
		deposit(checking, yearly{4, 9}, 1318, 240, "IRS TREAS 310 TAX REF PPD"),
	)
	h.lives(checking, savings, 1350, "ZILLOW RENTAL RENT PMT", 1)
}

// prismSeller is paid by the month, with commissions, and lets a house to guests.
func prismSeller(h *household) {
	checking, savings := h.prism(person("Conrad Merino", "4155550168", "conrad.merino@example.com", "1440 Georgette Drive", "Atlanta", "GA", "30309"), "618", 6100, 19_000)
	card := h.card("Prism Rewards Card", "6183", 18_000*unit)
	h.works(job{
		employer: company("Merino Software"),
		title:    "Account Executive", married: true, started: NewDate(2012, 1, 16), schedule: monthlyPay,
		terms: payTerms{salary: 84_000 * unit, commission: 2600 * unit, state: 540, retirement: 800, health: 160 * unit},
		parts: into(checking, "MERINO SOFTWARE PAYROLL PPD ID: 9004120024"),
	})
	h.add(
		deposit(checking, everyDays{14, 4}, 610, 240, "AIRBNB PAYMENTS PPD"),
		deposit(savings, monthly{lastDay}, 54.20, 3, "INTEREST PAYMENT"),
	)
	h.drives(card, 0)
	h.buys(card, 1.4)
	h.watches(card)
	h.dwells(checking, 2180, "TRUIST MORTGAGE PMT")
	h.sweep(checking, savings)
	h.autopay(card, checking)
}
