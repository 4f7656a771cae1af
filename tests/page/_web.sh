# shellcheck shell=bash
# What several page tests share.

# ask_as JAR [curl options]: a guest's question; the token comes from $T.
ask_as() {
  local jar=$1
  shift
  req "$jar" POST /ask -F "csrf=$T" -F "name=Guest" -F "email=guest@example.org" \
    -F "subject=A question" -F "body=How long does it take?" "$@"
  follow "$jar"
}
# form JAR PATH DATA: urlencoded as it stands.
form() { req "$1" POST "$2" --data-binary "$3"; }
tickets() { sql "SELECT COUNT(*) FROM olvido.ticket"; }
code_shown() { sed -n 's/.*id="code">\([^<]*\)<.*/\1/p' "$TMP/body" | head -1; }
header() { sed -n "s/^$1: \(.*\)\r\$/\1/Ip" "$TMP/head" | tail -1; }
ticket_id_of() { sql "SELECT ticket_id FROM olvido.ticket WHERE code = '$1'"; }
demo_account() { sql "SELECT account_id FROM olvido.host WHERE host = '$1'"; }
# The mail with a link that belongs to a ticket's code; waits for it.
mail_of_code() { grep -lF -- "[$1]" "$SMTP_SINK"/* 2>/dev/null | xargs -r ls -t | head -1; }
mail_waits() { [ -n "$(mail_of_code "$1")" ]; }
# The path of the link in the mail about a code ("/t/...").
link_of_code() {
  local f
  wait_for 20 mail_waits "$1"
  f=$(mail_of_code "$1")
  [ -n "$f" ] || return 1
  perl -MMIME::QuotedPrint -0777 -ne 'print decode_qp($_)' "$f" |
    grep -oE '/t/[A-Za-z0-9_-]{43}' | head -1
}
# A guest asks and opens his ticket by the mailed link: session in JAR; CODE,
# LINK and TICKET are set.
guest_ticket() {
  local jar=$1 address=$2
  shift 2
  rm -f "$TMP/$jar"
  req "$jar" GET /ask
  req "$jar" POST /ask -F "csrf=$(csrf)" -F "name=Guest" -F "email=$address" \
    -F "subject=Question of $jar" -F "body=Text of $jar" "$@"
  follow "$jar"
  CODE=$(code_shown)
  LINK=$(link_of_code "$CODE") || LINK=/t/none
  TICKET=$(ticket_id_of "$CODE")
  req "$jar" GET "$LINK"
  req "$jar" POST "$LINK" --data-urlencode "csrf=$(csrf)"
}

# A portal and an nginx of the test's own, on the same database:
#   second_start FORMS_RATE (500r/s) [Setting=value...]; then HOST/PORT2; second_stop
SECOND_PIDS=()
second_start() {
  local rate=$1 s
  shift
  S=$TMP/second
  mkdir -p "$S/run"
  chmod 0711 "${TMP%/*}" "$TMP" "$S" "$S/run"
  sed "s|^Run.Dir = .*|Run.Dir = $S/run|; s|^Workers = .*|Workers = 2|" "$VAR/olvido.hdf" >"$S/olvido.hdf"
  for s; do
    sed -i "/^${s%%=*} = /d" "$S/olvido.hdf"
    printf '%s = %s\n' "${s%%=*}" "${s#*=}" >>"$S/olvido.hdf"
  done
  PORT2=$(bash -c '. "$0/bin/instance.sh"; free_port' "$ROOT")
  sed -e "s|unix:[^;]*/portal.sock|unix:$S/run/portal.sock|" "$VAR/nginx/server.inc" >"$S/server.inc"
  sed -e "s|127.0.0.1:$PORT |127.0.0.1:$PORT2 |; s|\[::1\]:$PORT |[::1]:$PORT2 |" \
    -e "s|listen 127.0.0.1:[0-9]*;|listen 127.0.0.1:$(bash -c '. "$0/bin/instance.sh"; free_port' "$ROOT");|" \
    -e "s|:$HTTP_PORT default|:$(bash -c '. "$0/bin/instance.sh"; free_port' "$ROOT") default|" \
    -e "s|include [^ ]*/server.inc|include $S/server.inc|" -e "s|^pid .*|pid $S/nginx.pid;|" \
    -e "s|rate=[0-9]*r/s|rate=$rate|; s|access_log /[^ ]*|access_log $S/access.log|" \
    "$VAR/nginx/olvido.conf" >"$S/nginx.conf"
  second_portal
  nginx -c "$S/nginx.conf" -e "$S/nginx.log" -g 'daemon off;' 2>>"$S/nginx.log" &
  SECOND_PIDS+=("$!")
  wait_for 20 curl -sk -o /dev/null --resolve "$HOST:$PORT2:127.0.0.1" "https://$HOST:$PORT2/static/base.css" ||
    { bad "the second nginx does not start"; tail -3 "$S/nginx.log"; }
}
second_portal() {
  "${BUILD:-$ROOT/build}/portal" --conf "$S/olvido.hdf" 2>>"$S/portal.log" &
  SECOND=$!
  SECOND_PIDS+=("$SECOND")
  wait_for 20 test -S "$S/run/portal.sock" || bad "the second portal does not start"
}
second_stop() {
  local p
  for p in "${SECOND_PIDS[@]}"; do kill "$p" 2>/dev/null; done
  for p in "${SECOND_PIDS[@]}"; do wait "$p" 2>/dev/null; done
  SECOND_PIDS=()
}
# req2 ...: as req, but there. Forms of the second have the first one's tokens.
req2() { PORT=$PORT2 req "$@"; }
workers_of() { pgrep -P "$1" | sort -n | tr '\n' ' '; }
# many COUNT PORT: that many requests, eight at a time; how many said what
many() {
  curl -sk -Z --parallel-max 8 --max-time 30 --resolve "$HOST:$2:127.0.0.1" -o /dev/null \
    -w '%{http_code}\n' "https://$HOST:$2/?n=[1-$1]" 2>/dev/null | sort | uniq -c | awk '{print $1 "x" $2}' | tr '\n' ' '
}
