#!/usr/bin/env bash
# Everything that can be said about the code without running it: format, lints, documentation, licences, forbidden dependencies.
# About 8 minutes on two cores the first time, under a minute afterwards.
set -euo pipefail
"$(dirname "${BASH_SOURCE[0]}")/setup-check.sh"
source "$(dirname "${BASH_SOURCE[0]}")/env.sh"

say "Format"
cargo fmt --all --check

# Never the whole workspace at once: that would turn on the server's and the browser's features together.
say "Lints of the server's half"
cargo clippy --locked -p contract -p service -p app -p server --features app/ssr --all-targets -- -D warnings
say "Lints of the browser's half"
cargo clippy --locked -p frontend --target wasm32-unknown-unknown -- -D warnings

say "Documentation"
RUSTDOCFLAGS="-D warnings" cargo doc --locked --no-deps --quiet -p contract -p service -p app -p server --features app/ssr

say "Dependencies the browser must never load"
tree="$(cargo tree --locked -p frontend --target wasm32-unknown-unknown -e normal --prefix none)"
for crate in sqlx axum tokio service chrono regex; do
    if grep -q "^$crate v" <<<"$tree"; then
        cargo tree --locked -p frontend --target wasm32-unknown-unknown -e normal -i "$crate"
        die "the browser's half depends on $crate"
    fi
done

say "Bans and licences"
cargo-deny --locked check --hide-inclusion-graph bans licenses sources

say "OpenAPI document"
# The snapshot is the document that the server serves; a test compares them.
document="$(mktemp --suffix .json)"
trap 'rm -f "$document"' EXIT
awk 'marks == 2 { print } /^---$/ { marks++ }' server/tests/api/snapshots/openapi.snap >"$document"
(cd end2end && REDOCLY_TELEMETRY=off REDOCLY_SUPPRESS_UPDATE_NOTICE=true npx --no-install redocly lint --config redocly.yaml "$document")

say "Types of the end-to-end suite"
(cd end2end && npx --no-install tsc --noEmit)

say "All checks passed"
