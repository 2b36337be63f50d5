#!/usr/bin/env bash
# Measures TaskFlow beside its ceilings, on SQLite and on a private PostgreSQL, both on a disk with fsync on.
# `bench.sh api`, `bench.sh find`, `bench.sh live`, `bench.sh consume` and `bench.sh import` measure only that.
set -euo pipefail
cd "$(dirname "$0")/.."
scripts/tools.sh

wanted=("$@")
[ $# -gt 0 ] || wanted=(api find live consume import)
benches=()
for name in "${wanted[@]}"; do
  case $name in
    api | find | live | consume | import) benches+=(--bench "$name") ;;
    *) echo "bench.sh: $name is none of api, find, live, consume and import" >&2; exit 2 ;;
  esac
done
# Thousands of sockets, at both ends.
ulimit -n "$(ulimit -Hn)"

# /var/tmp is on a disk everywhere; /tmp may be memory, where a durable write costs nothing.
dir=$(mktemp -d /var/tmp/taskflow-bench.XXXXXX)
trap 'scripts/postgres.sh stop "$dir"; rm -rf "$dir"' EXIT
trap 'exit 130' INT TERM HUP
TASKFLOW_TEST_POSTGRES=$(scripts/postgres.sh start "$dir" --durable)
export TASKFLOW_TEST_POSTGRES
TASKFLOW_BENCH_PGBENCH=$(scripts/postgres.sh bin)/pgbench
TASKFLOW_BENCH_DIR=$dir/taskflow
mkdir "$TASKFLOW_BENCH_DIR"
export TASKFLOW_BENCH_PGBENCH TASKFLOW_BENCH_DIR

cargo bench --locked --quiet -p taskflow "${benches[@]}"
