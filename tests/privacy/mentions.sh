# shellcheck shell=bash
# Before a contact is erased he is found in other people's tickets: address,
# phone, full name and what is quoted from him; removed, or kept with a reason.
. "$ROOT/tests/support/panel.sh"
agent_in ag "$AGENT_EMAIL" "$AGENT_PASSWORD"
agent_in ow "$OWNER_EMAIL" "$OWNER_PASSWORD"
WHO=hugo.gil$U@example.org NAME="Hugo Gil$U Ortíz"
LONG="The kettle$U stopped whistling on the third of May and nobody could say why it did"
LINE="Reference$U:ABCDEFGHIJKLMNOPQRSTUVWXYZ-0123456789"
ask "$WHO" "$NAME" "Kettle" "$(printf 'Hello,\n%s.\n%s\nThanks' "$LONG" "$LINE")"
HIS=$TICKET
CONTACT=$(sql "SELECT contact_id FROM olvido.ticket WHERE ticket_id = $HIS")
# His phone, as an agent would have noted it.
"$BUILD/tests/set_phone" "$VAR/olvido.hdf" "$HOST" "$WHO" "+34 600 ${U:1:3} ${U:4:3}" || bad "no phone"
PHONE="${U:1:3} ${U:4:3}"
# Our answer quotes him; elsewhere that is ours, in his ticket it goes with him.
act ag "$HIS" reply --data-urlencode "body=Our standard answer$U is that kettles are looked at on Mondays and never before" -d "seen=$(seen ag "$HIS")"

# Other people's tickets; each with something that must stay.
other() { ask "$1$U@example.org" "Olga $1" "$2" "$3"; eval "T_$1=$TICKET"; }
other address "Address" "$(printf 'Please ask <%s> about it.\nStays$U-a' "${WHO^^}")"
other name "About hugo gil$U ortiz" "Nothing in the text. Stays$U-b"
other turned "Name" "Ortiz, HUGO GIL$U was here. Stays$U-c"
other phone "Phone" "Call 0034-600.${U:1:3}.${U:4:3} please. Stays$U-d"
other quote "Fwd" "$(printf 'See this:\n> The kettle%s stopped whistling on the third\n> of May and nobody could say why\nStays%s-e' "$U" "$U")"
other line "Line" "$(printf 'Look:\n  %s\nStays%s-f' "${LINE,,}" "$U")"
other first "First name" "Hugo was nice, and 600 is a number. The kettle stopped. Stays$U-g"
other ours "Ours" "They say: our standard answer$U is that kettles are looked at on Mondays and never before. Stays$U-h"
ask "file$U@example.org" "Olga file" "File" "See it. Stays$U-i" -F "files=@$ROOT/static/favicon.svg;filename=hugo-gil$U-ortiz.svg"
T_file=$TICKET
act ag "$T_first" note --data-urlencode "body=Hugo Gil$U Ortiz rang about this."
T_note=$T_first
D=/panel/erase/contact/$CONTACT/mentions
req ag GET "$D"
is "the list" 200 "$STATUS"
cp "$TMP/body" "$TMP/list"
found() { grep -c "href=\"/panel/tickets/$1[\"#]" "$TMP/list"; }
for t in address name turned phone quote line file note; do
  eval "id=\$T_$t"
  is "found: $t" 1 "$(found "$id")"
done
is "what is ours is not his" 0 "$(found "$T_ours")"
is "nor is his own ticket in it" 0 "$(found "$HIS")"
is "nothing else" 8 "$(grep -c 'class="snippet"' "$TMP/list")"
has "marked: name" "<mark>Ortiz, HUGO GIL$U</mark> was here" "$TMP/list"
has "marked: address" "<mark>${WHO^^}</mark>" "$TMP/list"
has "in the subject" "in the subject" "$TMP/list"
has "in a note" "in a note" "$TMP/list"
has "a quote" "quoted from this person" "$TMP/list"
hasnt "nothing of his key's in the address" "$WHO" <(grep -o 'href="[^"]*"' "$TMP/list")

