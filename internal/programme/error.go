package programme

import (
	"errors"
	"fmt"
)

// Code says what sort of mistake an Error is.
type Code string

// The sorts of mistakes a person can make.
const (
	Invalid  Code = "invalid"   // what was typed cannot be taken
	NotFound Code = "not_found" // nothing of that name, or nothing this person may know of
	Conflict Code = "conflict"  // right in itself, but things have changed meanwhile
	Denied   Code = "denied"    // not for this person
)

// Error is a failure that the person who asked can understand and mend. It is
// data: Key names a message of the catalogues ("error." + Key), Args fill it,
// so that the same mistake is told in the reader's language. Every such
// message says what is wrong and gives one valid example.
type Error struct {
	Code Code
	Key  string
	Args map[string]any
}

func (e *Error) Error() string { return fmt.Sprintf("%s: %s %v", e.Code, e.Key, e.Args) }

// Refuse makes an Error; args are pairs of a name and a value.
func Refuse(code Code, key string, args ...any) error {
	e := &Error{Code: code, Key: key, Args: map[string]any{}}
	for i := 0; i+1 < len(args); i += 2 {
		e.Args[fmt.Sprint(args[i])] = args[i+1]
	}
	return e
}

// AsError returns the Error in err's chain, if there is one; without one the
// failure is ours, not the person's.
func AsError(err error) (*Error, bool) {
	var e *Error
	ok := errors.As(err, &e)
	return e, ok
}
