#!/usr/bin/env bash
# Rebuilds and restarts Guildhall at every change, with unoptimised code: http://127.0.0.1:3000, data in .data/dev.db.
# About 5 minutes the first time, 10 to 40 seconds after a change.
set -euo pipefail
"$(dirname "${BASH_SOURCE[0]}")/setup-build.sh"
source "$(dirname "${BASH_SOURCE[0]}")/env.sh"

mkdir -p .data
export GUILDHALL_ADDR="${GUILDHALL_ADDR:-127.0.0.1:3000}"
export GUILDHALL_PUBLIC_URL="${GUILDHALL_PUBLIC_URL:-http://$GUILDHALL_ADDR}"
export LEPTOS_SITE_ADDR="$GUILDHALL_ADDR" # where cargo-leptos waits for the server before it reloads the browser
export GUILDHALL_DATABASE_URL="${GUILDHALL_DATABASE_URL:-sqlite:$ROOT/.data/dev.db}"

# Leptos compiles the watch mode in, so that sharing a target folder with the other commands would rebuild everything each time.
export CARGO_TARGET_DIR="$TARGET/dev"
say "Watching the sources (the first build takes about 5 minutes)"
exec cargo-leptos watch --split
