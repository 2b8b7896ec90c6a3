package simulator

import (
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// Command is a line of a bot's menu.
type Command struct {
	Command     string `json:"command"`
	Description string `json:"description"`
}

const maxCommands = 100

// menuKey is whom a menu is for: a scope, with its chat and person where it has
// them, and a language.
type menuKey struct {
	scope      string
	chat, user int64
	language   string
}

// menu is what a person sees in the private chat: of the narrowest scope that has
// one, their language before none.
func (p profile) menu(u User) []Command {
	for _, key := range []menuKey{{scope: "chat", chat: u.ID}, {scope: "all_private_chats"}, {scope: "default"}} {
		for _, language := range []string{u.LanguageCode, ""} {
			key.language = language
			if list, ok := p.commands[key]; ok {
				return list
			}
		}
	}
	return nil
}

// menuOf reads scope and language_code.
func (s *Server) menuOf(c *call) (menuKey, *refusal) {
	key := menuKey{scope: "default", language: c.str("language_code")}
	if r := checkLanguage(key.language); r != nil {
		return key, r
	}
	value := c.str("scope")
	if value == "" {
		return key, nil
	}
	var scope struct {
		Type   string          `json:"type"`
		ChatID json.RawMessage `json:"chat_id"` // a number, or text
		UserID int64           `json:"user_id"`
	}
	if err := json.Unmarshal([]byte(value), &scope); err != nil {
		return key, bug("can't parse BotCommandScope")
	}
	key.scope, key.user = scope.Type, scope.UserID
	if scope.ChatID == nil {
		return key, nil
	}
	id, err := strconv.ParseInt(strings.Trim(string(scope.ChatID), `"`), 10, 64)
	if err != nil {
		return key, badRequest("chat not found") // a name; only groups and channels have one
	}
	key.chat = id
	p, private := s.people[key.chat]
	_, group := s.groups[key.chat]
	switch {
	case !private && !group, private && !p.started:
		return key, badRequest("chat not found")
	case private && key.scope != "chat":
		return key, bug("can't set bot commands for private chat members") // the other scopes are groups'
	}
	return key, nil
}

func setMyCommands(s *Server, c *call) (any, *refusal) {
	key, r := s.menuOf(c)
	if r != nil {
		return nil, r
	}
	var list []Command
	if err := json.Unmarshal([]byte(c.str("commands")), &list); err != nil {
		return nil, bug("can't parse bot command")
	}
	if len(list) > maxCommands {
		return nil, bug("BOT_COMMANDS_TOO_MUCH")
	}
	for _, command := range list {
		for _, b := range []byte(command.Command) {
			if b != '_' && !asciiDigit(b) && (b < 'a' || b > 'z') {
				return nil, bug("BOT_COMMAND_INVALID")
			}
		}
	}
	if len(list) == 0 {
		delete(s.profile.commands, key)
	} else {
		s.profile.commands[key] = list
	}
	s.wake()
	return true, nil
}

func getMyCommands(s *Server, c *call) (any, *refusal) {
	key, r := s.menuOf(c)
	if r != nil {
		return nil, r
	}
	return append([]Command{}, s.profile.commands[key]...), nil
}

func deleteMyCommands(s *Server, c *call) (any, *refusal) {
	key, r := s.menuOf(c)
	if r != nil {
		return nil, r
	}
	delete(s.profile.commands, key)
	s.wake()
	return true, nil
}

// Menus are the menus set so far: scope, chat and person, language, and their
// commands' names, one line each, sorted.
func (s *Server) Menus() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var lines []string
	for key := range maps.Keys(s.profile.commands) {
		line := key.scope
		for _, id := range []int64{key.chat, key.user} {
			if id != 0 {
				line += " " + strconv.FormatInt(id, 10)
			}
		}
		if key.language != "" {
			line += " " + key.language
		}
		line += ":"
		for _, command := range s.profile.commands[key] {
			line += " /" + command.Command
		}
		lines = append(lines, line)
	}
	slices.Sort(lines)
	return lines
}
