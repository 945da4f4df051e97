package product

import (
	"encoding/base64"
	"encoding/binary"
	"math"
	"time"

	"toile"
)

// cursor is a place in the updates of an Item's transactions. Its text holds all that there is to
// know, so that nothing of it is stored and it never grows old.
type cursor struct {
	account int      // the updates are of this account alone; zero for all
	known   position // the caller knows the transactions as they were there; zero for nothing
	target  position // while a pagination is under way: it leads from known to there
	place   int      // how many of its updates were told
}

// The text of a cursor is one byte for its form, its numbers and a sum, in base64. It stays far
// below the 256 characters that the API promises (facts api 1.4).
const (
	cursorForm = 1
	cursorSum  = 8
	maxCursor  = 256
)

// lastInstant is later than any that a clock shows: what lies behind it was never told of.
var lastInstant = time.Date(2300, 1, 1, 0, 0, 0, 0, time.UTC)

// paging reports whether a pagination is under way.
func (c cursor) paging() bool { return !c.target.at.IsZero() }

// text writes the cursor for an Item.
func (c cursor) text(s Source) string {
	b := binary.AppendUvarint([]byte{cursorForm}, uint64(c.account))
	b = c.known.append(b)
	b = c.target.append(b)
	b = binary.AppendUvarint(b, uint64(c.place))
	return base64.StdEncoding.EncodeToString(append(b, c.sum(s, b)...))
}

// sum binds the numbers of a cursor to the Item. It keeps a client's mistakes away and is no secret.
func (cursor) sum(s Source, numbers []byte) string {
	return s.IDs.Hex("transactions cursor", s.Item.ID+"\x00"+string(numbers), 0)[:cursorSum]
}

// parseCursor reads a cursor of the Item and of an account, or of all.
func (s Source) parseCursor(text string, account int) (cursor, error) {
	wrong := toile.ErrInvalidField("cursor is not for this access_token, or not for this options.account_id")
	if len(text) > maxCursor {
		return cursor{}, wrong
	}
	b, err := base64.StdEncoding.DecodeString(text)
	if err != nil || len(b) < 1+cursorSum || b[0] != cursorForm {
		return cursor{}, wrong
	}
	numbers, sum := b[:len(b)-cursorSum], b[len(b)-cursorSum:]
	var c cursor
	if c.sum(s, numbers) != string(sum) {
		return cursor{}, wrong
	}
	r := numberReader{rest: numbers[1:]}
	c.account, c.known, c.target, c.place = r.count(), r.position(), r.position(), r.count()
	if r.wrong || c.account != account {
		return cursor{}, wrong
	}
	return c, nil
}

func (p position) append(b []byte) []byte {
	if p.at.IsZero() {
		return binary.AppendUvarint(b, 0)
	}
	b = binary.AppendUvarint(b, uint64(p.at.UnixMicro()))
	b = binary.AppendUvarint(b, uint64(p.changes))
	b = binary.AppendUvarint(b, uint64(p.accounts))
	return binary.AppendUvarint(b, uint64(p.config))
}

// numberReader reads the numbers of a cursor. The sum keeps nobody from making them up who knows the
// seed, so they are in bounds or wrong.
type numberReader struct {
	rest  []byte
	wrong bool
}

// next reads a number of at most so much.
func (r *numberReader) next(most uint64) uint64 {
	n, size := binary.Uvarint(r.rest)
	if size <= 0 || n > most {
		r.wrong, r.rest = true, nil
		return 0
	}
	r.rest = r.rest[size:]
	return n
}

// count reads how many or which there are of something.
func (r *numberReader) count() int { return int(r.next(math.MaxInt32)) }

func (r *numberReader) position() (p position) {
	if at := r.next(uint64(lastInstant.UnixMicro())); at != 0 {
		p = position{
			at: time.UnixMicro(int64(at)).UTC(), changes: r.count(), accounts: accountSet(r.next(math.MaxUint64)), config: uint32(r.next(math.MaxUint32)),
		}
	}
	return p
}
