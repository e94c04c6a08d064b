#!/usr/bin/env bash
# Builds Guildhall when needed, starts it with its data in .data/, and ends with its address. Stop it with Ctrl-C.
set -euo pipefail
"$(dirname "${BASH_SOURCE[0]}")/build.sh"
source "$(dirname "${BASH_SOURCE[0]}")/env.sh"

mkdir -p .data
export GUILDHALL_ADDR="${GUILDHALL_ADDR:-127.0.0.1:3000}"
export GUILDHALL_PUBLIC_URL="${GUILDHALL_PUBLIC_URL:-http://$GUILDHALL_ADDR}"
export GUILDHALL_DATABASE_URL="${GUILDHALL_DATABASE_URL:-sqlite:$ROOT/.data/guildhall.db}"

say "Starting Guildhall"
"$TARGET/release/guildhall" serve &
server=$!
trap 'kill -TERM "$server" 2>/dev/null || true' INT TERM

for _ in $(seq 100); do
    kill -0 "$server" 2>/dev/null || { wait "$server"; exit $?; }
    if node -e 'fetch(process.argv[1]).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))' "http://$GUILDHALL_ADDR/readyz"; then
        say "Guildhall is running at $GUILDHALL_PUBLIC_URL"
        break
    fi
    sleep 0.1
done
# A signal interrupts the first wait; the second one lets the server drain and reports its exit code.
wait "$server" || true
wait "$server"
