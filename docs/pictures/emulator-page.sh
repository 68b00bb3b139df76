#!/usr/bin/env bash
# Takes the picture in emulator/README.md: the emulator's page, as the tests open it in Chromium.
set -euo pipefail
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

dotnet build tests/Outreach.Bulk.Emulator.Tests -v quiet --nologo
OUTREACH_PICTURES="$work" tests/Outreach.Bulk.Emulator.Tests/bin/Debug/net10.0/Outreach.Bulk.Emulator.Tests \
    -method '*It_fits_the_screen*' >"$work/log" || { cat "$work/log" >&2; exit 1; }
cp "$work/emulator-page-1280.png" docs/pictures/emulator-page.png
echo "docs/pictures/emulator-page.png"
