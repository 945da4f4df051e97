package webhook

// IncomeStatus is the outcome of an income verification, of which webhooks tell.
type IncomeStatus string

// The outcomes (facts link 4.4). A document that cannot be read ends as complete, too.
const (
	IncomeComplete IncomeStatus = "VERIFICATION_STATUS_PROCESSING_COMPLETE"
	IncomeFailed   IncomeStatus = "VERIFICATION_STATUS_PROCESSING_FAILED"
)

// IncomeVerification says that what a payroll provider or documents told about an income can be read.
func IncomeVerification(w Whose, status IncomeStatus) Message {
	return w.message("INCOME_VERIFICATION", "verification_status", string(status))
}

// IncomeRiskSignals says that all documents of an Item were examined for fraud.
func IncomeRiskSignals(w Whose) Message {
	return w.message("INCOME_VERIFICATION_RISK_SIGNALS", "risk_signals_status", "RISK_SIGNALS_PROCESSING_COMPLETE")
}

// IncomeReconnect says that a person must log in again before newer data of their income can come.
// It is about the user alone.
func IncomeReconnect(w Whose) Message {
	w.ItemID = ""
	return w.message("INCOME_VERIFICATION_REFRESH_RECONNECT_NEEDED", "", "")
}

// message writes a webhook with what is known, and one field more.
func (w Whose) message(code, key, value string) Message {
	if w.New {
		code = "USER_" + code
	}
	m := Message{Type: "INCOME", Code: code, Fields: map[string]any{}}
	for key, value := range map[string]string{"item_id": w.ItemID, "user_id": w.UserID, key: value} {
		if value != "" {
			m.Fields[key] = value
		}
	}
	return m
}
