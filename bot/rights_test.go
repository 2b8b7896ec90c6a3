package bot_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"jarchy/bot"
	"jarchy/internal/locale"
	"jarchy/internal/postgres"
	"jarchy/internal/programme"
	"jarchy/internal/view"
)

// The people of the table of rights, in the order of its columns. All of them but
// the last two know the first programme only; these are coordinators of the second,
// and the last one takes part in an event of the first.
var roles = []struct {
	name string
	user int64
}{
	{"owner", theOwner}, {"coordinator", 103}, {"viewer", 104}, {"participant", 105}, {"stranger", aStranger},
	{"elsewhere", 106}, {"both", 107},
}

// What becomes of a command or a press, a letter a role.
const (
	yes          = 'y'
	denied       = 'd' // for the team only
	ownersOnly   = 'w'
	unknownEvent = 'u' // as if there were no such event
	unknownDraft = 'r' // as if there were no such draft
	oldButton    = 'o' // as if it were out of date
)

// rights is the table: a line for each command and each button, by name or verb.
var rights = map[string]struct {
	want string
	args func(scene) string // behind the command, or the button's data behind its verb
}{
	"/start":    {"yyyyyyy", none},
	"/new":      {"yydddyy", constant("Workshop on tariffs, Almaty, 14 December 2026")},
	"/upcoming": {"yyyyyyy", none},
	"/past":     {"yyyydyy", none},
	"/my":       {"yyyydyy", none},
	"/event":    {"yyuyuuy", scene.code},
	"/remind":   {"yyddduu", scene.code},
	"/nudge":    {"yyddduu", scene.code},
	"/outlook":  {"yydddyy", none},
	"/status":   {"yydddyy", none},
	"/move":     {"yyddduu", scene.code},
	"/postpone": {"yyddduu", scene.code},
	"/cancel":   {"yyddduu", scene.code},
	"/help":     {"yyyyyyy", none},
	"/stop":     {"yyyyyyy", none},
	"/language": {"yyyyyyy", none},
	"/timezone": {"yyyydyy", none},
	"/settings": {"yyyyyyy", none},
	"/privacy":  {"yyyyyyy", none},

	"come":   {"yyuyuuy", scene.scheduled},
	"no":     {"yyuyuuy", scene.scheduled},
	"giveup": {"yyuyuuy", scene.scheduled},
	"keep":   {"yyuyduy", scene.code},

	"e":           {"yyddduu", scene.code},
	"e.more":      {"yyddduu", scene.versioned},
	"e.change":    {"yyddduu", scene.versioned},
	"e.move":      {"yyddduu", scene.versioned},
	"e.postpone":  {"yyddduu", scene.versioned},
	"e.cancel":    {"yyddduu", scene.versioned},
	"e.on":        {"yyddduu", scene.versioned},
	"e.late":      {"yyddduu", scene.versioned},
	"share":       {"yyddduu", scene.code},
	"share.below": {"yyddduu", scene.code},
	"share.in":    {"yyddduu", func(s scene) string { return s.code() + ":en" }},
	"people":      {"yyddduu", func(s scene) string { return s.code() + ":0" }},

	"e.sure":    {"yyddduu", scene.versioned},
	"e.answers": {"yyddduu", scene.versioned},
	"e.listed":  {"yyddduu", scene.versioned},
	"e.link":    {"yyddduu", scene.versioned},
	"e.newlink": {"yyddduu", scene.versioned},

	"p.pick":   {"yyddduu", func(s scene) string { return s.code() + ":0" }},
	"p.ask":    {"yyddduu", func(s scene) string { return s.person() + ":0" }},
	"p.remove": {"yyddduu", scene.person},
	"p.tell":   {"yyddduu", scene.person},
	"p.back":   {"yyddduu", func(s scene) string { return s.code() + ":0" }},
	"p.undo":   {"yyddduu", func(s scene) string { return s.person() + ":0" }},

	"new":        {"yydddyy", none},
	"d.new":      {"yydddyy", constant("card")},
	"d.open":     {"yydddrr", scene.newDraft},
	"d.show":     {"yydddrr", scene.newDraft},
	"d.fields":   {"yydddrr", scene.newDraft},
	"d.ask":      {"yydddrr", func(s scene) string { return s.newDraft() + ":title" }},
	"d.note":     {"yydddrr", func(s scene) string { return s.newDraft() + ":contact" }},
	"d.agenda":   {"yydddrr", func(s scene) string { return s.newDraft() + ":agenda" }},
	"d.set":      {"yydddrr", func(s scene) string { return s.newDraft() + ":kind:training" }},
	"d.past":     {"yydddrr", scene.newDraft},
	"d.days":     {"yydddrr", func(s scene) string { return s.newDraft() + ":2026-12-01:" }},
	"d.day":      {"yydddrr", func(s scene) string { return s.newDraft() + "::2026-12-09" }},
	"d.place":    {"yydddrr", func(s scene) string { return s.newDraft() + ":" + s.code() }},
	"d.declined": {"yydddrr", scene.changeDraft},
	"d.next":     {"yydddrr", scene.newDraft},
	"d.discard":  {"yydddrr", scene.newDraft},
	"d.undo":     {"yydddrr", scene.newDraft},
	"d.save":     {"yydddrr", scene.newDraft},
	"d.tell":     {"yydddrr", scene.changeDraft},
	"d.now":      {"yydddrr", scene.changeDraft},

	"e.copy":    {"yyddduu", scene.versioned},
	"e.next":    {"yyddduu", scene.versioned},
	"e.another": {"yyddduu", scene.versioned},
	"d.same":    {"yydddrr", func(s scene) string { return s.newDraft() + ":" + s.code() }},
	"d.follow":  {"yydddrr", func(s scene) string { return s.newDraft() + ":" + s.code() }},
	"d.round":   {"yydddrr", scene.newDraft},

	"log": {"yyddduu", func(s scene) string { return s.code() + ":0" }},

	"q.answer": {"oodddoo", constant("99999:7")}, // only who was asked may press it, where they were

	"e.tell":   {"yyddduu", scene.pending},
	"e.untell": {"yyddduu", scene.pending},

	"b.save":    {"yodddoo", scene.batch}, // a batch is its sender's alone
	"b.look":    {"yodddoo", scene.batch},
	"b.discard": {"yodddoo", scene.batch},
	"b.undo":    {"yodddoo", scene.batch},
	"b.page":    {"yodddoo", func(s scene) string { return s.batch() + ":0" }},
	"b.keep":    {"yodddoo", scene.batch},
	"b.keepall": {"yodddoo", scene.batch},
	"w.show":    {"yodddoo", scene.workplan}, // a plan is its sender's alone
	"w.more":    {"yodddoo", func(s scene) string { return s.workplan() + ":0" }},
	"w.left":    {"yodddoo", func(s scene) string { return s.workplan() + ":0:1:0" }},
	"w.ask":     {"yodddoo", scene.workplan},
	"w.same":    {"yodddoo", func(s scene) string { return s.workplan() + ":0:1" }},
	"w.other":   {"yodddoo", func(s scene) string { return s.workplan() + ":0" }},
	"w.warn":    {"yodddoo", func(s scene) string { return s.workplan() + ":0" }},
	"w.is":      {"yodddoo", func(s scene) string { return s.workplan() + ":1:-" }},
	"w.add":     {"yodddoo", func(s scene) string { return s.workplan() + ":1" }},
	"w.change":  {"yodddoo", func(s scene) string { return s.workplan() + ":1" }},
	"w.past":    {"yodddoo", func(s scene) string { return s.workplan() + ":1" }},
	"w.look":    {"yodddoo", func(s scene) string { return s.workplan() + ":1" }},
	"w.anew":    {"yodddoo", scene.workplan},
	"w.discard": {"yodddoo", scene.workplan},
	"h.answer":  {"yodddoo", func(s scene) string { return fmt.Sprintf("%d:d.ask:%d:title", s.held.ID, s.draft.ID) }},
	"h.event":   {"yodddoo", func(s scene) string { return fmt.Sprint(s.held.ID) }},

	"remind":    {"yyddduu", scene.code},
	"nudge":     {"yyddduu", scene.code},
	"r.ten":     {"yydddoo", scene.preview},
	"r.waiting": {"yydddoo", scene.preview},
	"r.test":    {"yydddoo", scene.preview},
	"r.words":   {"yydddoo", scene.preview},
	"r.back":    {"yydddoo", scene.preview},
	"r.send":    {"yydddoo", scene.preview},
	"r.now":     {"yydddoo", scene.preview},
	"r.report":  {"yydddoo", scene.preview},
	"r.missed":  {"yydddoo", func(s scene) string { return s.preview() + ":0" }},
	"r.relay":   {"yydddoo", scene.preview},
	"r.stop":    {"yydddoo", scene.preview},

	"week":      {"yydddyy", constant("0")},
	"week.line": {"yydddoo", func(s scene) string { return s.rule() + ":0" }},
	"week.send": {"yydddoo", func(s scene) string { return s.preview() + ":0" }},
	"week.stop": {"yydddoo", func(s scene) string { return s.rule() + ":0:1" }},

	"rules":      {"yyddduu", func(s scene) string { return s.code() + ":0" }},
	"rule":       {"yydddoo", scene.rule},
	"rule.quiet": {"yydddoo", func(s scene) string { return s.rule() + ":1" }},
	"rule.off":   {"yydddoo", func(s scene) string { return s.rule() + ":1" }},
	"rule.whom":  {"yydddoo", scene.rule},
	"rule.to":    {"yydddoo", func(s scene) string { return s.rule() + ":waiting" }},
	"rule.add":   {"yyddduu", scene.code},
	"rule.look":  {"yyddduu", func(s scene) string { return s.code() + ":d5-0900:coming:0" }},
	"rule.make":  {"yyddduu", func(s scene) string { return s.code() + ":d5-0900:coming:0" }},
	"rule.text":  {"yydddoo", scene.rule},
	"rule.keep":  {"yydddoo", scene.rule},
	"rule.plain": {"yydddoo", scene.rule},
	"rule.as":    {"yydddoo", func(s scene) string { return s.rule() + ":0" }},
	"rule.see":   {"yydddoo", func(s scene) string { return fmt.Sprintf("%s:%d:0", s.rule(), s.guest) }},
	"rule.test":  {"yydddoo", scene.rule},

	"missed":      {"yyddduu", scene.code},
	"rule.missed": {"yydddoo", func(s scene) string { return s.rule() + ":0" }},
	"rule.relay":  {"yydddoo", scene.rule},

	"info":   {"yyuyduy", scene.code},
	"agenda": {"yyuyduy", scene.code},

	"docs":       {"yyuyduy", scene.code},
	"doc":        {"yyuyduy", scene.document},
	"doc.one":    {"yyddduu", scene.document},
	"doc.name":   {"yyddduu", scene.document},
	"doc.ask":    {"yyddduu", scene.document},
	"doc.remove": {"yyddduu", scene.document},
	"doc.add":    {"yyddduu", scene.code},
	"f.attach":   {"yydddoo", scene.sentFile},
	"f.to":       {"yydddoo", func(s scene) string { return s.sentFile() + ":" + s.code() }},
	"cal":        {"yyuyduy", scene.code},
	"cal.file":   {"yyuyduy", scene.code},
	"card":       {"yyuyduy", scene.code},
	"write":      {"yyuyduy", scene.code},
	"list":       {"yyyyyyy", constant("u:0:")},
	"lang":       {"yyyyyyy", constant("en")},
	"in":         {"yyyyyyy", constant("en")},
	"name":       {"yyyydyy", constant("ask")},
	"pass":       {"yyuyduy", func(s scene) string { return "1:" + s.code() }},
	"zones":      {"yyyydyy", none},
	"zone":       {"yyyydyy", constant("Asia/Tashkent")},
	"resume":     {"ywdddww", constant("0")},
	"back.send":  {"ywdddww", constant("1763643600:0")},
	"back.skip":  {"ywdddww", constant("1763643600:0")},

	"/team":    {"yydddyy", none},
	"/invite":  {"ywdddww", none},
	"g":        {"ywdddww", none},
	"g.name":   {"ywdddww", constant("ask")},
	"g.zone":   {"ywdddww", constant("Asia/Tashkent")},
	"g.lang":   {"ywdddww", constant("ru")},
	"g.plan":   {"ywdddww", none},
	"g.rule":   {"ywdddww", constant("1:0")},
	"g.add":    {"ywdddww", none},
	"g.as":     {"ywdddww", scene.code},
	"g.take":   {"ywdddww", scene.code},
	"i.new":    {"ywdddww", none},
	"i.in":     {"yyyyyyy", func(s scene) string { return s.token + ":ru" }},
	"i.ask":    {"yyyyyyy", func(s scene) string { return s.token }},
	"i.all":    {"ywdddww", none},
	"i.one":    {"ywdddww", func(s scene) string { return fmt.Sprint(s.request) }},
	"i.yes":    {"ywdddww", func(s scene) string { return fmt.Sprint(s.request) }},
	"i.no":     {"ywdddww", func(s scene) string { return fmt.Sprint(s.request) }},
	"t":        {"yydddyy", constant("0")},
	"t.who":    {"ywdddww", scene.member},
	"t.owner":  {"ywdddww", scene.member},
	"t.coord":  {"ywdddww", scene.member},
	"t.ask":    {"ywdddww", scene.member},
	"t.remove": {"ywdddww", scene.member},
	"t.undo":   {"ywdddww", scene.member},
}

