package bot_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jmoiron/sqlx"

	"jarchy/bot"
	"jarchy/internal/locale"
	"jarchy/internal/postgres"
	"jarchy/internal/postgres/postgrestest"
	"jarchy/internal/programme"
	"jarchy/internal/reminder"
)

// office is a programme with its database, in which updates are handled through
// two pools, as by two processes, and rules planned through a third. Nothing is
// sent: what the bot answers stands in the outbox.
type office struct {
	t       *testing.T
	clock   *postgrestest.Clock
	sql     *sqlx.DB
	pools   [2]*postgres.DB
	bot     *bot.Bot
	planner *reminder.Planner
	updates atomic.Int64
	repeats atomic.Int64 // of transactions that were in one another's way
	watch   sync.Once    // see rows
}

// The people of every office, by their Telegram number. Further ones are added
// by crowd.
const (
	theOwner  = 101 // so is 102
	firstOwn  = 1000
	aStranger = 9000 // and whoever has a greater number
)

func newOffice(t *testing.T) *office {
	t.Helper()
	o := &office{t: t, clock: postgrestest.NewClock(postgrestest.Start)}
	url := postgrestest.URL(t)
	o.sql = postgrestest.SQL(t, url)
	for i := range o.pools {
		o.pools[i] = postgrestest.Open(t, url, o.clock)
	}
	log := slog.New(failing{slog.DiscardHandler, t})
	o.bot = bot.New("jarchy_bot", log)
	o.planner = reminder.New(postgrestest.Open(t, url, o.clock), log, func() {})
	if err := o.pools[0].FirstProgramme(t.Context(), programme.Programme{Name: "Programme", Zone: "Asia/Almaty", Language: "en"},
		programme.DefaultPlan(), []int64{theOwner, theOwner + 1}); err != nil {
		t.Fatal(err)
	}
	o.exec(`UPDATE account SET reach = 'ok'`)
	o.exec(`UPDATE person SET name = 'Somebody'`)
	return o
}

// failing is a log in which an error fails the test: a handler's failure is ours.
type failing struct {
	slog.Handler
	t *testing.T
}

func (f failing) Enabled(context.Context, slog.Level) bool { return true }

func (f failing) Handle(_ context.Context, r slog.Record) error {
	if r.Level >= slog.LevelError {
		text := r.Message
		r.Attrs(func(a slog.Attr) bool { text += " " + a.String(); return true })
		f.t.Error(text)
	}
	return nil
}

func (o *office) exec(q string, args ...any) {
	o.t.Helper()
	if _, err := o.sql.Exec(q, args...); err != nil {
		o.t.Fatal(err)
	}
}

func (o *office) int(q string, args ...any) (n int) {
	o.t.Helper()
	if err := o.sql.Get(&n, q, args...); err != nil {
		o.t.Fatal(err)
	}
	return n
}

func (o *office) text(q string, args ...any) (s string) {
	o.t.Helper()
	if err := o.sql.Get(&s, q, args...); err != nil {
		o.t.Fatal(err)
	}
	return s
}

func (o *office) want(what string, got, want any) {
	o.t.Helper()
	if got != want {
		o.t.Errorf("%s: got %v, want %v", what, got, want)
	}
}

// crowd makes n persons of the programme, numbered from firstOwn.
func (o *office) crowd(n int) []int64 {
	o.t.Helper()
	o.exec(`INSERT INTO account (id, language, language_chosen, zone_chosen, reach, reach_since, created_at)
		SELECT i, 'en', false, false, 'ok', $1, $1 FROM generate_series($2::int, $3::int) i`, o.clock.Now(), firstOwn, firstOwn+n-1)
	o.exec(`INSERT INTO person (programme_id, account_id, role, name, name_given, created_at)
		SELECT 1, i, 'participant', 'Somebody', false, $1 FROM generate_series($2::int, $3::int) i`, o.clock.Now(), firstOwn, firstOwn+n-1)
	users := make([]int64, n)
	for i := range users {
		users[i] = firstOwn + int64(i)
	}
	return users
}

