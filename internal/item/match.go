package item

import "toile/internal/bank"

// Match knows accounts of an Item again among those that its bank has: it gives the place of each
// there, -1 for one that is gone. Those go first that have their number and look the same, then those
// that only look the same, then those that do as far as a bank does not change it: records from
// before accounts had numbers have none, and who changes a custom user's configuration may move its
// accounts or call them something else. No two are the same one.
func Match(known []Account, found []bank.Account) []int {
	places, taken, left := make([]int, len(known)), make([]bool, len(found)), len(known)
	for i := range places {
		places[i] = -1
	}
	for _, same := range []func(a, b *bank.Account) bool{
		func(a, b *bank.Account) bool { return a.Number == b.Number && a.Name == b.Name && kin(a, b) },
		func(a, b *bank.Account) bool { return a.Name == b.Name && kin(a, b) },
		kin,
	} {
		for i := range known {
			for j := 0; j < len(found) && places[i] < 0; j++ {
				if !taken[j] && same(&known[i].Account, &found[j]) {
					places[i], taken[j] = j, true
					left--
				}
			}
		}
		if left == 0 {
			break
		}
	}
	return places
}

// kin reports whether two accounts are of one kind and end in the same digits.
func kin(a, b *bank.Account) bool {
	return a.Type == b.Type && a.Subtype == b.Subtype && a.Mask == b.Mask
}
