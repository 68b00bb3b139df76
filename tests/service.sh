# Sourced first by the scripts that start a server for tests: what they share. They define start, and end with "$verb".
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
if [ $# != 2 ] || { [ "$1" != start ] && [ "$1" != stop ]; }; then
    echo "usage: $(basename "$0") start|stop FOLDER" >&2
    exit 2
fi
verb=$1
mkdir -p "$2"
folder=$(cd "$2" && pwd)

# Says in a line why there is no server, with what its log ends with, and fails.
fail() { # REASON LOG
    echo "$1" >&2
    tail -n 5 "$2" >&2
    exit 1
}

# Starts a server in a session of its own: an interrupt at the keyboard is for the tests, and stop comes after them.
begin() { # COMMAND…
    setsid "$@" >"$folder/log" 2>&1 </dev/null &
    echo "$!" >"$folder/pid"
}

# Waits up to two minutes until the server that was begun is ready.
await() { # NAME CONDITION…
    local name=$1 tenths
    shift
    for ((tenths = 0; tenths < 1200; tenths++)); do
        ! "$@" || return 0
        kill -0 "$(cat "$folder/pid")" 2>/dev/null || break
        sleep 0.1
    done
    stop
    fail "No $name: it did not start:" "$folder/log"
}

stop() {
    if [ -e "$folder/pid" ]; then
        kill "$(cat "$folder/pid")" 2>/dev/null || true
        rm -f "$folder/pid" "$folder/coordinates"
    fi
}