func none(scene) string { return "" }

func constant(s string) func(scene) string { return func(scene) string { return s } }

// scene is what the buttons of the table are about: an event of the first
// programme, a draft of another and one of a change to it, and the preview of a
// mass send.
type scene struct {
	event           programme.Event
	draft, toChange postgres.Draft
	other           programme.Event
	toTell          postgres.Draft // the pending change of other
	send            postgres.Send
	several, held   postgres.Batch
	plan            postgres.Workplan
	firstRule       int64  // of the event
	guest           int64  // a person who comes to the event
	coordinator     int64  // a person
	paper           int64  // a document of the event
	file            int64  // that was sent in the first programme
	token           string // of an invitation to the team
	request         int64  // of somebody who asks to join it
}

func (s scene) code() string        { return s.event.Code }
func (s scene) versioned() string   { return fmt.Sprintf("%s:%d", s.event.Code, s.event.Version) }
func (s scene) person() string      { return fmt.Sprintf("%s:%d", s.event.Code, s.guest) }
func (s scene) member() string      { return fmt.Sprint(s.coordinator) }
func (s scene) scheduled() string   { return fmt.Sprintf("%s:%d", s.event.Code, s.event.Schedule) }
func (s scene) newDraft() string    { return fmt.Sprintf("%d:%d", s.draft.ID, s.draft.Version) }
func (s scene) changeDraft() string { return fmt.Sprintf("%d:%d", s.toChange.ID, s.toChange.Version) }
func (s scene) pending() string {
	return fmt.Sprintf("%s:%d:%d", s.other.Code, s.other.Version, s.toTell.ID)
}
func (s scene) batch() string    { return fmt.Sprintf("%d:2", s.several.ID) } // two drafts, each in its first version
func (s scene) workplan() string { return fmt.Sprint(s.plan.ID) }
func (s scene) preview() string  { return fmt.Sprint(s.send.ID) }
func (s scene) document() string { return fmt.Sprintf("%s:%d", s.event.Code, s.paper) }
func (s scene) sentFile() string { return fmt.Sprint(s.file) }
func (s scene) rule() string     { return fmt.Sprint(s.firstRule) }

