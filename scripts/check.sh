#!/usr/bin/env bash
# What a change must pass before it is tested: format, lints, architecture, licences, generated files.
set -euo pipefail
cd "$(dirname "$0")/.."
scripts/tools.sh

step() {
    echo
    echo "== $1"
    shift
    local began=$SECONDS
    "$@" || {
        echo "check.sh: failed: $*" >&2
        exit 1
    }
    echo "   $((SECONDS - began)) s"
}

step "web: build, within its budgets" scripts/web.sh build
step "format (make fmt repairs it)" cargo fmt --all --check
step "architecture" cargo test --locked --quiet -p taskflow --test architecture
step "lints" cargo clippy --locked --workspace --all-targets -- -D warnings
step "generated files" scripts/openapi.sh --check
step "the API's types for the web app" scripts/apigen.sh --check
step "licences and bans" scripts/deny.sh
step "web: types, format, lints (pnpm format repairs it)" scripts/web.sh check
