#!/usr/bin/env bash
# Takes the picture in the README: runs the Quickstart in a real terminal, and photographs its last screen.
# Needs tmux, aha and Chromium.
set -euo pipefail
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
trap 'tmux kill-session -t quickstart 2>/dev/null || true; rm -rf "$work"' EXIT

dotnet build samples/Quickstart -v quiet --nologo
tmux new-session -d -s quickstart -x 112 -y 60 \
    "COLORTERM=truecolor dotnet run --no-build --project samples/Quickstart; touch '$work/done'; sleep 60"
for _ in $(seq 1 300); do
    [ -e "$work/done" ] && break
    sleep 0.2
done
[ -e "$work/done" ] || { echo "The Quickstart did not end within a minute." >&2; exit 1; }

screen() { tmux capture-pane -p "$@" -t quickstart | sed -e :a -e '/^\n*$/{$d;N;ba' -e '}'; }
{
    echo '<!doctype html><meta charset="utf-8"><body style="margin:0;background:#16181d">'
    echo '<pre style="margin:0;padding:18px 22px;font:14px/19px DejaVu Sans Mono,monospace;color:#d8dbe2">'
    screen -e | aha --no-header --black
    echo '</pre></body>'
} > "$work/page.html"

lines=$(screen | wc -l)
chromium=$(command -v chromium || command -v chromium-browser || command -v google-chrome)
"$chromium" --headless --no-sandbox --disable-gpu --hide-scrollbars --disable-background-networking --user-data-dir="$work/profile" \
    --window-size=1000,$((lines * 19 + 40)) --screenshot=docs/pictures/quickstart.png "file://$work/page.html" 2>/dev/null
echo "docs/pictures/quickstart.png"