# ---- who may not -------------------------------------------------------------------
rm -f "$TMP/nobody"
req nobody GET "$D"
is "nobody" 303 "$STATUS"
N=$(sql "SELECT COUNT(*) FROM olvido_keys.reseal")
sql "UPDATE olvido.session SET step_up_until = 1 WHERE kind = 1 AND subject_id = $AGENT_ID"
men() { req ag POST "$D" --data-urlencode "csrf=${TOKEN[ag]}" "$@"; }
men
is "without a proof" 403 "$STATUS"
M_turned=$(sql "SELECT message_id FROM olvido.message WHERE ticket_id = $T_turned AND kind = 1")
M_address=$(sql "SELECT message_id FROM olvido.message WHERE ticket_id = $T_address AND kind = 1")
ticks() { grep -o 'name="cut" value="[0-9]*"' "$1" | grep -o '[0-9]*' | sed 's/^/-dcut=/'; }
mapfile -t CUT < <(ticks "$TMP/list" | grep -vx -- "-dcut=$M_turned")
is "names, phone and what is not marked are ticked by hand" "5 0" "${#CUT[@]} $(ticks "$TMP/list" | grep -cx -- "-dcut=$M_address")"
men -d "keep=$M_address" "${CUT[@]}" --data-urlencode "proof-password=$AGENT_PASSWORD"
is "kept without a reason" 422 "$STATUS"
has "says so" "Please say why" "$TMP/body"
has "what was ticked stays" "value=\"$M_address\" checked" "$TMP/body"
has "each of it" "value=\"${CUT[0]#-dcut=}\" checked" "$TMP/body"
is "nothing happened" "$N" "$(sql "SELECT COUNT(*) FROM olvido_keys.reseal")"
TOKEN[ag]=$(csrf)

# ---- removed, one kept ---------------------------------------------------------------
men -d "keep=$M_turned" "${CUT[@]}" --data-urlencode "reason=A court asks$U for it"
is "it is done" "303 /panel/erase/contact/$CONTACT" "$STATUS $(location)"
no_word() { # TICKET WORD...
  local t=$1 w; shift
  req ag GET "/panel/tickets/$t"
  for w; do if grep -qiF -- "$w" "$TMP/body"; then bad "ticket $t still says $w"; else pass; fi; done
}
no_word "$T_address" "$WHO"; has "a stays" 'Stays$U-a' "$TMP/body"
no_word "$T_name" "gil$U"; has "b stays" "Nothing in the text. Stays$U-b" "$TMP/body"
no_word "$T_phone" "${U:1:3}.${U:4:3}"; has "d stays" "please. Stays$U-d" "$TMP/body"
no_word "$T_quote" "whistling" "nobody could say why"; has "e stays" "Stays$U-e" "$TMP/body"
no_word "$T_line" "reference$U"; has "f stays" "Stays$U-f" "$TMP/body"
no_word "$T_note" "gil$U"; has "g stays" "Hugo was nice, and 600 is a number." "$TMP/body"
has "the note's rest" "rang about this" "$TMP/body"
no_word "$T_file" "gil$U"; has "i stays" "See it. Stays$U-i" "$TMP/body"
req ag GET "$(grep -o "/panel/tickets/$T_file/attachments/[0-9]*" "$TMP/body" | head -1)"
is "the file is whole" "$(sha256sum <"$ROOT/static/favicon.svg")" "$(sha256sum <"$TMP/body")"
req ag GET "/panel/tickets/$T_ours"
has "ours is as it was" "looked at on Mondays and never before. Stays$U-h" "$TMP/body"
req ag GET "/panel/tickets/$T_turned"
has "what was kept is" "HUGO GIL$U was here" "$TMP/body"
req ag GET "/panel/tickets/$HIS"
has "his own is as it was" "$LONG" "$TMP/body"
search ag "gil$U"
is "found only where it was kept" "$T_turned" "$(rows)"
req ag GET "$D"
is "again: only what was kept" 1 "$(grep -c 'class="snippet"' "$TMP/body")"
is "the decision is there" "$AGENT_ID 7 1" "$(sql "SELECT CONCAT_WS(' ', agent_id, removed, kept) FROM olvido.mention_review WHERE contact_id = $CONTACT")"
is "its reason is sealed" 0 "$(sql "SELECT COUNT(*) FROM olvido.mention_review WHERE INSTR(sealed, 'A court asks') > 0")"
is "each in the audit log" 7 "$(sql "SELECT COUNT(*) FROM olvido.audit WHERE verb = 630 AND object_id IN ($T_address, $T_name, $T_phone, $T_quote, $T_line, $T_note, $T_file)")"

