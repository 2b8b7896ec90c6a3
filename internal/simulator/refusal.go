package simulator

import "fmt"

// refusal is an answer with ok: false.
type refusal struct {
	code        int
	description string
	bug         bool  // the caller's mistake, in any circumstances: a violation
	retryAfter  int   // seconds; 0: none
	migrateTo   int64 // the new id of a group; 0: none
}

func (r *refusal) Error() string { return fmt.Sprintf("%d %s", r.code, r.description) }

// bug is a call that is wrong whatever the state of things.
func bug(words string) *refusal {
	return &refusal{code: 400, description: "Bad Request: " + words, bug: true}
}

// badRequest is a call that the state of things does not allow.
func badRequest(words string) *refusal {
	return &refusal{code: 400, description: "Bad Request: " + words}
}

func forbidden(words string) *refusal {
	return &refusal{code: 403, description: "Forbidden: " + words}
}

func conflict(words string) *refusal {
	return &refusal{code: 409, description: "Conflict: " + words}
}

// notSimulated is what the real server can do and this one cannot: better a test
// that fails than an answer that pretends.
func notSimulated(what string) *refusal {
	return bug(what + " is not simulated")
}
