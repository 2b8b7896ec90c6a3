package view

import (
	"unicode/utf8"

	"jarchy/internal/locale"
)

// What Telegram takes of a bot's profile, in characters.
const (
	MaxBotName          = 64
	maxDescription      = 512
	maxShortDescription = 120
)

// Description is what Telegram shows in the empty chat with the bot: whose it is,
// what it does, and what it never asks for.
func Description(p *locale.Printer, name string) string {
	return aboutBot(p, "profile.description", name, maxDescription)
}

// ShortDescription is what Telegram shows on the bot's page and with its link.
func ShortDescription(p *locale.Printer, name string) string {
	return aboutBot(p, "profile.short", name, maxShortDescription)
}

// aboutBot shortens a programme's name so that all the rest of the text finds room.
func aboutBot(p *locale.Printer, key, name string, most int) string {
	room := most - utf8.RuneCountInString(p.Say(key, "programme", ""))
	return p.Say(key, "programme", Cut(name, room))
}
