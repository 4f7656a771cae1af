# shellcheck shell=bash
# A part of a message, or all of it, is removed by the panel's door: what goes is
# found by no route and no search, what stays is there to the byte.
. "$ROOT/tests/support/panel.sh"
agent_in ag "$AGENT_EMAIL" "$AGENT_PASSWORD"
agent_in ow "$OWNER_EMAIL" "$OWNER_PASSWORD"
GONE=quixotic$U STAYS=steadfast$U CARD="4111 1111 1111 1111"
head -c 70000 /dev/urandom >"$TMP/big.bin"
echo "a list" >"$TMP/list.txt"
# One ticket: two files, a card, a phone, a word; a second message and a note say it too.
ask "red$U@example.org" "Rita Red" "On $GONE" "$(printf 'First line %s.\nPay by %s or +34 600 123 456 789.\nSay %s here.\n<b>Last</b> line.' "$STAYS" "$CARD" "$GONE")" \
  -F "files=@$TMP/big.bin" -F "files=@$TMP/list.txt"
T=$TICKET
act ag "$T" note --data-urlencode "body=Note on ${GONE^^}, once."
act ag "$T" reply --data-urlencode "body=We write $STAYS alone." -d "seen=$(seen ag "$T")"
M=$(sql "SELECT message_id FROM olvido.message WHERE ticket_id = $T AND kind = 1")
N=$(sql "SELECT message_id FROM olvido.message WHERE ticket_id = $T AND kind = 3")
ask "other$U@example.org" "Oto Other" "Also $GONE" "Says $GONE too"
OTHER=$TICKET
D=/panel/erase/ticket/$T/message/$M
files_of() { sql "SELECT CONCAT(account_id, '/', LPAD(LOWER(HEX(attachment_id DIV 64 % 256)), 2, '0'), '/', attachment_id) FROM olvido.attachment WHERE ticket_id = $1 ORDER BY size DESC"; }
link_of() { req ag GET "/panel/tickets/$T"; grep -o "/panel/tickets/$T/attachments/[0-9]*" "$TMP/body" | sort -u; }
fetched() { local l; for l in $(link_of); do req ag GET "$l"; sha256sum <"$TMP/body"; done | sort; }
BEFORE=$(fetched)
is "two files come" 2 "$(wc -l <<<"$BEFORE")"
has "the page leads there" "$D" <(req ag GET "/panel/tickets/$T"; cat "$TMP/body")

# red_post JAR PATH [fields]: the form's own token and what it has seen
red_get() { req "$1" GET "${2:-$D}"; SEEN=$(sed -n 's/.*name="seen" value="\([0-9a-f]*\)".*/\1/p' "$TMP/body" | head -1); }
red_post() { local j=$1 p=$2; shift 2; req "$j" POST "$p" --data-urlencode "csrf=${TOKEN[$j]}" -d "seen=$SEEN" "$@"; }
# proved JAR PASSWORD PATH [fields]: an act after the proof that it asks for
proved() { local j=$1 w=$2 p=$3; shift 3; red_post "$j" "$p" "$@" --data-urlencode "proof-password=$w"; ACT="$STATUS $(location)"; TOKEN[$j]=$(req "$j" GET /panel/profile; csrf); }

# ---- the form -------------------------------------------------------------------
red_get ag
is "the form" 200 "$STATUS"
has "its lines" "First line $STAYS." "$TMP/body"
has "escaped" "&lt;b&gt;Last&lt;/b&gt; line." "$TMP/body"
is "one card is offered" 1 "$(grep -c 'name="card"' "$TMP/body")"
has "by its end" "ends with 1111" "$TMP/body"
is "lines to tick" 4 "$(grep -c 'name="piece"' "$TMP/body")"
is "its files" 2 "$(grep -c 'name="file"' "$TMP/body")"
red_post ag "$D/preview"
is "nothing chosen" 422 "$STATUS"
has "says so" "Tick something" "$TMP/body"
red_post ag "$D/preview" --data-urlencode "text=nowhere$U"
is "a text that is not in it" 422 "$STATUS"
has "says that" "That text is not in it" "$TMP/body"
has "typed text stays" "nowhere$U" "$TMP/body"

# ---- who may not ------------------------------------------------------------------
rm -f "$TMP/nobody"
req nobody GET "$D"
is "nobody" 303 "$STATUS"
R=$(sql "SELECT COUNT(*) FROM olvido_keys.reseal")
sql "UPDATE olvido.session SET step_up_until = 1 WHERE kind = 1 AND subject_id = $AGENT_ID"
red_post ag "$D" -d card=1
is "without a proof" 403 "$STATUS"
has "it is asked for" 'name="proof-password"' "$TMP/body"
has "and the choice kept" 'name="card" value="1"' "$TMP/body"
red_post ag "$D" -d card=1 --data-urlencode "proof-password=wrong wrong wrong wrong"
is "a wrong proof" 422 "$STATUS"
req ag POST "$D" -d "seen=$SEEN" -d card=1
is "without the form's token" 403 "$STATUS"
is "nothing happened" "$R" "$(sql "SELECT COUNT(*) FROM olvido_keys.reseal")"
req ag GET "/panel/erase/ticket/$OTHER/message/$M"
is "another ticket's message" 404 "$STATUS"
ACCOUNT2=$(sql "SELECT account_id FROM olvido.host WHERE host <> '$HOST' LIMIT 1")
FOREIGN=$(sql "SELECT CONCAT(ticket_id, '/message/', message_id) FROM olvido.message WHERE account_id = $ACCOUNT2 AND kind < 3 LIMIT 1")
[ -z "$FOREIGN" ] || { req ow GET "/panel/erase/ticket/$FOREIGN"; is "another account's" 404 "$STATUS"; }

