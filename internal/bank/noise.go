package bank

// noise is what the world draws by: a number that follows from the seed and from what is asked,
// and from nothing else (splitmix64). It is no secret.
type noise uint64

// noiseOf begins the noise of a word under a seed.
func noiseOf(seed, word string) noise {
	n := noise(0x9E3779B97F4A7C15)
	for _, text := range [...]string{seed, "\x00", word} {
		for i := range len(text) {
			n = (n ^ noise(text[i])) * 0x100000001B3
		}
	}
	return n.at(0)
}

// at gives the noise at a place.
func (n noise) at(place int64) noise {
	z := uint64(n) + (uint64(place)+1)*0x9E3779B97F4A7C15
	z = (z ^ z>>30) * 0xBF58476D1CE4E5B9
	z = (z ^ z>>27) * 0x94D049BB133111EB
	return noise(z ^ z>>31)
}

// below gives a number from 0 to limit-1.
func (n noise) below(limit int64) int64 { return int64(uint64(n) >> 1 % uint64(limit)) }
