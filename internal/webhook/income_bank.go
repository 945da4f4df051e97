package webhook

// BankIncomeUpdate says that the income of a user who is watched has changed (facts link 4.4).
func BankIncomeUpdate(userID string) Message {
	return Message{Type: "INCOME", Code: "BANK_INCOME_REFRESH_UPDATE", Fields: map[string]any{"user_id": userID}}
}

// BankIncomeRefreshed says that a refreshed report of bank income is ready, or failed: its result is
// SUCCESS or FAILURE (facts link 4.4).
func BankIncomeRefreshed(userID, result string) Message {
	return Message{Type: "INCOME", Code: "BANK_INCOME_REFRESH_COMPLETE", Fields: map[string]any{"user_id": userID, "result": result}}
}
