# shellcheck shell=bash
# Customers with a login, and their mails: what the parts here share.
. "$ROOT/tests/support/panel.sh"
# The mails of one network are counted: one of this run alone.
NET=127.$((20 + RANDOM % 200)).$((RANDOM % 250)).1
sql "DELETE FROM olvido.throttle"
PASS="nine lanterns under the old bridge"
sink_files() { grep -li "^To:.*$1" "$SMTP_SINK"/* 2>/dev/null | xargs -r ls -tr; }
plain() { perl -MMIME::QuotedPrint -0777 -ne 's/=\r?\n//g; print decode_qp($_)' "$1"; }
# says ADDRESS TEXT: a mail to him has it
says() {
  local f
  for f in $(sink_files "$1"); do plain "$f" | grep -qF -- "$2" && return 0; done
  return 1
}
mails_saying() { local f n=0; for f in $(sink_files "$1"); do plain "$f" | grep -qF -- "$2" && n=$((n + 1)); done; echo "$n"; }
link_to() { LINK=$(for f in $(sink_files "$1"); do plain "$f"; done | grep -oE "$2[A-Za-z0-9_-]{43}" | tail -1); [ -n "$LINK" ]; }
jobs_done() { [ "$(sql "SELECT COUNT(*) FROM olvido.outbox WHERE state = 1")" = 0 ]; }
# send JAR PATH [curl options]: the form of the page just read
send() { local jar=$1 path=$2; shift 2; req "$jar" POST "$path" --data-urlencode "csrf=$(csrf)" "$@"; }
# customer_in JAR ADDRESS NAME: registers, confirms by the mailed link, is in; sets WHO
customer_in() {
  rm -f "$TMP/$1"
  req "$1" GET /register
  send "$1" /register --data-urlencode "name=$3" --data-urlencode "email=$2"
  wait_for 20 link_to "$2" /confirm/ || bad "no mail to confirm"
  req "$1" GET "$LINK"
  send "$1" "$LINK" --data-urlencode "password=$PASS"
  req "$1" GET /account
  is "$3 is in" 200 "$STATUS"
  WHO=$(sql "SELECT subject_id FROM olvido.session WHERE kind = 2 ORDER BY created_at DESC, seen_at DESC LIMIT 1")
  WHO=$(sql "SELECT MAX(id) FROM olvido_index.lookup l WHERE kind = 1 AND id IN (SELECT contact_id FROM olvido.contact WHERE proved_at <> 0) AND id = $WHO")
}
DEMO=$(sql "SELECT account_id FROM olvido.host WHERE host = '$HOST'")
# post JAR PATH [curl options]: an agent's form
post() { local j=$1 p=$2; shift 2; req "$j" POST "$p" --data-urlencode "csrf=${TOKEN[$j]}" "$@"; }
of_request() { sql "SELECT $2 FROM olvido.request WHERE account_id = $DEMO AND request_id = $1"; }
audits() { sql "SELECT COUNT(*) FROM olvido.audit WHERE account_id = $DEMO AND verb = $1 AND object_id = $2"; }
