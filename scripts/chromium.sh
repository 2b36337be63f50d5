#!/usr/bin/env bash
# Makes sure that the distribution's Chromium is there: the browser in which the web app is tested.
set -euo pipefail
cd "$(dirname "$0")/.."

if [ -x "${CHROMIUM:-/usr/bin/chromium}" ]; then
    exit 0
fi
# shellcheck source=scripts/apt.sh
. scripts/apt.sh
if ! apt_install chromium; then
    echo "Chromium is missing: install the package chromium, or name the program in CHROMIUM" >&2
    exit 1
fi
