#!/usr/bin/env bash
# Asserts what building needs: cargo and a C compiler (for SQLite and ring). One clear line when one is missing.
set -euo pipefail
# shellcheck source=scripts/apt.sh
. "$(dirname "$0")/apt.sh"

if ! command -v cargo >/dev/null; then
    echo "cargo is missing: install Rust from https://rustup.rs and open a new shell" >&2
    exit 1
fi
if ! command -v cc >/dev/null && ! apt_install gcc libc6-dev; then
    echo "A C compiler is missing: install one, for example with: apt-get install gcc libc6-dev" >&2
    exit 1
fi
