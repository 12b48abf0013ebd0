# What a killed run left. A run at work writes to its file all the time.
find "$dumps" -maxdepth 1 -name '*.part' -mmin +10 -delete
connect_as backup "$DATABASE_PASSWORD" "$DATABASE_PREVIOUS_PASSWORD"
write_dump backup "$dumps/taskyard-$(date -u +%Y%m%dT%H%M%SZ).sql.gz"
ls -1t "$dumps"/taskyard-*.sql.gz | tail -n +$((DUMPS_KEPT + 1)) | xargs -r rm --
