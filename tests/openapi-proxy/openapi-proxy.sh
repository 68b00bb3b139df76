#!/usr/bin/env bash
# Prism, a proxy that holds requests and answers against an OpenAPI description, for the tests that run behind one.
#
#   openapi-proxy.sh start FOLDER   installs it into FOLDER, starts it on a free port of the loopback, and prints its coordinates
#                                   as NAME=VALUE; the tests start the emulator on the port that it passes requests on to
#   openapi-proxy.sh stop FOLDER    ends the proxy that was started there
#
# OUTREACH_PROXY_DESCRIPTION names another description than spec/outreach-bulk.yml. FOLDER is made, and is the caller's to
# remove. Where there can be no proxy, start says why on standard error and fails.
. "$(dirname "$0")/../service.sh"
description=$(realpath "${OUTREACH_PROXY_DESCRIPTION:-$here/../../spec/outreach-bulk.yml}")

free_ports() {
    node -e '
        const net = require("net");
        const servers = [net.createServer(), net.createServer()];
        Promise.all(servers.map(server => new Promise(done => server.listen(0, "127.0.0.1", done)))).then(() => {
            console.log(servers.map(server => server.address().port).join(" "));
            servers.forEach(server => server.close());
        });'
}

start() {
    if ! command -v node >/dev/null || ! command -v npm >/dev/null; then
        echo "No validating proxy: it takes node and npm." >&2
        exit 1
    fi
    cp "$here/package.json" "$here/package-lock.json" "$folder"
    if ! (cd "$folder" && npm ci --ignore-scripts --no-audit --no-fund) >"$folder/npm.log" 2>&1; then
        fail "No validating proxy: it could not be installed:" "$folder/npm.log"
    fi
    read -r port upstream <<<"$(free_ports)"
    begin "$folder/node_modules/.bin/prism" proxy "$description" "http://127.0.0.1:$upstream/api/v2" -h 127.0.0.1 -p "$port"
    await "validating proxy" listens "$port"
    echo "OUTREACH_PROXY_URL=http://127.0.0.1:$port/"
    echo "OUTREACH_PROXY_UPSTREAM_PORT=$upstream"
}

listens() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

"$verb"
