package bank

// bankIncome has many incomes of many kinds: a job by the hour, rides, a flat that is let, a
// benefit and a pension. Payroll providers know this person as test-good.
func bankIncome(h *household) {
	h.owners = []Owner{person("Rosalind Tweedy", "4155550142", "rosalind.tweedy@example.com", "418 Bobbin Lane", "Columbus", "OH", "43215")}
	checking, savings := h.pair(3100, 6400)
	h.works(job{
		employer: company("Platypus Manufacturing"),
		title:    "Loom Operator", started: NewDate(2012, 3, 5), schedule: biweekly,
		terms: payTerms{hourly: Cents(2450), hours: 320, overtime: 24, state: 350, retirement: 400, health: 62 * unit},
		parts: into(checking, "PLATYPUS MANUFACTURING PAYROLL PPD ID: 9004120001"),
	})
	h.Employments[0].Employee.TaxpayerMask = "1234" // the provider asks for it (facts link 5.3)
	h.add(
		deposit(checking, everyDays{7, 5}, 186, 74, "GINGHAM RIDES DRIVER PAYOUT"),
		deposit(checking, monthly{3}, 875, 0, "TARTAN APARTMENTS RENTAL INCOME"),
		deposit(checking, everyDays{7, 6}, 94, 0, "STATE UNEMPLOYMENT OFFICE PPD ID: 9003100410"),
		deposit(checking, monthly{28}, 540.25, 0, "HOUNDSTOOTH PENSION FUND PPD ID: 9003100411"),
	)
	h.dwells(checking, 1685, "ROCKET MORTGAGE LOAN PMT")
	h.drives(checking, 365.20)
	h.buys(checking, 1.3)
	h.watches(checking)
	h.saves(savings, 5.30)
	h.sweep(checking, savings)
}

// creditBonus has two jobs. One pays its bonus inside the pay check, the other on its own.
func creditBonus(h *household) {
	h.owners = []Owner{person("Desmond Selvage", "4155550143", "desmond.selvage@example.com", "9 Warp Street", "Denver", "CO", "80202")}
	checking, savings := h.pair(3700, 9100)
	h.works(job{
		employer: company("Herringbone Outfitters"),
		title:    "Store Manager", started: NewDate(2012, 6, 4), schedule: biweekly,
		terms: payTerms{salary: 52_000 * unit, bonus: 1500 * unit, state: 440, retirement: 500, health: 74 * unit},
		parts: into(checking, "HERRINGBONE OUTFITTERS DIRECT DEP PPD ID: 9004120002"),
	})
	h.works(job{
		employer: company("Argyle Consulting"),
		title:    "Analyst", kind: "PART_TIME", started: NewDate(2012, 9, 3), schedule: semimonthly,
		terms: payTerms{salary: 38_400 * unit, bonus: 2400 * unit, state: 440},
		parts: []part{
			{account: checking, bonus: true, description: "ARGYLE CONSULTING DES:BONUS ID:9004120003 PPD"},
			{account: checking, description: "ARGYLE CONSULTING PAYROLL PPD ID: 9004120003"},
		},
	})
	h.dwells(checking, 1950, "GREYSTAR APARTMENTS RENT WEB PMT")
	h.drives(checking, 0)
	h.buys(checking, 1.3)
	h.watches(checking)
	h.saves(savings, 7.60)
	h.sweep(checking, savings)
}

// creditJoint are two people with a job each, who own their accounts together.
func creditJoint(h *household) {
	h.owners = []Owner{
		person("Imogen Calico", "4155550144", "imogen.calico@example.com", "31 Spindle Court", "Madison", "WI", "53703"),
		person("Walter Calico", "4155550145", "walter.calico@example.com", "31 Spindle Court", "Madison", "WI", "53703"),
	}
	checking, savings := h.pair(5300, 14_200)
	h.works(job{
		employer: company("Paisley School District"),
		title:    "Teacher", married: true, started: NewDate(2012, 8, 20), schedule: semimonthly,
		terms: payTerms{salary: 56_400 * unit, state: 480, retirement: 600, health: 110 * unit},
		parts: into(checking, "PAISLEY SCHOOL DISTRICT PAYROLL PPD ID: 9004120004"),
	})
	h.works(job{
		employer: company("Seersucker Hospital"),
		title:    "Nurse", owner: 1, married: true, started: NewDate(2012, 2, 6), schedule: biweekly,
		terms: payTerms{hourly: Cents(3410), hours: 320, overtime: 20, state: 480, retirement: 500},
		parts: into(checking, "SEERSUCKER HOSPITAL PAYROLL PPD ID: 9004120005"),
	})
	h.dwells(checking, 2240, "US BANK HOME MORTGAGE PMT")
	h.drives(checking, 412.75)
	h.buys(checking, 1.7)
	h.watches(checking)
	h.add(bill(checking, 4, 1180, 0, "BRIGHT HORIZONS CHILD CARE"), visits(checking, 60, 58, 31, "TARGET T-2118"))
	h.saves(savings, 11.80)
	h.sweep(checking, savings)
}

// creditGood lives on what several gigs pay, and spends as much as comes in.
func creditGood(h *household) {
	h.owners = []Owner{person("Marlow Denham", "4155550146", "marlow.denham@example.com", "1207 Shuttle Avenue", "Tampa", "FL", "33602")}
	checking, savings := h.pair(2300, 3100)
	h.add(
		deposit(checking, everyDays{7, 5}, 468, 120, "GINGHAM RIDES DRIVER PAYOUT"),
		deposit(checking, everyDays{7, 7}, 304, 90, "CORDUROY DELIVERIES COURIER PAY"),
	)
	h.dwells(checking, 1440, "INVITATION HOMES RENT WEB PMT")
	h.drives(checking, 289.10)
	h.buys(checking, 1.15)
	h.watches(checking)
	h.saves(savings, 1.70)
	h.close(checking, savings, "Online Transfer SAV ...1111", "Online Transfer CHK ...0000")
	h.close(savings, 0, "ALLY BANK P2P TRANSFER", "")
}

// creditExcellent earns well, lets a flat, and has more left each month than most people earn.
func creditExcellent(h *household) {
	h.owners = []Owner{person("Philippa Worsted", "4155550147", "philippa.worsted@example.com", "88 Damask Terrace", "Boston", "MA", "02116")}
	checking, savings := h.pair(9800, 48_000)
	card := h.card("Plaid Credit Card", "3333", 25_000*unit)
	h.Books[card-1].OfficialName = goodBooks[3].OfficialName
	h.works(job{
		employer: company("Cashmere Capital"),
		title:    "Portfolio Director", married: true, started: NewDate(2012, 1, 9), schedule: semimonthly,
		terms: payTerms{salary: 156_000 * unit, state: 500, retirement: 1000, health: 145 * unit},
		parts: []part{
			{account: savings, fixed: 500 * unit, description: "CASHMERE CAPITAL PAYROLL PPD ID: 9004120006"},
			{account: checking, description: "CASHMERE CAPITAL PAYROLL PPD ID: 9004120006"},
		},
	})
	h.add(deposit(checking, monthly{2}, 2650, 0, "TARTAN APARTMENTS RENTAL INCOME"))
	h.dwells(checking, 3420, "WELLS FARGO HOME MORTGAGE PMT")
	h.drives(card, 0)
	h.buys(card, 1.9)
	h.watches(card)
	h.add(visits(card, 25, 340, 190, "DELTA AIR LINES"), visits(card, 40, 118, 60, "NORDSTROM #0521"))
	h.saves(savings, 61.20)
	h.sweep(checking, savings)
	h.autopay(card, checking)
}
