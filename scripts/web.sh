#!/usr/bin/env bash
# What belongs to web/: `web.sh check` (types, format, lints), `web.sh build` (what the binary embeds, within its
# budgets), `web.sh test` (against the real binary too), `web.sh e2e` (the app in a browser, served by the real binary),
# `web.sh screens` (pictures of every screen, in web/screens), `web.sh lighthouse` (how soon the first board is there) or
# `web.sh dev` (Vite with hot replacement).
# Packages come as the lock file says, when they are missing or others. pnpm is got through npm, at the version that
# package.json names.
set -euo pipefail
cd "$(dirname "$0")/../web"

if ! command -v npx >/dev/null; then
    echo "Node.js is missing: install version 20.19 or newer" >&2
    exit 1
fi
export npm_config_update_notifier=false CI=true
pnpm=$(sed -n 's/.*"packageManager": "\(.*\)".*/\1/p' package.json)

if ! cmp -s pnpm-lock.yaml node_modules/.taskflow-lock.yaml; then
    npx --yes "$pnpm" install --frozen-lockfile --prefer-offline --silent
    cp pnpm-lock.yaml node_modules/.taskflow-lock.yaml
fi

# The app as it stands is in web/dist unless something of it changed since.
build() {
    local made=dist/app/preload.json
    if [ -f "$made" ] && [ -z "$(find src public tools index.html vite.config.ts pnpm-lock.yaml -newer "$made" -print -quit)" ]; then
        return
    fi
    node_modules/.bin/vite build --logLevel "${1:-warn}"
}

# The server that serves it: built anew unless TASKFLOW_BIN names one.
server() {
    if [ -z "${TASKFLOW_BIN:-}" ]; then
        (cd .. && cargo build --locked --quiet --profile "$1" -p taskflow)
        export TASKFLOW_BIN=$PWD/../target/${2:-$1}/taskflow
    fi
}

case "${1:-}" in
build)
    build info
    ;;
dev)
    # In place of this script: who ends it ends Vite.
    exec node_modules/.bin/vite
    ;;
check)
    node_modules/.bin/tsc
    node_modules/.bin/biome ci --error-on-warnings .
    ;;
test)
    server dev debug
    # What the client in Rust went through, the one here goes through too.
    TASKFLOW_HISTORY_CASES=$(mktemp -d)
    export TASKFLOW_HISTORY_CASES
    trap 'rm -rf "$TASKFLOW_HISTORY_CASES"' EXIT
    (cd .. && cargo test --locked --quiet --workspace --test histories)
    node_modules/.bin/vitest run
    ;;
e2e)
    shift
    ../scripts/chromium.sh
    build
    server dev debug
    node_modules/.bin/vitest run --config e2e/vitest.config.ts "$@"
    ;;
lighthouse)
    ../scripts/chromium.sh
    build
    server quick
    node_modules/.bin/vitest run --config e2e/lighthouse.config.ts
    ;;
screens)
    ../scripts/chromium.sh
    build
    server dev debug
    node_modules/.bin/vitest run --config e2e/screens.config.ts
    echo "pictures are in web/screens"
    ;;
*)
    echo "usage: web.sh check|build|test|dev|screens|lighthouse|e2e [SPEC…]" >&2
    exit 2
    ;;
esac
