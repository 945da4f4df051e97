package webhook

// Headers gives the headers with which a webhook is sent that has a signature, by their names.
func Headers(signature string) map[string]string {
	headers := map[string]string{"Content-Type": "application/json", "User-Agent": "toile"}
	if signature != "" { // of an attempt that was made before signatures were kept it is not known
		headers["Plaid-Verification"] = signature
	}
	return headers
}
