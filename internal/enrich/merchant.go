package enrich

import "strings"

// merchant is someone whom descriptions name. The kind is "merchant" where it is empty.
type merchant struct {
	name       string
	categories string // "v1>v2" where the versions differ
	channel    string
	website    string
	words      string // phrases, parted by bars
	kind       string
}

// merchants are real ones that descriptions of banks in the United States name often, the more
// telling before the less: Uber Eats before Uber.
var merchants = []merchant{
	// Those that only pass money on.
	{"Zelle", fromApps, other, "zellepay.com", "ZELLE", appKind},
	{"Venmo", fromApps, online, "venmo.com", "VENMO", appKind},
	{"Cash App", fromApps, online, "cash.app", "CASH APP|CASHAPP|SQUARE CASH|SQ CASH APP", appKind},
	{"PayPal", fromApps, online, "paypal.com", "PAYPAL|PP", appKind},
	{"Apple Cash", fromApps, online, "apple.com", "APPLE CASH", appKind},
	{"Wise", fromApps, online, "wise.com", "WISE|TRANSFERWISE", appKind},
	{"Square", "GENERAL_MERCHANDISE_OTHER_GENERAL_MERCHANDISE", inStore, "squareup.com", "SQ|SQUARE", terminalKind},
	{"Toast", "FOOD_AND_DRINK_RESTAURANT", inStore, "toasttab.com", "TST|TOAST", terminalKind},
	{"Clover", "GENERAL_MERCHANDISE_OTHER_GENERAL_MERCHANDISE", inStore, "clover.com", "CLV|CLOVER", terminalKind},
	{"Uber Eats", "FOOD_AND_DRINK_RESTAURANT", online, "ubereats.com", "UBER EATS|UBEREATS|UBER EAT", marketKind},
	{"DoorDash", "FOOD_AND_DRINK_RESTAURANT", online, "doordash.com", "DOORDASH|DD DOORDASH", marketKind},
	{"Grubhub", "FOOD_AND_DRINK_RESTAURANT", online, "grubhub.com", "GRUBHUB", marketKind},
	{"Instacart", "FOOD_AND_DRINK_GROCERIES", online, "instacart.com", "INSTACART", marketKind},
	{"Etsy", "GENERAL_MERCHANDISE_ONLINE_MARKETPLACES", online, "etsy.com", "ETSY", marketKind},
	{"eBay", "GENERAL_MERCHANDISE_ONLINE_MARKETPLACES", online, "ebay.com", "EBAY", marketKind},

	// Getting around.
	{"Uber", "TRANSPORTATION_TAXIS_AND_RIDE_SHARES", online, "uber.com", "UBER TRIP|UBER", ""},
	{"Lyft", "TRANSPORTATION_TAXIS_AND_RIDE_SHARES", online, "lyft.com", "LYFT RIDE|LYFT", ""},
	{"Lime", "TRANSPORTATION_BIKES_AND_SCOOTERS", online, "li.me", "LIME RIDE|LIM RIDE", ""},
	{"Shell", "TRANSPORTATION_GAS", inStore, "shell.com", "SHELL OIL|SHELL GAS|SHELL SERVICE|SHELL", ""},
	{"Chevron", "TRANSPORTATION_GAS", inStore, "chevron.com", "CHEVRON", ""},
	{"Exxon", "TRANSPORTATION_GAS", inStore, "exxon.com", "EXXONMOBIL|EXXON", ""},
	{"Amtrak", "TRANSPORTATION_PUBLIC_TRANSIT", online, "amtrak.com", "AMTRAK", ""},
	{"United Airlines", "TRAVEL_FLIGHTS", inStore, "united.com", "UNITED AIRLINES|UNITED AIR", ""},
	{"Delta Air Lines", "TRAVEL_FLIGHTS", online, "delta.com", "DELTA AIR LINES|DELTA AIR", ""},
	{"American Airlines", "TRAVEL_FLIGHTS", online, "aa.com", "AMERICAN AIRLINES|AMERICAN AIR", ""},
	{"Southwest Airlines", "TRAVEL_FLIGHTS", online, "southwest.com", "SOUTHWEST AIRLINES|SOUTHWES", ""},
	{"Airbnb", "TRAVEL_LODGING", online, "airbnb.com", "AIRBNB", ""},
	{"Marriott", "TRAVEL_LODGING", inStore, "marriott.com", "MARRIOTT", ""},
	{"Hilton", "TRAVEL_LODGING", inStore, "hilton.com", "HILTON", ""},
	{"Hertz", "TRAVEL_RENTAL_CARS", inStore, "hertz.com", "HERTZ", ""},
	{"Enterprise", "TRAVEL_RENTAL_CARS", inStore, "enterprise.com", "ENTERPRISE RENT A CAR|ENTERPRISE RENT", ""},
	{"Expedia", "TRAVEL_OTHER_TRAVEL", online, "expedia.com", "EXPEDIA", ""},

	// Food and drink.
	{"McDonald's", "FOOD_AND_DRINK_FAST_FOOD", inStore, "mcdonalds.com", "MCDONALDS|MCDONALD S", ""},
	{"Burger King", "FOOD_AND_DRINK_FAST_FOOD", inStore, "burgerking.com", "BURGER KING|BURGERKING|BURGERKIN", ""},
	{"KFC", "FOOD_AND_DRINK_FAST_FOOD", inStore, "kfc.com", "KFC", ""},
	{"Chipotle", "FOOD_AND_DRINK_FAST_FOOD", inStore, "chipotle.com", "CHIPOTLE", ""},
	{"Taco Bell", "FOOD_AND_DRINK_FAST_FOOD", inStore, "tacobell.com", "TACO BELL", ""},
	{"Subway", "FOOD_AND_DRINK_FAST_FOOD", inStore, "subway.com", "SUBWAY", ""},
	{"Chick-fil-A", "FOOD_AND_DRINK_FAST_FOOD", inStore, "chick-fil-a.com", "CHICK FIL A", ""},
	{"Starbucks", "FOOD_AND_DRINK_COFFEE", inStore, "starbucks.com", "STARBUCKS", ""},
	{"Dunkin'", "FOOD_AND_DRINK_COFFEE", inStore, "dunkindonuts.com", "DUNKIN|DUNKIN DONUTS", ""},
	{"Whole Foods Market", "FOOD_AND_DRINK_GROCERIES", inStore, "wholefoodsmarket.com", "WHOLE FOODS|WHOLEFDS", ""},
	{"Trader Joe's", "FOOD_AND_DRINK_GROCERIES", inStore, "traderjoes.com", "TRADER JOES|TRADER JOE S", ""},
	{"Safeway", "FOOD_AND_DRINK_GROCERIES", inStore, "safeway.com", "SAFEWAY", ""},
	{"Kroger", "FOOD_AND_DRINK_GROCERIES", inStore, "kroger.com", "KROGER", ""},

	// Goods.
	{"Amazon Prime", "GENERAL_MERCHANDISE_ONLINE_MARKETPLACES", online, "amazon.com", "AMAZON PRIME|AMZN PRIME|PRIME VIDEO", ""},
	{"Amazon", "GENERAL_MERCHANDISE_ONLINE_MARKETPLACES", online, "amazon.com", "AMAZON|AMZN|AMZN MKTP", ""},
	{"Walmart", "GENERAL_MERCHANDISE_SUPERSTORES", inStore, "walmart.com", "WALMART|WAL MART|WM SUPERCENTER", ""},
	{"Target", "GENERAL_MERCHANDISE_SUPERSTORES", inStore, "target.com", "TARGET", ""},
	{"Costco", "GENERAL_MERCHANDISE_SUPERSTORES", inStore, "costco.com", "COSTCO", ""},
	{"Dollar Tree", "GENERAL_MERCHANDISE_DISCOUNT_STORES", inStore, "dollartree.com", "DOLLAR TREE|DOLLARTREE", ""},
	{"Macy's", "GENERAL_MERCHANDISE_DEPARTMENT_STORES", inStore, "macys.com", "MACYS|MACY S", ""},
	{"Nordstrom", "GENERAL_MERCHANDISE_DEPARTMENT_STORES", inStore, "nordstrom.com", "NORDSTROM", ""},
	{"7-Eleven", "GENERAL_MERCHANDISE_CONVENIENCE_STORES", inStore, "7-eleven.com", "7 ELEVEN|7 11", ""},
	{"Best Buy", "GENERAL_MERCHANDISE_ELECTRONICS", inStore, "bestbuy.com", "BEST BUY|BESTBUY", ""},
	{"Apple", "GENERAL_MERCHANDISE_ELECTRONICS", online, "apple.com", "APPLE STORE|APPLE COM|APPLE", ""},
	{"Nike", "GENERAL_MERCHANDISE_CLOTHING_AND_ACCESSORIES", inStore, "nike.com", "NIKE", ""},
	{"Staples", "GENERAL_MERCHANDISE_OFFICE_SUPPLIES", inStore, "staples.com", "STAPLES", ""},
	{"Petco", "GENERAL_MERCHANDISE_PET_SUPPLIES", inStore, "petco.com", "PETCO", ""},
	{"Home Depot", "HOME_IMPROVEMENT_HARDWARE", inStore, "homedepot.com", "HOME DEPOT|THE HOME DEPOT", ""},
	{"Lowe's", "HOME_IMPROVEMENT_HARDWARE", inStore, "lowes.com", "LOWES|LOWE S", ""},
	{"IKEA", "HOME_IMPROVEMENT_FURNITURE", inStore, "ikea.com", "IKEA", ""},
	{"CVS", "MEDICAL_PHARMACIES_AND_SUPPLEMENTS", inStore, "cvs.com", "CVS PHARMACY|CVS", ""},
	{"Walgreens", "MEDICAL_PHARMACIES_AND_SUPPLEMENTS", inStore, "walgreens.com", "WALGREENS", ""},

	// Entertainment and services.
	{"Netflix", "ENTERTAINMENT_TV_AND_MOVIES", online, "netflix.com", "NETFLIX", ""},
	{"Hulu", "ENTERTAINMENT_TV_AND_MOVIES", online, "hulu.com", "HULU", ""},
	{"Spotify", "ENTERTAINMENT_MUSIC_AND_AUDIO", online, "spotify.com", "SPOTIFY", ""},
	{"Steam", "ENTERTAINMENT_VIDEO_GAMES", online, "steampowered.com", "STEAM GAMES|STEAMGAMES|STEAM PURCHASE", ""},
	{"DraftKings", gambling, online, "draftkings.com", "DRAFTKINGS|DRAFT KINGS|DK SPORTSBOOK", ""},
	{"FanDuel", gambling, online, "fanduel.com", "FANDUEL|FAN DUEL", ""},
	{"BetMGM", gambling, online, "betmgm.com", "BETMGM|BET MGM", ""},
	{"Caesars Sportsbook", gambling, online, "caesars.com", "CAESARS SPORTSBOOK|CAESARS SPORTS|CZR SPORTSBOOK", ""},
	{"PrizePicks", gambling, online, "prizepicks.com", "PRIZEPICKS|PRIZE PICKS", ""},
	{"Underdog", gambling, online, "underdogfantasy.com", "UNDERDOG FANTASY|UNDERDOG SPORTS", ""},
	{"Bovada", gambling, online, "bovada.lv", "BOVADA", ""},
	{"PokerStars", gambling, online, "pokerstars.com", "POKERSTARS|POKER STARS", ""},
	{"BetRivers", gambling, online, "betrivers.com", "BETRIVERS|BET RIVERS|RUSH STREET INTERACTIVE", ""},
	{"bet365", gambling, online, "bet365.com", "BET365", ""},
	{"ESPN BET", gambling, online, "espnbet.com", "ESPN BET|ESPNBET", ""},
	{"Hard Rock Bet", gambling, online, "hardrock.bet", "HARD ROCK BET|HARDROCKBET", ""},
	{"Fanatics Sportsbook", gambling, online, "fanatics.com", "FANATICS SPORTSBOOK|FANATICS BETTING", ""},
	{"Kalshi", gambling, online, "kalshi.com", "KALSHI", ""},
	{"Polymarket", gambling, online, "polymarket.com", "POLYMARKET", ""},
	{"Ticketmaster", "ENTERTAINMENT_SPORTING_EVENTS_AMUSEMENT_PARKS_AND_MUSEUMS", online, "ticketmaster.com", "TICKETMASTER", ""},
	{"Planet Fitness", "PERSONAL_CARE_GYMS_AND_FITNESS_CENTERS", inStore, "planetfitness.com", "PLANET FITNESS|PLANET FIT", ""},
	{"GEICO", "GENERAL_SERVICES_INSURANCE", online, "geico.com", "GEICO", ""},
	{"State Farm", "GENERAL_SERVICES_INSURANCE", online, "statefarm.com", "STATE FARM", ""},
	{"Progressive", "GENERAL_SERVICES_INSURANCE", online, "progressive.com", "PROGRESSIVE INS|PROGRESSIVE", ""},
	{"USPS", "GENERAL_SERVICES_POSTAGE_AND_SHIPPING", inStore, "usps.com", "USPS", ""},
	{"FedEx", "GENERAL_SERVICES_POSTAGE_AND_SHIPPING", inStore, "fedex.com", "FEDEX", ""},
	{"TurboTax", "GENERAL_SERVICES_ACCOUNTING_AND_FINANCIAL_PLANNING", online, "turbotax.intuit.com", "TURBOTAX|INTUIT TURBOTAX", ""},
	{"QuickBooks", "GENERAL_SERVICES_ACCOUNTING_AND_FINANCIAL_PLANNING", online, "quickbooks.intuit.com", "QUICKBOOKS|INTUIT QUICKBOOKS", ""},
	{"Verizon", "RENT_AND_UTILITIES_TELEPHONE", online, "verizon.com", "VERIZON", ""},
	{"AT&T", "RENT_AND_UTILITIES_TELEPHONE", online, "att.com", "AT T|ATT", ""},
	{"T-Mobile", "RENT_AND_UTILITIES_TELEPHONE", online, "t-mobile.com", "T MOBILE|TMOBILE", ""},
	{"Comcast", "RENT_AND_UTILITIES_INTERNET_AND_CABLE", online, "xfinity.com", "COMCAST|XFINITY", ""},
	{"PG&E", "RENT_AND_UTILITIES_GAS_AND_ELECTRICITY", online, "pge.com", "PG E|PGE|PACIFIC GAS", ""},
	{"Con Edison", "RENT_AND_UTILITIES_GAS_AND_ELECTRICITY", online, "coned.com", "CON EDISON|CON ED", ""},
	{"Affirm", "LOAN_PAYMENTS_OTHER_PAYMENT>LOAN_PAYMENTS_BNPL", online, "affirm.com", "AFFIRM", institutionKind},
	{"Klarna", "LOAN_PAYMENTS_OTHER_PAYMENT>LOAN_PAYMENTS_BNPL", online, "klarna.com", "KLARNA", institutionKind},
	{"Coinbase", "TRANSFER_OUT_INVESTMENT_AND_RETIREMENT_FUNDS>TRANSFER_OUT_CRYPTO", online, "coinbase.com", "COINBASE", institutionKind},
	{"Robinhood", "TRANSFER_OUT_INVESTMENT_AND_RETIREMENT_FUNDS", online, "robinhood.com", "ROBINHOOD", institutionKind},
	{"Vanguard", "TRANSFER_OUT_INVESTMENT_AND_RETIREMENT_FUNDS", online, "vanguard.com", "VANGUARD", institutionKind},
	{"Fidelity", "TRANSFER_OUT_INVESTMENT_AND_RETIREMENT_FUNDS", online, "fidelity.com", "FID BKG|FIDELITY INVESTMENTS|FIDELITY BROKERAGE", institutionKind},
	{"Charles Schwab", "TRANSFER_OUT_INVESTMENT_AND_RETIREMENT_FUNDS", online, "schwab.com", "CHARLES SCHWAB|SCHWAB", institutionKind},
	{"Morgan Stanley", "TRANSFER_OUT_INVESTMENT_AND_RETIREMENT_FUNDS", online, "morganstanley.com", "MORGAN STANLEY", institutionKind},
	{"Merrill", "TRANSFER_OUT_INVESTMENT_AND_RETIREMENT_FUNDS", online, "ml.com", "MERRILL LYNCH|MERRILL EDGE", institutionKind},
	{"Edward Jones", "TRANSFER_OUT_INVESTMENT_AND_RETIREMENT_FUNDS", online, "edwardjones.com", "EDWARD JONES", institutionKind},
	{"TD Ameritrade", "TRANSFER_OUT_INVESTMENT_AND_RETIREMENT_FUNDS", online, "tdameritrade.com", "TD AMERITRADE|AMERITRADE", institutionKind},
	{"Interactive Brokers", "TRANSFER_OUT_INVESTMENT_AND_RETIREMENT_FUNDS", online, "interactivebrokers.com", "INTERACTIVE BROKERS|INTERACTIVE BROK", institutionKind},
	{"T. Rowe Price", "TRANSFER_OUT_INVESTMENT_AND_RETIREMENT_FUNDS", online, "troweprice.com", "T ROWE PRICE", institutionKind},
	{"Raymond James", "TRANSFER_OUT_INVESTMENT_AND_RETIREMENT_FUNDS", online, "raymondjames.com", "RAYMOND JAMES", institutionKind},
	{"Betterment", "TRANSFER_OUT_INVESTMENT_AND_RETIREMENT_FUNDS", online, "betterment.com", "BETTERMENT", institutionKind},
	{"Wealthfront", "TRANSFER_OUT_INVESTMENT_AND_RETIREMENT_FUNDS", online, "wealthfront.com", "WEALTHFRONT", institutionKind},
	{"Stash", "TRANSFER_OUT_INVESTMENT_AND_RETIREMENT_FUNDS", online, "stash.com", "STASH CAPITAL|STASH INVEST", institutionKind},
	{"Webull", "TRANSFER_OUT_INVESTMENT_AND_RETIREMENT_FUNDS", online, "webull.com", "WEBULL", institutionKind},
	{"Acorns", "TRANSFER_OUT_INVESTMENT_AND_RETIREMENT_FUNDS", online, "acorns.com", "ACORNS", institutionKind},
	{"Ameriprise", "TRANSFER_OUT_INVESTMENT_AND_RETIREMENT_FUNDS", online, "ameriprise.com", "AMERIPRISE", institutionKind},
	{"E*TRADE", "TRANSFER_OUT_INVESTMENT_AND_RETIREMENT_FUNDS", online, "etrade.com", "E TRADE|ETRADE", institutionKind},

	// Our own, whom the personas meet.
	{"Gingham Rides", "TRANSPORTATION_TAXIS_AND_RIDE_SHARES", online, "gingham-rides.example", "GINGHAM RIDES", ""},
	{"Corduroy Deliveries", "FOOD_AND_DRINK_RESTAURANT", online, "corduroy.example", "CORDUROY DELIVERIES", marketKind},
	{"Tartan Apartments", "RENT_AND_UTILITIES_RENT", other, "tartan-apartments.example", "TARTAN APARTMENTS", ""},
	{"Flannel Grocers", "FOOD_AND_DRINK_GROCERIES", inStore, "flannel.example", "FLANNEL GROCERS", ""},
	{"Tweed Coffee", "FOOD_AND_DRINK_COFFEE", inStore, "tweed.example", "TWEED COFFEE", ""},
	{"Velvet Pictures", "ENTERTAINMENT_TV_AND_MOVIES", online, "velvet.example", "VELVET PICTURES", ""},
	{"Linen Power & Light", "RENT_AND_UTILITIES_GAS_AND_ELECTRICITY", online, "linen.example", "LINEN POWER", ""},
	{"Denim Mobile", "RENT_AND_UTILITIES_TELEPHONE", online, "denim.example", "DENIM MOBILE", ""},
}

