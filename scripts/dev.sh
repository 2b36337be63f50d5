#!/usr/bin/env bash
# The server with its demo data, built again when its code changes, and Vite with hot replacement in front of it.
set -euo pipefail
cd "$(dirname "$0")/.."
scripts/tools.sh

server=
vite=
stop() {
    for pid in $server $vite; do kill "$pid" 2>/dev/null || true; done
    wait
}
trap stop EXIT
trap 'exit 130' INT TERM HUP

# The newest change of the server's code, as a number.
newest() {
    find crates migrations Cargo.lock -type f \( -name '*.rs' -o -name '*.sql' -o -name '*.toml' -o -name Cargo.lock \) \
        -printf '%T@\n' | sort -n | tail -1
}

# Links in mail lead to Vite; the page's origin is let in.
export TASKFLOW_BASE_URL=http://127.0.0.1:5173

# Makes the demo unless it is there, and says how to sign in: its password is told once, and kept beside it for the next start.
demo() {
    local kept=${TASKFLOW_DATA_DIR:-data}/demo-sign-in said
    said=$(target/debug/taskflow demo)
    case $said in
    *"The demo is ready"*) (umask 077 && printf '%s\n' "$said" >"$kept") ;;
    *) [ ! -s "$kept" ] || said=$(cat "$kept") ;;
    esac
    printf '%s\n' "$said"
}

start() {
    if cargo build --quiet -p taskflow; then
        [ -n "$server" ] || demo
        [ -z "$server" ] || { kill "$server" 2>/dev/null && wait "$server" || true; }
        target/debug/taskflow serve &
        server=$!
    fi
}

seen=$(newest)
start
scripts/web.sh dev &
vite=$!
while kill -0 "$vite" 2>/dev/null; do
    sleep 1
    now=$(newest)
    if [ "$now" != "$seen" ]; then
        seen=$now
        start
    fi
done
