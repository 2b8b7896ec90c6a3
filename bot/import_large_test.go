package bot_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"jarchy/internal/postgres"
	"jarchy/internal/programme"
)

// TestLargePlans: two thousand events are read and shown with what gets in their way,
// and so are a thousand that all get in one another's way; BenchmarkImport says how long
// it takes and what memory.
func TestLargePlans(t *testing.T) {
	o := newOffice(t)
	cities, agencies := []string{"Almaty", "Osh", "Dushanbe", "Tashkent", "Ashgabat"}, []string{"customs", "border services", "veterinary services"}
	day := time.Date(2027, 1, 11, 0, 0, 0, 0, time.UTC)
	for i, plan := range []struct {
		rows  int
		row   func(i int) string
		tells string
	}{
		{2000, func(i int) string {
			first := day.AddDate(0, 0, i%300)
			return fmt.Sprintf("Event %d on risk management,%s,%s,%s,%s of KZ KG TJ UZ", i, first.Format(time.DateOnly), first.AddDate(0, 0, i%4).Format(time.DateOnly),
				cities[i%len(cities)], agencies[i%len(agencies)])
		}, "New: 2000"},
		{1000, func(i int) string {
			return fmt.Sprintf("Meeting,2027-01-01,2027-04-%d,Almaty Hotel %d,customs border and veterinary services of KZ KG TJ TM UZ LV LT EE PL DE", 1+i%9, i)
		}, "New: 1000"},
	} {
		var file strings.Builder
		file.WriteString("Title,Start date,End date,City,Participants\n")
		for i := range plan.rows {
			file.WriteString(plan.row(i) + "\n")
		}
		sent := o.update(theOwner, programme.MessageSent)
		sent.File = &programme.File{ID: "F", Name: "plan.csv", Size: int64(file.Len())}
		o.do(sent)
		due, err := o.pools[0].DueJobs(t.Context(), 1, postgres.UnderWay{})
		if err != nil || len(due) != 1 || !due[0].Aside { // its chat would wait for it
			t.Fatalf("the job that reads the file: %+v, %v", due, err)
		}
		if err := o.pools[0].Do(t.Context(), func(tx *postgres.Tx) error {
			if _, err := tx.TakeJob(t.Context(), due[0]); err != nil {
				return err
			}
			return o.bot.HandleJob(context.Background(), tx, due[0], []byte(file.String()))
		}); err != nil {
			t.Fatal(err)
		}
		if got := o.answer(sent); !strings.Contains(got, plan.tells) || !strings.Contains(got, o.say("workplan.clashes", "n", plan.rows)) {
			t.Errorf("the preview of %d rows: %s", plan.rows, got)
		}
		for _, press := range []string{"w.warn:%d:0", "w.more:%d:100", "w.left:%d:7:1:0"} {
			if got := o.do(o.pressed(theOwner, fmt.Sprintf(press, i+1))); got == o.say("bot.our_fault") {
				t.Error(press, got)
			}
		}
		o.exec(`DELETE FROM job`)
	}
}