# ---- and then he is erased -----------------------------------------------------------
E=/panel/erase/contact/$CONTACT
req ag GET "$E"
hasnt "nobody else wrote in his ticket" "written by other people" "$TMP/body"
"$BUILD/tests/participant" "$VAR/olvido.hdf" "$HOST" "ours$U@example.org" "$HIS" "A line of mine$U" >/dev/null 2>&1
req ag GET "$E"
is "what others lose with him is told" 1 "$(grep -A1 "written by other people" "$TMP/body" | grep -c '<dd>1</dd>')"
has "the page says what was decided" "removed: 7" "$TMP/body"
erased() { [ "$(sql "SELECT state FROM olvido.erasure WHERE scope = 1 AND subject_id = $1")" = 4 ]; }
# gone CONTACT [fields]: erased by the agent
gone() {
  local c=$1
  shift
  req ag GET "/panel/erase/contact/$c"
  req ag POST "/panel/erase/contact/$c" --data-urlencode "csrf=$(csrf)" --data-urlencode "proof-password=$AGENT_PASSWORD" -d sure=1 "$@"
}
gone "$CONTACT" -d tickets=delete
is "erased" 303 "$STATUS"
ok "to its end" wait_for 30 erased "$CONTACT"
count_in() { sql "SELECT n FROM olvido.erasure_count c JOIN olvido.erasure e USING (account_id, erasure_id) WHERE e.scope = 1 AND e.subject_id = $1 AND c.name = 'mentions.$2'"; }
is "why some stay is forgotten with him" "1 0" "$(sql "SELECT CONCAT_WS(' ', kept, COUNT(sealed)) FROM olvido.mention_review WHERE contact_id = $CONTACT")"
is "the count that went" 7 "$(count_in "$CONTACT" removed)"
is "the count that stays" 1 "$(count_in "$CONTACT" kept)"
req ag GET "/panel/tickets/$T_turned"
has "what was kept is still there" "HUGO GIL$U was here" "$TMP/body"
req ag GET "$D"
is "no looking for him any more" 404 "$STATUS"

# ---- nobody looked: address and marked quotes go, also where the agent does not see -----
ask "pia$U@example.org" "Pia Polo$U" "Hers" "The lantern$U over the gate was lit every evening until the end of March"
C=$(sql "SELECT contact_id FROM olvido.ticket WHERE ticket_id = $TICKET")
HERS=$TICKET
act ow "$HERS" reply --data-urlencode "body=Dear Pia Polo$U, you wrote: the lantern$U over the gate was lit every evening. We answer$U." -d "seen=$(seen ow "$HERS")"
act ow "$HERS" reply --data-urlencode "body=Dear Pia, goodbye from us$U." -d "seen=$(seen ow "$HERS")"
act ow "$T_ours" note --data-urlencode "body=Polo$U, Pia said:
> The lantern$U over the gate was lit every evening until
the lantern$U over the gate was lit every evening. Stays$U-j"
ask "hid$U@example.org" "Olga hid" "Hidden" "Pia Polo$U, pia$U@example.org, again. Stays$U-k"
T_hid=$TICKET
DEP=$(sql "SELECT NEXT VALUE FOR olvido.id_seq")
WAS=$(sql "SELECT CONCAT(department_id, ' ', restricted) FROM olvido.ticket JOIN olvido.department USING (account_id, department_id) WHERE ticket_id = $T_hid")
sql "INSERT INTO olvido.department (account_id, department_id, name, mailbox, restricted)
  SELECT account_id, $DEP, 'Vault$U', 'vault$U@$HOST', 1 FROM olvido.ticket WHERE ticket_id = $T_hid;
  UPDATE olvido.ticket SET department_id = $DEP WHERE ticket_id = $T_hid;
  UPDATE olvido.agent SET all_departments = 0 WHERE agent_id = $AGENT_ID;
  INSERT IGNORE INTO olvido.agent_department SELECT account_id, $AGENT_ID, department_id FROM olvido.department
    WHERE department_id = ${WAS% *}"
