#!/usr/bin/env bash
# Prints the path of a Python that has the packages tests use as independent engines, in target/python: made when it
# is missing or scripts/python.txt changed.
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=scripts/apt.sh
. scripts/apt.sh
venv=${CARGO_TARGET_DIR:-target}/python

if ! cmp -s scripts/python.txt "$venv/made-from.txt"; then
    command -v python3 >/dev/null || apt_install python3 ||
        { echo "Python 3 is missing: install it, for example with: apt-get install python3" >&2; exit 1; }
    rm -rf "$venv"
    # Debian leaves out of python3 what makes an environment with pip in it.
    if ! python3 -c 'import ensurepip, venv' 2>/dev/null && ! apt_install python3-venv; then
        echo "python3-venv is missing: install it, for example with: apt-get install python3-venv" >&2
        exit 1
    fi
    python3 -m venv "$venv" >&2
    "$venv/bin/pip" install --quiet --disable-pip-version-check -r scripts/python.txt >&2
    cp scripts/python.txt "$venv/made-from.txt"
fi
echo "$PWD/$venv/bin/python"
