// Package product builds what the products of an Item show: accounts, balances, numbers, owners,
// transactions, investments, liabilities and statements, from what package bank and package item
// know. A file is about one product.
//
// What webhooks tell of a product is the difference between what it shows now and what it showed when it was told of last.
// Of that an Item keeps no copy but the instant and what else decides it ([item.Known]): both states are computed.
//
// The package is pure: it knows no store, no clock and no HTTP.
package product

import (
	"time"

	"toile/internal/bank"
	"toile/internal/id"
	"toile/internal/item"
)

// Source is an Item with what its bank knows at an instant: what every answer about it is built
// from.
type Source struct {
	Item        item.Item
	Institution bank.Institution
	Ledger      *bank.Ledger
	Now         time.Time
	IDs         *id.Source // names what the bank knows
}

// TransactionID names a transaction of the bank as the Item's client sees it.
func (s Source) TransactionID(key bank.Key) string {
	return s.IDs.Item("transaction", s.Item.ID, int64(key))
}
