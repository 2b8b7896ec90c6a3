package simulator

import (
	"cmp"
	"slices"
)

// Entity is a part of a text with a meaning: bold, a link, a command. Offset and
// Length count UTF-16 units, as everywhere in Telegram.
type Entity struct {
	Type           string `json:"type"`
	Offset         int    `json:"offset"`
	Length         int    `json:"length"`
	URL            string `json:"url,omitempty"`
	User           *User  `json:"user,omitempty"`
	Language       string `json:"language,omitempty"`
	CustomEmojiID  string `json:"custom_emoji_id,omitempty"`
	UnixTime       int64  `json:"unix_time,omitempty"`
	DateTimeFormat string `json:"date_time_format,omitempty"`
}

func (e Entity) end() int { return e.Offset + e.Length }

func (e Entity) meets(o Entity) bool { return e.Offset < o.end() && o.Offset < e.end() }

// move shifts the ends of entities and drops those that hold nothing any more.
func move(entities []Entity, shift func(int) int) []Entity {
	var moved []Entity
	for _, e := range entities {
		from, to := shift(e.Offset), shift(e.end())
		if to > from {
			e.Offset, e.Length = from, to-from
			moved = append(moved, e)
		}
	}
	return moved
}

// normalize makes what Telegram stores of entities as they were parsed: styles of
// one kind are joined, cut where another entity begins or ends, and not found in
// code; of two that cannot be nested, the first stays.
func normalize(entities []Entity) []Entity {
	var quotes, whole []Entity
	styles := map[string][]Entity{}
	for _, e := range entities {
		switch e.Type {
		case "bold", "italic", "underline", "strikethrough", "spoiler":
			styles[e.Type] = append(styles[e.Type], e)
		case "blockquote", "expandable_blockquote":
			quotes = append(quotes, e)
		default:
			if e.Type == "code" {
				e.Language = "" // known of pre only
			}
			whole = append(whole, e)
		}
	}
	base := append(apart(quotes), apart(whole)...)
	result := slices.Clone(base)
	for _, list := range styles {
		for _, e := range join(list) {
			result = append(result, cut(e, base)...)
		}
	}
	sortEntities(result)
	return result
}

// apart drops entities that overlap an earlier one.
func apart(entities []Entity) []Entity {
	sortEntities(entities)
	end := 0
	return slices.DeleteFunc(entities, func(e Entity) bool {
		if e.Offset < end {
			return true
		}
		end = e.end()
		return false
	})
}

// join makes one of entities of a kind that touch.
func join(entities []Entity) []Entity {
	sortEntities(entities)
	var joined []Entity
	for _, e := range entities {
		if n := len(joined); n > 0 && e.Offset <= joined[n-1].end() {
			joined[n-1].Length = max(joined[n-1].end(), e.end()) - joined[n-1].Offset
			continue
		}
		joined = append(joined, e)
	}
	return joined
}

// cut splits a style at the borders of base, and takes out what lies in code.
func cut(e Entity, base []Entity) []Entity {
	borders := []int{e.Offset, e.end()}
	for _, o := range base {
		for _, at := range []int{o.Offset, o.end()} {
			if at > e.Offset && at < e.end() {
				borders = append(borders, at)
			}
		}
	}
	slices.Sort(borders)
	borders = slices.Compact(borders)
	var parts []Entity
	for i := 1; i < len(borders); i++ {
		part := Entity{Type: e.Type, Offset: borders[i-1], Length: borders[i] - borders[i-1]}
		inCode := slices.ContainsFunc(base, func(o Entity) bool {
			return (o.Type == "code" || o.Type == "pre" || o.Type == "date_time") && o.meets(part)
		})
		if !inCode {
			parts = append(parts, part)
		}
	}
	return parts
}

func sortEntities(entities []Entity) {
	slices.SortStableFunc(entities, func(a, b Entity) int {
		return cmp.Or(cmp.Compare(a.Offset, b.Offset), cmp.Compare(b.Length, a.Length), cmp.Compare(rank(a.Type), rank(b.Type)))
	})
}

// rank orders entities of one range, the outermost first.
func rank(kind string) int {
	return slices.Index([]string{"blockquote", "expandable_blockquote", "pre", "code", "date_time", "text_link",
		"bold", "italic", "underline", "strikethrough", "spoiler", "custom_emoji"}, kind)
}
