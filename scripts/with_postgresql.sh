#!/usr/bin/env bash
# Runs a command on PostgreSQL: as root, on servers that it starts and stops. Of PROCESSES of tests each
# has its own, in place of WORKER: a commit on one would be a change to all who use it.
set -euo pipefail
cd "$(dirname "$0")/.."

processes=${PROCESSES:-auto}
[ "$processes" != auto ] || processes=$(nproc)
folder=$(mktemp -d)
bin=$(find /usr/lib/postgresql -mindepth 2 -maxdepth 2 -name bin | sort -V | tail -n 1)
chown postgres "$folder"
as_postgres() { (cd "$folder" && runuser -u postgres -- "$@"); }
stop_servers() {
    for server in "$folder"/gw*; do
        as_postgres "$bin/pg_ctl" -D "$server/data" -m immediate stop >/dev/null 2>&1 || true
    done
    rm -rf "$folder"
}
trap stop_servers EXIT
for number in $(seq 0 $((processes - 1))); do
    server=$folder/gw$number
    as_postgres mkdir "$server"
    as_postgres "$bin/initdb" -D "$server/data" --auth=trust --encoding=UTF8 --locale=C.UTF-8 \
        --locale-provider=icu --icu-locale=ro-RO >/dev/null
    as_postgres "$bin/pg_ctl" -D "$server/data" -l "$server/log" -w \
        -o "-c listen_addresses= -c unix_socket_directories=$server -c fsync=off" start >/dev/null
done
name=gw0
[ "$processes" = 1 ] || name=WORKER
export PYTEST_XDIST_AUTO_NUM_WORKERS=$processes
export DATABASE_URL=postgres://postgres@/$folder/$name/postgres
"$@"
