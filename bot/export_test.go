package bot

// Commands are all commands and buttons of the bot.
func Commands() []Command { return commands() }
