#!/bin/sh
# Starts a sentinel. What it learns it writes into its file, which a restart keeps. It goes by addresses: a name is gone from
# the network together with its container, just when the sentinels have to agree on whom they miss.
set -eu
umask 077
if [ ! -s /data/sentinel.conf ]; then
    password=$(cat /run/secrets/password)
    master=$(getent hosts redis | cut -d ' ' -f 1)
    cat >/data/sentinel.conf <<CONF
port 26379
dir /data
requirepass $password
sentinel sentinel-pass $password
sentinel monitor shop $master 6379 2
sentinel auth-user shop sentinel
sentinel auth-pass shop $password
sentinel down-after-milliseconds shop 2000
sentinel failover-timeout shop 5000
CONF
fi
exec redis-server /data/sentinel.conf --sentinel
