# shellcheck shell=bash
# What the panel's page tests share, after lib.sh: asking, writing, acting.
BUILD=${BUILD:-$ROOT/build}

# ask EMAIL NAME SUBJECT BODY [curl options]: a guest writes; sets TICKET, CODE.
ask() {
  local email=$1 name=$2 subject=$3 body=$4
  shift 4
  req guest GET /ask
  req guest POST /ask -F "csrf=$(csrf)" --form-string "name=$name" -F "email=$email" \
    --form-string "subject=$subject" --form-string "body=$body" "$@"
  follow guest
  CODE=$(grep -oE '[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{2}' "$TMP/body" | head -1)
  TICKET=$(sql "SELECT ticket_id FROM olvido.ticket WHERE code = '$CODE'")
}
# deliver RECIPIENT SENDER < message: mail comes in by the pipe
deliver() {
  "$BUILD/olvido-mail" --conf "$VAR/olvido.hdf" --sender "$2" deliver "$1"
}
# field FILE PATTERN: the first line of FILE that the pattern cuts
field() { sed -n "s|.*$2.*|\\1|p" "$1" | head -1; }
status_of() { sql "SELECT status FROM olvido.ticket WHERE ticket_id = $1"; }
count_of() { sql "SELECT COUNT(*) FROM olvido.$1"; }

# A word that no earlier run has used.
U=u$(date +%s%N | tail -c 8)
declare -A TOKEN
# agent_in JAR EMAIL PASSWORD: signs in and keeps the token of its forms
agent_in() {
  sign_in "$@"
  req "$1" GET /panel/profile
  TOKEN[$1]=$(csrf)
}
# act JAR TICKET FORM [curl options]: sends one of the ticket's forms
act() {
  local jar=$1 ticket=$2 form=$3
  shift 3
  req "$jar" POST "/panel/tickets/$ticket/$form" \
    --data-urlencode "csrf=${TOKEN[$jar]}" "$@"
}
# seen JAR TICKET: what the page's reply form says it has shown
seen() { req "$1" GET "/panel/tickets/$2"; sed -n 's/.*name="seen" value="\([0-9]*\)".*/\1/p' "$TMP/body" | head -1; }
# rows: ids of the list on the page just read, in order
rows() { sed -n 's/.*<td class="c-subject">.*<a href="\/panel\/tickets\/\([0-9]*\)".*/\1/p' "$TMP/body"; }
older() { sed -n 's/.*rel="next" href="\([^"]*\)".*/\1/p' "$TMP/body" | head -1 | sed 's/&amp;/\&/g'; }
OWNER_ID=$(sql "SELECT g.agent_id FROM olvido.agent g JOIN olvido.host h USING (account_id) WHERE h.host = '$HOST' AND g.role = 3 LIMIT 1")
AGENT_ID=$(sql "SELECT g.agent_id FROM olvido.agent g JOIN olvido.host h USING (account_id) WHERE h.host = '$HOST' AND g.role = 1 LIMIT 1")
sink_mail_is() { [ -n "$(sink_mail "$1")" ]; }
