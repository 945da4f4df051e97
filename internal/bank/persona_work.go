package bank

// The bank knows of these three personas only what happened in the 90 days before they linked
// (facts link 5.3: about 3 months of data).
const threeMonths = 90

// earnedWage is paid by the week and takes a part of the wage on Tuesday that is due on Friday.
func earnedWage(h *household) {
	h.reach = threeMonths
	h.owners = []Owner{person("Kendra Muslin", "4155550151", "kendra.muslin@example.com", "2215 Bobbin Street", "Phoenix", "AZ", "85004")}
	checking := h.checking("Everyday Checking", "4821", 1750*unit)
	savings := h.savings("Rainy Day Savings", "4822", 640*unit)
	h.works(job{
		employer: company("Gabardine Logistics"),
		title:    "Warehouse Associate", started: NewDate(2012, 4, 2), schedule: weekly,
		terms: payTerms{hourly: Cents(2085), hours: 160, overtime: 20, state: 250, health: 24 * unit},
		parts: into(checking, "GABARDINE LOGISTICS PAYROLL PPD ID: 9004120011"),
	})
	h.borrows(checking, 7, 3, "EARNIN ACTIVEHOURS CASH ADVANCE", "EARNIN ACTIVEHOURS CASH ADVANCE REPAYMENT", 3*unit+99*cent)
	h.dwells(checking, 1080, "AMH RENT WEB PMT")
	h.drives(checking, 0)
	h.buys(checking, 0.75)
	h.watches(checking)
	h.saves(savings, 0.55)
	h.sweep(checking, savings)
}

// yuppie is young, earns well, and spends it by card.
func yuppie(h *household) {
	h.reach = threeMonths
	h.owners = []Owner{person("Theo Jacquard", "4155550152", "theo.jacquard@example.com", "510 Brannan Street Unit 12", "San Francisco", "CA", "94107")}
	checking := h.checking("Total Checking", "7310", 6900*unit)
	savings := h.savings("High Yield Savings", "7311", 21_500*unit)
	card := h.card("Travel Rewards Card", "7312", 15_000*unit)
	h.works(job{
		employer: company("Twill Robotics"),
		title:    "Product Designer", started: NewDate(2012, 7, 9), schedule: semimonthly,
		terms: payTerms{salary: 128_000 * unit, state: 610, retirement: 600, health: 55 * unit},
		parts: into(checking, "TWILL ROBOTICS PAYROLL PPD ID: 9004120012"),
	})
	h.dwells(checking, 2950, "AVALONBAY COMMUNITIES RENT WEB PMT")
	h.add(
		bill(checking, 12, 342.60, 0, "NELNET STUDENT LOAN PYMT"),
		bill(checking, 7, 150, 0, "ROBINHOOD SECURITIES DEBITS"),
		visits(card, 240, 21, 9, "UBER *TRIP HELP.UBER.COM"),
		visits(card, 170, 31, 12, "DOORDASH*SWEETGREEN"),
		visits(card, 30, 260, 140, "AIRBNB * HM4K2 SAN FRANCISCO"),
		visits(card, 18, 310, 120, "UNITED AIRLINES 0162"),
		bill(card, 3, 195, 0, "EQUINOX FITNESS #115"),
	)
	h.buys(card, 1.05)
	h.watches(card)
	h.saves(savings, 72.40)
	h.sweep(checking, savings)
	h.autopay(card, checking)
}

// smallBusiness is a bakery: what its customers pay comes by a card processor; wages, rent,
// flour and taxes go out; what is left goes to its owner.
func smallBusiness(h *household) {
	h.reach = threeMonths
	h.owners = []Owner{{
		Names:     []string{"Bias & Grain Bakery LLC", "Nadine Organza"},
		Phones:    []Contact{{"4155550153", true, "office"}},
		Emails:    []Contact{{"nadine@biasandgrain.example.com", true, "primary"}},
		Addresses: []Address{{"72 Hemline Street", "Portland", "OR", "97209", "US", true}},
	}}
	checking := h.checking("Business Complete Checking", "5501", 31_000*unit)
	savings := h.savings("Business Savings", "5502", 18_000*unit)
	card := h.card("Business Cash Card", "5503", 20_000*unit)
	for i := range h.Books {
		h.Books[i].HolderCategory = "business"
	}
	h.add(
		deposit(checking, workdays, 2240, 460, "HOPSACK PAYMENTS DES:PAYOUT ID:4417 CCD"),
		deposit(checking, everyDays{7, 4}, 640, 220, "MADRAS MARKETPLACE DES:PAYOUT ID:8862 CCD"),
		stream{account: checking, rule: everyDays{14, 7}, amount: 9450 * unit, spread: 380 * unit, description: "GUSTO PAYROLL NET 6SEMK"},
		stream{account: checking, rule: everyDays{14, 8}, amount: 2610 * unit, spread: 105 * unit, description: "GUSTO TAX 6SEMK PAYROLL TAXES"},
		bill(checking, 1, 4200, 0, "PEARL DISTRICT PROPERTIES COMMERCIAL RENT"),
		bill(checking, 15, 2850, 0, "IRS USATAXPYMT EFTPS"),
		bill(checking, 20, 610, 40, "OREGON DEPT OF REVENUE TAX PAYMENT"),
		bill(checking, 8, 486.30, 60, "PORTLAND GENERAL ELECTRIC BILL PMT"),
		bill(checking, 18, 312, 0, "STATE FARM BUSINESS INSURANCE"),
		stream{account: checking, rule: everyDays{7, 4}, amount: 1420 * unit, spread: 310 * unit, description: "SYSCO FOODS PORTLAND"},
		visits(card, 130, 180, 90, "RESTAURANT DEPOT PORTLAND OR"),
		visits(card, 60, 64, 30, "STAPLES 00108852"),
		bill(card, 10, 89, 0, "INTUIT *QUICKBOOKS ONLINE"),
	)
	h.saves(savings, 29.10)
	h.close(checking, savings, "Online Transfer to SAV ...5502", "Online Transfer from CHK ...5501")
	h.close(savings, 0, "OWNER DRAW TRANSFER N ORGANZA", "")
	h.autopay(card, checking)
}

// limitedPurpose has an account that only pays a rent: what it needs comes in before.
func limitedPurpose(h *household) {
	h.owners = []Owner{person("Linus Taffeta", "4155550154", "linus.taffeta@example.com", "14 Eyelet Way", "Austin", "TX", "78701")}
	account := h.open(
		Account{Name: "Plaid Limited Purpose Checking", Type: "depository", Subtype: "limited purpose checking", Mask: "0000"},
		closing{on: 27, every: 1, keep: 1850 * unit},
	)
	h.add(bill(account, 2, 1640, 0, "RENT PAYMENT CAMDEN PROPERTY TRUST"), bill(account, 2, 18.50, 0, "RENTERS INSURANCE LEMONADE"))
	h.close(account, 0, "TRANSFER FROM CHK ...2207", "")
}
