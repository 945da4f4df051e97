package courier

import "time"

// AnswerWithin gives receivers less time than they have.
func (c *Courier) AnswerWithin(d time.Duration) { c.client.Timeout = d }
