# Sourced by every script: where things are, which versions are pinned, which toolchain is used, and small helpers.
# Nothing is installed here.
# shellcheck shell=bash

ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
TOOLS="$ROOT/.tools"
TARGET="${CARGO_TARGET_DIR:-$ROOT/target}"
cd "$ROOT"

# Versions of the project's own tools. wasm-bindgen-cli follows the crate in Cargo.lock, because the two must be equal.
CARGO_LEPTOS_VERSION=0.3.11
BINARYEN_VERSION=132.0.0
CARGO_DENY_VERSION=0.20.2
WASM_BINDGEN_VERSION="$(awk '/^name = "wasm-bindgen"$/ { getline; gsub(/"/, ""); print $3 }' "$ROOT/Cargo.lock")"

export PATH="$TOOLS/bin:$TOOLS/npm/node_modules/.bin:$TOOLS/pip/bin:$PATH"
[ -d "$HOME/.cargo/bin" ] && [[ ":$PATH:" != *":$HOME/.cargo/bin:"* ]] && PATH="$PATH:$HOME/.cargo/bin"

# Either variable replaces build.rustflags of .cargo/config.toml instead of adding to it, and everything would be rebuilt.
unset RUSTFLAGS CARGO_ENCODED_RUSTFLAGS

# Debian's compiler, chosen by scripts/setup-toolchain.sh where rustup or its server is missing.
if [ -f "$TOOLS/toolchain-is-debian" ]; then
    export PATH="$TOOLS/bin:$TOOLS/npm/node_modules/.bin:$TOOLS/pip/bin:/usr/bin:$PATH" RUSTC=/usr/bin/rustc
    export CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER=/usr/bin/wasm-ld-22
fi

say() { printf '\n==> %s\n' "$*"; }
die() { printf 'error: %s\n' "$*" >&2; exit 1; }
have() { command -v "$1" >/dev/null 2>&1; }

# install_debian PACKAGE...: the only place that ever asks for root, and only for what is missing.
install_debian() {
    local as_root=()
    if [ "$(id -u)" -ne 0 ]; then
        have sudo || die "missing Debian packages; as root, run: apt-get install $*"
        as_root=(sudo)
    fi
    have apt-get || die "missing: $*. Only Debian's packages are installed automatically; install these by hand"
    say "Installing Debian packages: $*"
    "${as_root[@]}" apt-get update -qq
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@"
}

# install_tool CRATE VERSION [OPTION...]: builds a command-line tool into .tools with a cheap profile
# (the tools' own release profiles take three times as long). The variables are set for this one command only.
install_tool() {
    local crate=$1 version=$2
    shift 2
    env CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 CARGO_PROFILE_RELEASE_OPT_LEVEL=1 \
        CARGO_TARGET_DIR="$TOOLS/build" \
        cargo install "$crate" --version "$version" --root "$TOOLS" --quiet --force "$@"
    rm -rf "$TOOLS/build"
}
