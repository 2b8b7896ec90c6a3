package simulator

// profile is what a bot tells of itself.
type profile struct {
	commands map[menuKey][]Command
	words    map[wordsKey]string
	setUp    SetUp
}

// SetUp is what a bot's owner has set with @BotFather.
type SetUp struct {
	Picture        bool
	ReadsAllGroups bool // privacy mode is off
	Inline         bool
}

// SetUp has the bot set up differently. A new one has nothing of it.
func (s *Server) SetUp(to SetUp) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.profile.setUp = to
}

type wordsKey struct{ what, language string }

func newProfile() profile {
	return profile{commands: map[menuKey][]Command{}, words: map[wordsKey]string{}}
}

func getMe(s *Server, _ *call) (any, *refusal) {
	return struct {
		User
		CanJoinGroups bool `json:"can_join_groups"`
		ReadsAll      bool `json:"can_read_all_group_messages"`
		Inline        bool `json:"supports_inline_queries"`
	}{User: s.bot, CanJoinGroups: true, ReadsAll: s.profile.setUp.ReadsAllGroups, Inline: s.profile.setUp.Inline}, nil
}

// getUserProfilePhotos tells of the bot's own picture; people have none.
func getUserProfilePhotos(s *Server, c *call) (any, *refusal) {
	photos := map[string]any{"total_count": 0, "photos": []any{}}
	if c.int("user_id") == s.bot.ID && s.profile.setUp.Picture {
		size := map[string]any{"file_id": "picture", "file_unique_id": "picture", "width": 160, "height": 160}
		photos["total_count"], photos["photos"] = 1, []any{[]any{size}}
	}
	return photos, nil
}

// checkLanguage takes two lower-case letters, or none.
func checkLanguage(code string) *refusal {
	if code == "" || len(code) == 2 && code[0] >= 'a' && code[0] <= 'z' && code[1] >= 'a' && code[1] <= 'z' {
		return nil
	}
	return bug("invalid language code specified")
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
