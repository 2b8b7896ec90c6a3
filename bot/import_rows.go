package bot

import (
	"context"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"jarchy/internal/postgres"
	"jarchy/internal/programme"
	"jarchy/internal/view"
)

// rowsButton lists the rows of a plan, where each can be left out and taken back: by
// its button, or many at once by their numbers.
var rowsButton = Command{
	Verb: "w.more", Who: Staff, Any: true,
	Run: onWorkplan("", func(ctx context.Context, tx *postgres.Tx, req Request, w postgres.Workplan, p importedPlan) (Reply, error) {
		page, err := req.page(1)
		if err != nil {
			return Reply{}, err
		}
		s, err := rowsScreen(ctx, tx, req, w, p, page)
		return Reply{Edit: &s, Card: workplanCardName(w.ID)}, err
	}).Run,
	Hear: func(ctx context.Context, tx *postgres.Tx, req Request, a postgres.Asking) (Reply, error) {
		if req.Text == "" || strings.Trim(req.Text, "0123456789-–—,; \n") != "" { // something else was begun
			if err := tx.ForgetAsking(ctx, req.Chat); err != nil {
				return Reply{}, err
			}
			req.Asking = nil
			return freeText.run(ctx, tx, req)
		}
		w, p, err := heldPlan(ctx, tx, req, a.Subject, false)
		if err != nil {
			return Reply{}, err
		}
		found, _, err := findings(ctx, tx, req, p)
		if err != nil {
			return Reply{}, err
		}
		rows, err := rowsOf(found, req.Text)
		if err != nil {
			return Reply{}, err
		}
		out := slices.ContainsFunc(rows, func(i int) bool { return !slices.Contains(p.Left, i) })
		p.leave(out, rows...)
		if err := savePlan(ctx, tx, w, p); err != nil {
			return Reply{}, err
		}
		s, err := rowsScreen(ctx, tx, req, w, p, 0)
		reply := say(s)
		reply.Card = workplanCardName(w.ID)
		return reply, err
	},
	Back: func(a postgres.Asking) string { return data("w.show", a.Subject) },
}

// rowsScreen is a page of a plan's rows; the next text is taken as numbers of rows.
func rowsScreen(ctx context.Context, tx *postgres.Tx, req Request, w postgres.Workplan, p importedPlan, page int) (view.Screen, error) {
	v, err := importPreview(ctx, tx, req, w, p)
	if err != nil {
		return view.Screen{}, err
	}
	asking := postgres.Asking{Purpose: "w.more", Subject: w.ID}
	return view.WorkplanRows(req.P, v, page), tx.Ask(ctx, req.Chat, asking, req.Now.Add(askFor))
}

// leaveOut leaves a row out, or takes it back.
func leaveOut(ctx context.Context, tx *postgres.Tx, req Request, w postgres.Workplan, p importedPlan) (Reply, error) {
	row, err := pressedRow(req, p)
	if err != nil {
		return Reply{}, err
	}
	p.leave(req.part(2) == "1", row)
	if err := savePlan(ctx, tx, w, p); err != nil {
		return Reply{}, err
	}
	if req.part(3) == "" { // it was asked about
		return askSame(ctx, tx, req, w, p)
	}
	page, err := req.page(3)
	if err != nil {
		return Reply{}, err
	}
	s, err := rowsScreen(ctx, tx, req, w, p, page)
	return Reply{Edit: &s, Card: workplanCardName(w.ID)}, err
}

// leave leaves rows out, or takes them back.
func (p *importedPlan) leave(out bool, rows ...int) {
	p.Left = slices.DeleteFunc(p.Left, func(i int) bool { return slices.Contains(rows, i) })
	if out {
		p.Left = append(p.Left, rows...)
	}
}

var (
	rowNumbers = regexp.MustCompile(`^([0-9]{1,7})(?:[-–—]([0-9]{1,7}))?$`)
	aroundDash = regexp.MustCompile(`\s*([-–—])\s*`)
)

// rowsOf are the rows whose numbers a text names, "4, 7-9", and of which there is
// something to take over.
func rowsOf(found []finding, text string) (rows []int, err error) {
	unclear := programme.Refuse(programme.Invalid, "plan_numbers")
	text = aroundDash.ReplaceAllString(text, "$1")
	for _, part := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(",; \n", r) }) {
		m := rowNumbers.FindStringSubmatch(part)
		if m == nil {
			return nil, unclear
		}
		first, _ := strconv.Atoi(m[1]) // seven digits are a number
		last := first
		if m[2] != "" {
			last, _ = strconv.Atoi(m[2])
		}
		before, sheets := len(rows), map[int]string{}
		for i, f := range found {
			r := f.row
			if r.Number < first || r.Number > last || f.verdict == rowSame || f.verdict == rowRefused || f.verdict == rowDraft {
				continue
			}
			if sheet, twice := sheets[r.Number]; twice {
				return nil, programme.Refuse(programme.Conflict, "plan_number_twice", "row", r.Number, "one", view.Cut(sheet, 30), "other", view.Cut(r.Sheet, 30))
			}
			sheets[r.Number] = r.Sheet
			rows = append(rows, i)
		}
		if len(rows) == before {
			return nil, programme.Refuse(programme.Invalid, "plan_no_row", "row", part)
		}
	}
	if len(rows) == 0 {
		return nil, unclear
	}
	return rows, nil
}
