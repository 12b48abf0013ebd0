dumps=${DUMPS_FOLDER:-/dumps}
unfinished=
trap 'if [ -n "$unfinished" ]; then rm -f -- "$unfinished"; fi' EXIT
trap 'kill $(jobs -p) 2> /dev/null; exit 143' TERM INT

# verify_dump <file>: succeeds when the file is a whole dump.
verify_dump() {
  if gzip -dc -- "$1" | tail -n 1 | grep -q '^-- Dump completed'; then return; fi
  echo "$(basename "$1") is not a complete dump." >&2
  return 1
}

# write_dump <user> <file>: the file gets its name only when it is whole.
write_dump() {
  unfinished=$2.part
  # In the background: a shell handles a signal only when it waits, not while a program runs in the foreground.
  # A consistent snapshot without locks. Tablespaces and GTIDs would need more privileges than reading.
  (client mysqldump --user="$1" --single-transaction --no-tablespaces --set-gtid-purged=OFF "$DATABASE_NAME" |
    gzip > "$unfinished") &
  wait $!
  verify_dump "$unfinished"
  sync "$unfinished"
  mv -- "$unfinished" "$2"
  unfinished=
}
