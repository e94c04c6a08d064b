#!/usr/bin/env bash
# Installs what the browser part of `make test` runs against the binary besides a browser, into .tools: the Python clients of other
# products, and Schemathesis.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/env.sh"
mkdir -p "$TOOLS"
exec 9>"$TOOLS/lock"
flock 9

# install FOLDER WHAT: the packages of end2end/FOLDER/requirements.txt, into .tools/FOLDER.
install() {
    local folder=$1 what=$2
    local wanted="end2end/$folder/requirements.txt"
    cmp -s "$wanted" "$TOOLS/$folder/.installed" && return
    say "Installing $what (30 seconds, once)"
    python3 -m pip --version >/dev/null 2>&1 || install_debian python3-pip || die "pip is needed for the tests (Debian: apt-get install python3-pip)"
    rm -rf "${TOOLS:?}/$folder"
    python3 -m pip install --quiet --disable-pip-version-check --target "$TOOLS/$folder" --requirement "$wanted"
    cp "$wanted" "$TOOLS/$folder/.installed"
}

install clients "the Python clients of other products"
install abuse "Schemathesis, which generates calls from the OpenAPI document"
