package programme

import "strings"

// Field names a field of a Draft: on the buttons of `Change…`, in the list of
// what is uncertain, and in what `jarchy read` prints.
type Field string

// The fields of a draft, in the order in which a card offers them.
const (
	FieldTitle     Field = "title"
	FieldKind      Field = "kind"
	FieldDates     Field = "dates"
	FieldTimes     Field = "times"
	FieldPlace     Field = "place"
	FieldHosts     Field = "host_countries"
	FieldAudience  Field = "audience"
	FieldSeats     Field = "seats"
	FieldPartners  Field = "partners"
	FieldLanguage  Field = "language"
	FieldMode      Field = "mode"
	FieldReminders Field = "reminders"
	FieldLink      Field = "link"
	FieldZone      Field = "zone"
	FieldStatus    Field = "status"
	FieldReason    Field = "reason" // why it is postponed or cancelled
	FieldDeadline  Field = "deadline"
	FieldLanguages Field = "languages" // of work; FieldLanguage is the title's

	FieldDescription Field = "description"
	FieldContact     Field = "contact"
	FieldComponent   Field = "component"
	FieldInfo        Field = "info"
	FieldAgenda      Field = "agenda"
)

// Of is a part of a field: a heading of FieldInfo, a day of FieldAgenda, a language of
// FieldTitle and FieldDescription.
func (f Field) Of(part string) Field { return f + "." + Field(part) }

// Cut takes a field apart: the whole, and which part of it; empty for all of it.
func (f Field) Cut() (whole Field, part string) {
	w, part, _ := strings.Cut(string(f), ".")
	return Field(w), part
}

// Whole is the field that a part belongs to.
func (f Field) Whole() Field {
	whole, _ := f.Cut()
	return whole
}

// City is a city in its English name, with its country (ISO 3166, two letters)
// and, where known, its IANA zone.
type City struct {
	Name    string `json:"name"`
	Country string `json:"country"`
	Zone    string `json:"zone,omitempty"`
	Venue   string `json:"venue,omitempty"` // of a draft's further cities; the first one's is Draft.Venue
}

// Draft is an event that nobody has saved yet: whatever an announcement said of
// it. Every field may be missing; Kind and Title suffice to save.
type Draft struct {
	Kind Kind `json:"kind,omitempty"`
	// KindChoices are the two that Kind may be, the chosen one first, while Kind is Uncertain.
	KindChoices []Kind `json:"kind_choices,omitempty"`

	Title    string `json:"title,omitempty"`
	Language string `json:"language,omitempty"` // of the title: en, ru …

	Description  string `json:"description,omitempty"`  // in Language
	Translations []Text `json:"translations,omitempty"` // in others, by language

	Start Date `json:"start,omitzero"` // no Start: date to be confirmed
	End   Date `json:"end,omitzero"`   // same as Start for one day
	// Rough is what is known of the days while there is no Start: a month, a week …
	Rough Rough `json:"rough,omitzero"`
	// DateChoices are the days that an ambiguous date such as 03/04/2027 may
	// mean, when Start is left empty for it.
	DateChoices []Date `json:"date_choices,omitempty"`

	From Clock `json:"from,omitempty"` // of every day
	To   Clock `json:"to,omitempty"`
	// DayHours are those of days that have others than the first.
	DayHours []DayHours `json:"day_hours,omitempty"`

	Mode     Mode     `json:"mode,omitempty"`     // empty: in person
	Link     string   `json:"link,omitempty"`     // to the online meeting
	Links    []string `json:"links,omitempty"`    // all addresses of the text
	Venue    string   `json:"venue,omitempty"`    // a building, as written
	Cities   []City   `json:"cities,omitempty"`   // where it is held
	Hosts    []string `json:"hosts,omitempty"`    // countries where it is held, ISO 3166
	Audience []string `json:"audience,omitempty"` // countries whose people are invited, ISO 3166
	Agencies []string `json:"agencies,omitempty"` // customs, border, veterinary, phytosanitary, migration, police, ministry, ngo …
	Zone     string   `json:"zone,omitempty"`     // IANA, as typed; else the first place's, else the programme's

	Seats    int      `json:"seats,omitempty"`    // a limit: "24 seats", "24 people", "up to 24"
	Expected int      `json:"expected,omitempty"` // not a limit: "over 100", "около 40", "gathered 20 officers"
	Partners []string `json:"partners,omitempty"` // organisations that hold it together with the team

	Languages      []string   `json:"languages,omitempty"`      // of work, ISO 639: en, ru …
	Interpretation []string   `json:"interpretation,omitempty"` // those of Languages that are interpreted into
	Deadlines      []Deadline `json:"deadlines,omitempty"`      // one of each purpose

	Contact   string `json:"contact,omitempty"`   // whom to ask, with a phone or a handle
	Component string `json:"component,omitempty"` // or activity of the programme
	Info      Info   `json:"info,omitempty"`      // practical information
	Agenda    Agenda `json:"agenda,omitempty"`    // what is on

	Follows int64 `json:"follows,omitempty"` // the event of whose series it is the next
	Round   bool  `json:"round,omitempty"`   // it makes one series with the others of its text: a round of countries

	Status Status `json:"status,omitempty"` // if the text says so; of a change: what it becomes; empty: as it was
	// Of a change: why, in staff's words. It is told with it, and stands with a Status.
	Reason  string `json:"reason,omitempty"`
	Reasons Words  `json:"reasons,omitempty"` // the same in other languages

	// AlsoDeclined says that those who declined are told of a change too.
	AlsoDeclined bool `json:"also_declined,omitempty"`

	// Moved says that the text tells of new days of an event that had others.
	Moved bool `json:"moved,omitempty"`
	// Past says that the text tells of it in the past tense.
	Past bool `json:"past,omitempty"`
	// Uncertain names the fields that the text leaves open between several
	// readings, or that were assumed: the card marks them, a person confirms.
	Uncertain []Field `json:"uncertain,omitempty"`
	// Source is the text that it was read from.
	Source string `json:"source,omitempty"`
	// Marks are the parts of Source that were understood, in order.
	Marks []Mark `json:"marks,omitempty"`
}

// Mark is a part of a text, in bytes, and the field that it told.
type Mark struct {
	From  int   `json:"from"`
	To    int   `json:"to"`
	Field Field `json:"field"`
}
