package bot

import (
	"context"

	"jarchy/internal/postgres"
	"jarchy/internal/view"
)

// status says how sending stands: whether anything is wrong, then what waits.
var status = Command{Name: "status", Help: true, Look: true, Who: Staff, Run: func(ctx context.Context, tx *postgres.Tx, req Request) (Reply, error) {
	s, err := tx.Status(ctx)
	return say(view.StatusOf(req.P, viewStatus(s), req.Zone)), err
}}

func viewStatus(s postgres.Status) view.Status {
	v := view.Status{Active: s.Active, Host: s.Host, OldestDue: s.OldestDue, TooMany: s.TooMany, Handled: s.Handled, Parked: s.Parked}
	for _, class := range []string{"answer", "notice", "mass"} {
		line := view.QueueLine{Class: class}
		for _, q := range s.Queue {
			if q.Class != class {
				continue
			}
			switch q.State {
			case "now":
				line.Now = q.N
			case "later":
				line.Later = q.N
			case "sending":
				line.OnWire = q.N
			default:
				line.Unsure = q.N
			}
		}
		v.Queue = append(v.Queue, line)
	}
	for _, p := range s.Pauses {
		switch {
		case p.Scope == postgres.PauseChat:
			v.Chats++
		case p.Until.Year() <= 1: // until an owner resumes
			v.Paused = append(v.Paused, p.Why)
		default:
			v.Slowed = true
		}
	}
	return v
}
