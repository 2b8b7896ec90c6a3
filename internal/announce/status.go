package announce

import "jarchy/internal/programme"

// readStatus finds whether the text calls its days tentative. That a day is yet to be
// told is no status: then there are no days.
func (r *reader) readStatus(d *programme.Draft) {
	if d.Start.IsZero() {
		return
	}
	for i := range r.toks {
		if end, ok := r.cue("tentative", i); ok && r.aside[i] == 0 {
			d.Status = programme.Tentative
			r.note(i, end, programme.FieldStatus)
			return
		}
	}
}
