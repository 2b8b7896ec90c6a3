package demo

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// options are those of a demo that prints to out.
func options(t *testing.T, out *bytes.Buffer, writes func()) Options {
	return Options{
		Out: writer{out, writes}, Bin: os.Getenv("PG_BIN"), Fetched: filepath.Join(os.TempDir(), fmt.Sprintf("jarchytest-seed-%d", os.Geteuid()), "fetched"),
		Machine: time.Now, Log: slog.New(slog.NewTextHandler(t.Output(), &slog.HandlerOptions{Level: slog.LevelWarn})),
	}
}

type writer struct {
	*bytes.Buffer
	writes func()
}

func (w writer) Write(b []byte) (int, error) {
	n, err := w.Buffer.Write(b)
	w.writes()
	return n, err
}

// Not parallel, as the other that looks for what is left behind.
func TestTour(t *testing.T) {
	var out bytes.Buffer
	if err := Tour(t.Context(), options(t, &out, func() {})); err != nil {
		t.Fatalf("%v\nso far:\n%s", err, out.String())
	}
	rest := out.String()
	for _, milestone := range []string{
		"Coordinator: The 13th Central Asia Border Security Initiative Conference",
		"Recorded as a past event. Nobody is reminded.",
		"Past: 8 events",
		"Coordinator: /new Workshop on risk management",
		"Officer opens the link",
		"Officer presses [Буду]",
		"Expert presses [I'll come]",
		"Inspector presses [Не смогу]",
		"── Wednesday 25 November 2026 · Almaty 10:00 · Dushanbe 10:00 · Brussels 06:00 ──\n    → Officer\n      Напоминание: Risk management",
		"── Wednesday 25 November 2026 · Almaty 14:00 · Dushanbe 14:00 · Brussels 10:00 ──\n    → Expert\n      Reminder: Risk management",
		"Освободилось место",
		"Coordinator presses [Move and tell 2]",
		"Coordinator presses [Do it now]",
		"Даты: ср 9 – пт 11 декабря 2026 г. · 3 дня → ср 16 – пт 18 декабря 2026 г. · 3 дня",
		"Coordinator presses [Send to 2]",
		"Reached: 2",
		"Almaty 08:00 · Dushanbe 08:00",
		fmt.Sprintf("All %d steps happened: %d people", len(story()), len(people)),
	} {
		_, after, found := strings.Cut(rest, milestone)
		if !found {
			t.Fatalf("the transcript lacks %q, or it comes too early:\n%s", milestone, out.String())
		}
		rest = after
	}
	if strings.ContainsAny(out.String(), "\x1b{}") {
		t.Error("the transcript has colours, or a name that was not replaced")
	}
	leftNothing(t)
}

func TestTourInterrupted(t *testing.T) {
	for _, at := range []string{"Jarchy at work", "3. "} {
		ctx, cancel := context.WithCancel(t.Context())
		var out bytes.Buffer
		err := Tour(ctx, options(t, &out, func() {
			if strings.Contains(out.String(), at) {
				cancel()
			}
		}))
		cancel()
		if !errors.Is(err, context.Canceled) {
			t.Errorf("interrupted at %q: got error %v, want %v", at, err, context.Canceled)
		}
		if strings.Contains(out.String(), "steps happened") {
			t.Errorf("interrupted at %q, it went on to the end", at)
		}
		leftNothing(t)
	}
}

// leftNothing fails if a folder of a demo in this process is left.
func leftNothing(t *testing.T) {
	t.Helper()
	for _, dir := range []string{"/dev/shm", os.TempDir()} {
		left, err := filepath.Glob(filepath.Join(dir, fmt.Sprintf("%s-%d-*", folder, os.Getpid())))
		if err != nil || len(left) > 0 {
			t.Errorf("left behind: %q, %v", left, err)
		}
	}
}

func TestTourWithoutPostgres(t *testing.T) {
	var out bytes.Buffer
	o := options(t, &out, func() {})
	o.Bin = t.TempDir()
	if err := Tour(t.Context(), o); err == nil || !strings.Contains(err.Error(), "set the stage") {
		t.Errorf("got %v, want an error that tells what is missing", err)
	}
	leftNothing(t)
}
