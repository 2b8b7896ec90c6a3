package faults

import (
	"context"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"testing"

	"github.com/Shopify/toxiproxy/v2"
	client "github.com/Shopify/toxiproxy/v2/client"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/rs/zerolog"

	"jarchy/internal/pgdev"
	"jarchy/internal/simulator"
)

// cluster is a Postgres of a scene's own, which the scene may stop. It commits
// durably, as in production: what it was told must be there after a crash.
type cluster struct {
	testing.TB
	options pgdev.Options
	server  *pgdev.Server
	line    *client.Proxy // of the processes
	own     *client.Proxy // of the scene, always whole
}

// newCluster starts a Postgres that takes at most so many connections.
func newCluster(tb testing.TB, connections int) *cluster {
	tb.Helper()
	dir, err := pgdev.Work("jarchyfaults")
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { os.RemoveAll(dir) })
	c := &cluster{TB: tb, options: pgdev.Options{
		Dir: filepath.Join(dir, "cluster"), Bin: os.Getenv("PG_BIN"), TCP: true, Durable: true, MaxConnections: connections,
		FetchDir: filepath.Join(os.TempDir(), "jarchyfaults-fetched"),
	}}
	c.up()
	tb.Cleanup(c.down)
	return c
}

func (c *cluster) up() {
	c.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	var err error
	if c.server, err = pgdev.Seeded(ctx, c.options, filepath.Join(os.TempDir(), "jarchyfaults-seed")); err != nil {
		c.Fatal(err)
	}
	for _, p := range []*client.Proxy{c.line, c.own} {
		if p != nil { // its port is another one each time
			p.Upstream = c.address()
			if err := p.Save(); err != nil {
				c.Fatal(err)
			}
		}
	}
}

// down stops the server as pg_ctl stop -m fast does.
func (c *cluster) down() {
	c.Helper()
	if err := c.server.Stop(); err != nil {
		c.Error(err)
	}
}

// address is the server's over TCP: host and port.
func (c *cluster) address() string {
	u, err := url.Parse(c.server.TCPURL("postgres"))
	if err != nil {
		c.Fatal(err)
	}
	return u.Host
}

// newProxy puts a proxy with toxics before an address.
func newProxy(tb testing.TB, upstream string) *client.Proxy {
	tb.Helper()
	registry := toxiproxy.NewMetricsContainer(prometheus.NewRegistry())
	srv := httptest.NewServer(toxiproxy.NewServer(registry, zerolog.Nop()).Routes())
	tb.Cleanup(srv.Close)
	p, err := client.NewClient(srv.URL).CreateProxy("line", "127.0.0.1:0", upstream)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		if err := p.Delete(); err != nil {
			tb.Error(err)
		}
	})
	return p
}

// toxic has a proxy do harm to both streams of its connections; the function undoes it.
func toxic(tb testing.TB, p *client.Proxy, kind string, attributes client.Attributes) (undo func()) {
	tb.Helper()
	for _, stream := range []string{"upstream", "downstream"} {
		if _, err := p.AddToxic(stream, kind, stream, 1, attributes); err != nil {
			tb.Fatal(err)
		}
	}
	return func() {
		tb.Helper()
		for _, stream := range []string{"upstream", "downstream"} {
			if err := p.RemoveToxic(stream); err != nil {
				tb.Fatal(err)
			}
		}
	}
}

// newRigBehind makes a rig whose processes reach the database through a proxy, on a
// server that the scene may stop.
func newRigBehind(t *testing.T, connections int) (*rig, *cluster) {
	t.Helper()
	c := newCluster(t, connections)
	c.line, c.own = newProxy(t, c.address()), newProxy(t, c.address())
	through := func(p *client.Proxy) string { return "postgres://postgres@" + p.Listen + "/postgres?sslmode=disable" }
	r := newRigOn(t, through(c.own), simulator.Options{})
	r.sql.SetMaxIdleConns(0) // none of them outlives a restart
	r.database = through(c.line)
	return r, c
}