const secretTitle = "Risk management" // of the first programme's event

// newTown is an office with two programmes and the people of the table of rights.
func newTown(t *testing.T) *office {
	t.Helper()
	o := newOffice(t)
	o.exec(`INSERT INTO programme (name, zone, language, created_at) VALUES ('Other programme', 'Europe/Riga', 'en', $1)`, o.clock.Now())
	o.exec(`INSERT INTO rule (programme_id, kind, n, clock, audience, since) SELECT 2, kind, n, clock, audience, since FROM rule WHERE event_id IS NULL`)
	o.exec(`INSERT INTO account (id, language, language_chosen, zone_chosen, reach, reach_since, created_at)
		SELECT i, 'en', false, false, 'ok', $1, $1 FROM generate_series(103, 107) i`, o.clock.Now())
	o.exec(`INSERT INTO person (programme_id, account_id, role, name, name_given, created_at) VALUES
		(1, 103, 'coordinator', 'Somebody', false, $1), (1, 104, 'viewer', 'Somebody', false, $1), (1, 105, 'participant', 'Somebody', false, $1),
		(1, 107, 'participant', 'Somebody', false, $1), (2, 106, 'coordinator', 'Somebody', false, $1), (2, 107, 'coordinator', 'Somebody', false, $1)`, o.clock.Now())
	return o
}

