# shellcheck shell=bash
# Functions that make, start and stop one private instance of Olvido under VAR:
# MariaDB, the programs, nginx and a mail sink. Sourced by bin/run and the tests.
# Set before: VAR (folder, default ./var), PORT (HTTPS, default 8443).

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
VAR=${VAR:-$ROOT/var}
case $VAR in /*) ;; *) VAR=$PWD/$VAR ;; esac
PORT=${PORT:-8443}
BUILD=${BUILD:-$ROOT/build}
CRON_SECONDS=${CRON_SECONDS:-60}
INSTANCE=$(printf %s "$VAR" | cksum | cut -d' ' -f1)
FAST=/dev/shm/olvido-$INSTANCE   # tmpfs: bodies of requests, MariaDB's tmpdir
ulimit -c 0      # no program's memory is written down when it crashes
RUNNING=()       # names of what was started, in order
declare -A PID=()

say() { printf '%s\n' "$*"; }
fail() { printf 'olvido: %s\n' "$*" >&2; exit 1; }

# ---- one at a time -------------------------------------------------------------

# One supervisor an instance. Its children do not hold the lock (8>&-).
instance_lock() {
  mkdir -p /run/lock
  exec 8>"/run/lock/olvido-$INSTANCE.lock"
  flock -w 2 8
}

# Processes of this instance that a killed supervisor left: their output goes to
# a file in its log folder.
leftover_pids() {
  find /proc/[0-9]*/fd/1 /proc/[0-9]*/fd/2 -maxdepth 0 -lname "$REAL/log/*" \
    2>/dev/null | cut -d/ -f3 | sort -u || true
}

