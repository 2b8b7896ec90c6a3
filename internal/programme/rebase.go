package programme

import (
	"bytes"
	"encoding/json"
	"reflect"
)

// Equal reports whether two drafts say the same, stored or not.
func (d Draft) Equal(other Draft) bool {
	a, errA := json.Marshal(d)
	b, errB := json.Marshal(other)
	return errA == nil && errB == nil && bytes.Equal(a, b)
}

// Rebase carries a change over to an event that somebody else has changed
// meanwhile: d is the change, base what it was made from, now the event's fields
// as they are. What d left as it was follows now; what d changed stays changed.
func Rebase(d, base, now Draft) Draft {
	out := now
	from, was, to := reflect.ValueOf(d), reflect.ValueOf(base), reflect.ValueOf(&out).Elem()
	for i := range to.NumField() {
		if !reflect.DeepEqual(from.Field(i).Interface(), was.Field(i).Interface()) {
			to.Field(i).Set(from.Field(i))
		}
	}
	return out
}
