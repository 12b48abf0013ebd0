# One line for each whole dump, the newest first: name and bytes.
find "${DUMPS_FOLDER:-/dumps}" -maxdepth 1 -name 'taskyard-*.sql.gz' -printf '%f %s\n' | sort -r
