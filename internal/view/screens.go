package view

import (
	"jarchy/internal/locale"
)

// Sample is a screen as somebody may see it.
type Sample struct {
	Of     string // what makes it: a function of this package, or the key of a text that the bot says by itself
	Case   string // what it shows; empty if it has one look
	Screen Screen
}

// Screens are all screens that the bot can show, with usual data and with the
// longest there may be: for the contact sheet, and to be held against Telegram's
// limits. Whoever adds a screen adds it here.
func Screens(p *locale.Printer) []Sample {
	s := sampler{p: p}
	s.start()
	s.drafts()
	s.workplans()
	s.texts()
	s.event()
	s.documents()
	s.manage()
	s.people()
	s.changes()
	s.days()
	s.sends()
	s.rules()
	s.outlook()
	s.status()
	s.news()
	s.lists()
	s.cards()
	s.answers()
	s.messages()
	s.questions()
	s.settings()
	s.setup()
	s.team()
	s.words()
	return s.all
}

// sampler collects samples in the language of a printer.
type sampler struct {
	p   *locale.Printer
	all []Sample
}

func (s *sampler) add(of, what string, screen Screen) {
	s.all = append(s.all, Sample{Of: of, Case: what, Screen: screen})
}
