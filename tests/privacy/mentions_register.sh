# shellcheck shell=bash
# A person in what is typed about others in the registers: reasons of holds and
# restrictions, requests, notes of consents, reviews.  Shown to admins, kept or cut.
. "$ROOT/tests/privacy/_people.sh"
agent_in ag "$AGENT_EMAIL" "$AGENT_PASSWORD"
agent_in ow "$OWNER_EMAIL" "$OWNER_PASSWORD"
erased() { [ "$(sql "SELECT state FROM olvido.erasure WHERE scope = 1 AND subject_id = $1")" = 4 ]; }
count_in() { sql "SELECT n FROM olvido.erasure_count c JOIN olvido.erasure e USING (account_id, erasure_id) WHERE e.scope = 1 AND e.subject_id = $1 AND c.name = 'mentions.$2'"; }
asker() { ask "$1" "$2" "Subject" "Nothing of interest"; WHO=$(sql "SELECT contact_id FROM olvido.ticket WHERE ticket_id = $TICKET"); }
HIM=hector.haro$U@example.org NAME="Hector Haro$U"
asker "$HIM" "$NAME"; HIS=$WHO
asker "olga$U@example.org" "Olga Other$U"; OTHER=$WHO T_OTHER=$TICKET

# ---- typed at each place -----------------------------------------------------------
post ow "/panel/privacy/holds/ticket/$T_OTHER" -d "ends=$(date -d '+9 days' +%F)" --data-urlencode "reason=$NAME sues us. Stays$U-h"
HOLD=$(sql "SELECT hold_id FROM olvido.legal_hold WHERE kind = 4 AND id = $T_OTHER")
post ow /panel/privacy/requests -d "contact=$OTHER" -d kind=access --data-urlencode "text=What did <$HIM> say? Stays$U-q"
REQ=$(sql "SELECT request_id FROM olvido.request WHERE account_id = $DEMO AND contact_id = $OTHER")
post ow "/panel/privacy/requests/$REQ/note" --data-urlencode "note=Haro$U, Hector rang. Stays$U-n"
post ow /panel/privacy/requests -d kind=access --data-urlencode "name=$NAME" -d address=nowhere --data-urlencode "text=Stays$U-u"
UNKNOWN=$(sql "SELECT request_id FROM olvido.request WHERE account_id = $DEMO AND contact_id = 0 ORDER BY received_at DESC, request_id DESC LIMIT 1")
post ow /panel/privacy/consent --data-urlencode "name_en=News$U" -d body_en=b --data-urlencode "name_es=N$U" -d body_es=b -d active=1
PURPOSE=$(sql "SELECT purpose_id FROM olvido.purpose_text WHERE name = 'News$U'")
post ag "/panel/contacts/$OTHER/consent" -d "purpose=$PURPOSE" --data-urlencode "how=$NAME told me. Stays$U-c"
post ow "/panel/contacts/$OTHER/restrict" -d ground=1 --data-urlencode "reason=$HIM says it is wrong. Stays$U-r"
post ow /panel/privacy/requests -d "contact=$HIS" -d kind=access --data-urlencode "text=$NAME himself"
asker "rolf$U@example.org" "Rolf Rest$U"; THIRD=$WHO
ask "many$U@example.org" "Many" "About" "Rolf Rest$U was here"
M=$(sql "SELECT message_id FROM olvido.message WHERE ticket_id = $TICKET AND kind = 1")
req ag GET "/panel/erase/contact/$THIRD/mentions"
req ag POST "/panel/erase/contact/$THIRD/mentions" --data-urlencode "csrf=$(csrf)" -d "keep=$M" --data-urlencode "reason=$NAME wants it. Stays$U-m" --data-urlencode "proof-password=$AGENT_PASSWORD"
is "all of it is there" "1 1 1 1 1" "$(sql "SELECT CONCAT_WS(' ',
  (SELECT COUNT(*) FROM olvido.legal_hold WHERE hold_id = $HOLD), (SELECT COUNT(sealed) FROM olvido.request WHERE request_id = $UNKNOWN),
  (SELECT COUNT(sealed) FROM olvido.consent WHERE contact_id = $OTHER), (SELECT COUNT(*) FROM olvido.restriction WHERE contact_id = $OTHER),
  (SELECT COUNT(sealed) FROM olvido.mention_review WHERE contact_id = $THIRD))")"

# ---- who sees what -------------------------------------------------------------------
D=/panel/erase/contact/$HIS/mentions
req ow GET "$D"
is "an admin sees six" 6 "$(grep -c 'class="snippet"' "$TMP/body")"
for p in "reason of a legal hold" "request of somebody else" "note of a consent" "reason of a restriction" "why mentions of somebody else"; do
  has "with its place: $p" "$p" "$TMP/body"
