package enrich

// codes are the merchant category codes of ISO 18245 that belong to a category of the first version
// of the taxonomy. Cards are taken under them; what is paid otherwise has none.
var codes = map[string]string{
	"FOOD_AND_DRINK_BEER_WINE_AND_LIQUOR":           "5921",
	"FOOD_AND_DRINK_COFFEE":                         "5814",
	"FOOD_AND_DRINK_FAST_FOOD":                      "5814",
	"FOOD_AND_DRINK_GROCERIES":                      "5411",
	"FOOD_AND_DRINK_RESTAURANT":                     "5812",
	"GENERAL_MERCHANDISE_BOOKSTORES_AND_NEWSSTANDS": "5942",
	"GENERAL_MERCHANDISE_CLOTHING_AND_ACCESSORIES":  "5651",
	"GENERAL_MERCHANDISE_CONVENIENCE_STORES":        "5499",
	"GENERAL_MERCHANDISE_DEPARTMENT_STORES":         "5311",
	"GENERAL_MERCHANDISE_DISCOUNT_STORES":           "5310",
	"GENERAL_MERCHANDISE_ELECTRONICS":               "5732",
	"GENERAL_MERCHANDISE_GIFTS_AND_NOVELTIES":       "5947",
	"GENERAL_MERCHANDISE_OFFICE_SUPPLIES":           "5943",
	"GENERAL_MERCHANDISE_PET_SUPPLIES":              "5995",
	"GENERAL_MERCHANDISE_SPORTING_GOODS":            "5941",
	"GENERAL_MERCHANDISE_SUPERSTORES":               "5310",
	"GENERAL_MERCHANDISE_TOBACCO_AND_VAPE":          "5993",
	"GENERAL_SERVICES_AUTOMOTIVE":                   "7538",
	"GENERAL_SERVICES_CHILDCARE":                    "8351",
	"GENERAL_SERVICES_EDUCATION":                    "8299",
	"GENERAL_SERVICES_INSURANCE":                    "6300",
	"GENERAL_SERVICES_POSTAGE_AND_SHIPPING":         "4215",
	"GENERAL_SERVICES_STORAGE":                      "4225",
	"HOME_IMPROVEMENT_FURNITURE":                    "5712",
	"HOME_IMPROVEMENT_HARDWARE":                     "5251",
	"MEDICAL_DENTAL_CARE":                           "8021",
	"MEDICAL_EYE_CARE":                              "8043",
	"MEDICAL_PHARMACIES_AND_SUPPLEMENTS":            "5912",
	"MEDICAL_PRIMARY_CARE":                          "8011",
	"MEDICAL_VETERINARY_SERVICES":                   "0742",
	"PERSONAL_CARE_GYMS_AND_FITNESS_CENTERS":        "7997",
	"PERSONAL_CARE_HAIR_AND_BEAUTY":                 "7230",
	"PERSONAL_CARE_LAUNDRY_AND_DRY_CLEANING":        "7210",
	"RENT_AND_UTILITIES_GAS_AND_ELECTRICITY":        "4900",
	"RENT_AND_UTILITIES_INTERNET_AND_CABLE":         "4899",
	"RENT_AND_UTILITIES_TELEPHONE":                  "4814",
	"TRANSPORTATION_GAS":                            "5541",
	"TRANSPORTATION_PARKING":                        "7523",
	"TRANSPORTATION_PUBLIC_TRANSIT":                 "4111",
	"TRANSPORTATION_TAXIS_AND_RIDE_SHARES":          "4121",
	"TRANSPORTATION_TOLLS":                          "4784",
	"TRAVEL_FLIGHTS":                                "4511",
	"TRAVEL_LODGING":                                "7011",
	"TRAVEL_RENTAL_CARS":                            "7512",
}

// MerchantCategoryCode gives the code of ISO 18245 under which a card paid, empty where it did not
// or no code is known.
func (e Enriched) MerchantCategoryCode(on Account) string {
	if on.Type != "credit" || e.MerchantName == "" {
		return ""
	}
	return codes[e.V1.Detailed]
}
