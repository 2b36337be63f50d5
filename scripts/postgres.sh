#!/usr/bin/env bash
# A private PostgreSQL for tests and benchmarks: loopback only, a port of its own, nothing left behind.
#
#   postgres.sh start DIR [--durable|--fast]   makes a cluster in DIR (new or empty), prints its URL
#   postgres.sh stop DIR                       ends that server by its own pid and removes DIR
#   postgres.sh dir                            makes a directory on the fastest disk that has room, prints its path
#   postgres.sh bin                            prints where the server's programs are (installs them if it may)
#
# --durable (the default) keeps fsync on. --fast turns it off: TaskFlow refuses such a server unless
# TASKFLOW_DATABASE_ALLOW_UNSAFE_FSYNC=true.
set -euo pipefail
# shellcheck source=scripts/apt.sh
. "$(dirname "$0")/apt.sh"

OLDEST=14
MARK=taskflow-private-postgres

fail() {
    echo "postgres.sh: $*" >&2
    exit 1
}

# --- finding the server's programs -----------------------------------------------------------------------------

major() {
    "$1/postgres" --version | sed -E 's/^[^0-9]*([0-9]+).*/\1/'
}

# Prints the newest bin directory whose `postgres` is new enough; nothing when there is none.
find_bin() {
    local dir version best='' best_version=0
    for dir in "${TASKFLOW_TEST_POSTGRES_BIN:-}" "$(pg_config --bindir 2>/dev/null || true)" \
        /usr/lib/postgresql/*/bin /usr/pgsql-*/bin /usr/local/pgsql/bin \
        "$(dirname "$(command -v postgres 2>/dev/null || echo /-/-)")"; do
        if [ -z "$dir" ] || [ ! -x "$dir/postgres" ] || [ ! -x "$dir/initdb" ]; then continue; fi
        version=$(major "$dir")
        if [ "$version" -ge "$OLDEST" ] && [ "$version" -gt "$best_version" ]; then
            best=$dir best_version=$version
        fi
    done
    echo "$best"
}

# Debian makes and starts a cluster of its own at installation unless told not to; its settings file is put back after.
install_server() {
    local conf=/etc/postgresql-common/createcluster.conf saved status=0
    apt_install postgresql-common || return 1
    saved=$(mktemp)
    cp "$conf" "$saved"
    echo 'create_main_cluster = false' | as_root tee -a "$conf" >/dev/null
    apt_install postgresql || status=$?
    as_root cp "$saved" "$conf"
    rm -f "$saved"
    return "$status"
}

require_bin() {
    BIN=$(find_bin)
    if [ -z "$BIN" ]; then
        install_server || true
        BIN=$(find_bin)
    fi
    [ -n "$BIN" ] ||
        fail "PostgreSQL $OLDEST or newer is missing: install its server, for example with: apt-get install postgresql"
}

# --- running as somebody -----------------------------------------------------------------------------------------

# PostgreSQL refuses to run as root; as root its programs run as an account without rights.
owner() {
    if [ "$(id -u)" != 0 ]; then
        id -un
    elif id postgres >/dev/null 2>&1; then
        echo postgres
    else
        echo nobody
    fi
}

as_owner() {
    if [ "$(id -u)" != 0 ]; then
        "$@"
    elif command -v setpriv >/dev/null; then
        setpriv --reuid "$OWNER" --regid "$(id -g "$OWNER")" --clear-groups env HOME="$DIR" "$@"
    else
        runuser -u "$OWNER" -- env HOME="$DIR" "$@"
    fi
}

# --- start and stop ----------------------------------------------------------------------------------------------

# The kernel picks a port nobody listens on. Somebody may take it before the server does: start tries again then.
free_port() {
    perl -MIO::Socket::INET -e \
        'print IO::Socket::INET->new(Listen => 1, LocalAddr => "127.0.0.1", Proto => "tcp")->sockport' 2>/dev/null ||
        python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])' 2>/dev/null ||
        echo $((20000 + RANDOM % 12000))
}

# Small containers have no ps, other systems no /proc.
command_line() {
    if [ -r "/proc/$1/cmdline" ]; then
        tr '\0' ' ' <"/proc/$1/cmdline"
    else
        ps -o args= -p "$1" 2>/dev/null
    fi
}

# The pid of the server of DIR, and only of that one: a pid file may outlive its process and name another.
server_pid() {
    local pid
    pid=$(head -n 1 "$DIR/data/postmaster.pid" 2>/dev/null) || return 1
    [ -n "$pid" ] && command_line "$pid" | grep -qF -- "$DIR/data" && echo "$pid"
}

