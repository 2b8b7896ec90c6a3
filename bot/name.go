package bot

import (
	"context"
	"slices"
	"strings"
	"unicode"

	"jarchy/internal/announce"
	"jarchy/internal/postgres"
	"jarchy/internal/programme"
	"jarchy/internal/view"
)

// fieldName is the field of the question how somebody shall stand in the list.
const fieldName = "name"

// nameButtons are those of that question.
var nameButtons = []Command{
	{
		Verb: "name", Who: Member,
		Run: func(ctx context.Context, tx *postgres.Tx, req Request) (Reply, error) {
			if req.part(0) == "ask" {
				return show(view.AskName(req.P, personName(req.Update))), askName(ctx, tx, req)
			}
			return show(asInTelegram(req)), nil
		},
		Hear: func(ctx context.Context, tx *postgres.Tx, req Request, _ postgres.Asking) (Reply, error) {
			if reply, ok, err := answerInWords(ctx, tx, req); ok || err != nil {
				return reply, err
			}
			asks := strings.Contains(req.Text, "?") || req.Forwarded || noName(req.Text)
			if yes := wrote(req.Text, plainYes); yes || asks { // another question takes the place of this one
				if err := tx.ForgetAsking(ctx, req.Chat); err != nil {
					return Reply{}, err
				}
				if req.Asking = nil; yes {
					return say(asInTelegram(req)), nil
				}
				return askToPass(ctx, tx, req)
			}
			name, institution, err := readName(req.Text)
			if err != nil {
				return Reply{}, err
			}
			if err := tx.ForgetAsking(ctx, req.Chat); err != nil {
				return Reply{}, err
			}
			if err := tx.GiveName(ctx, req.User, name, institution); err != nil {
				return Reply{}, err
			}
			return say(view.NameNoted(req.P, asListed(name, institution))), nil
		},
		Back: func(postgres.Asking) string { return "name:later" },
	},
}

func asInTelegram(req Request) view.Screen {
	return view.Screen{Text: req.P.HTML("name.as_in_telegram", "name", req.Me.Name)}
}

// noName reports whether a text speaks instead of naming somebody: a first line
// without a comma that has a word no name has.
func noName(text string) bool {
	for _, w := range strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && r != '\'' && r != '’' }) {
		if slices.Contains(speaks, strings.ReplaceAll(w, "’", "'")) {
			return true
		}
	}
	return false
}

var speaks = []string{
	"не", "я", "мы", "кто", "что", "когда", "где", "куда", "как", "сколько", "можно", "спасибо", "здравствуйте", "привет", "буду", "приду", "приеду", "смогу",
	"рахмат", "рақмет", "раҳмат", "rahmat", "raxmat",
	"i", "i'm", "i'll", "we", "not", "can't", "cannot", "sorry", "who", "what", "when", "where", "how", "thanks", "thank", "hello", "please",
}

func askName(ctx context.Context, tx *postgres.Tx, req Request) error {
	return tx.Ask(ctx, req.Chat, postgres.Asking{Purpose: "name", Field: fieldName}, req.Now.Add(askFor))
}

// maxName is the length of a name or an institution in characters.
const maxName = 120

// readName reads "surname, first name, service": the service stands behind the
// last comma; without one it is all name.
func readName(text string) (name, institution string, err error) {
	text, err = announce.Title(text)
	if err != nil {
		return "", "", err
	}
	parts := splitList(text)
	switch len(parts) {
	case 0:
		return "", "", programme.Refuse(programme.Invalid, "name_unclear", "text", text)
	case 1:
		name = parts[0]
	case 2:
		name, institution = parts[0], parts[1]
	default:
		name, institution = parts[0]+" "+parts[1], strings.Join(parts[2:], ", ")
	}
	if len([]rune(name)) > maxName || len([]rune(institution)) > maxName {
		return "", "", programme.Refuse(programme.Invalid, "title_long", "n", len([]rune(text)), "max", maxName)
	}
	return name, institution, nil
}

func asListed(name, institution string) string {
	if institution == "" {
		return name
	}
	return name + ", " + institution
}
