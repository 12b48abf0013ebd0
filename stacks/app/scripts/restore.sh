# Exit codes: 0 when the dump is loaded; 1 to 3 when nothing was changed; 4 when the dump could not be loaded, and the data from
# before are there again. After any other code, the database may hold a part of the data.
chosen=$dumps/$DUMP
if [ ! -f "$chosen" ]; then
  echo "There is no dump $DUMP." >&2
  exit 1
fi
echo "Checking $DUMP."
verify_dump "$chosen"
connect_as migrator "$DATABASE_PASSWORD" "$DATABASE_PREVIOUS_PASSWORD"

present=
if [ "$KEEP_PRESENT_DATA" = true ]; then
  # Two restores within a second must not write the same file: the second one may be loading it.
  while present=$dumps/taskyard-$(date -u +%Y%m%dT%H%M%SZ)-before-restore.sql.gz && [ -e "$present" ]; do sleep 0.2; done
  echo "Writing the present data to $(basename "$present")."
  write_dump migrator "$present"
fi

# load <file>: replaces the whole schema. Tables that the dump does not have must go too, so that the migrations of the dump's
# release can run again. Privileges stay: MySQL keeps them by name.
load() {
  local size progress status=0
  size=$(stat -c %s -- "$1")
  client mysql --user=migrator <<SQL || return
DROP DATABASE IF EXISTS $DATABASE_NAME;
CREATE DATABASE $DATABASE_NAME CHARACTER SET utf8mb4;
SQL
  exec 3< "$1"
  report_progress "$size" &
  progress=$!
  gzip -dc <&3 | client mysql --user=migrator "$DATABASE_NAME" || status=$?
  kill $progress
  exec 3<&-
  if [ $status = 0 ]; then echo '100 % loaded'; fi
  return $status
}

# How much of file descriptor 3 has been read. Its position is shared with the program that reads it.
report_progress() {
  local position
  while sleep "${PROGRESS_SECONDS:-5}"; do
    position=$(sed -n 's/^pos:[^0-9]*//p' /proc/self/fdinfo/3)
    echo "$((position * 100 / $1)) % loaded"
  done
}

echo "Loading $DUMP."
if ! load "$chosen"; then
  if [ -z "$present" ] || ! load "$present"; then
    echo "The database may hold a part of the data. Restore again before the app starts." >&2
    exit 5
  fi
  echo "The dump could not be loaded. The data from before are there again." >&2
  exit 4
fi
echo "Loaded. Tables and their checksums:"
query() { client mysql --user=migrator --batch --skip-column-names "$DATABASE_NAME"; }
query <<SQL | query || exit 5
SET SESSION group_concat_max_len = 65536;
SELECT CONCAT('CHECKSUM TABLE ', GROUP_CONCAT(CONCAT('\`', TABLE_NAME, '\`') ORDER BY TABLE_NAME), ';')
FROM information_schema.TABLES WHERE TABLE_SCHEMA = '$DATABASE_NAME' AND TABLE_TYPE = 'BASE TABLE';
SQL
