#!/usr/bin/env bash
# A PostgreSQL server for the tests of the store of jobs: Debian's, on a free port of the loopback.
#
#   postgresql.sh start FOLDER   installs what is missing when it may, starts the server, and prints its coordinates as NAME=VALUE
#   postgresql.sh stop FOLDER    ends the server that was started there
#
# FOLDER is made, and is the caller's to remove; the data is in a folder of its own, which stop removes. Where there can be no
# server, start says why on standard error and fails.
. "$(dirname "$0")/../service.sh"

has_postgresql() { compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null; }

install_postgresql() {
    if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
        echo "No PostgreSQL server: the package postgresql is not there, and installing it takes root and apt." >&2
        return 1
    fi
    export DEBIAN_FRONTEND=noninteractive
    # The package is not to start a server of its own.
    mkdir -p /etc/postgresql-common/createcluster.d
    echo "create_main_cluster = false" >/etc/postgresql-common/createcluster.d/outreach-tests.conf
    # Lists that cannot be renewed, as while another apt has them, may still be good enough.
    apt-get update >"$folder/apt.log" 2>&1 || true
    if ! apt-get -o DPkg::Lock::Timeout=120 install -y --no-install-recommends postgresql >>"$folder/apt.log" 2>&1; then
        fail "No PostgreSQL server: postgresql could not be installed:" "$folder/apt.log"
    fi
}

# PostgreSQL refuses to run as root, so that root becomes its user. Others run it as themselves.
user=()
if [ "$(id -u)" = 0 ]; then
    user=(setpriv --reuid=postgres --regid=postgres --clear-groups)
fi

free_port() {
    perl -MIO::Socket::INET -e 'print IO::Socket::INET->new(LocalAddr => "127.0.0.1", Listen => 1)->sockport'
}

start() {
    has_postgresql || install_postgresql || exit 1
    local bin data password port
    bin=$(compgen -G '/usr/lib/postgresql/*/bin' | sort -V | tail -n 1)
    # FOLDER may be below folders that are root's alone, as those that mktemp makes are.
    data=$("${user[@]}" mktemp -d /var/tmp/outreach-postgresql.XXXXXX)
    echo "$data" >"$folder/data"
    password=$(head -c 12 /dev/urandom | od -An -tx1 | tr -d ' \n')
    echo "$password" | "${user[@]}" tee "$data/password" >/dev/null
    cd /
    if ! "${user[@]}" "$bin/initdb" -D "$data/main" -U outreach -A scram-sha-256 --pwfile="$data/password" -E UTF8 --locale=C.UTF-8 --no-sync \
        >"$folder/initdb.log" 2>&1; then
        fail "No PostgreSQL server: its data could not be made:" "$folder/initdb.log"
    fi
    port=$(free_port)
    begin "${user[@]}" "$bin/postgres" -D "$data/main" -c listen_addresses=127.0.0.1 -c "port=$port" -c unix_socket_directories= \
        -c max_connections=200 -c fsync=off -c full_page_writes=off
    await "PostgreSQL server" "$bin/pg_isready" -q -h 127.0.0.1 -p "$port"
    echo "OUTREACH_POSTGRESQL=Host=127.0.0.1;Port=$port;Database=postgres;Username=outreach;Password=$password"
}

# Clients that are still connected are no reason to wait.
stop() {
    local pid tenths
    if [ -e "$folder/pid" ]; then
        pid=$(cat "$folder/pid")
        kill -INT "$pid" 2>/dev/null || true
        for ((tenths = 0; tenths < 300; tenths++)); do
            kill -0 "$pid" 2>/dev/null || break
            sleep 0.1
        done
    fi
    if [ -e "$folder/data" ]; then
        rm -rf "$(cat "$folder/data")"
    fi
    rm -f "$folder/pid" "$folder/data"
}

"$verb"
