#!/bin/sh
# Runs once, when PostgreSQL's data folder is empty: roles and databases, each role with what it needs and no more.
set -eu

secret() {
  # As an SQL literal: quotes doubled.
  printf "'%s'" "$(sed "s/'/''/g" "/run/secrets/$1")"
}

psql --username "$POSTGRES_USER" --dbname postgres --set ON_ERROR_STOP=1 --quiet <<SQL
create role syspro_sterling_owner login password $(secret postgres_owner);
create role syspro_sterling_app login password $(secret postgres_application);
create role temporal login createdb password $(secret postgres_temporal);
create database syspro_sterling owner syspro_sterling_owner;
-- For --profile sandbox only.
create database sandbox_syspro owner syspro_sterling_owner;
create database sandbox_sterling owner syspro_sterling_owner;
SQL
