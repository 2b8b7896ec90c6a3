package locale

// HTML is text that is safe to send with parse_mode HTML: Telegram's tags, and
// everything that a person typed escaped.
type HTML string
