.DEFAULT_GOAL := help
.PHONY: help run demo test lint bench

help: ## this list
	@grep -E '^[a-z]+:.*##' Makefile | sed -E 's/^([a-z]+):.*## (.*)/  \1	\2/'

run: ## serve with the settings of the environment
	go run ./cmd/jarchy serve

demo: ## the whole bot with a simulated Telegram, nothing to set up
	go run ./cmd/jarchy demo

test: ## all tests, on a private Postgres
	go test ./...

lint: ## formatting, vet, staticcheck
	test -z "$$(gofmt -l .)"
	go vet ./...
	go tool -modfile=tools/go.mod staticcheck ./...

bench: ## figures, each a line FIGURE name value unit
	go test -run '^$$' -bench . -benchtime 1x -timeout 1h ./cmd/jarchy
	go test -run '^$$' -bench BenchmarkRead ./internal/announce
