package postgres_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"jarchy/internal/postgres"
	"jarchy/internal/postgres/postgrestest"
	"jarchy/internal/programme"
)

// jobs is a database for tests of jobs.
type jobs struct {
	*testing.T
	db    *postgres.DB
	clock *postgrestest.Clock
}

func newJobs(t *testing.T) *jobs {
	db, clock := postgrestest.NewClocked(t)
	return &jobs{T: t, db: db, clock: clock}
}

func (j *jobs) do(f func(*postgres.Tx) error) {
	j.Helper()
	if err := j.db.Do(j.Context(), f); err != nil {
		j.Fatal(err)
	}
}

func (j *jobs) add(jobs ...programme.Job) {
	j.Helper()
	for _, job := range jobs {
		j.do(func(tx *postgres.Tx) error { return tx.AddJob(j.Context(), job) })
	}
}

func (j *jobs) due() []programme.Job {
	j.Helper()
	due, err := j.db.DueJobs(j.Context(), 10, postgres.UnderWay{})
	if err != nil {
		j.Fatal(err)
	}
	return due
}

func (j *jobs) wantDue(want ...string) {
	j.Helper()
	got := []string{}
	for _, job := range j.due() {
		got = append(got, job.Kind)
	}
	if diff := cmp.Diff(append([]string{}, want...), got); diff != "" {
		j.Errorf("due, want -, got +:\n%s", diff)
	}
}

func (j *jobs) begin(job *programme.Job) {
	j.Helper()
	if ok, err := j.db.BeginJob(j.Context(), job); err != nil || !ok {
		j.Fatalf("begin: %t, %v", ok, err)
	}
}

func TestJobsAreDueByProgrammeTime(t *testing.T) {
	t.Parallel()
	j := newJobs(t)
	at := j.db.Now()
	if _, ok, err := j.db.NextJob(t.Context()); ok || err != nil {
		t.Errorf("next of none: %t, %v", ok, err)
	}
	j.add(programme.Job{Kind: "later", NotBefore: at.Add(time.Hour)}, programme.Job{Kind: "soon", NotBefore: at.Add(time.Minute)})
	j.wantDue()
	next, ok, err := j.db.NextJob(t.Context())
	if err != nil || !ok || !next.Equal(at.Add(time.Minute)) {
		t.Errorf("next: got %s, %t, %v", next, ok, err)
	}
	j.clock.Add(time.Minute)
	j.wantDue("soon")
	j.clock.Add(time.Hour)
	j.wantDue("soon", "later")

	j.add(programme.Job{Kind: "import", Chat: 5, Args: json.RawMessage(`{"file": "F"}`), Key: "k"})
	got := j.due()[2]
	want := programme.Job{ID: got.ID, Kind: "import", Chat: 5, Args: json.RawMessage(`{"file": "F"}`), Key: "k", NotBefore: j.db.Now()}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("want -, got +:\n%s", diff)
	}
	j.add(programme.Job{Kind: "second", Chat: 5}) // waits for the first of its chat
	j.wantDue("soon", "later", "import")
	due, err := j.db.DueJobs(t.Context(), 10, postgres.UnderWay{IDs: []int64{j.due()[0].ID}, Chats: []int64{5}})
	if err != nil || len(due) != 1 || due[0].Kind != "later" {
		t.Errorf("due beside others: %v, %v", due, err)
	}
}

func TestTriesOfAJob(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	j := newJobs(t)
	j.add(programme.Job{Kind: "job", Key: "k"})
	job := j.due()[0]
	other := job
	j.begin(&job)
	if ok, err := j.db.BeginJob(ctx, &other); ok || err != nil {
		t.Errorf("begun twice: %t, %v", ok, err)
	}
	if next, ok, err := j.db.NextJob(ctx); err != nil || !ok || !next.Equal(j.db.Now()) {
		t.Errorf("next while one runs: %s, %t, %v", next, ok, err)
	}
	if err := j.db.LeaveJob(ctx, job); err != nil {
		t.Fatal(err)
	}
	j.begin(&other)

	if err := j.db.RetryJob(ctx, other, time.Hour); err != nil {
		t.Fatal(err)
	}
	j.clock.Add(48 * time.Hour) // the wait is machine time
	j.wantDue()
	if _, ok, err := j.db.NextJob(ctx); ok || err != nil {
		t.Errorf("next while one waits to be tried again: %t, %v", ok, err)
	}
	if err := j.db.RetryJob(ctx, other, 0); err != nil {
		t.Fatal(err)
	}
	again := j.due()[0]
	j.begin(&again)
	if again.Tries != 2 {
		t.Errorf("tries: got %d, want 2", again.Tries)
	}
	j.do(func(tx *postgres.Tx) error {
		if ok, err := tx.TakeJob(ctx, other); ok || err != nil {
			t.Errorf("an earlier try takes the job: %t, %v", ok, err)
		}
		if ok, err := tx.ParkJob(ctx, other, "why"); ok || err != nil {
			t.Errorf("an earlier try parks the job: %t, %v", ok, err)
		}
		ok, err := tx.ParkJob(ctx, again, "why")
		if !ok {
			t.Error("not parked")
		}
		return err
	})
	j.wantDue()
	j.add(programme.Job{Kind: "next", Key: "k"}) // a parked job frees its key
	j.wantDue("next")
}

func TestKeysOfJobs(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	j := newJobs(t)
	j.add(programme.Job{Kind: "first", Key: "k"}, programme.Job{Kind: "second", Key: "k"}, programme.Job{Kind: "free"}, programme.Job{Kind: "free"})
	j.wantDue("first", "free", "free")
	for key, want := range map[string]bool{"k": true, "other": false} {
		j.do(func(tx *postgres.Tx) error {
			args, ok, err := tx.JobArgs(ctx, key)
			if ok != want || ok && string(args) != "{}" {
				t.Errorf("the job %s: %s, %t", key, args, ok)
			}
			return err
		})
	}
}
