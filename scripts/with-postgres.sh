#!/usr/bin/env bash
# with-postgres.sh COMMAND...: runs a command beside a private PostgreSQL server in a temporary folder, on a free port of the
# loopback, with GUILDHALL_TEST_POSTGRES_URL set to its superuser. Server and folder are gone afterwards. 2 seconds.
# Nothing is ever durable here (fsync=off), so use it for tests only.
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
caller="$PWD"
source "$here/env.sh"

find_binaries() { pg_bin="$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1)"; [ -x "${pg_bin:-}/initdb" ]; }
find_binaries || { install_debian postgresql; find_binaries; } || die "PostgreSQL is needed for the tests (Debian: apt-get install postgresql)"

folder="$(mktemp -d "${TMPDIR:-/tmp}/guildhall-postgres.XXXXXX")"
# PostgreSQL refuses to run as root.
as_owner=()
if [ "$(id -u)" -eq 0 ]; then
    as_owner=(runuser -u postgres --)
    chown postgres "$folder"
fi
stop() {
    "${as_owner[@]}" "$pg_bin/pg_ctl" -D "$folder/data" -m immediate -w stop >/dev/null 2>&1 || true
    rm -rf "$folder"
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

password="$(node -p 'crypto.randomBytes(16).toString("hex")')"
port="$(node -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close() })')"
(umask 077 && printf '%s' "$password" >"$folder/password")
[ "$(id -u)" -ne 0 ] || chown postgres "$folder/password"

cd "$folder"
# An ICU collation, as production databases have one: a sort key that forgot COLLATE "C" shows up in the tests.
"${as_owner[@]}" "$pg_bin/initdb" -D "$folder/data" -U guildhall --pwfile="$folder/password" --auth=scram-sha-256 \
    --encoding=UTF8 --locale=C.UTF-8 --locale-provider=icu --icu-locale=en-US --no-sync >"$folder/initdb.log" ||
    { cat "$folder/initdb.log" >&2; die "initdb failed"; }
"${as_owner[@]}" "$pg_bin/pg_ctl" -D "$folder/data" -l "$folder/server.log" -w -t 60 start \
    -o "-c listen_addresses=127.0.0.1 -c port=$port -c unix_socket_directories=$folder -c max_connections=200 -c shared_buffers=128MB -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c autovacuum_naptime=10s" >/dev/null ||
    { cat "$folder/server.log" >&2; die "PostgreSQL did not start"; }

cd "$caller"
export GUILDHALL_TEST_POSTGRES_URL="postgres://guildhall:$password@127.0.0.1:$port/postgres"
"$@"
