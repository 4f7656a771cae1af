# shellcheck shell=bash
# What may be chosen about mentions by each door: all ticked at once, a company's
# contacts by name, what others say of somebody in tickets of his own that stay.
. "$ROOT/tests/support/panel.sh"
sql "DELETE FROM olvido.throttle"
agent_in ag "$AGENT_EMAIL" "$AGENT_PASSWORD"
agent_in ow "$OWNER_EMAIL" "$OWNER_PASSWORD"
ACC=$(sql "SELECT account_id FROM olvido.host WHERE host = '$HOST'")
erased() { [ "$(sql "SELECT state FROM olvido.erasure WHERE scope = ${2:-1} AND subject_id = $1")" = 4 ]; }
count_in() { sql "SELECT n FROM olvido.erasure_count c JOIN olvido.erasure e USING (account_id, erasure_id) WHERE e.scope = 1 AND e.subject_id = $1 AND c.name = '$2'"; }
olvido_erase() { "$BUILD/olvido" --conf "$VAR/olvido.hdf" erase "$HOST" "$@" >"$TMP/out" 2>&1; }
post() { local j=$1 p=$2; shift 2; req "$j" POST "$p" --data-urlencode "csrf=${TOKEN[$j]}" "$@"; }
says() { req ow GET "/panel/tickets/$1"; grep -c "$2" "$TMP/body"; }
# person LETTER NAME: asks, and is answered twice by name; sets WHO, HIS, M1, M2
person() {
  ask "$1$U@example.org" "$2" "His own" "Nothing of interest"
  HIS=$TICKET WHO=$(sql "SELECT contact_id FROM olvido.ticket WHERE ticket_id = $TICKET")
  post ag "/panel/tickets/$HIS/note" -d "body=$2 is late. One$U"
  post ag "/panel/tickets/$HIS/note" -d "body=And $2 is angry. Two$U"
  M1=$(sql "SELECT MIN(created_at) FROM olvido.message WHERE ticket_id = $HIS AND kind = 3")
  M1=$(sql "SELECT message_id FROM olvido.message WHERE ticket_id = $HIS AND kind = 3 AND created_at = $M1")
}
about() { ask "other$U@example.org" "Olga Other" "Asks" "They say that $1 has moved."; }

# ---- all of them at once, without a script -------------------------------------------
person wa "Wanda Wolf$U"
about "Wanda Wolf$U"; T1=$TICKET
about "wolf$U wanda"; T2=$TICKET
D=/panel/erase/contact/$WHO/mentions
req ag GET "$D"
is "none is ticked" "2 0" "$(grep -c 'name="cut"' "$TMP/body") $(grep -c 'name="cut" value="[0-9]*" checked' "$TMP/body")"
has "all may be" "href=\"$D?tick=all\"" "$TMP/body"
req ag GET "$D?tick=all"
is "then all are, and nothing is kept" "200 2 0" "$STATUS $(grep -c 'name="cut" value="[0-9]*" checked' "$TMP/body") $(grep -c 'name="keep" value="[0-9]*" checked' "$TMP/body")"
has "and none again" "href=\"$D\"" "$TMP/body"
is "looking changed nothing" "1 1" "$(says "$T1" "Wolf$U") $(says "$T2" "wolf$U")"
req ag GET "$D?tick=all"
mapfile -t CUT < <(grep -o 'name="cut" value="[0-9]*" checked' "$TMP/body" | grep -o '[0-9]*' | sed 's/^/-dcut=/')
req ag POST "$D" --data-urlencode "csrf=$(csrf)" --data-urlencode "proof-password=$AGENT_PASSWORD" "${CUT[@]}"
is "and they go" "303 0 0" "$STATUS $(says "$T1" "Wolf$U") $(says "$T2" "wolf$U")"

