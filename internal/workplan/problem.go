package workplan

import (
	"encoding/json"
	"fmt"
	"time"

	"jarchy/internal/programme"
)

// Problem is a programme.Error that can be stored: its values keep their types.
type Problem programme.Error

func problem(err error) *Problem {
	e, ok := programme.AsError(err)
	if !ok { // announce gives no other
		e, _ = programme.AsError(programme.Refuse(programme.Invalid, "plan_row_unclear"))
	}
	return (*Problem)(e)
}

type storedProblem struct {
	Code programme.Code       `json:"code"`
	Key  string               `json:"key"`
	Args map[string]storedArg `json:"args,omitempty"`
}

type storedArg struct {
	Text  string         `json:"text,omitempty"`
	N     *int           `json:"n,omitempty"`
	Month time.Month     `json:"month,omitempty"`
	Day   programme.Date `json:"day,omitzero"`
}

// MarshalJSON implements json.Marshaler.
func (p *Problem) MarshalJSON() ([]byte, error) {
	s := storedProblem{Code: p.Code, Key: p.Key, Args: map[string]storedArg{}}
	for name, v := range p.Args {
		switch v := v.(type) {
		case int:
			s.Args[name] = storedArg{N: &v}
		case time.Month:
			s.Args[name] = storedArg{Month: v}
		case programme.Date:
			s.Args[name] = storedArg{Day: v}
		default:
			s.Args[name] = storedArg{Text: fmt.Sprint(v)}
		}
	}
	return json.Marshal(s)
}

// UnmarshalJSON implements json.Unmarshaler.
func (p *Problem) UnmarshalJSON(b []byte) error {
	var s storedProblem
	if err := json.Unmarshal(b, &s); err != nil {
		return err
	}
	p.Code, p.Key, p.Args = s.Code, s.Key, map[string]any{}
	for name, a := range s.Args {
		switch {
		case a.N != nil:
			p.Args[name] = *a.N
		case a.Month != 0:
			p.Args[name] = a.Month
		case !a.Day.IsZero():
			p.Args[name] = a.Day
		default:
			p.Args[name] = a.Text
		}
	}
	return nil
}
