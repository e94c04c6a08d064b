#!/usr/bin/env bash
# Installs what a release build needs into .tools/: cargo-leptos, wasm-bindgen and wasm-opt.
# About 12 minutes on two cores the first time, a second when everything is there.
set -euo pipefail
"$(dirname "${BASH_SOURCE[0]}")/setup-toolchain.sh"
source "$(dirname "${BASH_SOURCE[0]}")/env.sh"
mkdir -p "$TOOLS"

# Another run may be installing right now; wait for it instead of building the same tool twice.
exec 9>"$TOOLS/lock"
flock 9

# cargo's proxy sets CARGO, which cargo-leptos would mistake for being started as `cargo leptos`.
if [ "$(cargo-leptos --version 2>/dev/null | awk '{ print $2 }')" != "$CARGO_LEPTOS_VERSION" ]; then
    say "Building cargo-leptos $CARGO_LEPTOS_VERSION (8 minutes, once)"
    # One crate of its lock file names a newer Rust than it needs. no_downloads: a missing tool is an error, not a download.
    install_tool cargo-leptos "$CARGO_LEPTOS_VERSION" --locked --ignore-rust-version --features no_downloads
fi
if [ "$(wasm-bindgen --version 2>/dev/null)" != "wasm-bindgen $WASM_BINDGEN_VERSION" ]; then
    say "Building wasm-bindgen $WASM_BINDGEN_VERSION (2 minutes, once)"
    install_tool wasm-bindgen-cli "$WASM_BINDGEN_VERSION"
fi
if [ "$(node -p 'require(process.argv[1]).version' "$TOOLS/npm/node_modules/binaryen/package.json" 2>/dev/null)" != "$BINARYEN_VERSION" ]; then
    say "Installing wasm-opt (binaryen $BINARYEN_VERSION, 20 seconds, once)"
    mkdir -p "$TOOLS/npm"
    npm install --prefix "$TOOLS/npm" --no-save --no-audit --no-fund --loglevel=error "binaryen@$BINARYEN_VERSION"
fi

# cargo-leptos takes wasm-bindgen from PATH without looking at its version; a mismatch would fail late and obscurely.
[ "$(wasm-bindgen --version)" = "wasm-bindgen $WASM_BINDGEN_VERSION" ] ||
    die "$(command -v wasm-bindgen) is $(wasm-bindgen --version), but Cargo.lock asks for $WASM_BINDGEN_VERSION"
