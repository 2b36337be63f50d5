#!/usr/bin/env bash
# Writes web/src/api/schema.d.ts, the API's types, from docs/openapi.json; with --check fails when they are of another one.
# The seal in the file's first line is of everything that it is made from: fresh types cost one hash to find out.
set -euo pipefail
cd "$(dirname "$0")/.."
TOOL=web/tools/apigen
OUT=web/src/api/schema.d.ts

seal=$(cat docs/openapi.json "$TOOL/apigen.js" "$TOOL/pnpm-lock.yaml" | sha256sum | cut -d' ' -f1)
if [ -f "$OUT" ] && head -n 1 "$OUT" | grep -q "seal $seal\$"; then
    exit 0
fi
if [ "${1:-}" = --check ]; then
    echo "$OUT is stale: run scripts/apigen.sh and commit it" >&2
    exit 1
fi

export npm_config_update_notifier=false CI=true
if ! cmp -s "$TOOL/pnpm-lock.yaml" "$TOOL/node_modules/.taskflow-lock.yaml"; then
    pnpm=$(sed -n 's/.*"packageManager": "\(.*\)".*/\1/p' "$TOOL/package.json")
    (cd "$TOOL" && npx --yes "$pnpm" install --ignore-workspace --frozen-lockfile --prefer-offline --silent)
    cp "$TOOL/pnpm-lock.yaml" "$TOOL/node_modules/.taskflow-lock.yaml"
fi
node "$TOOL/apigen.js" docs/openapi.json "$OUT" "$seal"
echo "wrote $OUT"