# ---- his own tickets stay: what others say in them -------------------------------------
req ag GET "$D"
has "what others say of her in her own is shown, by itself" "own tickets" "$TMP/body"
is "two places" 2 "$(grep -c 'class="snippet"' "$TMP/body")"
has "the first" "value=\"$M1\"" "$TMP/body"
req ag POST "$D" --data-urlencode "csrf=$(csrf)" -d "keep=$M1"
is "kept without a reason" 422 "$STATUS"
req ag GET "$D"
req ag POST "$D" --data-urlencode "csrf=$(csrf)" -d "keep=$M1" --data-urlencode "reason=A court asks"
is "kept" 303 "$STATUS"
is "and nothing is cut yet" "1 1" "$(says "$HIS" "One$U") $(says "$HIS" "And Wanda Wolf$U")"
req ag GET "/panel/erase/contact/$WHO"
req ag POST "/panel/erase/contact/$WHO" --data-urlencode "csrf=$(csrf)" -d sure=1 -d tickets=keep
is "she is erased, her tickets stay" 303 "$STATUS"
ok "to the end" wait_for 30 erased "$WHO"
is "what was kept stands there, the other does not" "1 0 1" "$(says "$HIS" "Wanda Wolf$U is late") $(says "$HIS" "And Wanda") $(says "$HIS" "Two$U")"
is "both are counted" "1 1" "$(count_in "$WHO" mentions.own.kept) $(count_in "$WHO" mentions.own.removed)"

# ---- by the command line and by programs -----------------------------------------------
person wb "Willem Wind$U"
olvido_erase contact "$WHO" --keep-tickets
has "it says before how often others name him in his own" "2 messages of others in their own tickets name them: that is removed" "$TMP/out"
olvido_erase contact "$WHO" --keep-tickets --own=keep --reason="a court"
has "and that it stays, where that is asked for" "name them: they stay" "$TMP/out"
olvido_erase contact "$WHO" --yes --keep-tickets --own=keep
is "not without a reason" "1 0" "$? $(sql "SELECT COUNT(*) FROM olvido.erasure WHERE scope = 1 AND subject_id = $WHO")"
ok "with one" olvido_erase contact "$WHO" --yes --keep-tickets --own=keep --reason="a court"
is "it stays, his text does not" "2 0" "$(says "$HIS" "Willem Wind$U") $(says "$HIS" "Nothing of interest")"
is "and is counted" "2 " "$(count_in "$WHO" mentions.own.kept) $(count_in "$WHO" mentions.own.removed)"
person wc "Wiebke Wald$U"
ok "by itself" olvido_erase contact "$WHO" --yes --keep-tickets
is "it goes" "0 2" "$(says "$HIS" "Wald$U") $(says "$HIS" "\(One\|Two\)$U")"
is "and is counted, too" " 2" "$(count_in "$WHO" mentions.own.kept) $(count_in "$WHO" mentions.own.removed)"

post ow /panel/settings/tokens -d "name=c$U" -d "expires=$(date -d '+30 days' +%F)" -d tickets.read=1
KEY=$(grep -oE 'olv1_[0-9A-Za-z]{38}' "$TMP/body" | head -1)
post ow "/panel/settings/tokens/$(sql "SELECT token_id FROM olvido.api_token WHERE tail = '${KEY: -4}' ORDER BY created_at DESC, token_id DESC LIMIT 1")/erase" --data-urlencode "proof-password=$OWNER_PASSWORD"
is "a program that may erase" 303 "$STATUS"
TOKEN[ow]=$(req ow GET /panel/profile; csrf)
api() { local m=$1 p=$2; shift 2; req api "$m" "/api/v1/erasures$p" -H "apikey: $KEY" "$@"; }
said() { jq -r "$1" "$TMP/body"; }
person wd "Wilma Wiese$U"
api GET "/contact/$WHO?tickets=keep&own=keep"
is "it says before how often, too" "0 2" "$(said '"\(.mentions) \(.mentions_own)"')"
act=(-d "confirm=$(said .confirm)" -d tickets=keep -d mentions=redact -d own=keep -d "request=w$U")
api POST "/contact/$WHO" "${act[@]}"
is "a program says why, too" 400 "$STATUS"
api POST "/contact/$WHO" "${act[@]}" --data-urlencode "reason=a court"
is "and then may" "202 true" "$STATUS $(said .tickets_kept)"
ok "it ends" wait_for 30 erased "$WHO"
is "what it kept is there" "2 2" "$(says "$HIS" "Wiese$U") $(count_in "$WHO" mentions.own.kept)"

