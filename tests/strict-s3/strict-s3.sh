#!/usr/bin/env bash
# An S3 server that verifies presigned links, for the tests that upload to one: server.py, on free ports of the loopback.
#
#   strict-s3.sh start FOLDER   installs what is missing when it may, starts the server, and prints its coordinates as NAME=VALUE
#   strict-s3.sh stop FOLDER    ends the server that was started there
#
# FOLDER is made, holds what the server keeps, and is the caller's to remove. Where there can be no server, start says why on
# standard error and fails.
. "$(dirname "$0")/../service.sh"

# Swift is a library of the system's Python, which another one on the PATH would not see.
python=/usr/bin/python3

has_swift() { [ -x "$python" ] && "$python" -c 'import swift.proxy, swift.obj.mem_server' 2>/dev/null; }

# The library alone: the packages with the daemons would also start them.
install_swift() {
    if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
        echo "No S3 server: the package python3-swift is not there, and installing it takes root and apt." >&2
        return 1
    fi
    export DEBIAN_FRONTEND=noninteractive
    # Lists that cannot be renewed, as while another apt has them, may still be good enough.
    apt-get update >"$folder/apt.log" 2>&1 || true
    if ! apt-get -o DPkg::Lock::Timeout=120 install -y --no-install-recommends python3-swift >>"$folder/apt.log" 2>&1; then
        fail "No S3 server: python3-swift could not be installed:" "$folder/apt.log"
    fi
}

start() {
    has_swift || install_swift || exit 1
    begin "$python" "$here/server.py" "$folder"
    await "S3 server" test -e "$folder/coordinates"
    cat "$folder/coordinates"
}

"$verb"