func (o *office) scene() scene {
	o.t.Helper()
	o.exec(`UPDATE event SET listed = false`) // a button before may have listed one
	o.exec(`INSERT INTO restored (id, taken_at) VALUES (1, to_timestamp(1763643600)) ON CONFLICT DO NOTHING`)
	s := scene{event: o.event()}
	o.take(s.event, programme.Coming, 105, 107)
	s.firstRule = int64(o.int(`SELECT min(id) FROM rule WHERE event_id = $1`, s.event.ID))
	s.guest = int64(o.int(`SELECT id FROM person WHERE programme_id = 1 AND account_id = 105`))
	s.coordinator = int64(o.int(`SELECT id FROM person WHERE programme_id = 1 AND account_id = 103`))
	s.paper = int64(o.int(`INSERT INTO event_document (event_id, file_id, name, kind, added_by, added_at) VALUES ($1, 'F', 'Plan.pdf', 'document', $2, $3) RETURNING id`,
		s.event.ID, s.event.CreatedBy, o.clock.Now()))
	s.file = int64(o.int(`INSERT INTO sent_file (programme_id, by, file_id, name, kind, sent_at) VALUES (1, $1, 'G', 'Map.pdf', 'document', $2) RETURNING id`,
		s.event.CreatedBy, o.clock.Now()))
	o.exec(`UPDATE person SET role = 'coordinator' WHERE id = $1`, s.coordinator) // a button before may have made them something else
	day := s.event.When.Days[0].Date
	fields := programme.Draft{Kind: programme.Workshop, Title: "Tariffs", Language: "en", Start: day, End: day, Hosts: []string{"KZ", "KG"}}
	changed := programme.DraftOf(s.event, "Asia/Almaty", func(string) string { return "" })
	base := changed
	changed.Title = "Risk analysis"
	s.draft = postgres.Draft{Programme: 1, By: s.event.CreatedBy, Fields: fields}
	s.toChange = postgres.Draft{Programme: 1, By: s.event.CreatedBy, Event: s.event.ID, EventVersion: s.event.Version, Fields: changed, Base: &base}
	s.send = postgres.Send{Programme: 1, Event: s.event.ID, Kind: postgres.SendMass, Audience: programme.ToComing, By: s.event.CreatedBy,
		Schedule: 1, State: postgres.SendPreview}
	s.other = o.event()
	later := programme.DraftOf(s.other, "Asia/Almaty", func(string) string { return "" })
	before := later
	later.Start, later.End = later.Start.AddDays(7), later.End.AddDays(7)
	s.toTell = postgres.Draft{Programme: 1, By: s.event.CreatedBy, Event: s.other.ID, EventVersion: s.other.Version, Fields: later, Base: &before}
	ctx := o.t.Context()
	if err := o.pools[0].Do(ctx, func(tx *postgres.Tx) error {
		if err := tx.AddDraft(ctx, &s.toTell); err != nil {
			return err
		}
		s.toTell.State = postgres.DraftPending
		if err := tx.SaveDraft(ctx, &s.toTell); err != nil {
			return err
		}
		for _, d := range []*postgres.Draft{&s.draft, &s.toChange} {
			if err := tx.AddDraft(ctx, d); err != nil {
				return err
			}
		}
		s.several = postgres.Batch{Programme: 1, By: s.event.CreatedBy, Parts: []postgres.Part{{Message: 1, Text: "Two workshops"}}}
		s.held = postgres.Batch{Programme: 1, By: s.event.CreatedBy, Held: true, Parts: []postgres.Part{{Message: 2, Text: "Workshop on fees"}}}
		for _, b := range []*postgres.Batch{&s.several, &s.held} {
			if err := tx.AddBatch(ctx, b); err != nil {
				return err
			}
		}
		for i := range 2 {
			d := postgres.Draft{Programme: 1, By: s.event.CreatedBy, Batch: s.several.ID, Position: i, Fields: fields, Base: &fields}
			if err := tx.AddDraft(ctx, &d); err != nil {
				return err
			}
		}
		s.plan = postgres.Workplan{Programme: 1, By: s.event.CreatedBy, Name: "plan.csv", Plan: []byte(`{"rows":[{"number":2,"draft":{"kind":"workshop","title":"Tariffs"}}]}`)}
		if err := tx.AddWorkplan(ctx, &s.plan); err != nil {
			return err
		}
		var err error
		if s.token, s.request, err = invited(ctx, tx, s.event.CreatedBy); err != nil {
			return err
		}
		return tx.AddSend(ctx, &s.send)
	}); err != nil {
		o.t.Fatal(err)
	}
	return s
}

