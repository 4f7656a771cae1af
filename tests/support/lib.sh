# shellcheck shell=bash
# What the shell tests share. check.sh exports CHECK_ENV (an instance's demo.env).
PASSED=0
FAILED=0
ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
if [ -n "${CHECK_ENV:-}" ]; then
  # shellcheck disable=SC1090
  . "$CHECK_ENV"
fi
TMP=$(mktemp -d)
trap 'rm -rf "$TMP"' EXIT

pass() { PASSED=$((PASSED + 1)); }
bad() { FAILED=$((FAILED + 1)); printf 'FAILED %s\n' "$*"; }
# ok NAME COMMAND...: passes when the command does
ok() { local n=$1; shift; if "$@" >"$TMP/ok.out" 2>&1; then pass; else bad "$n"; tail -5 "$TMP/ok.out"; fi; }
# is NAME WANT GOT
is() { if [ "$2" = "$3" ]; then pass; else bad "$1: wanted '$2', got '$3'"; fi; }
# has NAME TEXT FILE
has() { if grep -qF -- "$2" "$3"; then pass; else bad "$1: '$2' is not in the answer"; fi; }
hasnt() { if grep -qF -- "$2" "$3"; then bad "$1: '$2' is in the answer"; else pass; fi; }
# each_of PART [NAME...]: tests/PART/NAME.sh, none given: all that begin with a letter,
# each in a shell and a folder of its own.  ONLY: a pattern of their names ('[pn]*').
# after_each: a function that runs behind each, where there is one.
each_of() {
  local part=$1 file name passed=0 failed=0 p f
  shift
  [ $# -gt 0 ] || for file in "$ROOT/tests/$part"/[a-z]*.sh; do set -- "$@" "$(basename "$file" .sh)"; done
  for name; do
    # shellcheck disable=SC2254
    case $name in ${ONLY:-*}) ;; *) continue ;; esac
    PASSED=0 FAILED=0
    rm -f "$TMP/count"
    mkdir -p "$TMP/$name"
    # shellcheck disable=SC1090
    (COUNT=$TMP/count TMP=$TMP/$name; set --; . "$ROOT/tests/$part/$name.sh"; echo "$PASSED $FAILED" >"$COUNT")
    ! declare -F after_each >/dev/null || after_each
    read -r p f <"$TMP/count" 2>/dev/null || { p=0 f=1; echo "FAILED $name did not reach its end"; }
    [ "$((p + f))" -gt 0 ] || { f=1; echo "FAILED $name tests nothing"; }
    echo "$name: $p passed, $f failed"
    passed=$((passed + p)) failed=$((failed + f))
  done
  PASSED=$passed FAILED=$failed
  finish
}
finish() { echo "$PASSED passed, $FAILED failed"; [ "$FAILED" = 0 ] && [ "$PASSED" -gt 0 ]; }

HOST=${HOST:-demo.localhost}
# NET: the address the client has (127.0.77.1), a network of its own.
# req JAR METHOD PATH [curl options]: body to $TMP/body, headers to $TMP/head,
# the status to $STATUS.
req() {
  local jar=$1 method=$2 path=$3
  shift 3
  [ "$method" != HEAD ] || set -- -I "$@"
  STATUS=$(curl -sk -o "$TMP/body" -D "$TMP/head" -w '%{http_code}' --max-time 60 \
    ${NET:+--interface "$NET"} \
    --resolve "$HOST:$PORT:127.0.0.1" -b "$TMP/$jar" -c "$TMP/$jar" \
    -X "$method" "$@" "https://$HOST:$PORT$path" || true)
}
# follow JAR: on to where an answer leads (303), as browsers go.
follow() {
  [ "$STATUS" = 303 ] || return 0
  FOLLOWED=$(location)
  req "$1" GET "$FOLLOWED"
}
# search JAR WORDS: by the panel's form; the results are read
search() {
  req "$1" GET /panel/search
  req "$1" POST /panel/search --data-urlencode "csrf=$(csrf)" --data-urlencode "q=$2"
  follow "$1"
}
# The CSRF token of the page just read.
csrf() { sed -n 's/.*name="csrf" value="\([^"]*\)".*/\1/p' "$TMP/body" | head -1; }
location() { sed -n 's/^location: \(.*\)\r$/\1/Ip' "$TMP/head"; }
sql() { mariadb --no-defaults -S "$MYSQL_SOCKET" -N -B -e "$1"; }
# wait_for SECONDS COMMAND...
wait_for() {
  local n=$(($1 * 10)); shift
  for _ in $(seq "$n"); do "$@" >/dev/null 2>&1 && return 0; sleep 0.1; done
  return 1
}
# The newest mail in the sink to an address; prints its file.
sink_mail() { grep -li "^To:.*$1" "$SMTP_SINK"/* 2>/dev/null | xargs -r ls -t | head -1; }
# sign_in JAR EMAIL PASSWORD
sign_in() {
  rm -f "$TMP/$1"
  req "$1" GET /panel/login
  req "$1" POST /panel/login --data-urlencode "csrf=$(csrf)" \
    --data-urlencode "email=$2" --data-urlencode "password=$3"
}
