#!/bin/sh
# The server image takes its database password from the environment only; it is kept out of the compose file this way.
set -eu
POSTGRES_PWD=$(cat /run/secrets/postgres_temporal)
export POSTGRES_PWD
exec /etc/temporal/entrypoint.sh
