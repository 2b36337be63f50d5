#!/usr/bin/env bash
# What belongs to web/: `web.sh check` (types, format, lints), `web.sh test` (against the real binary too), `web.sh build`
# (into web/dist/app, which the binary embeds) and `web.sh e2e` (the app in a browser, served by the real binary).
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

case "${1:-}" in
check)
    node_modules/.bin/tsc
    node_modules/.bin/biome ci --error-on-warnings .
    ;;
test)
    (cd .. && cargo build --locked --quiet -p taskflow)
    node_modules/.bin/vitest run
    ;;
build)
    node_modules/.bin/vite build --logLevel warn
    ;;
e2e)
    shift
    ../scripts/chromium.sh
    node_modules/.bin/vite build --logLevel warn
    (cd .. && cargo build --locked --quiet -p taskflow)
    node_modules/.bin/vitest run --config e2e/vitest.config.ts "$@"
    ;;
*)
    echo "usage: web.sh check|test|build|e2e [SPEC…]" >&2
    exit 2
    ;;
esac