instance_leftovers() {
  local pids n
  REAL=$(readlink -f "$VAR") || return 0
  [ -d "$REAL/log" ] || return 0
  for n in $(seq 150); do
    pids=$(leftover_pids)
    [ -n "$pids" ] || break
    [ "$n" != 1 ] || say "Ending what a killed run left behind"
    # shellcheck disable=SC2086
    case $n in 1) kill $pids 2>/dev/null || true ;; 149) kill -9 $pids 2>/dev/null || true ;; esac
    sleep 0.1
  done
  rm -rf "$FAST" "$REAL"/run/*.pid "$REAL"/run/*.sock "$REAL"/run/db
}

# ---- folders -------------------------------------------------------------------

# Unprivileged users must reach VAR: where they cannot (a clone below /root or a
# private temporary folder), VAR becomes a link to a folder they can.
instance_place() {
  local d
  d=$(dirname "$VAR")
  mkdir -p "$d"
  if [ ! -e "$VAR" ]; then
    if setpriv --reuid=olvido-portal --clear-groups test -x "$d" 2>/dev/null &&
       [ ${#VAR} -lt 70 ]; then
      mkdir -m 0755 "$VAR"
    else
      mkdir -p "/var/lib/olvido-dev/$INSTANCE"
      ln -sfn "/var/lib/olvido-dev/$INSTANCE" "$VAR"
    fi
  fi
  REAL=$(readlink -f "$VAR")
}

instance_folders() {
  instance_place
  install -d -m 0755 "$REAL/run" "$REAL/share" "$REAL/tls" "$REAL/nginx"
  install -d -m 0755 "$REAL/log"
  install -d -m 0750 -o root -g www-data "$REAL/tls/domains"
  install -d -m 0755 "$REAL/nginx/domains" "$REAL/acme/.well-known/acme-challenge"
  install -d -m 0700 "$REAL/keys"
  install -d -m 2770 -o root -g olvido-files "$REAL/files"
  install -d -m 0700 -o nobody "$REAL/sink"
  install -d -m 0700 -o olvido-cron "$REAL/cron" "$REAL/cold"
  rm -rf "$FAST"
  install -d -m 0755 "$FAST"
  install -d -m 0700 -o www-data "$FAST/body"
  install -d -m 0700 -o mysql "$FAST/mysql"
  # MariaDB may write in a folder of its own only: in run/ it could put its own
  # sockets in the programs' place, and links where root writes.
  chown root:root "$REAL/run"
  install -d -m 0755 -o mysql "$REAL/run/db"
  ln -sfn db/mysql.sock "$REAL/run/mysql.sock"
  ln -sfn db/mysql.pid "$REAL/run/mysql.pid"
  instance_share
}

# Root-owned copies that the programs and nginx read.
instance_share() {
  rm -rf "$REAL/share.new"
  mkdir -m 0755 "$REAL/share.new"
  cp -r "$ROOT/templates" "$ROOT/static" "$REAL/share.new/"
  [ -s "$BUILD/passwords" ] || make -s -C "$ROOT" passwords
  cp "$BUILD/passwords" "$REAL/share.new/" 2>/dev/null ||
    cp "$ROOT/build/passwords" "$REAL/share.new/"
  chmod -R a+rX,go-w "$REAL/share.new"
  rm -rf "$REAL/share"
  mv "$REAL/share.new" "$REAL/share"
}

port_used() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

free_port() {
  local p
  for _ in $(seq 50); do
    p=$((20000 + RANDOM % 12000))
    port_used "$p" || { echo "$p"; return; }
  done
  fail "no free port on 127.0.0.1"
}

instance_config() {
  SMTP_PORT=$(cat "$REAL/smtp-port" 2>/dev/null || true)
  if [ -z "$SMTP_PORT" ] || port_used "$SMTP_PORT"; then
    SMTP_PORT=$(free_port)
    printf '%s\n' "$SMTP_PORT" >"$REAL/smtp-port"
  fi
  HTTP_PORT=$(cat "$REAL/http-port" 2>/dev/null || true)
  if [ -z "$HTTP_PORT" ] || port_used "$HTTP_PORT"; then
    HTTP_PORT=$(free_port)
    printf '%s\n' "$HTTP_PORT" >"$REAL/http-port"
  fi
  OPS_PORT=$(cat "$REAL/ops-port" 2>/dev/null || true)
  if [ -z "$OPS_PORT" ] || port_used "$OPS_PORT"; then
    OPS_PORT=$(free_port)
    printf '%s\n' "$OPS_PORT" >"$REAL/ops-port"
  fi
  cat >"$REAL/olvido.hdf" <<EOF
# Made by bin/instance.sh; 'olvido settings' lists every setting.
Var = $REAL
Db.Socket = $REAL/run/mysql.sock
Keys.Master = $REAL/keys/master.key
Keys.Slots = $REAL/keys/slots
Keys.Mirrors = ${MIRRORS:-none}
Files.Dir = $REAL/files
Cold.Dir = $REAL/cold
Templates.Dir = $REAL/share/templates
Sql.Dir = $ROOT/sql
Password.List = $REAL/share/passwords
Run.Dir = $REAL/run
Smtp.Url = smtp://127.0.0.1:$SMTP_PORT
Web.Port = $PORT
Workers = ${WORKERS:-4}
Lmtp.Socket = $REAL/run/lmtp.sock
Base.Domain = localhost
Domain.Resolver = ${RESOLVER:-system}
Domain.Fetch.Allow = ${FETCH_ALLOW:-none}
Nginx.Conf = $REAL/nginx/olvido.conf
Nginx.Generated = $REAL/nginx/generated.conf
Nginx.Proxies = ${PROXIES:-none}
Sandbox = ${SANDBOX:-refuse}
Forms.Hour = ${FORMS_HOUR:-60}
Api.Writes.Hour = ${API_WRITES_HOUR:-1000}
Test.Installation = ${TEST_INSTALLATION:-0}
EOF
  chmod 0644 "$REAL/olvido.hdf"
}

# ---- MariaDB ------------------------------------------------------------------

mysql_config() {
  if [ ! -s "$REAL/keys/mysql.key" ]; then
    install -m 0600 /dev/null "$REAL/keys/mysql.key"
    printf '1;%s\n' "$(openssl rand -hex 32)" >"$REAL/keys/mysql.key"
  fi
  # MariaDB reads its key as its own user, from a folder only it may enter.
  install -d -m 0700 -o mysql "$REAL/keys-mysql"
  install -m 0400 -o mysql "$REAL/keys/mysql.key" "$REAL/keys-mysql/key"
  # The forensic test switches encryption off: what hides people must be our sealing.
  cat "$ROOT/sql/mariadb.cnf" >"$REAL/my.cnf"
  [ "${DB_ENCRYPT:-1}" != 1 ] || {
    cat "$ROOT/sql/mariadb-encrypt.cnf"
    echo "file_key_management_filename = $REAL/keys-mysql/key"
  } >>"$REAL/my.cnf"
  cat >>"$REAL/my.cnf" <<EOF
user = mysql
datadir = $REAL/mysql
socket = $REAL/run/db/mysql.sock
pid_file = $REAL/run/db/mysql.pid
log_error = $REAL/log/mysql.err
tmpdir = $FAST/mysql
secure_file_priv = $FAST/mysql
innodb_buffer_pool_size = ${DB_POOL:-256M}
innodb_log_file_size = ${DB_REDO:-64M}
log_bin = $REAL/mysql/binlog
EOF
}

db_up() { mariadb-admin --no-defaults -S "$REAL/run/mysql.sock" ping >/dev/null 2>&1; }

db_make() {
  [ ! -e "$REAL/mysql-unfinished" ] || rm -rf "$REAL/mysql"
  [ ! -d "$REAL/mysql/mysql" ] || return 0
  say "Making a database"
  touch "$REAL/mysql-unfinished"
  install -d -m 0700 -o mysql -g mysql "$REAL/mysql"
  mariadb-install-db --defaults-file="$REAL/my.cnf" --user=mysql \
    --auth-root-authentication-method=socket --skip-test-db \
    >"$REAL/log/mysql-install.log" 2>&1 8>&- ||
    { tail -20 "$REAL/log/mysql-install.log" >&2; fail "the database could not be made"; }
  rm "$REAL/mysql-unfinished"
}

# Start it unless somebody else did, and wait until it answers.
db_start() {
  db_up && return
  mariadbd --defaults-file="$REAL/my.cnf" >>"$REAL/log/mysql.out" 2>&1 8>&- &
  PID[mysql]=$!
  for _ in $(seq 600); do
    db_up && return
    kill -0 "${PID[mysql]}" 2>/dev/null || break
    sleep 0.1
  done
  tail -20 "$REAL/log/mysql.err" >&2 || true
  fail "MariaDB did not start; see the lines above ($VAR/log/mysql.err)"
}

# It takes a second or two. Stopped right after a recovery it was seen to ignore the
# signal, so it gets another; one that hangs is killed: what was committed is synced.
db_stop() {
  local n
  [ -n "${PID[mysql]:-}" ] || return 0
  for ((n = 0; n < 5; n++)); do
    kill "${PID[mysql]}" 2>/dev/null || true
    ! ended 2 mysql || break
  done
  await_end 0 mysql
}

# ---- programs -------------------------------------------------------------------

# start NAME READY COMMAND...: READY is a socket that must accept connections.
start() {
  local name=$1 ready=$2
  shift 2
  [ -z "$ready" ] || rm -f "$ready"
  "$@" >>"$REAL/log/$name.log" 2>&1 8>&- &
  PID[$name]=$!
  [[ " ${RUNNING[*]} " = *" $name "* ]] || RUNNING+=("$name")
  printf '%s\n' "$!" >"$REAL/run/$name.pid"
  [ -n "$ready" ] || return 0
  for _ in $(seq 300); do
    [ -S "$ready" ] && return 0
    kill -0 "${PID[$name]}" 2>/dev/null || break
    sleep 0.1
  done
  tail -5 "$REAL/log/$name.log" >&2 || true
  fail "$name did not start; see the lines above ($VAR/log/$name.log)"
}

cli() { "$BUILD/olvido" --conf "$REAL/olvido.hdf" --sql "$ROOT/sql" "$@"; }

demo_accounts() {
  [ ! -s "$REAL/demo.logins" ] || return 0
  say "Making two demo accounts"
  (umask 0077; cli demo >"$REAL/demo.logins.new") || fail "the demo accounts could not be made; 'make reset' begins afresh"
  mv "$REAL/demo.logins.new" "$REAL/demo.logins"
}

demo_env() {
  (umask 0077; {
    echo "URL=https://demo.localhost:$PORT/"
    cat "$REAL/demo.logins"
    echo "LMTP_SOCKET=$REAL/run/lmtp.sock"
    echo "SMTP_SINK=$REAL/sink"
    echo "MYSQL_SOCKET=$REAL/run/mysql.sock"
    echo "SMTP_PORT=$SMTP_PORT"
    echo "HTTP_PORT=$HTTP_PORT"
    echo "OPS_PORT=$OPS_PORT"
    echo "VAR=$REAL"
    echo "PORT=$PORT"
  } >"$REAL/demo.env")
  chmod 0600 "$REAL/demo.env"
}

tls_cert() {
  ! openssl x509 -checkend 2592000 -noout -in "$REAL/tls/cert.pem" >/dev/null 2>&1 || return 0
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 365 \
    -keyout "$REAL/tls/key.pem" -out "$REAL/tls/cert.pem" -subj /CN=demo.localhost \
    -addext 'subjectAltName=DNS:demo.localhost,DNS:second.localhost,DNS:localhost,DNS:*.localhost' \
    2>"$REAL/log/openssl.log"
  chmod 0600 "$REAL/tls/key.pem"
}

nginx_config() {
  local six='[::1]'
  # Some containers have no IPv6.
  grep -q ' lo$' /proc/net/if_inet6 2>/dev/null || six=
  "$ROOT/nginx/fill" "$REAL/nginx" BASE=localhost "PORT=$PORT" "HTTP_PORT=$HTTP_PORT" \
    LISTEN=127.0.0.1 "LISTEN6=$six" "RUN=$REAL/run" "LOG=$REAL/log" "SHARE=$REAL/share" \
    "ACME=$REAL/acme" "CERT=$REAL/tls/cert.pem" "KEY=$REAL/tls/key.pem" \
    "CERTS=$REAL/tls/domains" "TEMP=$FAST" "POST_RATE=${POST_RATE:-5}" \
    "OPS=127.0.0.1:$OPS_PORT"
}

port_free() {
  ! port_used "$PORT" ||
    fail "port $PORT is in use; stop what uses it or choose another: make run PORT=9443"
}

# One file a mail. smtp-sink comes with Postfix; it stores nothing elsewhere.
sink() {
  cd "$REAL/sink" && exec smtp-sink -u nobody -d "%H%M%S." "127.0.0.1:$SMTP_PORT" 200
}

program_start() {
  local name=$1
  case $name in
  log) start log "$REAL/run/log.sock" "$BUILD/olvido-log" "$REAL/run/log.sock" "$REAL/log/nginx-error.log" ;;
  hash) start hash "$REAL/run/hash.sock" "$BUILD/olvido-hash" --conf "$REAL/olvido.hdf" ;;
  sink) start sink "" sink ;;
  mail) start mail "$REAL/run/lmtp.sock" "$BUILD/olvido-mail" --conf "$REAL/olvido.hdf" serve ;;
  sync) start sync "" "$BUILD/olvido-nginx" --conf "$REAL/olvido.hdf" watch 10 ;;
  cron) start cron "" "$BUILD/olvido-cron" --conf "$REAL/olvido.hdf" "--every=$CRON_SECONDS" all ;;
  # glibc overwrites what nginx frees, the smallest pieces too: it holds requests.
  nginx) start nginx "" env GLIBC_TUNABLES=glibc.malloc.perturb=165:glibc.malloc.tcache_count=0 nginx -c "$REAL/nginx/olvido.conf" -e "$REAL/log/nginx.log" -g 'daemon off;' ;;
  *) start "$name" "$REAL/run/$name.sock" "$BUILD/$name" --conf "$REAL/olvido.hdf" ;;
  esac
}

# Its socket is there before its workers know whether they may ask the database:
# one that is refused is told here, and not started again and again.
program_check() {
  "$BUILD/$1" --check --conf "$REAL/olvido.hdf" >>"$REAL/log/$1.log" 2>&1 8>&- ||
    { tail -5 "$REAL/log/$1.log" >&2; fail "$1 does not start; see the lines above ($VAR/log/$1.log)"; }
}

programs_start() {
  local p
  program_start log
  program_start hash
  program_start sink
  for p in portal panel api erase provider; do
    [ -x "$BUILD/$p" ] || continue
    program_check "$p"
    program_start "$p"
  done
  [ ! -x "$BUILD/olvido-mail" ] || program_start mail
  # Tests call olvido-cron themselves, at the moment they mean.
  [ "$CRON_SECONDS" = 0 ] || program_start cron
}

web_start() {
  tls_cert
  nginx_config
  "$BUILD/olvido-nginx" --conf "$REAL/olvido.hdf" sync >>"$REAL/log/sync.log" 2>&1 ||
    { tail -5 "$REAL/log/sync.log" >&2; fail "the allow-lists could not be given to nginx"; }
  nginx -t -q -c "$REAL/nginx/olvido.conf" -e stderr 2>>"$REAL/log/nginx.log" ||
    { tail -5 "$REAL/log/nginx.log" >&2; fail "nginx's configuration is not accepted"; }
  program_start nginx
  program_start sync
  for _ in $(seq 100); do
    ! port_used "$PORT" || return 0
    sleep 0.1
  done
  tail -5 "$REAL/log/nginx.log" >&2
  fail "nginx did not start"
}

# Make and start everything; the caller waits and calls instance_stop at the end.
instance_start() {
  instance_lock || fail "the instance in $VAR is running already; stop it first, or
        choose another: VAR=/other/folder PORT=9443"
  instance_leftovers
  port_free
  instance_folders
  instance_config
  mysql_config
  db_make
  say "Starting MariaDB"
  db_start
  cli migrate >>"$REAL/log/olvido.log" 2>&1 ||
    { tail -5 "$REAL/log/olvido.log" >&2; fail "the database schema could not be made"; }
  cli keys init >>"$REAL/log/olvido.log" 2>&1 ||
    { tail -5 "$REAL/log/olvido.log" >&2; fail "the keys could not be made"; }
  demo_accounts
  demo_env
  say "Starting the programs"
  programs_start
  web_start
}

# Waits for anything to end and starts it again: a demo that somebody tries to
# break goes on. What ends again and again is given up (returns 1).
instance_watch() {
  local name ended=()
  while :; do
    # One that ended while another was started is not waited for: look each second.
    sleep 1 8>&- &
    wait -n "${PID[@]}" $! 2>/dev/null || true
    for name in mysql "${RUNNING[@]}"; do
      [ -n "${PID[$name]:-}" ] || continue
      kill -0 "${PID[$name]}" 2>/dev/null && continue
      ended+=("$SECONDS")
      if [ ${#ended[@]} -gt 20 ] && [ $((SECONDS - ended[-20])) -lt 120 ]; then
        say "$name ends again and again; see $VAR/log."
        return 1
      fi
      say "$name ended; starting it again"
      sleep 1
      if [ "$name" = mysql ]; then
        unset 'PID[mysql]'
        db_start
      else
        program_start "$name"
      fi
    done
  done
}

# ended SECONDS NAME: whether it ends within these seconds.
# Nothing here calls `wait PID`: where a signal interrupts the `wait -n` of
# instance_watch, bash 5.2 has reaped a child that ended at that moment without
# noting it (Ctrl-C ends smtp-sink, too), and would wait for it for ever.
ended() {
  local n
  for ((n = $1 * 20; n > 0; n--)); do
    kill -0 "${PID[$2]}" 2>/dev/null || return 0
    sleep 0.05
  done
  return 1
}

# await_end SECONDS NAME...: wait for these to end; those that do not are killed.
await_end() {
  local until=$((SECONDS + $1)) name
  shift
  for name in "$@"; do
    ended $((until > SECONDS ? until - SECONDS : 0)) "$name" ||
      kill -9 "${PID[$name]}" 2>/dev/null || true
    ended 2 "$name" || say "$name does not end (process ${PID[$name]})"
    unset "PID[$name]"
  done
}

# nginx first, which finishes its requests; then the programs, then MariaDB.
instance_stop() {
  local name rest=()
  for name in "${RUNNING[@]}"; do
    [ "$name" = nginx ] || rest+=("$name")
  done
  if [ -n "${PID[nginx]:-}" ]; then
    kill -QUIT "${PID[nginx]}" 2>/dev/null || true
    ended 10 nginx || kill "${PID[nginx]}" 2>/dev/null || true
    await_end 3 nginx
  fi
  for name in "${rest[@]}"; do
    kill "${PID[$name]}" 2>/dev/null || true
  done
  await_end 13 "${rest[@]}"
  RUNNING=()
  db_stop
  # A signal may come between a start and the note of its process.
  instance_leftovers
  rm -rf "$FAST"
}

# New templates and static files, without losing a request.
instance_reload() {
  local p
  instance_share
  for p in portal panel api erase provider; do
    [ ! -s "$REAL/run/$p.pid" ] || kill -HUP "$(cat "$REAL/run/$p.pid")" 2>/dev/null || true
  done
  kill -HUP "$(cat "$REAL/run/nginx.pid")" 2>/dev/null || true
}

instance_remove() {
  [ ! -e "$VAR" ] || [ -d "$VAR/keys" ] || rmdir "$VAR" 2>/dev/null ||
    fail "$VAR is no instance of Olvido; nothing was removed"
  rm -rf "$(readlink -f "$VAR")" "$VAR" "$FAST"
}