# ---- the preview ------------------------------------------------------------------
red_post ag "$D/preview" -d card=1 --data-urlencode "text=$GONE" -d everywhere=1
is "the preview" 200 "$STATUS"
hasnt "the card is not in it" "$CARD" "$TMP/body"
has "the mark is" "[removed]" "$TMP/body"
has "the phone stays" "600 123 456 789" "$TMP/body"
has "the note is told" "Note on [removed], once." "$TMP/body"
has "the subject is told" "On [removed]" "$TMP/body"
hasnt "not what is not met" "alone" "$TMP/body"
is "nothing happened yet" "$R" "$(sql "SELECT COUNT(*) FROM olvido_keys.reseal")"

# ---- old copies for later -----------------------------------------------------------
sql "CREATE TABLE olvido.redact_old AS SELECT * FROM olvido.message WHERE ticket_id = $T;
  CREATE TABLE olvido.redact_old_t AS SELECT * FROM olvido.ticket WHERE ticket_id = $T;
  CREATE TABLE olvido.redact_old_s AS SELECT * FROM olvido_keys.secret WHERE kind = 4 AND id = $T"
OLD_FILE=$(files_of "$T" | head -1)
cp "$VAR/files/$OLD_FILE" "$TMP/old.file"

# ---- the act -------------------------------------------------------------------------
search ag "$GONE"
is "found before" "$(printf '%s\n' "$T" "$OTHER" | sort)" "$(rows | sort)"
proved ag "$AGENT_PASSWORD" "$D" -d card=1 --data-urlencode "text=$GONE" -d everywhere=1
is "it is done" "303 /panel/tickets/$T#m$M" "$ACT"
req ag GET "/panel/tickets/$T"
is "the ticket" 200 "$STATUS"
for w in "$GONE" "${GONE^^}" "$CARD"; do hasnt "its page: no $w" "$w" "$TMP/body"; done
has "what stays" "First line $STAYS." "$TMP/body"
has "with a mark" "Say [removed] here." "$TMP/body"
has "the phone" "600 123 456 789" "$TMP/body"
has "who and when" "A part was removed:" "$TMP/body"
has "the other message" "We write $STAYS alone." "$TMP/body"
is "the files to the byte" "$BEFORE" "$(fetched)"
req ag GET "/panel/tickets?view=all"
hasnt "not in the list" "On $GONE" "$TMP/body"
search ag "$GONE"
is "only the other is found" "$OTHER" "$(rows)"
search ag "$STAYS"
is "by what stays it is found" "$T" "$(rows)"
req ag GET "/panel/tickets/$OTHER"
has "the other ticket" "Says $GONE too" "$TMP/body"
is "one line in the audit log" "1" "$(sql "SELECT COUNT(*) FROM olvido.audit WHERE verb = 630 AND object_id = $T AND value = $M")"
is "one reseal more" "$((R + 1))" "$(sql "SELECT COUNT(*) FROM olvido_keys.reseal")"
is "no file is left beside" "" "$(find "$VAR/files" -name '*.next*')"

# ---- the customer and the old copies ---------------------------------------------------
sql "CREATE TABLE olvido.redact_new AS SELECT * FROM olvido.message WHERE ticket_id = $T;
  CREATE TABLE olvido.redact_new_t AS SELECT * FROM olvido.ticket WHERE ticket_id = $T;
  CREATE TABLE olvido.redact_new_s AS SELECT * FROM olvido_keys.secret WHERE kind = 4 AND id = $T"
