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

# The shop may do everything but administer; Spring's health check asks for INFO.
printf 'user default off\nuser shop on >%s ~* &* +@all -@admin -@dangerous +info\n' "$(cat redis/password)" >redis/users.acl
