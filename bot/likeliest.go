package bot

// likeliest is the command that a mistyped one was probably meant to be; /help if
// none is near.
func likeliest(req Request) string {
	best, distance := "help", 3
	for _, c := range req.commands {
		if c.Name == "" || !c.may(req) {
			continue
		}
		if d := edits(req.Command, c.Name); d < distance {
			best, distance = c.Name, d
		}
	}
	return "/" + best
}

// edits counts the letters to add, drop or change to make b of a (Levenshtein).
func edits(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			change := diagonal
			if a[i] != b[j] {
				change++
			}
			diagonal = row[j+1]
			row[j+1] = min(change, row[j]+1, diagonal+1)
		}
	}
	return row[len(b)]
}
