package programme

import "slices"

// Document is a file or a picture that staff attached to an event. Telegram keeps it:
// File is its id there, which is good for one bot alone.
type Document struct {
	ID    int64  `json:"id"`
	File  string `json:"file"`
	Name  string `json:"name"`
	Photo bool   `json:"photo"`
}

// MostDocuments is how many documents an event may have.
const MostDocuments = 20

// Document finds a document of an event; ok is false if it has none of that id.
func (e Event) Document(id int64) (d Document, ok bool) {
	i := slices.IndexFunc(e.Documents, func(d Document) bool { return d.ID == id })
	if i < 0 {
		return Document{}, false
	}
	return e.Documents[i], true
}