end_server() {
    local pid tries
    pid=$(server_pid) || return 0
    kill -INT "$pid" 2>/dev/null || return 0
    for ((tries = 0; tries < 300; tries++)); do
        kill -0 "$pid" 2>/dev/null || return 0
        sleep 0.1
        # Half a minute is long for a fast shutdown: end it at once, the data is thrown away anyway.
        [ "$tries" != 250 ] || kill -QUIT "$pid" 2>/dev/null || true
    done
    fail "the server with pid $pid does not end"
}

remove_all() {
    end_server
    rm -rf "$DIR"
}

configure() {
    local fsync=on
    [ "$1" = --durable ] || fsync=off
    cat >>"$DIR/data/postgresql.conf" <<-CONF
		listen_addresses = '127.0.0.1'
		unix_socket_directories = '$DIR/socket'
		max_connections = 200
		fsync = $fsync
		full_page_writes = $fsync
		shared_buffers = 256MB
		max_wal_size = 2GB
		autovacuum_naptime = 10s
		timezone = 'UTC'
		lc_messages = 'C'
		log_min_messages = warning
		log_statement = none
	CONF
}

start() {
    local mode=${1:---durable} port tries parent
    case $mode in --durable | --fast) ;; *) fail "unknown option $mode" ;; esac
    [ ! -e "$DIR" ] || [ -z "$(ls -A "$DIR")" ] || fail "$DIR is not empty"
    require_bin
    OWNER=$(owner)

    trap 'remove_all' EXIT
    trap 'exit 130' INT TERM HUP
    mkdir -p "$DIR"
    DIR=$(cd "$DIR" && pwd -P)
    # A socket's path has a limit of 107 bytes, and the server would only say so after initdb.
    [ "${#DIR}" -le 80 ] || fail "$DIR is too long a path for a unix socket"
    touch "$DIR/$MARK"
    mkdir "$DIR/data" "$DIR/socket"
    chmod 700 "$DIR/data" "$DIR/socket"
    chmod 755 "$DIR"
    [ "$(id -u)" != 0 ] || chown -R "$OWNER" "$DIR"
    parent=$(dirname "$DIR")
    as_owner test -x "$parent" || fail "the account $OWNER cannot enter $parent: choose another directory"

    # No sync here: a machine that dies now loses a cluster that nobody has used yet.
    # A cluster that sorts like a dictionary shows a column whose COLLATE "C" was forgotten.
    local locale=(--locale=C.UTF-8)
    [ "$(major "$BIN")" -lt 15 ] || locale+=(--locale-provider=icu --icu-locale=en-US)
    as_owner "$BIN/initdb" -D "$DIR/data" -U taskflow -A trust -E UTF8 "${locale[@]}" --no-sync \
        >"$DIR/initdb.log" 2>&1 || { cat "$DIR/initdb.log" >&2; fail "initdb failed"; }
    configure "$mode"

    for ((tries = 0; tries < 5; tries++)); do
        port=$(free_port)
        # pg_ctl gives the server a session of its own, so Ctrl-C ends the tests and not the server under them.
        # It must not keep this script's output open: whoever reads the URL would wait for the server's end.
        if (cd / && as_owner "$BIN/pg_ctl" start -s -w -t 60 -D "$DIR/data" -l "$DIR/data/server.log" \
            -o "-p $port" >/dev/null 2>&1 </dev/null); then
            trap - EXIT
            echo "postgres://taskflow@127.0.0.1:$port/postgres"
            return
        fi
        grep -qi 'address already in use' "$DIR/data/server.log" || break
        : >"$DIR/data/server.log"
    done
    tail -n 20 "$DIR/data/server.log" >&2 || true
    fail "the server did not start"
}

stop() {
    [ -d "$DIR" ] || return 0
    [ -e "$DIR/$MARK" ] || fail "$DIR was not made by postgres.sh start"
    DIR=$(cd "$DIR" && pwd -P)
    remove_all
}

# Memory when it has room: there fsync costs nothing and may stay on.
new_dir() {
    local base=${TMPDIR:-/tmp}
    if [ -w /dev/shm ] && [ "$(df -Pk /dev/shm | awk 'NR == 2 { print $4 }')" -gt $((4 * 1024 * 1024)) ]; then
        base=/dev/shm
    fi
    mktemp -d "$base/taskflow-test.XXXXXX"
}

case ${1:-} in
start | stop)
    [ -n "${2:-}" ] || fail "say which directory: postgres.sh $1 DIR"
    DIR=$2
    "$1" "${@:3}"
    ;;
dir) new_dir ;;
bin) require_bin && echo "$BIN" ;;
*)
    sed -n '2,10s/^# \{0,1\}//p' "$0" >&2
    exit 2
    ;;
esac
