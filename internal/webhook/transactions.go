package webhook

// SyncUpdatesAvailable says that /transactions/sync has news, and how far the history of the Item is there.
func SyncUpdatesAvailable(w Whose, initial, historical bool) Message {
	return w.about("TRANSACTIONS", "SYNC_UPDATES_AVAILABLE", map[string]any{
		"initial_update_complete": initial, "historical_update_complete": historical,
	})
}

// The three that count new transactions: of the newest 30 days, of the rest of the history, and of later.

// InitialUpdate says that the transactions of the last days are there.
func InitialUpdate(itemID string, added int) Message { return counted(itemID, "INITIAL_UPDATE", added) }

// HistoricalUpdate says that the whole history is there.
func HistoricalUpdate(itemID string, added int) Message {
	return counted(itemID, "HISTORICAL_UPDATE", added)
}

// TransactionsUpdate says that there are new transactions.
func TransactionsUpdate(itemID string, added int) Message {
	return counted(itemID, "DEFAULT_UPDATE", added)
}

// TransactionsRemoved says that transactions are gone.
func TransactionsRemoved(itemID string, removed []string) Message {
	return Whose{ItemID: itemID}.about("TRANSACTIONS", "TRANSACTIONS_REMOVED", map[string]any{
		"removed_transactions": append([]string{}, removed...), "error": nil,
	})
}

// RecurringUpdate says that the recurring transactions of accounts changed.
func RecurringUpdate(itemID string, accountIDs []string) Message {
	return Whose{ItemID: itemID}.about("TRANSACTIONS", "RECURRING_TRANSACTIONS_UPDATE", map[string]any{
		"account_ids": append([]string{}, accountIDs...),
	})
}

func counted(itemID, code string, added int) Message {
	return Whose{ItemID: itemID}.about("TRANSACTIONS", code, map[string]any{"new_transactions": added, "error": nil})
}
