package webhook

// AuthUpdate says that the numbers of accounts came or changed: those with new ones, and what changed of others.
func AuthUpdate(itemID string, added []string, changed map[string][]string) Message {
	return Whose{ItemID: itemID}.about("AUTH", "DEFAULT_UPDATE", map[string]any{
		"account_ids_with_new_auth": append([]string{}, added...), "account_ids_with_updated_auth": orNone(changed), "error": nil,
	})
}

// SMSMicrodepositsVerification says how a person's answer by text message ended: MANUALLY_VERIFIED or VERIFICATION_FAILED.
func SMSMicrodepositsVerification(itemID, accountID, status string) Message {
	return Whose{ItemID: itemID}.about("AUTH", "SMS_MICRODEPOSITS_VERIFICATION", map[string]any{"account_id": accountID, "status": status})
}

// HoldingsUpdate says how many holdings are new and how many changed.
func HoldingsUpdate(w Whose, added, updated int) Message {
	return w.about("HOLDINGS", "DEFAULT_UPDATE", map[string]any{"new_holdings": added, "updated_holdings": updated, "error": nil})
}

// InvestmentsUpdate says that there are new trades, or some were cancelled.
func InvestmentsUpdate(w Whose, added, cancelled int) Message {
	return w.trades("DEFAULT_UPDATE", added, cancelled)
}

// InvestmentsHistorical says that the whole history of trades is there.
func InvestmentsHistorical(w Whose, added, cancelled int) Message {
	return w.trades("HISTORICAL_UPDATE", added, cancelled)
}

func (w Whose) trades(code string, added, cancelled int) Message {
	return w.about("INVESTMENTS_TRANSACTIONS", code, map[string]any{
		"new_investments_transactions": added, "cancelled_investments_transactions": cancelled, "error": nil,
	})
}

// LiabilitiesUpdate says on which accounts there are new debts, and what changed of others.
func LiabilitiesUpdate(w Whose, added []string, changed map[string][]string) Message {
	return w.about("LIABILITIES", "DEFAULT_UPDATE", map[string]any{
		"account_ids_with_new_liabilities": append([]string{}, added...), "account_ids_with_updated_liabilities": orNone(changed), "error": nil,
	})
}

// StatementsRefreshed says that statements which were asked for can be read, or not: SUCCESS or FAILURE.
func StatementsRefreshed(itemID, result string) Message {
	return Whose{ItemID: itemID}.about("STATEMENTS", "STATEMENTS_REFRESH_COMPLETE", map[string]any{"result": result})
}

func orNone(changed map[string][]string) map[string][]string {
	if changed == nil {
		return map[string][]string{}
	}
	return changed
}
