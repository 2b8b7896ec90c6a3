package postgres_test

import (
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"jarchy/internal/postgres"
	"jarchy/internal/postgres/postgrestest"
)

func TestLease(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	db := postgrestest.New(t)
	open := func(run string) *postgres.LeaseConn {
		t.Helper()
		c, err := db.OpenLease(ctx, run, "host")
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	look := func(c *postgres.LeaseConn) postgres.LeaseRow {
		t.Helper()
		row, err := c.Look(ctx)
		if err != nil {
			t.Fatal(err)
		}
		return row
	}
	take := func(c *postgres.LeaseConn, term time.Duration, seen postgres.LeaseRow) postgres.LeaseRow {
		t.Helper()
		row, err := c.Take(ctx, term, time.Second, seen)
		if err != nil {
			t.Fatal(err)
		}
		return row
	}
	a, b := open(run1), open(run2)
	defer b.Close()
	if row := look(a); row.Run != "" || !row.Over || row.Gone {
		t.Errorf("free lease: %+v", row)
	}
	first := take(a, time.Hour, postgres.LeaseRow{})
	if first.Run != run1 || first.PID == 0 || first.At.Sub(first.Since).Abs() > time.Second {
		t.Errorf("taken: %+v", first)
	}
	held := look(b)
	if held.Run != run1 || held.Over || held.Gone || held.PID != first.PID || !held.Start.Equal(first.Start) {
		t.Errorf("held, as the other sees it: %+v", held)
	}
	if row := take(b, time.Hour, held); row.Run != "" {
		t.Error("taken from a holder that lives")
	}
	if row := take(a, time.Hour, postgres.LeaseRow{}); !row.Since.Equal(first.Since) {
		t.Errorf("renewed: since %s, was %s", row.Since, first.Since)
	}

	a.Close()
	for gone := false; !gone; gone = look(b).Gone {
		time.Sleep(time.Millisecond)
	}
	if row := take(b, time.Hour, postgres.LeaseRow{}); row.Run != "" {
		t.Error("taken from a holder that was not watched")
	}
	a = open(run1) // the holder comes back by another connection
	defer a.Close()
	if row := take(a, time.Hour, postgres.LeaseRow{}); row.PID == first.PID || !row.Since.Equal(first.Since) {
		t.Errorf("back: %+v", row)
	}
	if row := take(b, time.Hour, held); row.Run != "" {
		t.Error("taken from a holder that came back")
	}

	if err := b.GiveBack(ctx); err != nil || look(a).Run != run1 {
		t.Errorf("somebody else gave the lease back: %v", err)
	}
	if err := a.GiveBack(ctx); err != nil || !look(b).Over {
		t.Errorf("given back: %v", err)
	}
	take(b, time.Millisecond, postgres.LeaseRow{})
	time.Sleep(5 * time.Millisecond)
	if row := look(a); !row.Over || row.Gone || row.Run != run2 {
		t.Errorf("after the term: %+v", row)
	}
	if row := take(a, time.Hour, postgres.LeaseRow{}); row.Run != run1 {
		t.Error("not taken after the term")
	}
}

// TestTwoTakeTheLease: of several that see the term over and take the lease at once, one
// has it.
func TestTwoTakeTheLease(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	db := postgrestest.New(t)
	var conns []*postgres.LeaseConn
	for i := range 4 {
		c, err := db.OpenLease(ctx, fmt.Sprintf("00000000-0000-4000-8000-00000000001%d", i), "host")
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		conns = append(conns, c)
	}
	for round := range 20 {
		var took atomic.Int32
		var all sync.WaitGroup
		begin := make(chan struct{})
		for _, c := range conns {
			seen, err := c.Look(ctx)
			if err != nil || !seen.Over {
				t.Fatalf("round %d begins with %+v, %v", round, seen, err)
			}
			all.Go(func() {
				<-begin
				row, err := c.Take(ctx, time.Hour, time.Second, seen)
				if err != nil {
					t.Error(err)
				} else if row.Run != "" {
					took.Add(1)
				}
			})
		}
		close(begin)
		all.Wait()
		if n := took.Load(); n != 1 {
			t.Fatalf("round %d: %d took it, want 1", round, n)
		}
		for _, c := range conns {
			if err := c.GiveBack(ctx); err != nil {
				t.Fatal(err)
			}
		}
	}
}