# Of his tickets what others wrote, as the page may.
ask "we$U@example.org" "Werner Weg$U" "His" "My garden$U"
HIS=$TICKET WHO=$(sql "SELECT contact_id FROM olvido.ticket WHERE ticket_id = $TICKET")
"$BUILD/tests/participant" "$VAR/olvido.hdf" "$HOST" "other$U@example.org" "$HIS" "The fence$U is mine" >/dev/null
post ag "/panel/tickets/$HIS/note" -d "body=Our hedge$U"
api GET "/contact/$WHO?tickets=others"
is "it may be asked" 200 "$STATUS"
CONFIRM=$(said .confirm)
api POST "/contact/$WHO" -d "confirm=$CONFIRM" -d tickets=keep -d mentions=redact -d "request=x$U"
is "what was looked at for it is not for all of them" "409 Confirm" "$STATUS $(said .code)"
api POST "/contact/$WHO" -d "confirm=$CONFIRM" -d tickets=others -d mentions=redact -d "request=x$U"
is "and is done" "202 true false unreadable" "$STATUS $(said '"\(.others_kept) \(.tickets_kept) \(.state)"')"
ok "it ends as well" wait_for 30 erased "$WHO"
is "theirs is there, nothing else" "1 0 0" "$(says "$HIS" "fence$U") $(says "$HIS" "garden$U") $(says "$HIS" "hedge$U")"
api POST "/contact/$WHO" -d "confirm=$CONFIRM" -d tickets=others -d mentions=redact -d "request=x$U"
is "again is the same" "200 certified" "$STATUS $(said .state)"

# ---- a company's contacts, by name -------------------------------------------------------
company() { # NAME: with one contact; sets COMPANY WHO
  post ow /panel/companies --data-urlencode "name=$1"
  COMPANY=$(location | grep -oE '[0-9]+$')
  ask "$2$U@example.org" "$3" "His" "Nothing"
  WHO=$(sql "SELECT contact_id FROM olvido.ticket WHERE ticket_id = $TICKET")
  sql "UPDATE olvido.contact SET company_id = $COMPANY WHERE contact_id = $WHO"
}
company "Co A$U" wf "Wanja Wucht$U"
about "Wanja Wucht$U"; T1=$TICKET
ok "a company with its contacts" olvido_erase company "$COMPANY" --yes
is "leaves a name that nobody looked at" "1 1" "$(says "$T1" "Wucht$U") $(count_in "$WHO" mentions.unseen)"
company "Co B$U" wg "Wibke Wonne$U"
about "Wibke Wonne$U"; T1=$TICKET
ok "unless it is said" olvido_erase company "$COMPANY" --yes --names
is "then it goes" "0 " "$(says "$T1" "Wonne$U") $(count_in "$WHO" mentions.unseen)"
company "Co C$U" wh "Wolke Wirt$U"
about "Wolke Wirt$U"; T1=$TICKET
api GET "/company/$COMPANY?contacts=keep"
CONFIRM=$(said .confirm)
api POST "/company/$COMPANY" -d contacts=keep -d names=true -d "confirm=$CONFIRM" -d "request=y$U"
is "of contacts that stay there is nothing to say" 400 "$STATUS"
api GET "/company/$COMPANY?contacts=delete"
api POST "/company/$COMPANY" -d contacts=delete -d names=true -d "confirm=$(said .confirm)" -d "request=z$U"
is "nor is what was looked at without names good for them" "409 Confirm" "$STATUS $(said .code)"
api GET "/company/$COMPANY?contacts=delete&names=true"
api POST "/company/$COMPANY" -d contacts=delete -d names=true -d "confirm=$(said .confirm)" -d "request=z$U"
is "a program says it" 202 "$STATUS"
ok "and it is done" wait_for 30 erased "$COMPANY" 6
is "to her name" 0 "$(says "$T1" "Wirt$U")"
is "each by her own erasure" 1 "$(sql "SELECT names FROM olvido.erasure WHERE scope = 1 AND subject_id = $WHO")"

