package main

import "context"

type tour struct {
	Tour bool
}

func (tour) Run(context.Context) error { return nil }