// invited gives out two invitations to the team of the first programme: the text of
// one, and the number of what somebody asked by the other.
func invited(ctx context.Context, tx *postgres.Tx, by int64) (token string, request int64, err error) {
	if token, err = tx.NewToken(ctx, postgres.TokenInvite, 1, by, time.Hour); err != nil {
		return "", 0, err
	}
	used, err := tx.NewToken(ctx, postgres.TokenInvite, 1, by, time.Hour)
	if err != nil {
		return "", 0, err
	}
	t, _, err := tx.Token(ctx, used)
	if err != nil {
		return "", 0, err
	}
	t.Account, t.Name, t.Language = aStranger+500, "Somebody", "en"
	_, err = tx.AskToJoin(ctx, t)
	return token, t.ID, err
}

// heard is all that was sent to a user's chat, or shown to them, after a row of the
// outbox.
func (o *office) heard(user int64, after int) string {
	o.t.Helper()
	return o.text(`SELECT coalesce(string_agg(params::text, E'\n' ORDER BY id), '') FROM outbox
		WHERE id > $1 AND (chat = $2 OR method = 'answerCallbackQuery')`, after, user)
}

func (o *office) lastRow() int {
	o.t.Helper()
	return o.int(`SELECT coalesce(max(id), 0) FROM outbox`)
}

// refusal is what the bot says of a mistake, as it is read.
func refusal(key string, args ...any) string {
	e, _ := programme.AsError(programme.Refuse(programme.Invalid, key, args...))
	return view.PlainText(locale.For("en").Error(e))
}

func plain(s string) string { return view.PlainText(locale.HTML(s)) }

// TestRights lets everybody use everything. It fails for a command or a button
// that the table does not know.
func TestRights(t *testing.T) {
	t.Parallel()
	o := newTown(t)
	seen := map[string]bool{}
	s := o.scene()
	before := o.rows(0)
	for _, c := range bot.Commands() {
		name := c.Verb
		if c.Name != "" {
			name = "/" + c.Name
		}
		line, ok := rights[name]
		if !ok {
			t.Errorf("who may use %s? The table does not say", name)
			continue
		}
		seen[name] = true
		for i, role := range roles {
			want := line.want[i]
			args := strings.TrimSuffix(c.Verb+":"+line.args(s), ":")
			u := o.pressed(role.user, args)
			if c.Name != "" {
				u = o.said(role.user, c.Name, line.args(s))
			}
			theirs, row := 0, o.lastRow()
			if role.name == "elsewhere" || role.name == "both" {
				theirs = o.rows(1)
			}
			got := plain(o.do(u))
			after := o.rows(0)
			if c.Verb != "" {
				o.want(name+" by "+role.name+": answers", o.answers(u), 1)
			}
			about := s.event
			if strings.Contains(args, s.other.Code) {
				about = s.other
			}
			refusals := map[byte]string{
				denied:       refusal("denied"),
				ownersOnly:   refusal("owners_only"),
				unknownEvent: refusal("event_unknown", "code", about.Code),
				unknownDraft: refusal("draft_unknown"),
				oldButton:    refusal("button_old"),
			}
			if want != yes {
				o.want(name+" by "+role.name, got, refusals[want])
				o.want(name+" by "+role.name+", who may not, changes something", after == before, true)
			} else {
				if o.heard(role.user, row) == "" {
					t.Errorf("%s by %s is not answered", name, role.name)
				}
				for _, no := range append([]string{plain(o.say("bot.our_fault"))}, refusals[denied], refusals[ownersOnly], refusals[unknownEvent], refusals[unknownDraft], refusals[oldButton]) {
					if got == no {
						t.Errorf("%s by %s is refused: %s", name, role.name, got)
					}
				}
			}
			switch heard := o.heard(role.user, row); role.name {
			case "elsewhere", "both":
				if c.Verb != "i.ask" && (role.name == "elsewhere" || !slices.Contains([]string{"come", "no", "giveup", "pass"}, c.Verb)) { // anybody may ask to join
					o.want(name+" by "+role.name+" changes something of the other programme", o.rows(1) == theirs, true)
				}
				if role.name == "both" && strings.Contains(heard, s.event.Key) {
					t.Errorf("%s shows a participant the link's key: %s", name, heard)
				}
				if role.name == "both" {
					break
				}
				fallthrough
			case "viewer", "stranger":
				if strings.Contains(heard, secretTitle) || strings.Contains(heard, s.event.Key) {
					t.Errorf("%s tells %s of the event: %s", name, role.name, heard)
				}
			case "participant":
				if strings.Contains(heard, s.event.Key) {
					t.Errorf("%s shows a participant the link's key: %s", name, heard)
				}
			}
			if after != before {
				s = o.scene()
				before = o.rows(0)
			}
		}
	}
	for name := range rights {
		if !seen[name] {
			t.Errorf("the table tells of %s, which there is not", name)
		}
	}
}

