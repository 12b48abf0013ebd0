#!/bin/bash
# Starts MySQL like the entrypoint of docker.io's mysql. An empty data folder is initialised first, by MYSQL_ROOT_PASSWORD (or
# the file in MYSQL_ROOT_PASSWORD_FILE), MYSQL_ROOT_HOST and MYSQL_DATABASE. Arguments that begin with - are for mysqld; any
# other command is run as it is.
set -euo pipefail
data=/var/lib/mysql

if [ "${1:0:1}" = - ]; then set -- mysqld "$@"; fi
if [ "${1:-mysqld}" != mysqld ]; then exec "$@"; fi
shift

if [ -n "${MYSQL_ROOT_PASSWORD_FILE:-}" ]; then MYSQL_ROOT_PASSWORD=$(<"$MYSQL_ROOT_PASSWORD_FILE"); fi
# MySQL initialises an empty folder only, and an interrupted first start leaves a half-filled one.
started=$data/.first-start
if [ -e "$started" ]; then find "$data" -mindepth 1 -delete; fi
if [ -z "$(ls -A "$data")" ]; then
  quoted=${MYSQL_ROOT_PASSWORD:?is needed for the first start}
  quoted=${quoted//\\/\\\\}
  quoted=${quoted//\'/\\\'}
  touch "$started"
  statements=$(mktemp)
  {
    echo "CREATE DATABASE IF NOT EXISTS ${MYSQL_DATABASE:-mysql};"
    echo "ALTER USER 'root'@'localhost' IDENTIFIED BY '$quoted';"
    if [ "${MYSQL_ROOT_HOST:-%}" != localhost ]; then
      echo "CREATE USER 'root'@'${MYSQL_ROOT_HOST:-%}' IDENTIFIED BY '$quoted';"
      echo "GRANT ALL ON *.* TO 'root'@'${MYSQL_ROOT_HOST:-%}' WITH GRANT OPTION;"
    fi
  } >"$statements"
  mysqld --no-defaults --initialize-insecure --datadir="$data" --secure-file-priv= --init-file="$statements"
  rm "$statements" "$started"
fi
unset MYSQL_ROOT_PASSWORD
exec mysqld --no-defaults --datadir="$data" --secure-file-priv= --socket=/var/run/mysqld/mysqld.sock --mysqlx=OFF \
  --pid-file=/var/run/mysqld/mysqld.pid "$@"
