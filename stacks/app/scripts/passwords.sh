digest() { printf %s "$1" | sha256sum | cut -d ' ' -f 1; }

# accepts <user> <password>
accepts() { MYSQL_PWD=$2 client mysql --user="$1" --execute='DO 0' 2> /dev/null; }

# digest_of <user> <host>: of the password that was set last. Empty when this script has never set it.
digest_of() {
  client mysql --user="$ADMIN_USER" --batch --skip-column-names <<SQL
SELECT IFNULL(ATTRIBUTE->>'$.password', '') FROM information_schema.USER_ATTRIBUTES WHERE USER = '$1' AND HOST = '$2';
SQL
}

# alter_password <user> <host> <password> <requirement>: one statement, so it happens wholly or not at all. The password that
# the account had before stays valid (a dual password of MySQL).
alter_password() {
  client mysql --user="$ADMIN_USER" <<SQL
ALTER USER IF EXISTS '$1'@'$2' IDENTIFIED BY '$3' RETAIN CURRENT PASSWORD $4 ATTRIBUTE '{"password": "$(digest "$3")"}';
SQL
}

# set_password <user> <host> <password> <previous password> <requirement>: afterwards both passwords are valid. A repeated run
# changes nothing: setting the same password again would make it the retained one too, and so end the previous one.
set_password() {
  local recorded
  recorded=$(digest_of "$1" "$2")
  if [ "$recorded" = "$(digest "$3")" ]; then
    # An account of localhost cannot be tried from here.
    if [ "$2" = localhost ] || accepts "$1" "$3"; then return; fi
  elif [ -n "$recorded" ] && [ "$recorded" != "$(digest "$4")" ] && accepts "$1" "$4"; then
    # A rollout was taken back: the account has a password that no generation has now, and the previous one is only retained.
    # The statement below would end it.
    alter_password "$1" "$2" "$4" "$5"
  fi
  echo "Setting the password of $1@$2."
  alter_password "$1" "$2" "$3" "$5"
}
