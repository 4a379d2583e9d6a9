#!/bin/sh
# Creates or upgrades Temporal's own schema, default store and visibility store. Safe to run again.
set -eu
SQL_PASSWORD=$(cat /run/secrets/postgres_temporal)
export SQL_PASSWORD

for store in temporal temporal_visibility; do
  case $store in
    temporal) versions=temporal ;;
    *) versions=visibility ;;
  esac
  tool() {
    temporal-sql-tool --plugin postgres12 --endpoint postgres --port 5432 --user temporal --database "$store" "$@"
  }
  tool create-database
  # Version 0 on an empty database only: on one that has a schema it does nothing.
  tool setup-schema --version 0.0
  tool update-schema --schema-dir "/etc/temporal/schema/postgresql/v12/$versions/versioned"
done
