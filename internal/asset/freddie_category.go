package asset

import (
	"toile"
	"toile/internal/enrich"
)

// categoryType gives the category of Freddie Mac that a personal finance category (version 2) falls
// in: that of the detailed one, else that of the primary one. Money that comes back from where it
// was spent is a reimbursement, as in the official example.
func categoryType(c *enrich.Category, in bool) toile.AssetTransactionCategoryType {
	if in && spending[c.Primary] {
		return toile.AssetTransactionCategoryTypeReimbursement
	}
	if category, ok := freddieDetailed[c.Detailed]; ok {
		return category
	}
	if category, ok := freddiePrimary[c.Primary]; ok {
		return category
	}
	return "Uncategorized"
}

// spending are the primary categories of what people buy.
var spending = map[string]bool{
	"ENTERTAINMENT": true, "FOOD_AND_DRINK": true, "GENERAL_MERCHANDISE": true, "GENERAL_SERVICES": true, "HOME_IMPROVEMENT": true, "MEDICAL": true,
	"PERSONAL_CARE": true, "RENT_AND_UTILITIES": true, "TRANSPORTATION": true, "TRAVEL": true, "BANK_FEES": true,
}

var freddiePrimary = map[string]toile.AssetTransactionCategoryType{
	"BANK_FEES": "BankFee", "ENTERTAINMENT": "Entertainment", "FOOD_AND_DRINK": "FoodDining", "GENERAL_MERCHANDISE": "Shopping",
	"GENERAL_SERVICES": "Business Services", "GOVERNMENT_AND_NON_PROFIT": "FeesCharges", "HOME_IMPROVEMENT": "HomeImprovement", "INCOME": "Income",
	"LOAN_DISBURSEMENTS": "Loans", "LOAN_PAYMENTS": "LoanPayment", "MEDICAL": "HealthFitness", "PERSONAL_CARE": "PersonalCare",
	"RENT_AND_UTILITIES": "Utilities", "TRANSFER_IN": "Transfer", "TRANSFER_OUT": "Transfer", "TRANSPORTATION": "AutoTransport", "TRAVEL": "Travel",
}

var freddieDetailed = map[string]toile.AssetTransactionCategoryType{
	"BANK_FEES_ATM_FEES":        "ATMFee",
	"BANK_FEES_INTEREST_CHARGE": "FinanceCharge",
	"BANK_FEES_LATE_FEES":       "LateFee",

	"ENTERTAINMENT_MUSIC_AND_AUDIO":                             "Music",
	"ENTERTAINMENT_SPORTING_EVENTS_AMUSEMENT_PARKS_AND_MUSEUMS": "Amusement",
	"ENTERTAINMENT_TV_AND_MOVIES":                               "MoviesDVDs",

	"FOOD_AND_DRINK_BEER_WINE_AND_LIQUOR": "AlcoholBars",
	"FOOD_AND_DRINK_COFFEE":               "CoffeeShops",
	"FOOD_AND_DRINK_FAST_FOOD":            "FastFood",
	"FOOD_AND_DRINK_GROCERIES":            "Groceries",
	"FOOD_AND_DRINK_RESTAURANT":           "Restaurants",

	"GENERAL_MERCHANDISE_BOOKSTORES_AND_NEWSSTANDS": "NewspapersMagazines",
	"GENERAL_MERCHANDISE_CLOTHING_AND_ACCESSORIES":  "Clothing",
	"GENERAL_MERCHANDISE_ELECTRONICS":               "ElectronicsSoftware",
	"GENERAL_MERCHANDISE_GIFTS_AND_NOVELTIES":       "GiftsDonations",
	"GENERAL_MERCHANDISE_OFFICE_SUPPLIES":           "OfficeSupplies",
	"GENERAL_MERCHANDISE_PET_SUPPLIES":              "PetFoodSupplies",
	"GENERAL_MERCHANDISE_SPORTING_GOODS":            "SportingGoods",

	"GENERAL_SERVICES_ACCOUNTING_AND_FINANCIAL_PLANNING": "FinancialAdvisor",
	"GENERAL_SERVICES_AUTOMOTIVE":                        "ServiceParts",
	"GENERAL_SERVICES_CHILDCARE":                         "BabysitterDaycare",
	"GENERAL_SERVICES_CONSULTING_AND_LEGAL":              "Legal",
	"GENERAL_SERVICES_EDUCATION":                         "Education",
	"GENERAL_SERVICES_INSURANCE":                         "Financial",
	"GENERAL_SERVICES_POSTAGE_AND_SHIPPING":              "Shipping",

	"GOVERNMENT_AND_NON_PROFIT_DONATIONS":   "Charity",
	"GOVERNMENT_AND_NON_PROFIT_TAX_PAYMENT": "Taxes",

	"HOME_IMPROVEMENT_FURNITURE":              "Furnishings",
	"HOME_IMPROVEMENT_REPAIR_AND_MAINTENANCE": "HomeServices",
	"HOME_IMPROVEMENT_SECURITY":               "HomeServices",

	"INCOME_CHILD_SUPPORT":   "ChildSupport",
	"INCOME_DIVIDENDS":       "Investments",
	"INCOME_INTEREST_EARNED": "InterestIncome",
	"INCOME_SALARY":          "Paycheck",

	"LOAN_PAYMENTS_CAR_PAYMENT":          "AutoPayment",
	"LOAN_PAYMENTS_CREDIT_CARD_PAYMENT":  "CreditCardPayment",
	"LOAN_PAYMENTS_MORTGAGE_PAYMENT":     "MortgageRent",
	"LOAN_PAYMENTS_STUDENT_LOAN_PAYMENT": "Student Loan",

	"MEDICAL_DENTAL_CARE":                "Dentist",
	"MEDICAL_EYE_CARE":                   "Eyecare",
	"MEDICAL_PHARMACIES_AND_SUPPLEMENTS": "Pharmacy",
	"MEDICAL_PRIMARY_CARE":               "Doctor",
	"MEDICAL_VETERINARY_SERVICES":        "Veterinary",

	"PERSONAL_CARE_GYMS_AND_FITNESS_CENTERS": "Gym",
	"PERSONAL_CARE_HAIR_AND_BEAUTY":          "Hair",
	"PERSONAL_CARE_LAUNDRY_AND_DRY_CLEANING": "Laundry",

	"RENT_AND_UTILITIES_INTERNET_AND_CABLE": "Internet",
	"RENT_AND_UTILITIES_RENT":               "MortgageRent",
	"RENT_AND_UTILITIES_TELEPHONE":          "MobilePhone",

	"TRANSFER_IN_INVESTMENT_AND_RETIREMENT_FUNDS":  "Investments",
	"TRANSFER_OUT_CRYPTO":                          "Investments",
	"TRANSFER_OUT_INVESTMENT_AND_RETIREMENT_FUNDS": "Investments",
	"TRANSFER_OUT_WITHDRAWAL":                      "CashATM",

	"TRANSPORTATION_GAS":                   "GasFuel",
	"TRANSPORTATION_PARKING":               "Parking",
	"TRANSPORTATION_PUBLIC_TRANSIT":        "Public Transportation",
	"TRANSPORTATION_TAXIS_AND_RIDE_SHARES": "RentalCarTaxi",

	"TRAVEL_FLIGHTS":     "AirTravel",
	"TRAVEL_LODGING":     "Hotel",
	"TRAVEL_RENTAL_CARS": "RentalCarTaxi",
}
