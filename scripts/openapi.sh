#!/usr/bin/env bash
# Writes docs/openapi.json from the code; with --check fails when the file in the repository is another.
set -euo pipefail
cd "$(dirname "$0")/.."
FILE=docs/openapi.json

fresh=$(mktemp)
trap 'rm -f "$fresh"' EXIT
cargo run --locked --quiet -p taskflow -- openapi >"$fresh"

if [ "${1:-}" != --check ]; then
    mkdir -p docs
    cp "$fresh" "$FILE"
    echo "wrote $FILE"
elif ! diff -u --label "$FILE" --label "what the code says" "$FILE" "$fresh" | head -n 40; then
    echo "$FILE is stale: run make openapi and commit it" >&2
    exit 1
fi
