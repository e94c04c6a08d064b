#!/usr/bin/env bash
# Installs the Python clients of other products that the browser part of `make test` runs against the binary, into .tools/clients.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/env.sh"
mkdir -p "$TOOLS"
exec 9>"$TOOLS/lock"
flock 9

wanted="end2end/clients/requirements.txt"
if ! cmp -s "$wanted" "$TOOLS/clients/.installed"; then
    say "Installing the Python clients of other products (30 seconds, once)"
    python3 -m pip --version >/dev/null 2>&1 || install_debian python3-pip || die "pip is needed for the tests (Debian: apt-get install python3-pip)"
    rm -rf "$TOOLS/clients"
    python3 -m pip install --quiet --disable-pip-version-check --target "$TOOLS/clients" --requirement "$wanted"
    cp "$wanted" "$TOOLS/clients/.installed"
fi
