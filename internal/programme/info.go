package programme

// Heading is one of the fixed headings of an event's practical information.
type Heading string

// The headings.
const (
	Arrival   Heading = "arrival"
	Morning   Heading = "morning" // where to be on the first day
	Hotel     Heading = "hotel"
	Visa      Heading = "visa"
	Documents Heading = "documents"
	Weather   Heading = "weather"
	Dress     Heading = "dress"
)

// Headings lists the headings in the order in which people read them.
func Headings() []Heading { return []Heading{Arrival, Morning, Hotel, Visa, Documents, Weather, Dress} }

// Info is practical information: a text a heading. Only those coming read it.
type Info map[Heading]string

// With is the information with another text under a heading; without one, none.
func (i Info) With(h Heading, text string) Info {
	with := Info{}
	for heading, t := range i {
		if heading != h {
			with[heading] = t
		}
	}
	if text != "" {
		with[h] = text
	}
	if len(with) == 0 {
		return nil
	}
	return with
}
