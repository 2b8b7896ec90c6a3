package intake

import (
	"time"

	"jarchy/internal/programme"
)

// Flood is the measure of so many updates at once, by itself.
func Flood(most float64) func(programme.Update, time.Time) (bool, error) {
	return (&flood{most: most, chats: map[int64]writer{}}).tooFast
}
