package bot_test

import (
	"testing"

	"jarchy/bot"
)

func TestWroteNo(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		"не смогу": true, "Не приеду.": true, "К сожалению, я не смогу приехать": true, "Здравствуйте! Извините, не приду": true, "нет": true,
		"I can't come": true, "Sorry, I can’t make it :(": true, "No": true, "Unfortunately I won't be able to come.": true, "I'm not coming": true,
		"Yoʻq": true, "келе алмаймын": true,

		"К сожалению, нет": true, "Я заболел, не приеду": true, "I'm ill. I can't come, sorry!": true, "Не смогу приехать — командировка": true,

		"нет, приду": false, "No, I'll come": false, "": false, "я": false, "Извините": false, "не смогу открыть ссылку": false, "Не смогу приехать 9-го, а 10-го?": false, "нет?": false,
		"I can't come to the dinner": false, "no problem": false, "not yet": false, "Не приедет мой начальник": false, "да": false,
	} {
		if got := bot.WroteNo(text); got != want {
			t.Errorf("%q: got %t, want %t", text, got, want)
		}
	}
}