// TestFreeText: only staff's words open drafts.
func TestFreeText(t *testing.T) {
	t.Parallel()
	o := newTown(t)
	for _, role := range roles {
		drafts := o.int(`SELECT count(*) FROM draft`)
		u := o.said(role.user, "", "Workshop on tariffs, Almaty, 14-15 December 2026, 20 people")
		if o.do(u) == "" {
			t.Errorf("%s is not answered", role.name)
		}
		want := map[string]int{"owner": 1, "coordinator": 1, "elsewhere": 1, "both": 1}[role.name]
		o.want("drafts of "+role.name, o.int(`SELECT count(*) FROM draft`)-drafts, want)
	}
	o.want("drafts by programme", o.text(`SELECT string_agg(programme_id::text, ' ' ORDER BY id) FROM draft`), "1 1 2 2")
}

// TestWhoSees: a code opens an event to those who may see it. To all others it is
// an unknown code, whatever they try.
func TestWhoSees(t *testing.T) {
	t.Parallel()
	o := newTown(t)
	mine, other := o.event(), o.event(func(e *programme.Event) { e.Texts[0].Title = "Tariffs" })
	o.take(mine, programme.Coming, 105)
	forge := func(code, key string) map[string]programme.Update {
		return map[string]programme.Update{
			"/e_":            o.said(105, "e_"+strings.ToLower(code), ""),
			"/event":         o.said(105, "event", code),
			"the link":       o.said(105, "start", "e_"+code+"_"+key),
			"a short link":   o.said(105, "start", "e_"+code),
			"come":           o.pressed(105, "come:"+code+":1"),
			"no":             o.pressed(105, "no:"+code+":1"),
			"come by a key":  o.pressed(105, "come:"+code+":1:"+key),
			"come too early": o.pressed(105, "come:"+code+":99"),
			"come, cut":      o.pressed(105, "come:"+code),
			"no, cut":        o.pressed(105, "no:"+code),
			"giveup, cut":    o.pressed(105, "giveup:"+code),
			"keep":           o.pressed(105, "keep:"+code),
			"pass":           o.pressed(105, "pass:1:"+code),
			"another tongue": o.pressed(105, "in:en:"+code+":"+key),
			"come, no key":   o.pressed(105, "come:"+code+":1:"),
		}
	}
	before := o.rows(0)
	existing, missing := forge(other.Code, "abcdefghij"), forge("ZZZZZ", "abcdefghij")
	for name, u := range existing {
		got, want := o.do(u), strings.ReplaceAll(o.do(missing[name]), "ZZZZZ", other.Code)
		if got != want || got == "" {
			t.Errorf("%s of an event of others: got %q, of none: %q", name, got, want)
		}
	}
	o.want("something was written", o.rows(0) == before, true)
	for _, command := range []string{"upcoming", "my", "past"} {
		if got := o.do(o.said(105, command, "")); strings.Contains(got, other.Code) {
			t.Errorf("/%s lists an event of others: %s", command, got)
		}
	}
	if got := o.do(o.said(105, "e_"+strings.ToLower(mine.Code), "")); !strings.Contains(got, secretTitle) {
		t.Errorf("the own event: %s", got)
	}
	if got := o.do(o.said(105, "upcoming", "")); !strings.Contains(got, mine.Code) {
		t.Errorf("/upcoming: %s", got)
	}
}

