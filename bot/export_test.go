package bot

// Commands are all commands and buttons of the bot.
func Commands() []Command { return commands() }

// WroteNo reports whether a text says that somebody cannot come, and nothing else.
func WroteNo(text string) bool { return wroteNo(text) }
