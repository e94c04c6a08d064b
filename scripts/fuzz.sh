#!/usr/bin/env bash
# Ten times the generated abuse of `make test`, with a seed of its own: broken messages in Rust, generated calls against the release binary.
# About 20 minutes on two cores once everything is built. A run is repeated with SEED=… make fuzz.
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
if [ -z "${GUILDHALL_TEST_POSTGRES_URL:-}" ]; then
    exec "$here/with-postgres.sh" "$here/fuzz.sh"
fi

"$here/build.sh"
"$here/setup-check.sh"
"$here/setup-clients.sh"
source "$here/env.sh"
export GUILDHALL_FUZZ_SEED="${SEED:-$((RANDOM * 32768 + RANDOM))}"
export GUILDHALL_FUZZ_CALLS=20000 GUILDHALL_FUZZ_ENVELOPES=20000

say "20,000 broken messages, seed $GUILDHALL_FUZZ_SEED"
# The features of `make test`, so that nothing is compiled again.
cargo test --locked -p contract -p service -p app -p server --features app/ssr --test dialects envelopes

say "20,000 generated calls, seed $GUILDHALL_FUZZ_SEED (15 minutes)"
(cd end2end && GUILDHALL_BIN="${GUILDHALL_BIN:-$TARGET/release/guildhall}" npx --no-install playwright test abuse.spec --project=desktop)

say "Nothing broke; the seed was $GUILDHALL_FUZZ_SEED"
