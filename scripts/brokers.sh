#!/usr/bin/env bash
# Asserts what the tests of hints need: redis-server and nats-server, which each test starts by itself. Installs what is
# missing where it may; one clear line when it may not.
set -euo pipefail
# shellcheck source=scripts/apt.sh
. "$(dirname "$0")/apt.sh"

# Some systems keep servers where only root looks.
PATH=$PATH:/usr/sbin:/usr/local/sbin

missing=()
for program in redis-server nats-server; do
    command -v "$program" >/dev/null || missing+=("$program")
done
[ "${#missing[@]}" != 0 ] || exit 0

# Debian starts a server that it installs unless a policy forbids it: nobody asked for one on the usual port.
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ] && command -v apt-get >/dev/null &&
    printf '#!/bin/sh\nexit 101\n' | as_root tee "$policy" >/dev/null 2>&1; then
    trap 'as_root rm -f "$policy"' EXIT
    as_root chmod 755 "$policy"
fi
# The packages have the names of their programs.
if ! apt_install "${missing[@]}"; then
    echo "${missing[*]} missing: install Redis and NATS, for example with: apt-get install ${missing[*]}" >&2
    exit 1
fi
