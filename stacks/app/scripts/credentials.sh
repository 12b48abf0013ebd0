credentials=${CREDENTIALS_FOLDER:-/etc/taskyard/credentials}

# read_credentials: one variable for each mounted file, such as ADMIN_PASSWORD.
read_credentials() {
  local file
  for file in "$credentials"/*; do printf -v "${file##*/}" %s "$(< "$file")"; done
}

# connect_as_administrator: leaves in MYSQL_PWD the password of ADMIN_USER. RDS rotates it at any time. The file has the former
# one then, until External Secrets and the kubelet have renewed it: so a refused password is read again for ROTATION_SECONDS.
# A new one is accepted at once, because RDS publishes it after it has set it.
connect_as_administrator() {
  local refused status=0 seconds=${ROTATION_SECONDS:-0}
  local end=$((SECONDS + seconds))
  read_credentials
  connect_as "$ADMIN_USER" "$ADMIN_PASSWORD" "${ADMIN_PREVIOUS_PASSWORD:-}" || status=$?
  while [ $status = 3 ] && ((SECONDS < end)); do
    echo "Waiting for a new password of $ADMIN_USER, for at most $seconds seconds." >&2
    refused=$ADMIN_PASSWORD
    while [ "$ADMIN_PASSWORD" = "$refused" ]; do
      if ((SECONDS >= end)); then return 3; fi
      sleep 5
      read_credentials
    done
    status=0
    connect_as "$ADMIN_USER" "$ADMIN_PASSWORD" "${ADMIN_PREVIOUS_PASSWORD:-}" || status=$?
  done
  return $status
}
