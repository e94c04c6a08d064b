#!/usr/bin/env bash
# Makes sure that the compiler can build for the server and for the browser (wasm32-unknown-unknown). Seconds when it already can.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/env.sh"

wasm_ready() {
    local sysroot
    sysroot="$("${RUSTC:-rustc}" --print sysroot 2>/dev/null)" || return 1
    compgen -G "$sysroot/lib/rustlib/wasm32-unknown-unknown/lib/libstd-*.rlib" >/dev/null
}

# Debian's Rust has no browser target of its own: its standard library is built once from Debian's sources.
# The result fits exactly this compiler, so it is built again after an upgrade of the package.
debian_toolchain() {
    have /usr/bin/wasm-ld-22 && [ -x /usr/bin/rustc ] && [ -d /usr/lib/rustlib ] && [ -d /usr/src/rustc-"$(/usr/bin/rustc --version | cut -d' ' -f2)" ] ||
        install_debian rustc-web cargo-web rust-web-src rust-web-clippy rustfmt-web lld-22 gcc libc6-dev
    mkdir -p "$TOOLS"
    touch "$TOOLS/toolchain-is-debian"
    export PATH="/usr/bin:$PATH" RUSTC=/usr/bin/rustc CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER=/usr/bin/wasm-ld-22

    local version stamp=/usr/lib/rustlib/wasm32-unknown-unknown/guildhall-version
    version="$(/usr/bin/rustc --version)"
    [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$version" ] && return

    say "Building the browser's standard library from Debian's sources (1 minute, once for each compiler version)"
    local scratch as_root=()
    [ "$(id -u)" -eq 0 ] || as_root=(sudo)
    scratch="$(mktemp -d)"
    /usr/bin/cargo new --quiet --lib --vcs none "$scratch/wasmstd"
    (
        cd "$scratch/wasmstd"
        unset CARGO_TARGET_DIR
        RUSTC_BOOTSTRAP=1 /usr/bin/cargo build --quiet --release --target wasm32-unknown-unknown \
            -Zbuild-std=std,panic_abort,panic_unwind
        rm -f target/wasm32-unknown-unknown/release/deps/libwasmstd-*.rlib
    )
    "${as_root[@]}" rm -rf /usr/lib/rustlib/wasm32-unknown-unknown
    "${as_root[@]}" mkdir -p /usr/lib/rustlib/wasm32-unknown-unknown/lib
    "${as_root[@]}" cp "$scratch"/wasmstd/target/wasm32-unknown-unknown/release/deps/lib*.rlib /usr/lib/rustlib/wasm32-unknown-unknown/lib/
    printf '%s' "$version" | "${as_root[@]}" tee "$stamp" >/dev/null
    rm -rf "$scratch"
}

have cc && have make || install_debian gcc libc6-dev make
have node && have npm || die "Node.js 20 or newer with npm is needed (Debian: apt-get install nodejs npm)"

if [ -f "$TOOLS/toolchain-is-debian" ] || ! have cargo; then
    debian_toolchain
elif ! wasm_ready; then
    say "Adding the browser target to the compiler (20 seconds)"
    have rustup && rustup target add wasm32-unknown-unknown || debian_toolchain
fi
source scripts/env.sh
wasm_ready || die "rustc cannot build for wasm32-unknown-unknown, although its standard library was installed"
