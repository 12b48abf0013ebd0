# client <program> <option>…: a program of MySQL with the options of a connection. The server's certificate must be of a known
# authority and name DATABASE_HOST: the authorities of RDS sign for every customer of a region. The password is in MYSQL_PWD,
# because every process of a node can read arguments.
client() {
  "$1" --host="$DATABASE_HOST" --ssl-mode=VERIFY_IDENTITY --ssl-ca="$DATABASE_CA_FILE" "${@:2}"
}

# wait_for_database <user>: 0 when the database answers, 3 when it refuses the password, 1 after any other error. The first
# connection of a new pod may be refused, until the network knows the pod's address. So errors that mean "nothing listens
# there yet" are tried again: no socket (2002, 2003), no address (2005), closed before the greeting (2013).
wait_for_database() {
  local error seconds=${DATABASE_CONNECT_SECONDS:-30}
  local end=$((SECONDS + seconds))
  until error=$(client mysql --user="$1" --connect-timeout=5 --execute='DO 0' 2>&1); do
    case $error in
      *'ERROR 1045 '*)
        echo "$error" >&2
        return 3
        ;;
      *'ERROR 2002 '* | *'ERROR 2003 '* | *'ERROR 2005 '* | *'ERROR 2013 '*) ;;
      *)
        echo "$error" >&2
        return 1
        ;;
    esac
    if ((SECONDS >= end)); then
      echo "The database at $DATABASE_HOST accepted no connection for $seconds seconds: $error" >&2
      return 1
    fi
    echo "The database at $DATABASE_HOST accepts no connection yet. Trying again." >&2
    sleep 1
  done
}

# connect_as <user> <password> <previous password>: leaves in MYSQL_PWD the password that the database accepts. Until the Job
# database-users has set the password of a new generation, that is the previous one.
connect_as() {
  local status=0
  export MYSQL_PWD=$2
  wait_for_database "$1" || status=$?
  if [ $status = 3 ] && [ -n "$3" ] && [ "$3" != "$2" ]; then
    echo "Trying the password of the previous generation." >&2
    MYSQL_PWD=$3
    status=0
    wait_for_database "$1" || status=$?
  fi
  if [ $status = 3 ]; then
    echo "The database refuses the password of $1. Nothing was changed. docs/runbooks/rotate.md says what to do." >&2
  fi
  return $status
}