// TestLink: the link that staff share shows a stranger the event, and nothing is
// stored of them until they answer; a forged or an old one does not.
func TestLink(t *testing.T) {
	t.Parallel()
	o := newTown(t)
	e := o.event()
	link := func(key string) programme.Update { return o.said(aStranger, "start", "e_"+e.Code+"_"+key) }
	dead := o.do(o.said(aStranger, "start", "e_ZZZZZ_abcdefghij"))
	before := o.rows(0)

	o.want("a forged key", o.do(link("abcdefghij")), dead)
	o.want("a key in other letters", o.do(link(strings.ToUpper(e.Key))), dead)
	o.want("no key", o.do(link("")), dead)
	for name, data := range map[string]string{"no key": "", "a forged key": ":abcdefghij", "a longer key": ":" + e.Key + "x"} {
		got := plain(o.do(o.pressed(aStranger, fmt.Sprintf("come:%s:1%s", e.Code, data))))
		o.want("a press with "+name, got, refusal("event_unknown", "code", e.Code))
	}
	if got := o.do(link(e.Key)); !strings.Contains(got, secretTitle) {
		t.Errorf("the link: %s", got)
	}
	o.want("something is stored of who only looked", o.rows(0) == before, true)
	o.want("persons", o.int(`SELECT count(*) FROM account WHERE id = $1`, aStranger), 0)

	o.do(o.pressed(aStranger, fmt.Sprintf("come:%s:1:%s", e.Code, e.Key)))
	o.want("who answered", o.stateOf(e, aStranger), "coming")
	o.want("role", o.text(`SELECT role FROM person WHERE account_id = $1`, aStranger), "participant")

	// Somebody known who opens it is asked from then on.
	o.do(o.said(104, "start", "e_"+e.Code+"_"+e.Key))
	o.want("a known person", o.stateOf(e, 104), "asked")

	// Somebody of the other programme is a stranger here until they answer.
	o.do(o.said(106, "start", "e_"+e.Code+"_"+e.Key))
	o.want("somebody from elsewhere", o.stateOf(e, 106), "")
	o.do(o.pressed(106, fmt.Sprintf("come:%s:1:%s", e.Code, e.Key)))
	o.want("somebody from elsewhere, who answered", o.stateOf(e, 106), "coming")
	o.want("their role here", o.text(`SELECT role FROM person WHERE account_id = 106 AND programme_id = 1`), "participant")

	o.exec(`UPDATE event SET key = 'newkey2345'`)
	o.want("the link before it was replaced", o.do(o.said(aStranger+1, "start", "e_"+e.Code+"_"+e.Key)), dead)
	o.want("a press under it", plain(o.do(o.pressed(aStranger+1, fmt.Sprintf("come:%s:1:%s", e.Code, e.Key)))),
		refusal("event_unknown", "code", e.Code))
}

// TestRemoved: to who was removed the event is unknown, its link included.
func TestRemoved(t *testing.T) {
	t.Parallel()
	o := newTown(t)
	e := o.event()
	o.take(e, programme.Removed, 105)
	o.exec(`UPDATE event SET listed = true`)
	unknown, dead := refusal("event_unknown", "code", e.Code), refusal("link_dead")
	for what, c := range map[string]struct {
		u    programme.Update
		want string
	}{
		"the code":               {o.said(105, "event", e.Code), unknown},
		"the link":               {o.said(105, "start", "e_"+e.Code+"_"+e.Key), dead},
		"a press":                {o.pressed(105, "come:"+e.Code+":1"), unknown},
		"a press with the key":   {o.pressed(105, "come:"+e.Code+":1:"+e.Key), unknown},
		"giving up with a key":   {o.pressed(105, "no:"+e.Code+":1:"+e.Key), unknown},
		"a press of another day": {o.pressed(105, "come:"+e.Code+":2:"+e.Key), unknown},
	} {
		o.want(what, plain(o.do(c.u)), c.want)
	}
	for _, command := range []string{"upcoming", "my", "past"} {
		if got := o.do(o.said(105, command, "")); strings.Contains(got, e.Code) {
			t.Errorf("/%s: %s", command, got)
		}
	}
	o.want("state", o.stateOf(e, 105), "removed")
}

// TestListed: an event that is listed is seen by every person of its programme,
// and by nobody else.
func TestListed(t *testing.T) {
	t.Parallel()
	o := newTown(t)
	e := o.event()
	for _, listed := range []bool{false, true} {
		o.exec(`UPDATE event SET listed = $1`, listed)
		for _, role := range roles {
			want := role.name == "owner" || role.name == "coordinator" || listed && (role.name == "participant" || role.name == "viewer")
			if got := strings.Contains(o.do(o.said(role.user, "upcoming", "")), e.Code); got != want {
				t.Errorf("listed %t: %s finds it in /upcoming: %t", listed, role.name, got)
			}
			if role.name == "both" {
				want = listed // a participant here
			}
			if got := strings.Contains(o.do(o.said(role.user, "event", e.Code)), secretTitle); got != want {
				t.Errorf("listed %t: %s opens it: %t", listed, role.name, got)
			}
			if role.name == "participant" {
				o.do(o.pressed(role.user, "come:"+e.Code+":1"))
				o.want("the answer of somebody of the programme", o.stateOf(e, role.user) == "coming", listed)
			}
		}
	}
}

