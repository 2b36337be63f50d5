#!/usr/bin/env bash
# kill -9 of the real binary under concurrent writers: ROUNDS times on each database.
set -euo pipefail
cd "$(dirname "$0")/.."
TASKFLOW_CRASH_ROUNDS=${1:-25} scripts/test.sh -p taskflow --test crash -- --nocapture --test-threads 1
