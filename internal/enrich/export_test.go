package enrich

// Categories is the taxonomy, to hold it against what is known of it.
var Categories = categories
