# The only commands you need. Each sets itself up, can be run again at any time, and says how long it usually takes.
# Project tools go to .tools/, data to .data/; root is asked for only when a Debian package is missing.

.PHONY: help run dev build test check fuzz bench

help: ## this list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 16

run: ## build when needed and start Guildhall; ends with its address (25 minutes the first time, then seconds)
	@scripts/run.sh

dev: ## rebuild and restart at every change
	@scripts/dev.sh

build: ## the release binary target/release/guildhall, assets inside
	@scripts/build.sh

test: ## every test: Rust on SQLite and PostgreSQL, check, Chromium (an hour the first time, then 25 minutes)
	@scripts/test.sh

check: ## format, lints, documentation, licences, forbidden dependencies, the OpenAPI document
	@scripts/check.sh

fuzz: ## 20,000 generated calls and 20,000 broken messages, with a seed of its own; SEED=… repeats a run (20 minutes)
	@scripts/fuzz.sh

bench: ## seed time, start-up time, memory, and requests a second of the release binary, on SQLite and PostgreSQL (6 minutes)
	@scripts/bench.sh
