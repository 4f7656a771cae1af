# shellcheck shell=bash
# Tickets sealed anew, through the database (tests/support/reseal_db.c), and that
# no sealed column of a ticket is left out of it.
BUILD=${BUILD:-$ROOT/build}
"$BUILD/tests/reseal_db" "$VAR/olvido.hdf" >"$TMP/reseal" 2>"$TMP/reseal.err"
is "reseal_db ran to its end" 0 "$?"
PASSED=$((PASSED + $(grep -c '^ok ' "$TMP/reseal")))
while IFS= read -r line; do bad "${line#not ok }"; done < <(grep '^not ok ' "$TMP/reseal")
is "it ran all" 11 "$(grep -c '^ok ' "$TMP/reseal")"
hasnt "its log names nobody" "example.org" "$TMP/reseal.err"

# Whoever seals something else under a ticket's key adds it to lib/model/key/reseal.c (what the
# spam filter judged is removed there: it has words of the text).
is "what is sealed under K(ticket)" "attachment.sealed message.sealed message.sealed_html spam_ticket.sealed ticket.sealed" \
  "$(sql "SELECT GROUP_CONCAT(CONCAT_WS('.', TABLE_NAME, COLUMN_NAME) ORDER BY TABLE_NAME, COLUMN_NAME SEPARATOR ' ')
    FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = 'olvido'
    AND COLUMN_COMMENT REGEXP '^sealed: .*K[(](ticket|message|attachment)[)]'")"
