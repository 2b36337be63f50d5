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

all=false
if [ $# = 0 ]; then all=true && set -- --workspace; fi
status=0
TMPDIR=$files cargo test --locked --no-fail-fast "$@" || status=$?
if $all; then TMPDIR=$files scripts/web.sh test || status=$?; fi
if $all; then TMPDIR=$files scripts/web.sh e2e || status=$?; fi
if $all; then scripts/schemathesis.sh || status=$?; fi
exit "$status"
