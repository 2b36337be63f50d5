#!/usr/bin/env bash
# Schemathesis reads the API's own description and tries the real server: examples, limits, wrong data, and chains of
# requests along the description's links. Nothing may answer 5xx or what the description does not say, and every error
# is a problem. SEED repeats a run, EXAMPLES is how many of each operation.
set -euo pipefail
cd "$(dirname "$0")/.."
python=$(scripts/python.sh)
cargo build --locked --quiet -p taskflow
binary=${CARGO_TARGET_DIR:-target}/debug/taskflow

dir=$(mktemp -d)
trap '[ -z "${server:-}" ] || { kill "$server"; wait "$server" || true; }; rm -rf "$dir"' EXIT
trap 'exit 130' INT TERM HUP
port=$("$python" -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
env TASKFLOW_LISTEN="127.0.0.1:$port" TASKFLOW_DATA_DIR="$dir" TASKFLOW_LOG_LEVEL=error \
    TASKFLOW_LIMITS_PER_USER_PER_MINUTE=0 TASKFLOW_LIMITS_PER_ADDRESS_PER_MINUTE=0 \
    TASKFLOW_LIMITS_SIGN_IN_PER_ADDRESS_PER_MINUTE=0 TASKFLOW_AUTH_ARGON2_MEMORY_KIB=64 TASKFLOW_AUTH_ARGON2_PASSES=1 \
    "$binary" serve >"$dir/server.log" 2>&1 &
server=$!
origin=http://127.0.0.1:$port
token=$("$python" - "$origin" <<'PYTHON'
import json, sys, time, urllib.request

def send(path, body=None, token=""):
    head = {"content-type": "application/json", "authorization": f"Bearer {token}"}
    data = body and json.dumps(body).encode()
    with urllib.request.urlopen(urllib.request.Request(sys.argv[1] + path, data, head)) as answer:
        return answer.read()

for attempt in range(300):
    try:
        send("/health/ready")
        break
    except OSError:
        time.sleep(0.1)
account = {"email": "ana@example.org", "name": "Ana", "password": "a long and odd password"}
token = json.loads(send("/api/v1/auth/register", account))["access_token"]
send("/api/v1/workspaces", {"name": "Acme", "slug": "acme"}, token)
print(token)
PYTHON
) || { cat "$dir/server.log" >&2; exit 1; }

# What ends the session that everything is tried with, or never ends, is left to the tests in tests/it.
status=0
# It keeps caches where it stands.
(cd "$dir" && "${python%/*}/schemathesis" run "$origin/api/v1/openapi.json" -H "Authorization: Bearer $token" \
    --mode all --max-examples "${EXAMPLES:-3}" --seed "${SEED:-1}" --workers 2 --no-color --suppress-health-check all \
    --checks not_a_server_error,status_code_conformance,content_type_conformance,response_headers_conformance,response_schema_conformance,negative_data_rejection,missing_required_header,unsupported_method \
    --exclude-path-regex '/auth/(logout|password|sessions)|/events$|/users/me$|/ws$' \
    >"$dir/report.txt" 2>&1) || status=$?
sed -n '/= SUMMARY =/,$p' "$dir/report.txt"
[ "$status" = 0 ] || sed -n '/= FAILURES =/,/= WARNINGS =/p' "$dir/report.txt"
if grep -i panic "$dir/server.log"; then status=1; fi
exit "$status"