// TestForged presses buttons that never were. Each is answered, once, and changes
// nothing.
func TestForged(t *testing.T) {
	t.Parallel()
	o := newTown(t)
	s := o.scene()
	const huge = "9223372036854775807"
	noise := []string{
		"", ":", "::::", "ZZZZZ", "ZZZZZ:1", "ZZZZZ:1:abcdefghij", "0:0", "-1:-1", huge + ":" + huge, "99999999999999999999:1", "u:" + huge, "p:-" + huge + ":x",
		"z:0:", "1e9:1", " 1:1", "'; DROP TABLE event;--", "%", "<b>&", "Мероприятие:１", "👩‍👩‍👧‍👦:1", "\u202e\u200b:\u0301", "x:\ufffd\ufffd",
		strings.Repeat("7", 58), strings.Repeat(":", 58), strings.Repeat("ж", 27),
	}
	var presses []string
	for k, c := range bot.Commands() {
		if c.Verb == "" || c.Verb == "zones" || c.Verb == "i.new" { // these take nothing
			continue
		}
		for i, n := range noise {
			if (i+k)%3 == 0 && len(c.Verb)+1+len(n) <= 64 { // by turns: every noise meets every third verb
				presses = append(presses, c.Verb+":"+n)
			}
		}
		presses = append(presses, c.Verb)
	}
	presses = append(presses, "", ":", "nothing", "nothing:1:2", "text:x", strings.Repeat("A", 64), strings.Repeat("\u0416", 32),
		"come:"+s.event.Code, "come:"+s.event.Code+":", "come:"+s.event.Code+":x", "come:"+s.event.Code+":"+huge, "no:"+s.event.Code+":-1",
		"e.change:"+s.event.Code, "e.cancel:"+s.event.Code+":x", "e.move:"+s.event.Code+":"+huge, "e.postpone:"+s.event.Code+":0",
		"people:"+s.event.Code, "people:"+s.event.Code+":"+huge, "people:"+s.event.Code+":-1", "people:"+s.event.Code+":-"+huge,
		"d.set:"+s.newDraft(), "d.set:"+s.newDraft()+":", "d.set:"+s.newDraft()+":nothing:1", "d.set:"+s.newDraft()+":seats:-5",
		"d.set:"+s.newDraft()+":seats:"+huge, "d.set:"+s.newDraft()+":dates:31.02.2027", "d.set:"+s.newDraft()+":kind:", "d.set:"+s.newDraft()+":title:",
		"d.set:"+s.newDraft()+":zone:Mars/Olympus", "d.ask:"+s.newDraft(), "d.ask:"+s.newDraft()+":nothing", fmt.Sprintf("d.save:%d", s.draft.ID),
		fmt.Sprintf("d.save:%d:%s", s.draft.ID, huge), fmt.Sprintf("d.discard:%d:x", s.draft.ID), "d.tell:"+s.newDraft(), "d.now:"+s.newDraft(),
		"new:"+huge, "new:-1", "d.new:x", "share.in:"+s.event.Code+":xx", "in:xx", "in:en:"+s.event.Code+":abcdefghij", "p.pick:"+s.event.Code+":"+huge,
		"p.remove:"+s.event.Code+":"+huge, "p.ask:"+s.event.Code+":-1:0", "p.undo:"+s.event.Code+":0:x", "e.newlink:"+s.event.Code+":0", "e.answers:"+s.event.Code,
		fmt.Sprintf("b.save:%d:%s", s.several.ID, huge), fmt.Sprintf("b.discard:%d", s.several.ID), fmt.Sprintf("h.answer:%d:nothing:1:x", s.held.ID),
		fmt.Sprintf("h.answer:%d:d.ask:%s:title", s.held.ID, huge), "pass:"+huge+":x", "keep:", "name:",
		"list:u:"+huge+":", "list:p:-1:", "list:m:-"+huge+":", "list:z:0:", "list:u", "list:u:1", "list:u:0:%_\\", "lang:xx", "lang:EN", "zone:Local", "zone:../../etc/passwd",
	)
	unspeakable := []string{plain(o.say("bot.our_fault")), "list.", "bot.", "event."} // names of messages that are not there
	for _, role := range roles {
		switch role.name {
		case "owner", "participant", "stranger":
		default:
			continue
		}
		var since []string
		before := o.rows(0)
		for i, data := range presses {
			verb, _, _ := strings.Cut(data, ":")
			if role.name != "owner" && rights[verb].want != "" && rights[verb].want[3] == denied && i%12 != 0 {
				continue // refused before anything of it is read
			}
			u := o.pressed(role.user, data)
			row := o.lastRow()
			if err := o.handle(i, u); err != nil {
				t.Fatalf("%q by %s: %v", data, role.name, err)
			}
			var answers []struct {
				Method string `db:"method"`
				Text   string `db:"text"`
			}
			if err := o.sql.Select(&answers, `SELECT method, coalesce(params ->> 'text', '') AS text FROM outbox WHERE id > $1 ORDER BY id`, row); err != nil {
				t.Fatal(err)
			}
			pressed := 0
			for _, a := range answers {
				if a.Method == "answerCallbackQuery" {
					pressed++
				}
				if len([]rune(a.Text)) > 4096 {
					t.Errorf("%q by %s: an answer longer than a message", data, role.name)
				}
				for _, no := range unspeakable {
					if strings.HasPrefix(plain(a.Text), no) {
						t.Errorf("%q by %s: %s", data, role.name, a.Text)
					}
				}
			}
			if pressed != 1 {
				t.Errorf("%q by %s: %d answers to the press", data, role.name, pressed)
			}
			since = append(since, data)
			if len(since) < 25 {
				continue
			}
			if after := o.rows(0); after != before {
				t.Errorf("one of %q by %s changed something:\n%s", since, role.name, o.changedSince(before))
				before = after
			}
			since = nil
		}
		o.want(fmt.Sprintf("one of %q by %s changed something", since, role.name), o.rows(0) == before, true)
	}
	t.Logf("%d presses", len(presses))
}