# ---- two at once, whose tickets stay: each is found in the other's ----------------------
erase_due() { "$BUILD/olvido-cron" --conf "$VAR/olvido.hdf" erase >"$TMP/out" 2>&1; }
ask "wi$U@example.org" "Wilko Weit$U" "His" "The seventh lamp$U in the hall went out on a Monday night."
WI=$TICKET WI_ID=$(sql "SELECT contact_id FROM olvido.ticket WHERE ticket_id = $TICKET")
ask "wj$U@example.org" "Wenke Wald$U" "Hers" "Nothing"
WJ=$TICKET WJ_ID=$(sql "SELECT contact_id FROM olvido.ticket WHERE ticket_id = $TICKET")
post ag "/panel/tickets/$WJ/note" --data-urlencode "body=$(printf 'Of wi%s@example.org:\n> The seventh lamp%s in the hall went out on a Monday night.\nHall%s' "$U" "$U" "$U")"
post ag "/panel/tickets/$WI/note" --data-urlencode "body=Ask wj$U@example.org. Lamp$U"
# What he wrote in hers is his wherever it is quoted.
"$BUILD/tests/participant" "$VAR/olvido.hdf" "$HOST" "wi$U@example.org" "$WJ" "Eleven grey doors$U were painted before the rain came down" >/dev/null
ask "other$U@example.org" "Olga Other" "Fwd" "$(printf 'See:\n> Eleven grey doors%s were painted before the rain came down\nSaid%s' "$U" "$U")"
OTHER=$TICKET
ok "one begins" olvido_erase contact "$WI_ID" --keep-tickets --yes --later
ok "and one more" olvido_erase contact "$WJ_ID" --keep-tickets --yes --later
erase_due
ok "he is erased" erased "$WI_ID"
ok "so is she" erased "$WJ_ID"
is "his address and words are not in hers" "0 0 1" "$(says "$WJ" "wi$U@") $(says "$WJ" "lamp$U") $(says "$WJ" "Hall$U")"
is "nor hers in his" "0 1" "$(says "$WI" "wj$U@") $(says "$WI" "Lamp$U")"
is "nor what he wrote there in another's" "0 1" "$(says "$OTHER" "grey doors$U") $(says "$OTHER" "Said$U")"
is "each is counted" "2 1" "$(count_in "$WI_ID" mentions.removed) $(count_in "$WJ_ID" mentions.removed)"

# ---- a damaged message in another's ticket ----------------------------------------------
person wk "Wim Wehr$U"
about "wk$U@example.org"; T1=$TICKET
about "wk$U@example.org"; T2=$TICKET
post ag "/panel/tickets/$T2/note" -d "body=Torn$U"
sql "UPDATE olvido.message SET sealed = CONCAT(LEFT(sealed, 40), 'torn', SUBSTRING(sealed, 45)) WHERE ticket_id = $T2 AND kind = 3"
ok "does not hold it up" olvido_erase contact "$WHO" --yes
ok "to its end" erased "$WHO"
is "what is whole is cut" 0 "$(says "$T1" "wk$U@")"
is "what is not is counted" "1 1" "$(count_in "$WHO" mentions.removed) $(count_in "$WHO" mentions.unseen)"
is "and nothing is left of its key" 0 "$(sql "SELECT COUNT(*) FROM olvido.erasure_job WHERE contact_id = $WHO")"
is "and what does not open, once" 1 "$(count_in "$WHO" mentions.unreadable)"
sql "DELETE FROM olvido.message WHERE ticket_id = $T2 AND kind = 3"

