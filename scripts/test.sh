#!/usr/bin/env bash
# Every test: Rust on SQLite and PostgreSQL, then `make check`, then the release build, then the browser against it.
# About an hour on two cores the first time (the tools are built too), 25 minutes afterwards.
#   scripts/test.sh            everything
#   scripts/test.sh rust       only the Rust tests
#   scripts/test.sh browser    only the release build and the browser
set -euo pipefail
part="${1:-all}"
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"

# All tests of one run share one private PostgreSQL server.
if [ -z "${GUILDHALL_TEST_POSTGRES_URL:-}" ]; then
    exec "$here/with-postgres.sh" "$here/test.sh" "$part"
fi

if [ "$part" = all ] || [ "$part" = rust ]; then
    "$here/setup-toolchain.sh"
    source "$here/env.sh"
    # A snapshot that differs fails; it is never rewritten by a test run.
    export INSTA_UPDATE="${INSTA_UPDATE:-no}"
    say "Rust tests, on SQLite and PostgreSQL (15 minutes the first time)"
    # One command for all four, so that dependencies are compiled with one set of features. The frontend is never among them.
    cargo test --locked --no-fail-fast -p contract -p service -p app -p server --features app/ssr
fi

if [ "$part" = all ]; then
    "$here/check.sh"
fi

if [ "$part" = all ] || [ "$part" = browser ]; then
    "$here/build.sh"
    "$here/setup-check.sh"
    "$here/setup-clients.sh"
    source "$here/env.sh"
    [ -x /usr/bin/chromium ] || install_debian chromium
    [ -x /usr/bin/chromium ] || die "Chromium is needed for the browser tests (Debian: apt-get install chromium)"
    say "Browser tests against the release binary (16 minutes)"
    cd end2end
    GUILDHALL_BIN="${GUILDHALL_BIN:-$TARGET/release/guildhall}" npx --no-install playwright test
fi
