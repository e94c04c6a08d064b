#!/usr/bin/env bash
# Builds the release binary, target/release/guildhall, with the Wasm, the CSS and the other assets inside.
# About 12 minutes on two cores the first time, 9 after a change, a second when nothing changed.
set -euo pipefail
"$(dirname "${BASH_SOURCE[0]}")/setup-build.sh"
source "$(dirname "${BASH_SOURCE[0]}")/env.sh"

stamp="$TARGET/release/.guildhall-built"
if [ -x "$TARGET/release/guildhall" ] && [ -f "$stamp" ] &&
    [ -z "$(find Cargo.toml Cargo.lock .cargo app contract frontend migrations server service style \
    scripts/build.sh scripts/env.sh scripts/join-parts.mjs scripts/wasm-order.mjs scripts/wasm-bytes.mjs -newer "$stamp" -print -quit)" ]; then
    say "target/release/guildhall is up to date"
    exit 0
fi

say "Building the release binary (12 minutes the first time, 9 after a change)"
mkdir -p "$TARGET/release"
# The embedding macro notices changed files, but not new ones.
touch -c server/src/assets.rs
touch "$stamp.new"
# Parts of the Wasm that an earlier build made and this one does not.
rm -rf target/site/pkg
# The browser's half first, because the server embeds it. -P compresses the assets; --split makes the parts. cargo-leptos would
# optimize each of hundreds of modules, which takes minutes; they are optimized when they are joined.
unoptimized="$TARGET/unoptimized"
mkdir -p "$unoptimized"
printf '#!/bin/sh\n' >"$unoptimized/wasm-opt"
chmod +x "$unoptimized/wasm-opt"
PATH="$unoptimized:$PATH" cargo-leptos build --release -P --split --frontend-only
say "Joining and optimizing the modules of each part of the Wasm (2 minutes)"
node scripts/join-parts.mjs target/site/pkg
cargo-leptos build --release --split --server-only
mv "$stamp.new" "$stamp"

# cargo-leptos only logs a CSS syntax error and then ships the source as it is.
css=target/site/pkg/guildhall.css
[ -s "$css" ] || die "$css is missing or empty"
if [ "$(wc -l <"$css")" -gt 5 ] || grep -q '/\*[^!]' "$css" || grep -q '@import' "$css"; then
    die "$css is not minified: it has a syntax error, see cargo-leptos' output above"
fi

say "Sizes in bytes (raw, brotli); the budgets are in end2end/tests/budgets.spec.ts"
for file in target/site/pkg/*.wasm target/site/pkg/guildhall.js "$css"; do
    printf '%-48s %9d %9d\n' "$file" "$(wc -c <"$file")" "$(wc -c <"$file.br")"
done
