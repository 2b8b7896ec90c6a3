// Package workplan reads a team's plan as the team has it: a file of Excel, CSV, a
// calendar or a document -> a row for each event. It is pure: no I/O, no clock of
// its own. Headings and the words of cells stand in data/, which anybody can
// extend; dates, places and people are read as announcements are.
//
// Nothing is dropped in silence: a row becomes a draft, or has its Problem; a cell
// that is not understood is noted in its row; a sheet that is passed over is named.
package workplan

import (
	"time"

	"jarchy/internal/programme"
)

// What a file may be at most. A plan of 2,000 events has 2,000 rows and a dozen
// columns, in Excel 200 kB.
const (
	maxRows    = 5000     // with something in them, of a file
	maxColumns = 100      // up to the last with something in it
	maxCell    = 2000     // bytes of a cell; the rest is cut
	maxCells   = 4 << 20  // bytes of all cells together
	maxUnzip   = 24 << 20 // bytes of all parts of an archive
	maxParts   = 1000     // of an archive
	maxSheets  = 100      // of a workbook
	maxTags    = 400_000  // of a workbook's parts: its reader takes up to 400 bytes for each
	maxLines   = 200_000  // of a calendar
)

// Column is what a column of a plan tells.
type Column string

// The columns of a plan.
const (
	Title       Column = "title"
	TitleEN     Column = "title en" // beside one in another language
	TitleRU     Column = "title ru"
	Kind        Column = "kind"
	Dates       Column = "dates" // a day or a range, in one cell
	Start       Column = "start" // the first day, and the hour if it stands there
	End         Column = "end"
	Times       Column = "times"
	StartTime   Column = "start time"
	EndTime     Column = "end time"
	Place       Column = "place"
	Venue       Column = "venue"
	Country     Column = "country"
	Audience    Column = "audience"
	Seats       Column = "seats"
	Partners    Column = "partners"
	Component   Column = "component"
	Languages   Column = "languages"
	Interpreted Column = "interpretation" // the languages interpreted into
	Deadline    Column = "deadline"       // of registration, beside the days
	Register    Column = "registration"   // until when people may, as the next
	Nominate    Column = "nomination"
	Submit      Column = "submission"
	Contact     Column = "contact"
	Description Column = "description"
	Status      Column = "status"
	Mode        Column = "mode"
	Link        Column = "link"
	Zone        Column = "zone"
	LeftOut     Column = "-"    // known, and not kept
	section     Column = "#"    // of a row: the component that a row above tells
	period      Column = "##"   // of a row: the time that a row above tells
	yearAbove   Column = "year" // of a row: the year that stands above it
	slashOrder  Column = "/"    // of a row: dmy or mdy, where the others of its sheet prove it
)

// Asked are the columns that a heading which is not known may be.
func Asked() []Column {
	return []Column{Title, Dates, Start, End, Kind, Place, Audience, Seats, Partners, Component}
}

// Plan is what a file tells.
type Plan struct {
	// Text is set of a document that is to be read as pasted text; there are no
	// rows then.
	Text string `json:"-"`
	Rows []Row  `json:"rows"`
	// Unknown are headings that are not known, each once, in their order.
	Unknown []Unknown `json:"unknown,omitempty"`
	// Explained are headings that mean what the team has said.
	Explained []string `json:"explained,omitempty"`
	// LeftOut are headings of columns that are known and not kept.
	LeftOut []string `json:"left_out,omitempty"`
	// Passed are the sheets and rows that were passed over.
	Passed []Passed `json:"passed,omitempty"`
	// Encoding is that of a text which does not say it; empty if it is UTF-8.
	Encoding string `json:"encoding,omitempty"`
	// From1904 says that the workbook counts its days from 1904.
	From1904 bool `json:"from_1904,omitempty"`
}

// Unknown is a heading that is not known, with what stands below it first.
type Unknown struct {
	Heading string `json:"heading"`
	Sample  string `json:"sample"`
}

// Passed is a part of a file that was passed over, and why: hidden, no_heading,
// empty (a sheet), total, note (a row).
type Passed struct {
	Sheet  string `json:"sheet,omitempty"`
	Number int    `json:"number,omitempty"` // of a row; 0: the sheet
	Why    string `json:"why"`
}

// Row is an event as a row tells it.
type Row struct {
	Sheet  string            `json:"sheet,omitempty"` // if there are several
	Number int               `json:"number"`          // as the team's program counts; of a calendar, its events
	Cells  map[Column]string `json:"cells,omitempty"`
	Rest   map[string]string `json:"rest,omitempty"` // what stands below unknown headings

	Draft programme.Draft `json:"draft"`
	// Short is the title as it would be read from a line: "Risk management" of
	// "Workshop on risk management".
	Short string `json:"short,omitempty"`
	// Problem says why the row cannot be taken; its Draft is then what was understood.
	Problem *Problem `json:"problem,omitempty"`
	// Notes are what was assumed, and what was not understood and left out.
	Notes []Note `json:"notes,omitempty"`
}

// Note is a field of which something was assumed or left out: kind (none was
// found), year (it was not written), or the column of a cell that was not understood.
type Note struct {
	Field Column `json:"field"`
	Text  string `json:"text,omitempty"`
}

// Year is the field of a Note that says the year was not written.
const Year Column = "year"

// Read reads a plan. known are headings that this team has explained before, as
// Heading folds them. Days without a year are found from now, whose location is the
// programme's. A file that cannot be taken is a programme.Error.
func Read(name string, file []byte, known map[string]Column, now time.Time) (Plan, error) {
	sort, err := sortOf(name, file)
	if err != nil {
		return Plan{}, err
	}
	var p Plan
	var sheets []sheet
	switch sort {
	case excel:
		sheets, err = readExcel(file, &p)
	case document:
		return readDocument(file, known, now)
	case calendar:
		return readCalendar(file, now)
	case table:
		sheets, err = readTable(file, &p)
	default:
		p.Text, p.Encoding, err = Decode(file)
		return p, err
	}
	if err != nil {
		return Plan{}, err
	}
	return p, p.take(sheets, known, now)
}

// Answer says what the column of an unknown heading is; the rows are read anew.
func (p *Plan) Answer(heading string, c Column, now time.Time) {
	for i := range p.Rows {
		r := &p.Rows[i]
		text, ok := r.Rest[heading]
		if !ok {
			continue
		}
		delete(r.Rest, heading)
		if c == LeftOut {
			continue
		}
		r.put(c, text)
		r.read(p.From1904, now)
	}
	for i, u := range p.Unknown {
		if u.Heading == heading {
			p.Explained = append(p.Explained, heading)
			p.Unknown = append(p.Unknown[:i:i], p.Unknown[i+1:]...)
			break
		}
	}
	if c == LeftOut {
		p.LeftOut = append(p.LeftOut, heading)
	}
}

// Settle lets go of the cells, once no heading is unknown: the drafts have all of them.
func (p *Plan) Settle() {
	if len(p.Unknown) > 0 {
		return
	}
	for i := range p.Rows {
		p.Rows[i].Cells, p.Rows[i].Rest = nil, nil
	}
}

// put adds a cell to a row. Two columns of one sort are told together.
func (r *Row) put(c Column, text string) {
	if before := r.Cells[c]; before != "" && before != text {
		text = before + ", " + text
	}
	if r.Cells == nil {
		r.Cells = map[Column]string{}
	}
	r.Cells[c] = text
}
