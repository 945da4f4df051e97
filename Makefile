# Bare make lists the targets.
SHELL := /bin/bash
.DEFAULT_GOAL := help
BIN := bin/toile
GO ?= go
SOAK ?= 10m

.PHONY: help build run test tests check screenshots soak generate bench bench-banks bench-link bench-scale bench-webhooks needs

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

build: ## build bin/toile, one static binary
	CGO_ENABLED=0 $(GO) build -trimpath -ldflags '-s -w' -o $(BIN) ./cmd/toile

run: build ## start a server with a demo user on http://127.0.0.1:8643
	$(BIN) serve --demo

test: needs check ## run every test beside a PostgreSQL of its own; installs what is missing
	$(GO) build -o bin/beside-postgres ./internal/pgtest/run
	bin/beside-postgres -- $(MAKE) --no-print-directory tests

# Without the server, each package that needs one starts its own.
tests:
	$(GO) test -timeout 10m ./...
	TOILE_TEST_ENGINE=postgres CGO_ENABLED=1 $(GO) test -race -timeout 10m ./internal/store ./internal/app ./internal/api ./internal/server ./toiletest ./cmd/toile
	CGO_ENABLED=1 $(GO) test -race -timeout 10m ./internal/link
	cd sdktest && $(GO) vet ./... && $(GO) test -count 1 -timeout 10m ./... # it builds the binary itself: never cached

check: ## formatting and vet
	@unformatted=$$(gofmt -l $$(git ls-files '*.go')); \
	if [ -n "$$unformatted" ]; then echo "gofmt these:"; echo "$$unformatted"; exit 1; fi
	$(GO) vet ./...

generate: ## write the wire types and operations anew from the official OpenAPI file
	$(GO) generate ./...

bench: ## measure against a bare net/http handler; needs wrk and taskset
	@scripts/need wrk taskset:util-linux
	$(GO) run ./bench

bench-banks: ## measure 100,000 Items of the simulated banks, about four minutes; needs taskset
	@scripts/need taskset:util-linux
	$(GO) run ./bench -only banks

bench-link: needs ## measure Link in Chromium, on a machine at rest; fails when the median from click to pane is over 50 ms
	cd sdktest && TOILE_AT_REST=1 $(GO) test -count 1 -engine sqlite -run TestLinkSpeed -v .
	$(GO) test ./internal/app -run xxx -bench ActOnLink -benchtime 300x -count 3
	$(GO) test ./internal/web -run xxx -bench . -benchtime 1000x -benchmem -count 3

bench-scale: ## measure a million users on SQLite and PostgreSQL; needs an hour the first time and 60 GB of disk in bin
	@scripts/need wrk taskset:util-linux initdb:postgresql
	$(GO) run ./bench -only scale

bench-webhooks: ## measure the delivery of webhooks with the memory it takes, four minutes at most; needs taskset
	@scripts/need taskset:util-linux
	$(GO) run ./bench -only webhooks

screenshots: needs ## take the pictures of docs/images anew
	cd sdktest && TOILE_PICTURES=write $(GO) test -count 1 -timeout 10m -engine sqlite -run TestBrowser -walks looks .

soak: needs ## kill servers and switch PostgreSQL under load, for ten minutes or SOAK=1h
	cd sdktest && $(GO) test -count 1 -timeout 0 -run TestSoak -v . -engine postgresql -soak $(SOAK)

# What the tests need besides Go: a C compiler for the race detector, PostgreSQL's server, Node for the
# official Node client, a browser with a font, and the programs that toile run is tried with.
needs:
	@scripts/need initdb:postgresql gcc:gcc libc:libc6-dev node:nodejs npm git python3 urllib3:python3-urllib3 curl chromium fonts:fonts-dejavu-core
