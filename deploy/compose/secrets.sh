#!/bin/sh
# Makes every secret there is not yet: a directory for each container, in it a file for each property. Whoever has
# secrets already puts them there before. The volume's root is this container's alone; the others see their own directory.
set -eu
umask 022
cd /secrets

secret() { # DIRECTORY/FILE of everyone who knows it
    value=$(head -c 32 /dev/urandom | base64 | tr '+/' '-_' | tr -d '=\n')
    for file in "$@"; do
        if [ -s "$file" ]; then value=$(cat "$file"); fi
    done
    for file in "$@"; do
        mkdir -p "$(dirname "$file")"
        [ -s "$file" ] || printf %s "$value" >"$file"
    done
}

secret postgres/orders order-service/SHOP_DB_PASSWORD
secret postgres/payments payment-service/SHOP_DB_PASSWORD
secret postgres/inventory inventory-service/SHOP_DB_PASSWORD
secret registry/SHOP_CLIENT_SECRET order-service/SHOP_CLIENT_SECRET
secret registry/SHOP_REGISTRY_PASSWORD gateway/SHOP_REGISTRY_PASSWORD order-service/SHOP_REGISTRY_PASSWORD \
    payment-service/SHOP_REGISTRY_PASSWORD inventory-service/SHOP_REGISTRY_PASSWORD
secret redis/password gateway/spring.data.redis.password order-service/spring.data.redis.password \
    payment-service/spring.data.redis.password inventory-service/spring.data.redis.password

# Who watches Redis, and the replica that follows it.
secret sentinel/password redis/sentinel-password gateway/SHOP_SENTINEL_PASSWORD order-service/SHOP_SENTINEL_PASSWORD \
    payment-service/SHOP_SENTINEL_PASSWORD inventory-service/SHOP_SENTINEL_PASSWORD
secret redis/replication-password

# Redis takes a password's digest, and any characters in quotes as their codes.
digest() { printf '#%s' "$(printf %s "$(cat "$1")" | sha256sum | cut -d ' ' -f 1)"; }
quoted() { printf '"%s"' "$(printf %s "$(cat "$1")" | od -An -v -tx1 | tr -d '\n' | sed 's/ /\\x/g')"; }

# The shop may do everything but administer; Spring's health check asks for INFO. The others may what Redis's manual names
# for their work.
cat >redis/users.acl <<ACL
user default off
user shop on $(digest redis/password) ~* &* +@all -@admin -@dangerous +info
user replica on $(digest redis/replication-password) +psync +replconf +ping
user sentinel on $(digest redis/sentinel-password) allchannels +multi +slaveof +ping +exec +subscribe +config|rewrite +role +publish +info +client|setname +client|kill +script|kill
ACL
printf 'aclfile /run/secrets/users.acl\nmasteruser replica\nmasterauth %s\n' "$(quoted redis/replication-password)" >redis/redis.conf
quoted sentinel/password >sentinel/quoted-password

rm -f /settings/*
