package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"syscall"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"golang.org/x/sync/errgroup"

	"jarchy/internal/app"
	"jarchy/internal/postgres"
	"jarchy/internal/web"
)

type serve struct {
	connection
	database
	first
	incoming
	logging
	SendRate    int           `env:"JARCHY_SEND_RATE" default:"30" help:"Messages per second over all chats; 0: as fast as the server takes them."`
	Lease       time.Duration `env:"JARCHY_LEASE" default:"15s" help:"Term of the lease of the one active process."`
	ResendAfter time.Duration `env:"JARCHY_RESEND_AFTER" default:"60s" help:"First wait before a send of unknown outcome is repeated."`
	Now         string        `env:"JARCHY_NOW" help:"Start programme time at this RFC 3339 instant: for rehearsals."`
	NewBot      bool          `help:"Let this token's bot take over another bot's database."`
}

func (s serve) Run(ctx context.Context) error {
	log, err := s.logger()
	if err != nil {
		return err
	}
	token, err := s.token()
	if err != nil {
		return err
	}
	c, err := clock(s.Now, log)
	if err != nil {
		return err
	}
	hook, err := s.webhook()
	if err != nil {
		return err
	}
	address, stop, err := s.open(ctx, log)
	if err != nil {
		return err
	}
	defer stop()
	host, err := os.Hostname()
	if err != nil {
		return err
	}
	a, err := app.New(ctx, app.Config{
		Host:  host,
		Token: token, APIURL: s.APIURL, Database: address, First: s.programme(), Owners: s.Owner, NewBot: s.NewBot,
		Webhook: hook.address, WebhookSecret: hook.secret,
		Rate: s.SendRate, Lease: s.Lease, ResendAfter: s.ResendAfter, Clock: c, Maker: postgres.Random{}, Log: log,
	})
	if err != nil {
		return err
	}
	defer a.Close()
	link, err := a.SetupLink(ctx)
	if err != nil {
		return err
	}
	if link != "" {
		if err := printOwnerLink(os.Stdout, link); err != nil {
			return err
		}
	}
	log.Info("running", "bot", "@"+a.Self().Username, "version", version)

	g, ctx := errgroup.WithContext(ctx)
	g.Go(func() error { return a.Run(ctx) })
	if s.Listen != "" {
		g.Go(func() error { return listen(ctx, s.Listen, a, hook) })
	}
	err = g.Wait()
	log.Info("stopped")
	return err
}

// listen serves health, metrics and the webhook until ctx ends.
func listen(ctx context.Context, address string, a *app.App, hook webhook) error {
	registry := prometheus.NewRegistry()
	registry.MustRegister(collectors.NewGoCollector(), web.Figures(a.Figures))
	l, err := net.Listen("tcp", address)
	if err != nil {
		if errors.Is(err, syscall.EADDRINUSE) {
			return fmt.Errorf("JARCHY_LISTEN: %s is taken, by another jarchy perhaps: give this one an address of its own, or none (JARCHY_LISTEN=)", address)
		}
		return fmt.Errorf("JARCHY_LISTEN: %w", err)
	}
	mux := web.Handler(a.Ready, registry)
	if hook.address != "" {
		mux.Handle(hook.pattern, web.Webhook{Secret: hook.secret.Reveal(), Take: a.Take})
	}
	srv := web.Server(mux)
	stopped := context.AfterFunc(ctx, func() {
		ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
		defer cancel()
		_ = srv.Shutdown(ctx)
	})
	defer stopped()
	if err := srv.Serve(l); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}
