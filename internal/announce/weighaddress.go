package announce

// endsAddress reports whether the comma at token i stands behind the capitalised parts
// of an address: "21-24 April, SEARCA Auditorium, Los Baños, Philippines", "Naivasha,
// Kenya –" at the head of news.
func (r *reader) endsAddress(i int) bool {
	parts := 0
	for j := i - 1; j >= 0 && j >= i-14 && r.sentence[j] == r.sentence[i]; j-- {
		t := r.toks[j]
		switch {
		case r.inDate(j):
			return parts > 0 && parts < 4 // not "in February 2017, Kyrgyzstan and …"
		case r.isVenue(j) && parts > 0:
			return parts < 4
		case t.is(","):
			parts++
		case t.sort != word || !t.capital || r.isPlace(j):
			return false
		case r.starts[j]:
			return parts == 0 && (r.tok(i+2).is("-", ":", "|") || r.inDate(i+2))
		}
	}
	return false
}

// dateInSentence reports whether a day is told in the sentence of token i.
func (r *reader) dateInSentence(i int) bool {
	from, to := r.sentenceRange(i)
	return r.dateIn(from, to)
}

// venueBefore reports whether a building is named in the part of the sentence
// that ends before token i.
func (r *reader) venueBefore(i int) bool {
	for j := i - 1; j >= 0 && j >= i-9 && r.sentence[j] == r.sentence[i] && !r.toks[j].is(";"); j-- {
		if r.isVenue(j) || r.inDate(j) {
			return true
		}
	}
	return false
}
