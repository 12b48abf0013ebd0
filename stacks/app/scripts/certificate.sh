# expiry_of_served_certificate: in seconds since 1970
expiry_of_served_certificate() {
  local row
  row=$(client mysql --user="$ADMIN_USER" --batch --skip-column-names --execute="SHOW GLOBAL STATUS LIKE 'Ssl_server_not_after'")
  date --date "${row#*$'\t'}" +%s
}

# serve_certificate <expiry>: 0 when the server uses the certificate that ends then, such as 2028-11-21T21:19:32Z. The kubelet
# renews mounted files within two minutes. RELOAD TLS keeps open connections, and refuses a certificate without its key.
serve_certificate() {
  local wanted seconds=${CERTIFICATE_SECONDS:-300}
  local end=$((SECONDS + seconds))
  wanted=$(date --date "$1" +%s)
  while [ "$(expiry_of_served_certificate)" != "$wanted" ]; do
    if ((SECONDS >= end)); then
      echo "The database does not use its new certificate after $seconds seconds. It keeps the former one." >&2
      return 1
    fi
    echo 'Loading the certificate of the database.'
    client mysql --user="$ADMIN_USER" --execute='ALTER INSTANCE RELOAD TLS' || true
    if [ "$(expiry_of_served_certificate)" != "$wanted" ]; then sleep 5; fi
  done
}
