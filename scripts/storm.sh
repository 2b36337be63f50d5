#!/usr/bin/env bash
# Live sync at full size, with the optimised build: 200 clients behind networks that break, 2,000 sockets of which 50 stop
# reading, and rights taken away under 500 events a second. TASKFLOW_STORM_SEED repeats the choices of a run.
set -euo pipefail
cd "$(dirname "$0")/.."
# Both ends of each connection, and the proxy's between them.
ulimit -n "$(ulimit -Hn)"
export TASKFLOW_STORM_FULL=1
scripts/test.sh --release -p taskflow --test it -- live::storm:: live::stall:: live::loss:: --nocapture --test-threads 1
