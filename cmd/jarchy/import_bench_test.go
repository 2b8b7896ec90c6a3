package main_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
)

// planOf is a workbook of n events, as a team writes them.
func planOf(tb testing.TB, n int) []byte {
	tb.Helper()
	f := excelize.NewFile()
	defer f.Close()
	kinds := []string{"Workshop", "Training", "Study tour", "Conference", "Meeting"}
	cities := []string{"Almaty, Kazakhstan", "Bishkek", "Ташкент", "Dushanbe, Tajikistan", "Riga"}
	rows := [][]any{{"Work plan"}, {"No.", "Title", "Type", "Start date", "End date", "Place", "Participants", "Number of participants", "Partners", "Status", "Notes"}}
	first := time.Now().AddDate(0, 1, 0).UTC().Truncate(24 * time.Hour)
	for i := range n {
		at := first.AddDate(0, 0, i%1000)
		rows = append(rows, []any{i + 1, fmt.Sprintf("%s on topic %d of border management", kinds[i%5], i), kinds[i%5], at, at.AddDate(0, 0, 2),
			cities[i%5], "Customs and border services of KZ, KG, TJ, TM and UZ", 20 + i%10, "WCO; UNODC", "planned", "a remark that is left out"})
	}
	for i, row := range rows {
		if err := f.SetSheetRow("Sheet1", fmt.Sprint("A", i+1), &row); err != nil {
			tb.Fatal(err)
		}
	}
	days, err := f.NewStyle(&excelize.Style{NumFmt: 14}) // else the first of a month is shown as its month
	if err == nil {
		err = f.SetCellStyle("Sheet1", "D3", fmt.Sprint("E", len(rows)), days)
	}
	if err != nil {
		tb.Fatal(err)
	}
	b, err := f.WriteToBuffer()
	if err != nil {
		tb.Fatal(err)
	}
	return b.Bytes()
}

// BenchmarkImport sends a plan of 2,000 events as a workbook: the time until its
// preview has come, the most memory that the process has held by then, and the time
// that saving them all takes.
func BenchmarkImport(b *testing.B) {
	const events = 2000
	ours := newBench(b)
	ours.file = planOf(b, events)

	for b.Loop() {
		s := ours.serve()
		ours.ask(b, owner, question)
		sent := time.Now()
		id := ours.updated.Add(1)
		ours.updates <- fmt.Sprintf(`{"update_id":%d,"message":{"message_id":%[1]d,"date":1,"chat":{"id":%d,"type":"private","first_name":"Officer"},`+
			`"from":{"id":%[2]d,"is_bot":false,"first_name":"Officer","language_code":"en"},`+
			`"document":{"file_id":"F","file_unique_id":"U","file_name":"plan.xlsx","file_size":%d}}}`, id, owner, len(ours.file))
		ours.next(b) // that it is read
		preview := ours.next(b)
		figure("import_2000_s", preview.at.Sub(sent).Seconds(), "s")
		if m := memoryMB(b, s.Cmd.Process.Pid, "VmHWM:"); m > 0 {
			figure("import_2000_mb", m, "MB")
		}
		message := ours.sent.Load()
		pressed := time.Now()
		id = ours.updated.Add(1)
		ours.updates <- fmt.Sprintf(`{"update_id":%d,"callback_query":{"id":"Q","chat_instance":"C","from":{"id":%d,"is_bot":false,"first_name":"Officer"},`+
			`"message":{"message_id":%d,"date":1,"chat":{"id":%[2]d,"type":"private"}},"data":"w.add:1:%[4]d"}}`, id, owner, message, events)
		select {
		case text := <-ours.edits:
			if !strings.Contains(text, fmt.Sprintf("Added: %d", events)) {
				b.Fatal(text)
			}
			figure("import_2000_save_s", time.Since(pressed).Seconds(), "s")
		case <-time.After(time.Minute):
			b.Fatal("nothing was added")
		}
		s.Stop()
	}
}