// event registers an event in Almaty, 9 to 11 December, with the default reminders.
func (o *office) event(change ...func(*programme.Event)) programme.Event {
	o.t.Helper()
	e := programme.Event{
		Programme: 1, Kind: programme.Workshop, Mode: programme.InPerson, Status: programme.Confirmed, Language: "en",
		When:   programme.When{Zone: "Asia/Almaty"},
		Places: []programme.Place{{City: "Almaty", Country: "KZ", Zone: "Asia/Almaty"}}, Hosts: []string{"KZ"},
		Texts: []programme.Text{{Language: "en", Title: "Risk management"}},
	}
	day, err := programme.ParseDate("2026-12-09")
	if err != nil {
		o.t.Fatal(err)
	}
	for i := range 3 {
		e.When.Days = append(e.When.Days, programme.Day{Date: day.AddDays(i), From: "09:00"})
	}
	for _, f := range change {
		f(&e)
	}
	loc, err := locale.Zone(e.When.Zone)
	if err != nil {
		o.t.Fatal(err)
	}
	e.Begins, e.Ends = e.When.Begins(loc), e.When.Ends(loc)
	e.CreatedBy = int64(o.int(`SELECT min(id) FROM person WHERE programme_id = $1 AND role IN ('owner', 'coordinator')`, e.Programme))
	if err := o.pools[0].Do(o.t.Context(), func(tx *postgres.Tx) error {
		if err := tx.CreateEvent(o.t.Context(), &e); err != nil {
			return err
		}
		return tx.CopyRules(o.t.Context(), e.ID)
	}); err != nil {
		o.t.Fatal(err)
	}
	return e
}

func seats(n int) func(*programme.Event) { return func(e *programme.Event) { e.Seats = n } }

// take gives persons a part in an event behind the bot's back.
func (o *office) take(e programme.Event, state programme.State, users ...int64) {
	o.t.Helper()
	for _, u := range users {
		o.exec(`INSERT INTO participation (event_id, person_id, state, since, schedule)
			SELECT $1, p.id, $2, $3, e.schedule FROM person p, event e WHERE p.account_id = $4 AND p.programme_id = e.programme_id AND e.id = $1
			ON CONFLICT (event_id, person_id) DO UPDATE SET state = excluded.state`, e.ID, state, o.clock.Now(), u)
	}
}

func (o *office) stateOf(e programme.Event, user int64) string {
	o.t.Helper()
	return o.text(`SELECT coalesce((SELECT x.state FROM participation x JOIN person p ON p.id = x.person_id
		WHERE x.event_id = $1 AND p.account_id = $2), '')`, e.ID, user)
}

// said is a text that somebody writes to the bot, or a command.
func (o *office) said(user int64, command, text string) programme.Update {
	u := o.update(user, programme.MessageSent)
	u.Command, u.Args, u.Text = command, text, text
	if command != "" {
		u.Text = "/" + command + " " + text
	}
	return u
}

// pressed is a press of a button with that data.
func (o *office) pressed(user int64, data string) programme.Update {
	u := o.update(user, programme.ButtonPressed)
	u.Data, u.MessageID, u.QueryID = data, 1, "q"+strconv.FormatInt(u.ID, 10)
	return u
}

func (o *office) update(user int64, kind programme.UpdateKind) programme.Update {
	return programme.Update{ID: o.updates.Add(1), Kind: kind, Fetched: o.clock.Now(), Chat: user, Private: true, User: user, Name: "Somebody", Language: "en"}
}

// handle handles an update as a process does: marked and answered in one
// transaction, which is repeated where another was in its way.
func (o *office) handle(pool int, u programme.Update) error {
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	var err error
	for range 3 {
		err = o.pools[pool%2].Do(ctx, func(tx *postgres.Tx) error {
			fresh, err := tx.MarkUpdate(ctx, u.ID)
			if err != nil || !fresh {
				return err
			}
			return o.bot.Handle(ctx, tx, u)
		})
		if !postgres.Repeatable(err) {
			break
		}
		o.repeats.Add(1)
	}
	return err
}

// do handles an update and returns what the bot answered, as plain as it was said:
// the toast first.
func (o *office) do(u programme.Update) string {
	o.t.Helper()
	if err := o.handle(0, u); err != nil {
		o.t.Fatalf("%s %q of %d: %v", u.Kind, u.Text+u.Data, u.User, err)
	}
	return o.answer(u)
}