# Hers too whose data are restricted, and what others said before Pia is not hers.
ask "ria$U@example.org" "Ria Restricted" "Shut" "Pia Polo$U, pia$U@example.org, once more. Stays$U-q"
T_ria=$TICKET
R=$(sql "SELECT contact_id FROM olvido.ticket WHERE ticket_id = $T_ria")
RECIPE="First unplug the green box$U and wait for ten minutes before you try again"
OLDER="A saying of old$U is that whoever waits long enough gets what he wants"
ask "old$U@example.org" "Olga old" "Old" "$OLDER"
T_old=$TICKET
act ow "$T_old" reply --data-urlencode "body=$RECIPE" -d "seen=$(seen ow "$T_old")"
"$BUILD/tests/participant" "$VAR/olvido.hdf" "$HOST" "pia$U@example.org" "$HERS" "$RECIPE
$OLDER" >/dev/null 2>&1
act ow "$T_old" reply --data-urlencode "body=Again: $RECIPE" -d "seen=$(seen ow "$T_old")"
# All that is stored of a ticket: another seal of the same text is another.
bytes() { sql "SELECT MD5(CONCAT(t.sealed, (SELECT GROUP_CONCAT(HEX(m.sealed) ORDER BY m.created_at) FROM olvido.message m WHERE m.account_id = t.account_id AND m.ticket_id = t.ticket_id))) FROM olvido.ticket t WHERE ticket_id = $1"; }
B_old=$(bytes "$T_old")
is "there is something to compare" 32 "${#B_old}"
req ow GET "/panel/contacts/$R"
req ow POST "/panel/contacts/$R/restrict" --data-urlencode "csrf=$(csrf)" -d ground=1 -d reason=x
is "one of them is restricted" 1 "$(sql "SELECT COUNT(*) FROM olvido.restriction WHERE contact_id = $R")"
req ag GET "/panel/tickets/$T_hid"
is "the agent does not see it" 404 "$STATUS"
req ag GET "/panel/erase/contact/$C/mentions"
is "one is shown, and one in her own ticket" 2 "$(grep -c 'class="snippet"' "$TMP/body")"
has "two are only counted" "names stay): 2" "$TMP/body"
for w in k q; do hasnt "nothing of it" "Stays$U-$w" "$TMP/body"; done
gone "$C" -d tickets=keep
is "erased, tickets stay" 303 "$STATUS"
ok "that one to its end" wait_for 30 erased "$C"
sql "UPDATE olvido.agent SET all_departments = 1 WHERE agent_id = $AGENT_ID"
req ow GET "/panel/tickets/$T_ours"
has "the note: the name stays" "Polo$U, Pia said" "$TMP/body"
is "the note: no marked quote, the same words unmarked" 1 "$(grep -c "lantern$U" "$TMP/body")"
has "the note: the rest" "Stays$U-j" "$TMP/body"
req ow GET "/panel/tickets/$T_hid"
hasnt "the hidden one: no address" "pia$U" "$TMP/body"
has "the hidden one: the name" "Pia Polo$U" "$TMP/body"
has "the hidden one: the rest" "again. Stays$U-k" "$TMP/body"
req ow GET "/panel/tickets/$HERS"
is "her ticket stays" 200 "$STATUS"
for w in "Polo$U" "lantern$U" "pia$U"; do hasnt "without $w" "$w" "$TMP/body"; done
has "our answer is there" "We answer$U." "$TMP/body"
has "and the other" "Dear Pia, goodbye from us$U." "$TMP/body"
is "all are counted" "3 3" "$(count_in "$C" removed) $(count_in "$C" unseen)"
sql "DELETE FROM olvido.restriction WHERE contact_id = $R"
req ow GET "/panel/tickets/$T_ria"
hasnt "the restricted one: no address" "pia$U" "$TMP/body"
has "the restricted one: the name" "Pia Polo$U" "$TMP/body"
has "the restricted one: the rest" "once more. Stays$U-q" "$TMP/body"
is "what others said before her is not hers, to the byte" "$B_old" "$(bytes "$T_old")"

