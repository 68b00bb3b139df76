#!/usr/bin/env bash
# Takes the picture in docs/jobs.md: the page of a job in Hangfire's dashboard, as the tests open it in Chromium.
set -euo pipefail
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

dotnet build tests/Outreach.Bulk.Jobs.Hangfire.Tests -v quiet --nologo
OUTREACH_PICTURES="$work" tests/Outreach.Bulk.Jobs.Hangfire.Tests/bin/Debug/net10.0/Outreach.Bulk.Jobs.Hangfire.Tests \
    -method '*Both_pages_fit_a_screen*' >"$work/log" || { cat "$work/log" >&2; exit 1; }
cp "$work/job-1280.png" docs/pictures/jobs-dashboard.png
echo "docs/pictures/jobs-dashboard.png"
