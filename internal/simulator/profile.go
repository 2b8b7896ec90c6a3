package simulator

import (
	"encoding/json"
	"maps"
	"slices"
	"strconv"
)

// Command is a line of a bot's menu.
type Command struct {
	Command     string `json:"command"`
	Description string `json:"description"`
}

const maxCommands = 100

// profile is what a bot tells of itself.
type profile struct {
	commands map[menuKey][]Command
	words    map[wordsKey]string
}

// menuKey is whom a menu is for: a scope, with its chat and person where it has
// them, and a language.
type menuKey struct {
	scope      string
	chat, user int64
	language   string
}

type wordsKey struct{ what, language string }

func newProfile() profile {
	return profile{commands: map[menuKey][]Command{}, words: map[wordsKey]string{}}
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

func getMe(s *Server, _ *call) (any, *refusal) {
	return struct {
		User
		CanJoinGroups bool `json:"can_join_groups"`
		ReadsAll      bool `json:"can_read_all_group_messages"`
		Inline        bool `json:"supports_inline_queries"`
	}{User: s.bot, CanJoinGroups: true}, nil
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
		Type   string `json:"type"`
		ChatID any    `json:"chat_id"`
		UserID int64  `json:"user_id"`
	}
	if err := json.Unmarshal([]byte(value), &scope); err != nil {
		return key, bug("can't parse BotCommandScope")
	}
	key.scope, key.user = scope.Type, scope.UserID
	if scope.ChatID == nil {
		return key, nil
	}
	id, ok := scope.ChatID.(float64)
	if !ok {
		return key, badRequest("chat not found")
	}
	key.chat = int64(id)
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

// checkLanguage takes two lower-case letters, or none.
func checkLanguage(code string) *refusal {
	if code == "" || len(code) == 2 && code[0] >= 'a' && code[0] <= 'z' && code[1] >= 'a' && code[1] <= 'z' {
		return nil
	}
	return bug("invalid language code specified")
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

// setWords keeps the name or a description, per language; an empty one takes it
// away.
func setWords(what string) func(*Server, *call) (any, *refusal) {
	return func(s *Server, c *call) (any, *refusal) {
		language := c.str("language_code")
		if r := checkLanguage(language); r != nil {
			return nil, r
		}
		key := wordsKey{what, language}
		if c.str(what) == "" {
			delete(s.profile.words, key)
		} else {
			s.profile.words[key] = c.str(what)
		}
		if what == "name" && language == "" && c.str(what) != "" {
			s.bot.FirstName = c.str(what)
		}
		s.wake()
		return true, nil
	}
}

// getWords gives the name or a description in a language, or what is shown where
// there is none in it.
func getWords(what string) func(*Server, *call) (any, *refusal) {
	return func(s *Server, c *call) (any, *refusal) {
		language := c.str("language_code")
		if r := checkLanguage(language); r != nil {
			return nil, r
		}
		words, ok := s.profile.words[wordsKey{what, language}]
		if !ok {
			words = s.profile.words[wordsKey{what, ""}]
		}
		if words == "" && what == "name" {
			words = s.bot.FirstName
		}
		return map[string]string{what: words}, nil
	}
}

// getChat tells of a chat that the bot has met.
func getChat(s *Server, c *call) (any, *refusal) {
	ch, r := s.knownChat(c)
	if r != nil {
		return nil, r
	}
	if ch.person != nil && !ch.person.started {
		return nil, badRequest("chat not found")
	}
	if ch.group != nil {
		if r := ch.group.closed(); r != nil {
			return nil, r
		}
	}
	info := map[string]any{
		"accent_color_id": 0, "max_reaction_count": 11,
		"accepted_gift_types": map[string]bool{"unlimited_gifts": false, "limited_gifts": false, "unique_gifts": false,
			"premium_subscription": false, "gifts_from_channels": false},
	}
	w := ch.wire()
	info["id"], info["type"] = w.ID, w.Type
	for key, value := range map[string]string{"title": w.Title, "first_name": w.FirstName, "last_name": w.LastName} {
		if value != "" {
			info[key] = value
		}
	}
	for _, id := range slices.Backward(ch.pinned) {
		if m := ch.message(id); m != nil {
			info["pinned_message"] = m.wire()
			break
		}
	}
	return info, nil
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
