package demo

import (
	"bytes"
	"context"
	"fmt"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// child is a process of this program that serves.
type child struct {
	cmd   *exec.Cmd
	out   bytes.Buffer
	ended chan struct{}
}

// start starts the bot in a process of its own, on the stage's database and with
// its clock.
func (v *show) start(ctx context.Context, s *stage) (*child, error) {
	c := &child{cmd: exec.CommandContext(ctx, v.options.Program, "serve"), ended: make(chan struct{})}
	c.cmd.Env = []string{
		"TELEGRAM_BOT_TOKEN=" + s.sim.Token(),
		"TELEGRAM_API_URL=" + s.sim.URL(),
		"DATABASE_URL=" + s.config.Database,
		"JARCHY_OWNER=" + strconv.FormatInt(idOf(coordinator), 10),
		"JARCHY_NOW=" + s.clock.Now().Format(time.RFC3339Nano),
		"JARCHY_LISTEN=127.0.0.1:0",
		"JARCHY_SEND_RATE=60",
		"JARCHY_RESEND_AFTER=1s",
		"JARCHY_LOG=text,error",
	}
	c.cmd.Stderr = &c.out
	if err := c.cmd.Start(); err != nil {
		return nil, fmt.Errorf("start the bot in a process of its own: %w", err)
	}
	go func() {
		_ = c.cmd.Wait() // how it ended is told by failure
		close(c.ended)
	}()
	return c, nil
}

// up waits until the process listens to the bot's chats. It fails if it ends first.
func (c *child) up(ctx context.Context, s *stage) error {
	ctx, cancel := s.limit(ctx)
	defer cancel()
	ctx, gone := context.WithCancelCause(ctx)
	defer gone(nil)
	go func() {
		select {
		case <-c.ended:
			gone(c.failure())
		case <-ctx.Done():
		}
	}()
	return s.sim.Await(ctx, s.sim.Polling)
}

// kill ends the process as kill -9 does.
func (c *child) kill() {
	_ = c.cmd.Process.Kill() // fails only if it has ended
	<-c.ended
}

// stop asks the process to end and waits until it has.
func (c *child) stop() error {
	if err := c.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		return c.failure()
	}
	<-c.ended
	return nil
}

// failure says why the process ended by itself.
func (c *child) failure() error {
	return fmt.Errorf("the bot's process ended by itself, %s: %s", c.cmd.ProcessState, strings.TrimSpace(c.out.String()))
}
