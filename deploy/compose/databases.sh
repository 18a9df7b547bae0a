#!/bin/bash
# A database and a role for each service, which no other role can enter. Runs once, when the data directory is empty.
set -eu

for name in orders payments inventory; do
    psql -v ON_ERROR_STOP=1 -v name="$name" -v password="$(cat "/run/secrets/$name")" -U postgres -d postgres <<'SQL'
CREATE ROLE :"name" LOGIN PASSWORD :'password';
CREATE DATABASE :"name" OWNER :"name";
REVOKE ALL ON DATABASE :"name" FROM PUBLIC;
SQL
done
psql -v ON_ERROR_STOP=1 -U postgres -d postgres -c 'REVOKE CONNECT ON DATABASE postgres FROM PUBLIC'
