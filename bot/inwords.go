package bot

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"jarchy/internal/postgres"
	"jarchy/internal/programme"
	"jarchy/internal/view"
)

// plainYes are the words that say yes to whatever was asked, saysYes those too that people
// write instead of pressing the button.
var (
	plainYes = []string{"+", "да", "yes", "ок", "ok", "okay", "иә", "ооба", "ҳа", "ha", "hawa", "да, пожалуйста", "yes, please", "yes please"}
	saysYes  = append(slices.Clone(plainYes), "буду", "приду", "i'll come", "i will come", "yes, i will", "да, буду")
)

// plainNo are the words that say no to whatever was asked.
var plainNo = []string{"-", "нет", "no", "жоқ", "жок", "yo'q", "ýok", "не надо", "не нужно"}

// saysNo are those for the other button, without what courtesy adds.
var saysNo = []string{
	"нет", "не смогу", "не сможем", "не могу", "не приеду", "не приду", "не буду", "не получится", "не получается",
	"не смогу приехать", "не смогу прийти", "не смогу быть", "не смогу участвовать", "не могу приехать", "не могу прийти", "приехать не смогу", "прийти не смогу",
	"no", "can't", "cannot", "can't come", "cannot come", "can not come", "can't make it", "won't come", "will not come", "not coming", "am not coming", "won't be able to come", "unable to come",
	"жоқ", "келе алмаймын", "бара алмаймын", "жок", "келе албайм", "бара албайм", "намеоям", "омада наметавонам", "yo'q", "kela olmayman", "bora olmayman", "ýok", "gelip bilmerin", "barup bilmerin",
}

// courtesy are words that stand around a refusal.
var courtesy = []string{
	"я", "мы", "к", "сожалению", "извините", "простите", "пожалуйста", "здравствуйте", "добрый", "день", "спасибо", "но",
	"i", "i'm", "we", "sorry", "unfortunately", "hello", "hi", "thanks", "thank", "you", "but", "кешіріңіз", "рахмет", "кечириңиз", "рахмат", "kechirasiz", "rahmat",
}

// answerInWords takes what was written instead of a press; ok is false if it is
// no answer, or there is nothing it could answer.
func answerInWords(ctx context.Context, tx *postgres.Tx, req Request) (_ Reply, ok bool, err error) {
	switch {
	case wrote(req.Text, saysStop):
		reply, err := stopReminders(ctx, tx, req)
		return reply, true, err
	case wrote(req.Text, saysYes):
		return tookYes(ctx, tx, req)
	case wroteNo(req.Text):
		return cannotCome(ctx, tx, req)
	}
	return Reply{}, false, nil
}

// wrote reports whether a text is one of these words, or the sign that stands for yes among
// them.
func wrote(text string, words []string) bool {
	word := strings.ToLower(strings.Trim(text, " .!)👍"+skins))
	return slices.Contains(words, word) || slices.Contains(words, "+") && strings.TrimRight(strings.TrimSpace(text), skins) == "👍"
}

// skins are the colours that a hand may have.
const skins = "🏻🏼🏽🏾🏿"

// longestNo is how many characters a refusal has at most: a longer text is about more.
const longestNo = 120

// wroteNo reports whether a short text says that somebody cannot come, beside courtesy
// and a reason. It asks nothing: a question is not a refusal.
func wroteNo(text string) bool {
	text = strings.NewReplacer("’", "'", "ʻ", "'", "ё", "е").Replace(strings.ToLower(text))
	if strings.Contains(text, "?") || utf8.RuneCountInString(text) > longestNo {
		return false
	}
	var phrases []string // parts of the sentence, without courtesy
	for _, part := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(",.;:!—–\n", r) }) {
		words := strings.FieldsFunc(part, func(r rune) bool { return !unicode.IsLetter(r) && r != '\'' })
		words = slices.DeleteFunc(words, func(w string) bool { return slices.Contains(courtesy, w) })
		if len(words) > 0 {
			phrases = append(phrases, strings.Join(words, " "))
		}
	}
	return slices.ContainsFunc(phrases, func(p string) bool { // "no" alone may begin anything
		return slices.Contains(saysNo, p) && (len(phrases) == 1 || strings.Contains(p, " "))
	})
}

// tookYes takes a yes as the answer to the one open question there is, and echoes
// it; ok is false if there is none, or several.
func tookYes(ctx context.Context, tx *postgres.Tx, req Request) (_ Reply, ok bool, err error) {
	events, err := answerable(ctx, tx, req, func(e programme.Event, p programme.Participation) bool {
		return p.State == programme.Asked || p.State != programme.Declined && p.Schedule < e.Schedule
	})
	if err != nil || len(events) != 1 {
		return Reply{}, false, err
	}
	e := events[0]
	req.Parts = []string{e.Code, strconv.Itoa(e.Schedule)}
	reply, err := answer(ctx, tx, req, true)
	if err != nil {
		return Reply{}, false, err
	}
	if reply.Edit != nil {
		reply.Edit.Text = view.Paragraphs(req.P.HTML("question.took_yes", "text", req.Text), reply.Edit.Text)
	}
	return reply, true, nil
}

// cannotCome offers the button to who wrote that they cannot come, and asks which
// event they mean where it may be several: those they have not declined. ok is
// false if there is none.
func cannotCome(ctx context.Context, tx *postgres.Tx, req Request) (_ Reply, ok bool, err error) {
	events, err := answerable(ctx, tx, req, func(_ programme.Event, p programme.Participation) bool {
		return p.State != programme.Declined
	})
	if err != nil || len(events) == 0 {
		return Reply{}, false, err
	}
	return say(view.CannotCome(req.P, req.Text, req.MessageID, events, req.Today)), true, askToNote(ctx, tx, req, events)
}

// answerable are the sender's events that take answers and whose part fits.
func answerable(ctx context.Context, tx *postgres.Tx, req Request, fits func(programme.Event, programme.Participation) bool) ([]programme.Event, error) {
	events, _, err := tx.Events(ctx, postgres.EventQuery{Programmes: req.Programmes, Viewer: req.Persons, Mine: true, Limit: 50})
	if err != nil {
		return nil, err
	}
	ids := make([]int64, len(events))
	for i, e := range events {
		ids[i] = e.ID
	}
	parts, err := tx.Participations(ctx, ids, req.Persons)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(events, func(e programme.Event) bool { return !e.Open(req.Now) || !fits(e, parts[e.ID]) }), nil
}