# ---- a damaged message, ticket, file name or note that is the only mention -----------------
# torn TABLE TICKET: its sealed values do not open any more; mended: they do again
declare -A WHOLE
torn() {
  WHOLE[$1]=$(sql "SELECT HEX(sealed) FROM olvido.$1 WHERE ticket_id = $2")
  sql "UPDATE olvido.$1 SET sealed = CONCAT(LEFT(sealed, 40), 'torn', SUBSTRING(sealed, 45)) WHERE ticket_id = $2"
}
mended() { sql "UPDATE olvido.$1 SET sealed = UNHEX('${WHOLE[$1]}') WHERE ticket_id = $2"; }
person wo "Wanda Wohl$U"
about "wo$U@example.org"; T1=$TICKET
torn message "$T1"
about "wo$U@example.org"; T2=$TICKET
torn ticket "$T2"
printf x >"$TMP/wo$U@example.org.txt"
ask "other$U@example.org" "Olga Other" "Asks" "It is in the file" -F "files=@$TMP/wo$U@example.org.txt;type=text/plain"; T3=$TICKET
torn attachment "$T3"
olvido_erase contact "$WHO"
has "the command says before that they do not open" "3 damaged tickets, messages or notes do not open" "$TMP/out"
D=/panel/erase/contact/$WHO/mentions
req ag GET "$D"
has "so does the page" "may name this person:" "$TMP/body"
is "with how many" 3 "$(sed -n 's/.*may name this person: \([0-9]*\).*/\1/p' "$TMP/body")"
ok "she is erased" olvido_erase contact "$WHO" --yes
ok "to the end" erased "$WHO"
is "three are counted, and nothing else" "3  " "$(count_in "$WHO" mentions.unreadable) $(count_in "$WHO" mentions.removed) $(count_in "$WHO" mentions.unseen)"
E=$(sql "SELECT erasure_id FROM olvido.erasure WHERE account_id = $ACC AND scope = 1 AND subject_id = $WHO")
req ow GET "/panel/erase/done/$E"
has "the erasure's page has the count" "mentions.unreadable" "$TMP/body"
has "and says what it means" "are damaged and do not open" "$TMP/body"
req ow GET "/panel/erase/done/$E/certificate"
has "so does the certificate" "damaged tickets and messages of other people" "$TMP/body"
# Nobody else has a word of hers.
ask "wp$U@wq$U.wr$U" "Wp$U Wq$U" "Ws$U" "Nothing"
WHO=$(sql "SELECT contact_id FROM olvido.ticket WHERE ticket_id = $TICKET")
ok "who is not named there loses nothing by it" olvido_erase contact "$WHO" --yes
is "and it is not counted" "1 " "$(erased "$WHO" && echo 1) $(count_in "$WHO" mentions.unreadable)"
mended message "$T1"
mended ticket "$T2"
mended attachment "$T3"

# ---- a search goes on where it was stopped ----------------------------------------------
sql "CREATE DATABASE IF NOT EXISTS test; CREATE TABLE test.place (rounds INT, below BIGINT, looked INT, kept INT)"
sql "CREATE TRIGGER olvido.place AFTER UPDATE ON olvido.erasure_job FOR EACH ROW
  INSERT INTO test.place SELECT NEW.rounds, NEW.below, NEW.looked, NEW.kept FROM DUAL WHERE NEW.rounds <> OLD.rounds"
person wl "Wolf$U Parcel"
about "wl$U@example.org"; T1=$TICKET
about "wl$U@example.org"; T2=$TICKET
[ "$T1" -lt "$T2" ] || { T=$T1 T1=$T2 T2=$T; }
ok "it begins" olvido_erase contact "$WHO" --yes --later
sql "UPDATE olvido.erasure_job SET rounds = 1, below = $T2, unsure = 3, looked = 1, to_look = 1 WHERE contact_id = $WHO; DELETE FROM test.place"
erase_due
ok "and goes on" erased "$WHO"
is "behind its place, with what it counted" "0 1 3" "$(says "$T1" "wl$U@") $(says "$T2" "wl$U@") $(count_in "$WHO" mentions.unseen)"
is "it had no other" 0 "$(sql "SELECT COUNT(*) FROM test.place")"
# Another's 310 tickets name her: more than one list.
"$BUILD/tests/person" "$VAR/olvido.hdf" "$HOST" "wm$U@example.org" 310 1 0 >/dev/null
ask "wn$U@example.org" "wm$U is" "Hers" "Nothing"
WHO=$(sql "SELECT contact_id FROM olvido.ticket WHERE ticket_id = $TICKET")
ok "more than one list" olvido_erase contact "$WHO" --yes --mentions=keep --reason="a court"
is "each list's end is kept, once" "6 6 1 300 300" "$(sql "SELECT COUNT(*), COUNT(DISTINCT below), MIN(below) > 0, MAX(looked), MAX(kept) FROM test.place" | tr '\t' ' ')"
is "all are counted once" "310" "$(count_in "$WHO" mentions.kept)"
sql "DROP TRIGGER olvido.place; DROP TABLE test.place"