done
for w in h q c r m; do has "and a snippet: $w" "Stays$U-$w" "$TMP/body"; done
hasnt "not what is about himself" "himself" "$TMP/body"
req ag GET "$D"
is "an agent sees none of it" 0 "$(grep -c 'class="snippet"' "$TMP/body")"
has "only how many" "names stay): 6" "$TMP/body"
hasnt "not a word" "Stays$U" "$TMP/body"

# ---- one is kept, the others are cut -----------------------------------------------
req ow GET "$D"
mapfile -t CUT < <(grep -o 'name="cut" value="[0-9]*"' "$TMP/body" | grep -o '[0-9]*' | sed 's/^/-dcut=/')
S_UNKNOWN=$(sql "SELECT MD5(wrapped) FROM olvido_keys.secret WHERE kind = 11 AND id = $UNKNOWN")
req ow POST "$D" --data-urlencode "csrf=$(csrf)" -d "keep=$HOLD" "${CUT[@]}" --data-urlencode "reason=The court asks" --data-urlencode "proof-password=$OWNER_PASSWORD"
is "done" "303 5 1 4" "$STATUS $(sql "SELECT CONCAT_WS(' ', removed, kept, rewritten) FROM olvido.mention_review WHERE contact_id = $HIS")"
req ow GET /panel/privacy/holds
has "the hold's reason is kept" "$NAME sues us. Stays$U-h" "$TMP/body"
page_says() { # PATH WHAT STAYS: without him
  req ow GET "$1"
  has "$2: the rest is there" "Stays$U-$3" "$TMP/body"
  hasnt "$2: he is not" "Haro$U" "$TMP/body"
  hasnt "$2: nor his address" "$HIM" "$TMP/body"
}
page_says "/panel/privacy/requests/$REQ" "a request's text" q
has "and its note" "rang. Stays$U-n" "$TMP/body"
page_says "/panel/privacy/requests/$UNKNOWN" "of who is not in the records" u
page_says "/panel/contacts/$OTHER" "a restriction" r
sql "DELETE FROM olvido.restriction WHERE contact_id = $OTHER"
page_says "/panel/contacts/$OTHER" "a consent's note" c
is "that one has a new secret, and it is told" "1 1" "$([ "$S_UNKNOWN" != "$(sql "SELECT MD5(wrapped) FROM olvido_keys.secret WHERE kind = 11 AND id = $UNKNOWN")" ]; echo $((! $?))) $(sql "SELECT COUNT(*) FROM olvido_keys.reseal WHERE kind = 11 AND id = $UNKNOWN")"
is "each in the audit log, ids only" 5 "$(sql "SELECT COUNT(*) FROM olvido.audit WHERE account_id = $DEMO AND verb = 635 AND ((object_kind = 20 AND object_id IN ($REQ, $UNKNOWN)) OR (object_kind = 2 AND object_id IN ($OTHER, $THIRD)))")"
is "what was decided for the other person is as it was" 1 "$(sql "SELECT kept FROM olvido.mention_review WHERE contact_id = $THIRD")"

# ---- without a page: what was decided stays, a new address goes ------------------------------
post ow "/panel/privacy/requests/$REQ/note" --data-urlencode "note=$NAME, $HIM again"
"$BUILD/olvido" --conf "$VAR/olvido.hdf" erase "$HOST" contact "$HIS" --yes >"$TMP/out" 2>&1
is "erased" "0 4" "$? $(sql "SELECT state FROM olvido.erasure WHERE scope = 1 AND subject_id = $HIS")"
is "counted" "6 1 5" "$(count_in "$HIS" removed) $(count_in "$HIS" kept) $(count_in "$HIS" rewritten)"
req ow GET "/panel/privacy/requests/$REQ"
hasnt "the new note is cut too" "$HIM" "$TMP/body"
has "but for the name" "$NAME" "$TMP/body"
is "which is counted" 1 "$(count_in "$HIS" unseen)"
has "what is left of it stays" "again" "$TMP/body"
req ow GET /panel/privacy/holds
has "the hold's reason is still kept" "$NAME sues us" "$TMP/body"
E=$(sql "SELECT erasure_id FROM olvido.erasure WHERE scope = 1 AND subject_id = $HIS")
req ow GET "/panel/erase/done/$E/certificate"
has "the certificate says how many" '"mentions.rewritten":5' "$TMP/body"
has "and that older copies of those lie outside" "rows that were rewritten under a key that lives on" "$TMP/body"
req ow GET "/panel/erase/done/$E/paper"
has "so does the sheet" "older copies of notes in registers" "$TMP/body"
"$BUILD/olvido" --conf "$VAR/olvido.hdf" keys check >"$TMP/out" 2>&1
is "no key is missing" 0 $?
sql "DELETE FROM olvido.legal_hold WHERE hold_id = $HOLD"
