#!/usr/bin/env bash
# Networks that break under 200 clients, on both databases. TASKFLOW_STORM_SEED repeats the choices of a run.
set -euo pipefail
cd "$(dirname "$0")/.."
# Both ends of each connection, and the proxy's between them.
ulimit -n "$(ulimit -Hn)"
export TASKFLOW_STORM_FULL=1
scripts/test.sh --profile quick -p taskflow --test it live::storm:: -- --nocapture --test-threads 1
