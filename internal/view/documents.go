package view

import (
	"fmt"

	"jarchy/internal/locale"
	"jarchy/internal/programme"
)

// The verbs of the buttons of an event's documents.
const (
	Documents    = "docs" // lists them
	SendDocument = "doc"  // sends one
)

// DocumentsPage is how many documents stand on a page, a row each.
const DocumentsPage = 4

// LastPage is the page on which the last of n documents stands.
func LastPage(n int) int { return Page{Size: DocumentsPage, Total: n}.last() }

// DocumentList lists an event's documents with a button for each: to staff it opens
// what they may do with one, to those who are coming it sends it.
func DocumentList(p *locale.Printer, e programme.Event, staff bool, page int) Screen {
	s := Screen{Text: p.HTML("document.heading", "title", Cut(e.Title(p.Language()), longestTitle))}
	switch {
	case staff && len(e.Documents) == 0:
		s.Text = Paragraphs(s.Text, p.HTML("document.none_yet"))
	case staff:
		s.Text = Paragraphs(s.Text, p.HTML("document.for_whom"))
	default:
		s.Text = Paragraphs(s.Text, p.HTML("document.press"))
	}
	verb, back := SendDocument, "card:"+e.Code
	if staff {
		verb, back = "doc.one", "e:"+e.Code
	}
	pages := Page{Size: DocumentsPage, Total: len(e.Documents), Data: func(n int) string { return fmt.Sprintf("%s:%s:%d", Documents, e.Code, n) }}
	pages.Number = min(page, pages.last())
	for _, d := range e.Documents[pages.Number*DocumentsPage : min(len(e.Documents), (pages.Number+1)*DocumentsPage)] {
		s.Rows = append(s.Rows, []Button{{Label: Cut(d.Name, longestLabel), Data: documentData(verb, e, d)}})
	}
	if row := pages.row(); row != nil {
		s.Rows = append(s.Rows, row)
	}
	last := []Button{{Label: p.Say("button.back"), Data: back}}
	if staff {
		last = append([]Button{{Label: p.Say("button.add_document"), Data: "doc.add:" + e.Code}}, last...)
	}
	s.Rows = append(s.Rows, last)
	return s
}

func documentData(verb string, e programme.Event, d programme.Document) string {
	return fmt.Sprintf("%s:%s:%d", verb, e.Code, d.ID)
}

func documentsBack(e programme.Event) string { return Documents + ":" + e.Code + ":0" }

// DocumentOf is what staff may do with a document.
func DocumentOf(p *locale.Printer, e programme.Event, d programme.Document) Screen {
	return Screen{
		Text: p.HTML("document.one", "name", d.Name, "title", Cut(e.Title(p.Language()), longestTitle)),
		Rows: [][]Button{
			{{Label: p.Say("button.send_me_document"), Data: documentData(SendDocument, e, d)}, {Label: p.Say("button.rename"), Data: documentData("doc.name", e, d)}},
			{{Label: p.Say("button.remove_document"), Data: documentData("doc.ask", e, d)}, {Label: p.Say("button.back"), Data: documentsBack(e)}},
		},
	}
}

// AskDocument asks for a document of an event.
func AskDocument(p *locale.Printer, e programme.Event) Screen {
	return Screen{Text: p.HTML("document.ask", "title", Cut(e.Title(p.Language()), longestTitle)), Rows: BackRow(p, documentsBack(e))}
}

// AskDocumentName asks for another name of a document.
func AskDocumentName(p *locale.Printer, e programme.Event, d programme.Document) Screen {
	return Screen{Text: p.HTML("document.ask_name", "name", d.Name), Rows: BackRow(p, documentData("doc.one", e, d))}
}

// AskRemoveDocument asks whether a document is to be taken off its event.
func AskRemoveDocument(p *locale.Printer, e programme.Event, d programme.Document) Screen {
	return Screen{
		Text: p.HTML("document.ask_remove", "name", d.Name, "title", Cut(e.Title(p.Language()), longestTitle)),
		Rows: [][]Button{{
			{Label: p.Say("button.remove_now"), Data: documentData("doc.remove", e, d), Style: Danger},
			{Label: p.Say("button.back"), Data: documentData("doc.one", e, d)},
		}},
	}
}

// MayAttach is what is said of a file that staff sent, with the offer to attach it to an
// event.
func MayAttach(p *locale.Printer, s Screen, file int64) Screen {
	s.Rows = append(s.Rows, []Button{{Label: p.Say("button.attach"), Data: fmt.Sprintf("f.attach:%d", file)}})
	return s
}

// WithKeepFile is the card of a saved event that was read from a file, or from the words
// beside one: it offers to keep that.
func WithKeepFile(p *locale.Printer, card Screen, e programme.Event, file int64) Screen {
	card.Rows = append(card.Rows, []Button{{Label: p.Say("button.keep_file"), Data: fmt.Sprintf("f.to:%d:%s:card", file, e.Code)}})
	return card
}

// DocumentFile is a document as its reader gets it.
func DocumentFile(p *locale.Printer, e programme.Event, d programme.Document) Document {
	return Document{File: d.File, Photo: d.Photo, Caption: p.HTML("document.caption", "name", d.Name, "title", Cut(e.Title(p.Language()), longestTitle))}
}

// DocumentLost tells who pressed a document's button that Telegram does not have it.
func DocumentLost(p *locale.Printer, e programme.Event, name string) Screen {
	return Screen{
		Text: p.HTML("document.lost", "name", name, "title", Cut(e.Title(p.Language()), longestTitle)),
		Rows: [][]Button{{{Label: p.Say("button.write"), Data: Write + ":" + e.Code}}},
	}
}

// DocumentLostStaff tells staff of it, and what to do.
func DocumentLostStaff(p *locale.Printer, e programme.Event, name string) Screen {
	return Screen{
		Text: p.HTML("document.lost_staff", "name", name, "title", Cut(e.Title(p.Language()), longestTitle), "code", e.Code),
		Rows: [][]Button{{{Label: p.Say("button.documents_all"), Data: documentsBack(e)}}},
	}
}
