#!/usr/bin/env bash
# Measures the release binary on the load-test data (organizations of 100, 10,000 and 100,000 members), on SQLite and then on
# PostgreSQL: start-up, memory, and requests a second of the hot paths side by side. No absolute time is asserted: compare the
# ratios. About 6 minutes besides the build; BENCH_SECONDS (5) is the time for each line.
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
"$here/build.sh"
source "$here/env.sh"

have wrk || install_debian wrk
say "Measuring $TARGET/release/guildhall on SQLite"
env -u GUILDHALL_TEST_POSTGRES_URL node scripts/bench.mjs "$TARGET/release/guildhall"
say "Measuring $TARGET/release/guildhall on PostgreSQL"
"$here/with-postgres.sh" node scripts/bench.mjs "$TARGET/release/guildhall"
