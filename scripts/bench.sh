#!/usr/bin/env bash
# Measures the release binary on a seeded database: start-up time, memory, requests a second and latency of a few hot paths.
# About 2 minutes besides the build. SQLite unless GUILDHALL_TEST_POSTGRES_URL names a PostgreSQL server
# (scripts/with-postgres.sh scripts/bench.sh gives it one).
set -euo pipefail
"$(dirname "${BASH_SOURCE[0]}")/build.sh"
source "$(dirname "${BASH_SOURCE[0]}")/env.sh"

have wrk || install_debian wrk
say "Measuring $TARGET/release/guildhall"
exec node scripts/bench.mjs "$TARGET/release/guildhall"