back() { # old|new
  sql "UPDATE olvido.message m JOIN olvido.redact_$1 o USING (account_id, message_id) SET m.sealed = o.sealed, m.sealed_html = o.sealed_html, m.flags = o.flags;
    UPDATE olvido.ticket t JOIN olvido.redact_$1_t o USING (account_id, ticket_id) SET t.sealed = o.sealed"
}
no_old() {
  req ag GET "/panel/tickets/$T"
  hasnt "$1: no word" "$GONE" "$TMP/body"
  hasnt "$1: no card" "$CARD" "$TMP/body"
  hasnt "$1: nothing else of it" "$STAYS" "$TMP/body"
}
back old
no_old "old rows"
sql "UPDATE olvido_keys.secret s JOIN olvido.redact_old_s o USING (account_id, kind, id) SET s.wrapped = o.wrapped, s.generation = o.generation"
no_old "old rows, old secret"
sql "UPDATE olvido_keys.secret s JOIN olvido.redact_new_s o USING (account_id, kind, id) SET s.generation = o.generation"
no_old "old secret under the new number"
sql "UPDATE olvido_keys.secret s JOIN olvido.redact_new_s o USING (account_id, kind, id) SET s.wrapped = o.wrapped"
back new
cp "$VAR/files/$OLD_FILE" "$TMP/new.file"
cat "$TMP/old.file" >"$VAR/files/$OLD_FILE"
is "an old copy of the file does not open" 1 "$(fetched | grep -cxF "$(sed -n 1p <<<"$(sha256sum <"$TMP/list.txt")")")"
is "nor is it what it was" 0 "$(fetched | grep -cxF "$(sha256sum <"$TMP/big.bin")")"
cat "$TMP/new.file" >"$VAR/files/$OLD_FILE"
is "all is back" "$BEFORE" "$(fetched)"
sql "DROP TABLE olvido.redact_old, olvido.redact_old_t, olvido.redact_old_s, olvido.redact_new, olvido.redact_new_t, olvido.redact_new_s"
mail_waits() { [ "$(sql "SELECT COUNT(*) FROM olvido.outbox WHERE ticket_id = $T AND state = 1")" = 0 ]; }
wait_for 20 mail_waits
MAIL=$(grep -l "We write $STAYS alone" "$SMTP_SINK"/* 2>/dev/null | head -1)
is "the answer went out" 0 "$([ -n "$MAIL" ]; echo $?)"

# ---- lines, a file, and what changed meanwhile -------------------------------------------
red_get ag
OLD_SEEN=$SEEN
F=$(sql "SELECT attachment_id FROM olvido.attachment WHERE ticket_id = $T ORDER BY size DESC LIMIT 1")
proved ag "$AGENT_PASSWORD" "$D" -d piece=1 -d "file=$F"
is "a line and a file" 303 "${ACT% *}"
req ag GET "/panel/tickets/$T"
hasnt "the line is gone" "First line" "$TMP/body"
has "its neighbour is not" "Last" "$TMP/body"
is "one file is left, whole" "$(sha256sum <"$TMP/list.txt")" "$(fetched)"
is "the other is not on disk" 1 "$([ -e "$VAR/files/$OLD_FILE" ]; echo $?)"
SEEN=$OLD_SEEN
red_post ag "$D" -d piece=2
is "a form of before" 422 "$STATUS"
has "says why" "changed meanwhile" "$TMP/body"

# ---- a whole message ---------------------------------------------------------------------
red_get ag
red_post ag "$D/preview" -d all=1
has "all of it" "Nothing of this message" "$TMP/body"
proved ag "$AGENT_PASSWORD" "$D" -d all=1
is "the whole message" 303 "${ACT% *}"
req ag GET "/panel/tickets/$T"
has "says so" "This message was removed." "$TMP/body"
hasnt "no text" "Last" "$TMP/body"
is "no file" "" "$(link_of)"
req ag GET "$D"
is "not again" 404 "$STATUS"
red_get ag "/panel/erase/ticket/$T/message/$N"
is "the note is another" 200 "$STATUS"
# ---- one that came by mail: what its sender called it goes too ------------------------------
lookups() { sql "SELECT COUNT(*) FROM olvido_index.lookup WHERE kind = 3 AND id = $1"; }
deliver "support@$HOST" "mia$U@example.org" >/dev/null <<<"From: mia$U@example.org
Message-ID: <one.$U@mia.example.org>
Subject: By mail $U

Said by mail."
mailed() { req ag GET "/panel/tickets?view=all"; W=$(grep -B3 -A3 "By mail $U" "$TMP/body" | grep -oE '/panel/tickets/[0-9]+' | head -1); W=${W##*/}; [ -n "$W" ]; }
wait_for 20 mailed
is "its name is known" 1 "$(lookups "$W")"
W_M=$(sql "SELECT message_id FROM olvido.message WHERE ticket_id = $W AND kind = 1")
red_get ag "/panel/erase/ticket/$W/message/$W_M"
proved ag "$AGENT_PASSWORD" "/panel/erase/ticket/$W/message/$W_M" -d all=1
is "it is removed" "303 0" "${ACT% *} $(lookups "$W")"
ok "the index anew" "$BUILD/olvido" --conf "$VAR/olvido.hdf" index rebuild
is "has it no more" 0 "$(lookups "$W")"
ok "no key is missing" "$BUILD/olvido" --conf "$VAR/olvido.hdf" keys check
has "in Spanish" "[eliminado]" <(sql "UPDATE olvido.agent SET language = 'es' WHERE agent_id = $AGENT_ID"; req ag GET "/panel/tickets/$T"; cat "$TMP/body")
sql "UPDATE olvido.agent SET language = '' WHERE agent_id = $AGENT_ID"
