package toile

// Optional is a value that may be absent or null, where the API tells the two apart. The zero Optional is
// absent.
type Optional[T any] struct {
	Value *T
	Null  bool // the value is null; Value is nil
}

// Some returns an Optional that holds v.
func Some[T any](v T) Optional[T] { return Optional[T]{Value: &v} }

// Null returns an Optional that is null.
func Null[T any]() Optional[T] { return Optional[T]{Null: true} }

// OrNull returns an Optional that holds what p points to, or is null if p is nil.
func OrNull[T any](p *T) Optional[T] { return Optional[T]{Value: p, Null: p == nil} }

// NonEmpty returns a pointer to s, or nil if s is empty: many members are absent or null then.
func NonEmpty[T ~string](s T) *T {
	if s == "" {
		return nil
	}
	return &s
}

// OrZero returns what p points to, or the zero value if p is nil.
func OrZero[T any](p *T) (v T) {
	if p != nil {
		v = *p
	}
	return v
}

// Get returns the value, or the zero value and false if it is absent or null.
func (o Optional[T]) Get() (T, bool) {
	if o.Value == nil {
		var zero T
		return zero, false
	}
	return *o.Value, true
}

// Or returns the value, or fallback if it is absent or null.
func (o Optional[T]) Or(fallback T) T {
	if o.Value == nil {
		return fallback
	}
	return *o.Value
}

// IsAbsent reports whether there is neither a value nor null.
func (o Optional[T]) IsAbsent() bool { return o.Value == nil && !o.Null }
