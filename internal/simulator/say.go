package simulator

import (
	"strings"
	"unicode/utf8"
)

// Say sends a text, as typed into an app: what is longer than a message can be goes
// as several. It returns the id of the first. Nothing is sent by somebody who
// blocked the bot, nor a text without a visible character: both count as misuse.
func (p *Person) Say(text string) int {
	return p.speak(text, nil)
}

// Reply sends a text that answers a message in the chat.
func (p *Person) Reply(messageID int, text string) int {
	return p.speak(text, func(m *message) {
		if m.reply = p.chat.message(messageID); m.reply != nil {
			m.ReplyTo = messageID
		}
	})
}

// Forward sends on a text by somebody whose account is hidden.
func (p *Person) Forward(text, from string) int {
	return p.speak(text, func(m *message) { m.ForwardFrom = from })
}

// speak sends a text, each part of it filled by fill, which may be nil.
func (p *Person) speak(text string, fill func(*message)) int {
	f := plain(text)
	if f.empty() {
		p.s.misuse("%s: an app does not send %q", p.Name(), text)
		return 0
	}
	first := 0
	for _, part := range parts(f.text) {
		id := p.send(plain(part), fill)
		if first == 0 {
			first = id
		}
	}
	return first
}

// parts cuts a text into messages, between lines or words if it can.
func parts(text string) []string {
	var list []string
	for utf8.RuneCountInString(text) > maxText {
		head := string([]rune(text)[:maxText])
		end := max(strings.LastIndexByte(head, '\n'), strings.LastIndexByte(head, ' '))
		if end < len(head)/2 {
			end = len(head)
		}
		list = append(list, head[:end])
		text = strings.TrimLeft(text[end:], " \n")
	}
	return append(list, text)
}

// send puts one message into the chat and tells the bot. It returns 0 if that cannot
// be.
func (p *Person) send(f formatted, fill func(*message)) int {
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	if p.blocked || p.deactivated {
		p.s.complain("simulator misused: " + p.user.name() + " writes to a bot they blocked, or without an account")
		return 0
	}
	return p.say(f, fill)
}

// say is send for a caller who holds the lock and knows that it can be.
func (p *Person) say(f formatted, fill func(*message)) int {
	p.started = true
	m := &message{author: p.user}
	m.Text, m.HTML, m.Entities = f.text, f.html, f.entities
	if fill != nil {
		fill(m)
	}
	p.chat.post(m)
	p.s.push("message", m.wire())
	return m.ID
}

// Edit changes a text that the person sent.
func (p *Person) Edit(messageID int, text string) {
	f := plain(text)
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	m := p.chat.message(messageID)
	if m == nil || m.FromBot || m.What != "" || f.empty() {
		p.s.complain("simulator misused: " + p.user.name() + " edits what is no text of theirs")
		return
	}
	m.Text, m.HTML, m.Entities = f.text, f.html, f.entities
	m.edited()
	p.s.push("edited_message", m.wire())
}

// SendFile sends a document.
func (p *Person) SendFile(name, mime string, data []byte, caption string) int {
	return p.send(plain(caption), func(m *message) {
		m.document = p.s.keep("documents", name, mime, data)
		f := m.document.File
		m.Document = &f
	})
}

// SendPhoto sends a picture.
func (p *Person) SendPhoto(data []byte, caption string) int {
	return p.send(plain(caption), func(m *message) {
		m.photo = p.s.keep("photos", "photo.jpg", "image/jpeg", data)
		m.photo.width, m.photo.height = 1280, 720
		f := m.photo.File
		m.Photo = &f
	})
}

// SendSticker sends a sticker that stands for an emoji.
func (p *Person) SendSticker(emoji string) int {
	return p.send(formatted{}, func(m *message) {
		m.What = "sticker"
		f := p.s.keep("stickers", "sticker.webp", "image/webp", []byte("RIFF"))
		m.extra = func(w *wireMessage) {
			w.Sticker = &wireSticker{ID: f.ID, UniqueID: f.unique, Type: "regular", Width: 512, Height: 512, Emoji: emoji}
		}
	})
}

// SendVoice sends a spoken message of some seconds.
func (p *Person) SendVoice(seconds int) int {
	return p.send(formatted{}, func(m *message) {
		m.What = "voice"
		f := p.s.keep("voice", "voice.oga", "audio/ogg", []byte("OggS"))
		m.extra = func(w *wireMessage) {
			v := f.wire()
			v.Name, v.Duration = "", &seconds
			w.Voice = &v
		}
	})
}

// ShareContact sends the person's own telephone number.
func (p *Person) ShareContact(phone string) int {
	return p.send(formatted{}, func(m *message) {
		m.What = "contact"
		m.extra = func(w *wireMessage) {
			w.Contact = &Contact{PhoneNumber: phone, FirstName: p.user.FirstName, LastName: p.user.LastName, UserID: p.user.ID}
		}
	})
}
