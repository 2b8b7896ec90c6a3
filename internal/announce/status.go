package announce

import "jarchy/internal/programme"

// readStatus finds whether the text calls the event or its days tentative, confirmed,
// postponed or cancelled. What has a new day is not postponed any more.
func (r *reader) readStatus(d *programme.Draft) {
	if r.isMovedToYear() {
		r.giveUpDays(d)
	}
	known := !d.Start.IsZero() || len(d.DateChoices) > 0
	d.Moved = known && (r.moved || r.isMovedTo())
	for _, s := range []struct {
		cue    string
		status programme.Status
		fits   bool
	}{
		{"cancelled", programme.Cancelled, true},
		{"postponed", programme.Postponed, !known || !r.isMovedTo() && !r.moved},
		{"tentative", programme.Tentative, true},
		{"unsettled", programme.Tentative, !known},
		{"confirmed", programme.Confirmed, known},
	} {
		if !s.fits {
			continue
		}
		for i := range r.toks {
			if end, ok := r.cue(s.cue, i); ok && r.aside[i] == 0 && !r.isOfOthers(i) && !r.tok(i-1).is("не", "not") && !(s.status == programme.Tentative && r.isIntakeRow(i)) && !(s.status == programme.Cancelled && r.goesOnline(end)) {
				d.Status = s.status
				r.note(i, end, programme.FieldStatus)
				if d.Status == programme.Postponed || d.Status == programme.Cancelled && r.has("postponed", 0, len(r.toks)) {
					r.giveUpDays(d)
				}
				return
			}
		}
	}
}

// isIntakeRow reports whether token i stands in a row of a calendar behind its day: "28
// February | preliminary programme".
func (r *reader) isIntakeRow(i int) bool { return r.tok(i-1).is("|", "-") && r.hasAt("ends_intake", i) }

// goesOnline reports whether what is cancelled is only the place: "will not take place in
// Brno. It will be held online".
func (r *reader) goesOnline(i int) bool {
	return r.tok(i).is("in", "at", "в") && r.isPlace(i+1) && r.has("online", i+2, min(len(r.toks), i+14))
}

// isMovedTo reports whether the text says to which day the event was moved.
func (r *reader) isMovedTo() bool {
	if r.isMovedToYear() {
		return false
	}
	for _, m := range r.dates {
		if !m.coarse && r.isMoved(m) {
			return true
		}
	}
	return false
}

// isMovedToYear reports whether the text tells no more of the new days than their year:
// "перенесён на 2021 год".
func (r *reader) isMovedToYear() bool {
	for i, t := range r.toks {
		if t.sort == number && t.digits() == 4 && !r.inDate(i) && r.tok(i-1).is("to", "until", "на", "до") && r.hasAt("shift", i-2) && !r.isOfOthers(i) {
			return true
		}
	}
	return false
}

// giveUpDays takes the days off that an event had which is put off to no day yet; a
// person confirms it.
func (r *reader) giveUpDays(d *programme.Draft) {
	r.doubt(d, programme.FieldDates)
}

// isOfOthers reports whether a status is said of registrations or flights, not of the
// event: "the deadline is postponed".
func (r *reader) isOfOthers(i int) bool {
	from, _ := r.sentenceRange(i)
	for j := i - 1; j >= from && j >= i-6; j-- {
		if r.hasAt("apply", j) || r.toks[j].is("flight", "flights", "visa", "visas", "рейс", "рейсы", "виза", "визы", "participation", "участие") {
			return true
		}
	}
	for j := from; j < i; j++ { // in case of rain it will be postponed
		if r.toks[j].is("if", "unless", "если") || r.toks[j].is("case", "случае") && r.tok(j-1).is("in", "в") {
			return true
		}
	}
	return false
}
