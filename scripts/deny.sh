#!/usr/bin/env bash
# Licences, bans and sources of every dependency, by the list in deny.toml. Builds cargo-deny into target/tools when
# it is missing (about 2 minutes on 2 cores, once). No advisory database: that one needs a network at every run.
set -euo pipefail
cd "$(dirname "$0")/.."
VERSION=0.20.2

deny=$(command -v cargo-deny || echo target/tools/bin/cargo-deny)
if [ ! -x "$deny" ]; then
    echo "building cargo-deny $VERSION into target/tools" >&2
    CARGO_TARGET_DIR=$PWD/target/tools/build cargo install cargo-deny --quiet --locked --version "$VERSION" \
        --root target/tools
    rm -rf target/tools/build
fi
# Locked: a check must not change what it checks.
"$deny" --locked --log-level error check licenses bans sources
