package bot

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"jarchy/internal/locale"
	"jarchy/internal/postgres"
	"jarchy/internal/programme"
	"jarchy/internal/view"
)

// An answer pings nobody of the team. What happened they are told once a working
// day; what a time without sending did, when it is over.

const (
	jobDigest   = "digest"
	jobDowntime = "downtime"
)

// digestHour is when the digest comes, by the clock of each who reads it.
const digestHour programme.Clock = "09:00"

// settledAfter is how long after a time without sending its summary is made: what was
// due has gone by then.
const settledAfter = 2 * time.Minute

// prepared is how many days before an event's first all should be there that the last
// reminder tells people for their way.
const prepared = 14

type stretch struct {
	From time.Time `json:"from"`
	To   time.Time `json:"to,omitzero"`
}

// Daily makes sure that each programme's next digest is to come.
func (b *Bot) Daily(ctx context.Context, tx *postgres.Tx) error {
	all, err := tx.Programmes(ctx)
	if err != nil {
		return err
	}
	for _, g := range all {
		if err := digestNext(ctx, tx, g); err != nil {
			return err
		}
	}
	return nil
}

// digestNext leaves a programme's next digest, of what happens from now on, unless
// one is to come.
func digestNext(ctx context.Context, tx *postgres.Tx, g programme.Programme) error {
	args, err := json.Marshal(stretch{From: tx.Now()})
	if err != nil {
		return err
	}
	return tx.AddJob(ctx, programme.Job{Kind: jobDigest, Programme: g.ID, Key: fmt.Sprintf("%s:%d", jobDigest, g.ID), Args: args,
		NotBefore: g.Hours.WorkdayAt(digestHour, tx.Now(), location(g.Zone))})
}

// digestDue tells a programme's team what happened since the last digest, and what
// events lack that have come near; nothing if there is nothing.
func digestDue(ctx context.Context, tx *postgres.Tx, j programme.Job) error {
	var since stretch
	if err := json.Unmarshal(j.Args, &since); err != nil {
		return err
	}
	all, err := tx.Programmes(ctx)
	if err != nil {
		return err
	}
	for _, g := range all {
		if g.ID != j.Programme {
			continue
		}
		if err := digest(ctx, tx, g, since.From); err != nil {
			return err
		}
		return digestNext(ctx, tx, g)
	}
	return nil
}

// nearUntil is when events begin that a digest at an instant does not tell of yet: the
// next is early enough for them.
func nearUntil(g programme.Programme, t time.Time) time.Time {
	loc := location(g.Zone)
	next := g.Hours.WorkdayAt(digestHour, t, loc)
	return programme.DateOf(next.In(loc)).AddDays(prepared).At("00:00", loc)
}

func digest(ctx context.Context, tx *postgres.Tx, g programme.Programme, since time.Time) error {
	happened, err := tx.News(ctx, g.ID, since)
	if err != nil {
		return err
	}
	gone, err := tx.Unreached(ctx, g.ID, since)
	if err != nil {
		return err
	}
	near, err := tx.ComeNear(ctx, g.ID, since, nearUntil(g, since), nearUntil(g, tx.Now()))
	if err != nil {
		return err
	}
	near = view.Unprepared(near)
	if len(happened)+len(gone)+len(near) == 0 {
		return nil
	}
	news, err := viewNews(ctx, tx, happened)
	if err != nil {
		return err
	}
	unreached := make([]view.Missed, len(gone))
	for i, u := range gone {
		unreached[i] = view.Missed{Account: u.Account, Name: u.Name, Reason: u.Reach}
	}
	return tellTeam(ctx, tx, g, func(r programme.Reader) (programme.Message, bool) {
		loc := location(r.Zone)
		return programme.Message{Class: programme.Mass, NotBefore: programme.DateOf(tx.Now().In(loc)).At(digestHour, loc),
			Params: view.Digest(locale.For(r.Language), since, r.Zone, news, unreached, near).Params()}, true
	})
}

// Recovered has the team told, in a while, what a time without sending did: it has
// lasted for so long until now.
func (b *Bot) Recovered(ctx context.Context, tx *postgres.Tx, lasted time.Duration) error {
	args, err := json.Marshal(stretch{From: tx.Now().Add(-lasted), To: tx.Now()})
	if err != nil {
		return err
	}
	return tx.AddJob(ctx, programme.Job{Kind: jobDowntime, Args: args, NotBefore: tx.Now().Add(settledAfter)})
}

// downtimeDue tells each team what of theirs went late and what did not go. Where
// nothing was due only the owners hear that sending stood still.
func downtimeDue(ctx context.Context, tx *postgres.Tx, j programme.Job) error {
	var s stretch
	if err := json.Unmarshal(j.Args, &s); err != nil {
		return err
	}
	all, err := tx.Programmes(ctx)
	if err != nil {
		return err
	}
	for _, g := range all {
		happened, err := tx.Downtime(ctx, g.ID, s.From, s.To)
		if err != nil {
			return err
		}
		news, err := viewNews(ctx, tx, happened)
		if err != nil {
			return err
		}
		if err := tellTeam(ctx, tx, g, func(r programme.Reader) (programme.Message, bool) {
			return programme.Message{Class: programme.Notice, Params: view.Downtime(locale.For(r.Language), s.From, s.To, r.Zone, news).Params()},
				len(news) > 0 || r.Role == programme.Owner
		}); err != nil {
			return err
		}
	}
	return nil
}

// tellTeam tells those of a programme's team who are on Telegram and whom it
// concerns; outside civil hours silently.
func tellTeam(ctx context.Context, tx *postgres.Tx, g programme.Programme, say func(programme.Reader) (programme.Message, bool)) error {
	staff, err := tx.Staff(ctx, g.ID)
	if err != nil {
		return err
	}
	for _, r := range staff {
		m, concerns := say(r)
		if !concerns || r.Reach != programme.ReachOK {
			continue
		}
		if m.NotBefore.Before(tx.Now()) {
			m.NotBefore = tx.Now()
		}
		if !g.Hours.Civil(m.NotBefore, location(r.Zone)) {
			m.Params["disable_notification"] = true
		}
		m.Programme, m.Person, m.Chat, m.Repeat = g.ID, r.Person, r.Chat, string(locale.For(r.Language).HTML("bot.repeat"))
		if err := tx.Enqueue(ctx, m); err != nil {
			return err
		}
	}
	return nil
}

func viewNews(ctx context.Context, tx *postgres.Tx, happened []postgres.EventNews) ([]view.News, error) {
	news := make([]view.News, 0, len(happened))
	for _, h := range happened {
		e, err := tx.Event(ctx, h.Event)
		if err != nil {
			return nil, err
		}
		var report view.Report
		for _, m := range h.Missed {
			report.Miss(view.Missed{Failed: m.Outcome == "failed", Reason: m.Reason}, m.N)
		}
		news = append(news, view.News{Event: e, Answers: h.Answers, Promoted: h.Promoted, Late: h.Late, OnTheWay: h.OnTheWay, Missed: report.Missed})
	}
	return news, nil
}
