#!/usr/bin/env bash
# Run a command beside a PostgreSQL of its own: a new cluster in a temporary folder, on a free port of this
# machine, as a user without rights, gone afterwards. Sorts texts as English does, which our figures must not.
set -eu

programs() { ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1; }
if [ -z "$(programs)" ] && ! command -v initdb >/dev/null; then
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends postgresql
    else
        echo "The warehouse tests need PostgreSQL: apt install postgresql" >&2
        exit 1
    fi
fi
bin=$(programs)
[ -n "$bin" ] || bin=$(dirname "$(command -v initdb)")

folder=$(mktemp -d)
as=()
if [ "$(id -u)" = 0 ]; then # the server refuses to run as root
    chown nobody "$folder"
    as=(runuser -u nobody --)
fi
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
server() { (cd "$folder" && "${as[@]}" "$bin/pg_ctl" -D "$folder/data" -w -l "$folder/log" "$@" >/dev/null); }
finish() {
    server -m immediate stop || true
    rm -rf "$folder"
}
trap finish EXIT

(cd "$folder" && "${as[@]}" "$bin/initdb" -D data -U segattr -A trust --encoding=UTF8 --locale=C.UTF-8 \
    --locale-provider=icu --icu-locale=en-US >/dev/null)
server -o "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories=$folder -c fsync=off" start ||
    { cat "$folder/log" >&2; exit 1; }
SEGATTR_POSTGRES="postgresql://segattr@127.0.0.1:$port/postgres" "$@"
