#!/usr/bin/env bash
# Builds Guildhall when needed, starts it with its data in .data/, and ends with its address. Stop it with Ctrl-C.
set -euo pipefail
"$(dirname "${BASH_SOURCE[0]}")/build.sh"
source "$(dirname "${BASH_SOURCE[0]}")/env.sh"

mkdir -p .data
export GUILDHALL_ADDR="${GUILDHALL_ADDR:-127.0.0.1:3000}"
export GUILDHALL_PUBLIC_URL="${GUILDHALL_PUBLIC_URL:-http://$GUILDHALL_ADDR}"
export GUILDHALL_DATABASE_URL="${GUILDHALL_DATABASE_URL:-sqlite:$ROOT/.data/guildhall.db}"

# The last lines are Guildhall's own: its address, and at the first start the one-time link for the first account.
say "Starting Guildhall"
exec "$TARGET/release/guildhall" serve
