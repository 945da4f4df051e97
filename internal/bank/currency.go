package bank

import (
	"cmp"
	"slices"
	"strings"

	"toile"
)

// currencies are the codes of ISO 4217 that are in use, in their order.
var currencies = strings.Fields(`AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF
	CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD
	IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN
	NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL
	THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWG`)

// Official reports whether a currency is one of ISO 4217. Others are shown as unofficial, such as
// those of cryptography.
func Official(code string) bool {
	_, known := slices.BinarySearch(currencies, code)
	return known
}

// Codes gives the two codes of a currency, the official and the other, of which one is always nil.
func Codes(currency string) (iso, unofficial *string) {
	if Official(currency) {
		return &currency, nil
	}
	return nil, &currency
}

// CodeOf gives the one of two codes that there is; empty where there is neither.
func CodeOf(iso, unofficial *string) string { return toile.OrZero(cmp.Or(iso, unofficial)) }

// isCurrency reports whether a text looks like a code of ISO 4217, in use or not.
func isCurrency(code string) bool {
	return len(code) == 3 && strings.Trim(code, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == ""
}
