# Thin on purpose: each target is one script or one cargo line.
.DEFAULT_GOAL := help
.PHONY: help run demo dev e2e screens test check fmt bench crash storm openapi release

N ?= 25

help: ## This list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## Build and start TaskFlow on http://127.0.0.1:8080, data in ./data
	@scripts/tools.sh
	@scripts/web.sh build
	cargo run --profile quick -p taskflow -- serve

demo: ## The same, with a demo workspace to look around in
	@scripts/tools.sh
	@scripts/web.sh build
	cargo run --profile quick -p taskflow -- demo --serve

e2e: ## The web app in a browser against the real binary (ARGS="board" for one file)
	@scripts/web.sh e2e $(ARGS)

screens: ## Pictures of every screen, light and dark, wide and narrow, in web/screens (SCREENS=task LOOKS=dark for some)
	@scripts/web.sh screens

dev: ## Server and web app for work on them: http://127.0.0.1:5173, web pages change as you type
	@scripts/dev.sh

test: ## All tests, on SQLite and on a private PostgreSQL (ARGS="..." goes to cargo test)
	@scripts/test.sh $(ARGS)

check: ## Format, lints, architecture, licences, generated files
	@scripts/check.sh

fmt: ## Format the code
	cargo fmt --all

bench: ## Measure speed beside its ceilings; prints tables (ARGS="api", "find", "live", "consume" or "import")
	@scripts/bench.sh $(ARGS)

crash: ## kill -9 under load, N rounds on each database (N=25)
	@scripts/crash.sh $(N)

storm: ## Live sync at full size: broken networks, stalled sockets, rights lost under load
	@scripts/storm.sh

openapi: ## Write docs/openapi.json from the code
	@scripts/openapi.sh

release: ## The optimised binary, in target/release
	@scripts/tools.sh
	@scripts/web.sh build
	cargo build --release --locked -p taskflow