// gambling is the category of bets, whatever they are called.
const gambling = "ENTERTAINMENT_CASINOS_AND_GAMBLING"

// fromApps marks what leaves the account by a payment app.
const fromApps = "TRANSFER_OUT_ACCOUNT_TRANSFER>TRANSFER_OUT_TRANSFER_OUT_FROM_APPS"

// incoming are the categories of money that comes in where they are not those of money that
// leaves. Whatever else comes in from a merchant is a refund and keeps the category.
var incoming = map[string]struct{ categories, income string }{
	fromApps: {"TRANSFER_IN_ACCOUNT_TRANSFER>TRANSFER_IN_TRANSFER_IN_FROM_APPS", "TRANSFER_FROM_APPLICATION"},
	"TRANSFER_OUT_INVESTMENT_AND_RETIREMENT_FUNDS>TRANSFER_OUT_CRYPTO": {"TRANSFER_IN_INVESTMENT_AND_RETIREMENT_FUNDS", ""},
	"TRANSFER_OUT_INVESTMENT_AND_RETIREMENT_FUNDS":                     {"TRANSFER_IN_INVESTMENT_AND_RETIREMENT_FUNDS", ""},
	"RENT_AND_UTILITIES_RENT":                                          {"INCOME_OTHER_INCOME>INCOME_RENTAL", "RENTAL"},
}

func phrasesOfMerchants() []phrase {
	var list []phrase
	for _, m := range merchants {
		kind := m.kind
		if kind == "" {
			kind = merchantKind
		}
		meant := func(categories string) *meaning {
			made := meaningOf(categories).named(m.name, kind, m.website)
			made.channel, made.code = m.channel, "purchase"
			if kind == appKind || kind == institutionKind {
				made.code = "transfer"
			}
			made.special = m.name == "Uber" || m.name == "United Airlines" // so the sandbox shows them
			return made
		}
		out := meant(m.categories)
		in := out
		if back, differs := incoming[m.categories]; differs {
			in = meant(back.categories)
			in.income = back.income
		}
		for words := range strings.SplitSeq(m.words, "|") {
			list = append(list, phrase{words, out, in})
		}
	}
	return list
}