// answer is what the bot answered to an update, if nothing was sent to that chat
// since.
func (o *office) answer(u programme.Update) string {
	o.t.Helper()
	if u.QueryID != "" {
		toast := o.text(`SELECT coalesce((SELECT params ->> 'text' FROM outbox WHERE params ->> 'callback_query_id' = $1), '')`, u.QueryID)
		if toast != "" {
			return toast
		}
	}
	return o.text(`SELECT coalesce((SELECT params ->> 'text' FROM outbox WHERE chat = $1 ORDER BY id DESC LIMIT 1), '')`, u.User)
}

// answers counts the answers to a press.
func (o *office) answers(u programme.Update) int {
	o.t.Helper()
	return o.int(`SELECT count(*) FROM outbox WHERE params ->> 'callback_query_id' = $1`, u.QueryID)
}

// atOnce does all of it at the same time, one after the other in a goroutine, and
// fails the test for each error.
func (o *office) atOnce(fs ...func() error) {
	o.t.Helper()
	var wg sync.WaitGroup
	begin := make(chan struct{})
	errs := make([]error, len(fs))
	for i, f := range fs {
		wg.Go(func() {
			<-begin
			errs[i] = f()
		})
	}
	close(begin)
	wg.Wait()
	if err := errors.Join(errs...); err != nil {
		o.t.Fatal(err)
	}
}

// handling is handle for atOnce, by turns through one pool and the other.
func (o *office) handling(pool int, u programme.Update) func() error {
	return func() error {
		if err := o.handle(pool, u); err != nil {
			return fmt.Errorf("%s %q of %d: %w", u.Kind, u.Text+u.Data, u.User, err)
		}
		return nil
	}
}

// jobsDue does the jobs that are due, each as a process does: taken and done in one
// transaction.
func (o *office) jobsDue() error {
	ctx, db := context.Background(), o.pools[0]
	jobs, err := db.DueJobs(ctx, 100, postgres.UnderWay{})
	if err != nil {
		return err
	}
	for _, j := range jobs {
		if ok, err := db.BeginJob(ctx, &j); err != nil || !ok {
			return err
		}
		for range 3 {
			err = db.Do(ctx, func(tx *postgres.Tx) error {
				if ok, err := tx.TakeJob(ctx, j); err != nil || !ok {
					return err
				}
				return o.bot.HandleJob(ctx, tx, j, nil)
			})
			if !postgres.Repeatable(err) {
				break
			}
			o.repeats.Add(1)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (o *office) plan() error {
	_, err := o.planner.Plan(context.Background())
	return err
}

// draft opens an event as the draft of a coordinator, with a field set, and
// returns the data of a button of its card.
func (o *office) draft(user int64, e programme.Event, field programme.Field, text string) func(verb string) string {
	o.t.Helper()
	verb := "e.change"
	if field == programme.FieldReason {
		verb = "e.cancel"
	}
	o.do(o.pressed(user, fmt.Sprintf("%s:%s:%d", verb, e.Code, e.Version)))
	id := o.int(`SELECT max(id) FROM draft`)
	if field != programme.FieldReason {
		o.do(o.pressed(user, fmt.Sprintf("d.ask:%d:1:%s", id, field)))
	}
	o.do(o.said(user, "", text))
	version := o.int(`SELECT version FROM draft WHERE id = $1`, id)
	if version != 2 {
		o.t.Fatalf("the draft did not take %q: %s", text, o.answer(o.update(user, "")))
	}
	return func(verb string) string { return fmt.Sprintf("%s:%d:%d", verb, id, version) }
}

// pending has a coordinator confirm a draft's change, which is told, and returns the
// data of the button that does not wait for its minute.
func (o *office) pending(user int64, e programme.Event, change func(verb string) string) string {
	o.t.Helper()
	o.do(o.pressed(user, change("d.tell")))
	return fmt.Sprintf("e.tell:%s:%d:%d", e.Code, e.Version, o.int(`SELECT id FROM draft WHERE event_id = $1 AND state = 'pending'`, e.ID))
}

// say is what the bot says in English.
func (o *office) say(key string, args ...any) string { return locale.For("en").Say(key, args...) }