# ---- a customer himself: his proved address, and neither his name nor his words ---------
# He calls himself as others write, and writes what our answers say.
CANNED="Please open the settings$U of your account and choose the second entry of the list"
ask "na$U@example.org" "Olga na" "Reset Password$U does not work" "Reset Password$U, I press it and nothing. Also my-rosa$U@example.org, rosa$U@example.org.mx and rosa$U example org"
T_na=$TICKET
act ow "$T_na" reply --data-urlencode "body=$CANNED. Reset Password$U is there." -d "seen=$(seen ow "$T_na")"
ME=rosa$U@example.org SECRET_OF="nine lanterns under the old bridge"
rm -f "$TMP/me"
NET=127.$((20 + RANDOM % 200)).$((RANDOM % 250)).9
own_post() { req me POST "$1" --data-urlencode "csrf=$(csrf)" "${@:2}"; }
req me GET /register
own_post /register --data-urlencode "name=Reset Password$U" --data-urlencode "email=$ME"
wait_for 20 sink_mail_is "$ME"
LINK=$(for f in $(grep -li "^To:.*$ME" "$SMTP_SINK"/*); do perl -MMIME::QuotedPrint -0777 -ne 'print decode_qp($_)' "$f"; done | grep -oE '/confirm/[A-Za-z0-9_-]{43}' | tail -1)
req me GET "$LINK"
own_post "$LINK" --data-urlencode "password=$SECRET_OF"
ROSA=$(sql "SELECT subject_id FROM olvido.session WHERE kind = 2 ORDER BY created_at DESC, seen_at DESC LIMIT 1")
NET=
ask "$ME" "Reset Password$U" "Mine" "$CANNED"
act ow "$T_na" reply --data-urlencode "body=Once more: $CANNED." -d "seen=$(seen ow "$T_na")"
B_na=$(bytes "$T_na")
is "and here" 32 "${#B_na}"
# More than is found at once.
MANY=
for i in {1..53}; do
  ask "many$i$U@example.org" "Olga many" "Many" "(${ME^^}), Zoe Zeta$U. Stays$U-many"
  MANY+=,$TICKET
done
ask "nb$U@example.org" "Olga nb" "Neighbour" "$ME, Reset Password$U, lives next door. Stays$U-m"
T_nb=$TICKET
ask "nc$U@example.org" "Olga nc" "Held" "$ME is in a lawsuit. Stays$U-n"
T_held=$TICKET
req ow GET "/panel/privacy/holds/ticket/$T_held"
req ow POST "/panel/privacy/holds/ticket/$T_held" --data-urlencode "csrf=$(csrf)" -d "ends=$(date -d "+30 days" +%F)" -d reason=lawsuit
is "one of them is held" 1 "$(sql "SELECT COUNT(*) FROM olvido.legal_hold WHERE kind = 4 AND id = $T_held")"
M_held=$(sql "SELECT message_id FROM olvido.message WHERE ticket_id = $T_held AND kind = 1")
req ow GET "/panel/erase/ticket/$T_held/message/$M_held"
SEEN=$(sed -n 's/.*name="seen" value="\([0-9a-f]*\)".*/\1/p' "$TMP/body" | head -1)
req ow POST "/panel/erase/ticket/$T_held/message/$M_held" --data-urlencode "csrf=$(csrf)" -d "seen=$SEEN&all=1" --data-urlencode "proof-password=$OWNER_PASSWORD"
is "nothing is removed from what is held" 403 "$STATUS"
req me GET /erase
is "her page" 200 "$STATUS"
hasnt "shows nothing of others" "next door" "$TMP/body"
own_post /erase --data-urlencode "proof-password=$SECRET_OF" -d "sure=1&tickets=delete"
is "she is erased" 303 "$STATUS"
RECEIPT=$(location)
ok "she too, to the end" wait_for 30 erased "$ROSA"
req ow GET "/panel/tickets/$T_nb"
hasnt "no address" "$ME" "$TMP/body"
has "the rest, and the name" "Reset Password$U, lives next door. Stays$U-m" "$TMP/body"
req ow GET "/panel/tickets/$T_held"
has "what is held stays" "$ME is in a lawsuit" "$TMP/body"
is "all are counted" "54 1" "$(count_in "$ROSA" removed) $(count_in "$ROSA" kept)"
is "none was left unseen" "" "$(count_in "$ROSA" unseen)"
is "each of the many is sealed anew" 53 "$(sql "SELECT COUNT(DISTINCT object_id) FROM olvido.audit WHERE verb = 630 AND object_id IN (${MANY#,})")"
is "others' tickets, to the byte" "$B_na" "$(bytes "$T_na")"
# Her receipt says nothing of what stood in them; the agents' certificate does.
rm -f "$TMP/nobody"
req nobody GET "$RECEIPT"
is "her receipt" 200 "$STATUS"
has "says what went" "contact_login" "$TMP/body"
hasnt "and nothing of others' tickets" "mention" "$TMP/body"
req nobody GET "$RECEIPT/certificate"
is "her certificate" 200 "$STATUS"
has "says what went as well" "contact_login" "$TMP/body"
hasnt "nor does it" "mention" "$TMP/body"
ID=$(sql "SELECT erasure_id FROM olvido.erasure WHERE scope = 1 AND subject_id = $ROSA")
req ow GET "/panel/erase/done/$ID/certificate"
has "the agents' does" '"mentions.removed":54' "$TMP/body"

# ---- nothing was ticked of what was seen: it is kept, and what was not seen is told ----------
ask "zoe$U@example.org" "Zoe Zeta$U" "Hers" "Nothing to say"
Z=$(sql "SELECT contact_id FROM olvido.ticket WHERE ticket_id = $TICKET")
D=/panel/erase/contact/$Z/mentions
req ag GET "$D"
has "the page says that there is more" "There is more than is looked through" "$TMP/body"
is "not all are shown" 50 "$(ticks "$TMP/body" | wc -l)"
req ag POST "$D" --data-urlencode "csrf=$(csrf)" --data-urlencode "proof-password=$AGENT_PASSWORD"
is "all of them are kept" "303 /panel/erase/contact/$Z" "$STATUS $(location)"
gone "$Z" -d tickets=delete
ok "erased" wait_for 30 erased "$Z"
is "all stays, and is counted" "50  3" "$(count_in "$Z" kept) $(count_in "$Z" removed) $(count_in "$Z" unseen)"

# ---- what cannot be counted takes nobody's receipt ------------------------------------------
ME=saul$U@example.org
rm -f "$TMP/me"
NET=127.$((20 + RANDOM % 200)).$((RANDOM % 250)).8
req me GET /register
own_post /register --data-urlencode "name=Saul Sol$U" --data-urlencode "email=$ME"
wait_for 20 sink_mail_is "$ME"
LINK=$(for f in $(grep -li "^To:.*$ME" "$SMTP_SINK"/*); do perl -MMIME::QuotedPrint -0777 -ne 'print decode_qp($_)' "$f"; done | grep -oE '/confirm/[A-Za-z0-9_-]{43}' | tail -1)
req me GET "$LINK"
own_post "$LINK" --data-urlencode "password=$SECRET_OF"
SAUL=$(sql "SELECT subject_id FROM olvido.session WHERE kind = 2 ORDER BY created_at DESC, seen_at DESC LIMIT 1")
NET=
ask "nd$U@example.org" "Olga nd" "Neighbour" "Write to $ME, Saul Sol$U."
sql "CREATE TRIGGER olvido.no_count BEFORE INSERT ON olvido.erasure_count FOR EACH ROW
  SET NEW.n = IF(NEW.name LIKE 'mentions%', EXP(99999), NEW.n)"
req me GET /erase
own_post /erase --data-urlencode "proof-password=$SECRET_OF" -d "sure=1&tickets=delete"
is "he gets it" "303 1" "$STATUS $(location | grep -cE '^/erase/receipt/.')"
SAULS=$(sql "SELECT erasure_id FROM olvido.erasure WHERE scope = 1 AND subject_id = $SAUL")
ok "the worker gives it up" wait_for 30 grep -q "erasure $SAULS is not at its end" "$VAR"/log/*erase*
sql "DROP TRIGGER olvido.no_count"
is "it was not counted, and is not at its end" "1 " "$(sql "SELECT state FROM olvido.erasure WHERE scope = 1 AND subject_id = $SAUL") $(count_in "$SAUL" removed)"
ok "it is gone on with" "$BUILD/olvido-cron" --conf "$VAR/olvido.hdf" erase
is "to its end, and is counted" "4 1" "$(sql "SELECT state FROM olvido.erasure WHERE scope = 1 AND subject_id = $SAUL") $(count_in "$SAUL" removed)"
