# shellcheck shell=bash
# What several page tests share.

# ask_as JAR [curl options]: a guest's question; the token comes from $T.
ask_as() {
  local jar=$1
  shift
  req "$jar" POST /ask -F "csrf=$T" -F "name=Guest" -F "email=guest@example.org" \
    -F "subject=A question" -F "body=How long does it take?" "$@"
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
  CODE=$(code_shown)
  LINK=$(link_of_code "$CODE") || LINK=/t/none
  TICKET=$(ticket_id_of "$CODE")
  req "$jar" GET "$LINK"
  req "$jar" POST "$LINK" --data-urlencode "csrf=$(csrf)"
}
