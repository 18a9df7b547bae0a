#!/bin/sh
# Starts a sentinel. It goes by addresses: a name is gone from the network together with its container, just when the
# sentinels have to agree on whom they miss. When the machine starts again addresses change, so every start asks anew: the
# other sentinels, which know of a failover, or else Redis itself. Nobody is the master yet: it ends, and is started again.
set -eu
umask 077
ask() { REDISCLI_AUTH=$(cat /run/secrets/password) timeout 2 redis-cli "$@" 2>/dev/null | head -n 1; }

known() {
    for sentinel in sentinel-1 sentinel-2 sentinel-3; do
        ask -h "$sentinel" -p 26379 sentinel get-master-addr-by-name shop
    done
    for redis in redis redis-replica; do
        getent hosts "$redis" | cut -d ' ' -f 1
    done
}

for master in $(known); do
    [ "$(ask -h "$master" --user sentinel role)" = master ] || continue
    password=$(cat /run/secrets/quoted-password)
    # Its number stays, so that the others know it again.
    cat >/tmp/sentinel.conf <<CONF
port 26379
dir /tmp
requirepass $password
sentinel myid $(printf %s "$HOSTNAME" | sha1sum | cut -d ' ' -f 1)
sentinel sentinel-pass $password
sentinel monitor shop $master 6379 2
sentinel auth-user shop sentinel
sentinel auth-pass shop $password
sentinel down-after-milliseconds shop 2000
sentinel failover-timeout shop 5000
CONF
    exec redis-server /tmp/sentinel.conf --sentinel
done
echo 'No Redis is the master yet.' >&2
exit 1
