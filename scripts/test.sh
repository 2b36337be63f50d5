#!/usr/bin/env bash
# Runs all tests on SQLite and on a private PostgreSQL that lives as long as they do. Tests that need a Redis or NATS
# start their own.
# Arguments go to cargo test: scripts/test.sh -p taskflow --test it task::
set -euo pipefail
cd "$(dirname "$0")/.."
scripts/tools.sh
scripts/brokers.sh
# Mail servers and push services of the tests are Python's.
scripts/python.sh >/dev/null

# Both databases on the fastest disk there is: the SQLite files of the tests go where temporary files go.
dir=$(scripts/postgres.sh dir)
files=$(scripts/postgres.sh dir)
trap 'scripts/postgres.sh stop "$dir"; rm -rf "$dir" "$files"' EXIT
trap 'exit 130' INT TERM HUP
TASKFLOW_TEST_POSTGRES=$(scripts/postgres.sh start "$dir" --durable)
export TASKFLOW_TEST_POSTGRES

if [ $# -gt 0 ]; then
    TMPDIR=$files cargo test --locked --no-fail-fast "$@"
    exit
fi

# Each part runs whatever became of the ones before it. What it says is kept, so that the end of a long run, which may be
# all that is left of it, has every part's closing lines and what failed.
export NO_COLOR=1
status=0
part() {
    TMPDIR=$files "$@" 2>&1 | tee -a "$files/said" || status=$?
}
part cargo test --locked --no-fail-fast --workspace
part scripts/web.sh test
part scripts/web.sh e2e
part scripts/schemathesis.sh

echo
echo "== closing lines"
grep -aE '^test result: .* [1-9][0-9]* passed|^ *(Test Files|Tests) |generated, .* passed' "$files/said" || true
if [ "$status" != 0 ]; then
    echo "== what failed"
    grep -aE -A4 "^test .* FAILED$|^thread '.*panicked at|^error(\[|:)| FAIL |^ *(Assertion)?Error: " "$files/said" | head -n 200 || true
fi
exit "$status"
