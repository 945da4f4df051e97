package credit

import (
	"strconv"
	"time"

	"toile/internal/id"
)

// Download is what an address stands for at which a document is fetched: once, for two minutes (facts
// api 3.9). The address says it all itself, so that showing one is no write.
type Download struct {
	ItemID     string
	DocumentID string
	RequestID  string // of the request that was answered with it, whose address it is alone
	ExpiresAt  time.Time
}

const downloadToken = "document"

// Token gives the last part of the address.
func (d Download) Token(seal id.Seal) string {
	return seal.Token(downloadToken, d.ItemID, d.DocumentID, d.RequestID, strconv.FormatInt(d.ExpiresAt.UnixMicro(), 10))
}

// ReadDownload reads what Token wrote.
func ReadDownload(seal id.Seal, token string) (d Download, ok bool) {
	words, ok := seal.Words(downloadToken, token)
	if !ok || len(words) != 4 {
		return d, false
	}
	expires, err := strconv.ParseInt(words[3], 10, 64)
	return Download{words[0], words[1], words[2], time.UnixMicro(expires)}, err == nil
}
