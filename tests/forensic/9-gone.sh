# shellcheck shell=bash
# Ana, Gil, a ticket of Ben's, a message and a file of Eva's are erased by the real
# doors; nothing is left of them, the others are whole.
for p in ana ben; do
  form owner "/panel/contacts/${ID[$p]}" "/panel/contacts/${ID[$p]}/restrict/end" -F "until=$(date -u -d '+3 days' +%F)"
  is "the restriction of $p will end" 303 "$STATUS"
done
ok "they are told" wait_for 30 outbox_empty
ok "and it ends" cron "--now=$(($(date +%s) + 5 * 86400))" requests
req agent GET "/panel/erase/contact/${ID[ana]}/mentions"
is "where she is mentioned" 200 "$STATUS"
for t in ${T2[ben]} ${T2[eva]} $T_PHONE; do has "ticket $t is among it" "/panel/tickets/$t" "$TMP/body"; done
is "a mail, a note, a mail, a note, a call" 1 "$(($(grep -c 'class="snippet"' "$TMP/body") >= 5))"
mapfile -t CUT < <(grep -oE 'name="cut" value="[0-9]+"' "$TMP/body" | grep -oE '[0-9]+' | sed 's/^/-Fcut=/')
KEEP=$(grep -oE "name=\"(keep|cut)\" value=\"[0-9]+\"" "$TMP/body" | grep -oE '[0-9]+' | sort -u | while read -r m; do one "SELECT message_id FROM olvido.message WHERE message_id = $m AND ticket_id = $T_PHONE"; done)
is "a phone, too, which stays" 1 "$(wc -w <<<"$KEEP")"
send agent "/panel/erase/contact/${ID[ana]}/mentions" -F "keep=$KEEP" "${CUT[@]}" -F "reason=$(word ana.mention-reason)" -F "proof-password=$AGENT_PASSWORD"
is "the rest is removed" 303 "$STATUS"
ok "the reason is kept, sealed" grep -q "$(sed -n 's/^ana.mention-reason //p' "$WORDS" | tr -d '\n' | od -An -v -tx1 | tr -d ' \n')" <("$BIN/tests/opened" "$CONF" "$HOST" | grep '^mention_review.sealed')
grep '^ana.mention-reason' "$WORDS" >>"$TMP/gone"
rows_gone() { [ "$(state "$1" "$2")" -ge 3 ]; }
erases() { # JAR PATH SCOPE ID [fields]
  local jar=$1 path=$2 scope=$3 id=$4
  shift 4
  form "$jar" "$path" "$path" -F sure=1 "$@"
  is "$path" 303 "$STATUS"
  [ "$STATUS" = 303 ] || sed 's/<[^>]*>//g' "$TMP/body" | grep -v '^ *$' | head -20
  # Its certificate waits for the mirror.
  ok "its rows go" wait_for 30 rows_gone "$scope" "$id"
}
proved
erases agent "/panel/erase/contact/${ID[ana]}" 1 "${ID[ana]}" -F tickets=delete
erases owner "/panel/erase/agent/$GIL" 2 "$GIL"
erases agent "/panel/erase/ticket/$T_TICKET" 3 "$T_TICKET"
# The file by a program, with the owner's key.
K=$(sql "SELECT token_id FROM olvido.api_token WHERE account_id = $ACC AND tail = '${API_OWNER: -4}'")
form owner /panel/settings/tokens "/panel/settings/tokens/$K/erase"
is "the owner's program may erase" 303 "$STATUS"
A=/api/v1/erasures/ticket/$T_FILE/attachment/$F_FILE
req api GET "$A" -H "apikey: $API_OWNER"
req api POST "$A" -H "apikey: $API_OWNER" -d request=file --data-urlencode "confirm=$(jq -r .confirm "$TMP/body")"
is "and erases a file" 202 "$STATUS"
ok "its rows go" wait_for 30 rows_gone 5 "$F_FILE"
D=/panel/erase/ticket/$T_MESSAGE/message/$M_MESSAGE
req agent GET "$D"
send agent "$D" -F all=1 -F "seen=$(sed -n 's/.*name="seen" value="\([0-9a-f]*\)".*/\1/p' "$TMP/body" | head -1)"
is "a message" 303 "$STATUS"
IDS[erasure]=$(ids erasure_id erasure)
KEPT=$(declare -p IDS)
IDS=([contact]=${ID[ana]} [agent]=$GIL [ticket]="${TICKET[ana]} ${T2[ana]} $T_TICKET" [ticket/attachment]="$T_FILE $F_FILE ${TICKET[ana]} $(head -1 <<<"$ANAS_FILES")"
  [ticket/message]="$T_MESSAGE $M_MESSAGE" [hold]=$(sql "SELECT hold_id FROM olvido.legal_hold WHERE kind = 1 AND id = ${ID[ana]}"))
mkdir "$TMP/posts"
proved
# shellcheck disable=SC2086
walk_posts "$TMP/posts" $ROLES
is "no form about them says a word to anybody" "" "$(said "$TMP/gone" "$TMP/posts" | tr '\n' ' ')"
eval "$KEPT"
STORED="$TMP/secrets $TMP/wrapped $TMP/stored" KEYS=$TMP/secrets
forensic_after "erased" "$TMP/gone"

# That she asked for something, and when, stays, without what (SECURITY.md 5.20).
is "no row, no look-up and no word of the index names her" "" "$(names_left contact "${ID[ana]}" "$T_ANA" | grep -v "^olvido.request\.")"
is "nothing of what she asked" 0 "$(left olvido.request "contact_id = ${ID[ana]} AND sealed IS NOT NULL")"

# ---- the others ---------------------------------------------------------------------------
"$BIN/tests/opened" "$CONF" "$HOST" >"$TMP/opened.after"
complete "$TMP/opened.after" >"$TMP/complete.after"
is "Ben and Eva are complete, to the byte" "" "$(lost "$TMP/complete.after")"

# ---- the certificates -----------------------------------------------------------------------
for e in ${IDS[erasure]}; do
  req owner GET "/panel/erase/done/$e/certificate"
  cp "$TMP/body" "$TMP/certificate"
  cli certificate verify "$TMP/certificate"
  is "a certificate of erasure $e is good" 0 $?
  is "and says that the bytes are gone" true "$(jq '.certificate.bytes_gone != null' "$TMP/certificate")"
  for change in 's/"number":\([0-9]*\)[0-9]/"number":\11/' 's/"signature":"./"signature":"_/' 's/T\([0-9]\)/T0\1/'; do
    sed "$change" "$TMP/certificate" >"$TMP/changed"
    cmp -s "$TMP/certificate" "$TMP/changed" && continue
    cli certificate verify "$TMP/changed"
    is "changed by $change it is not" 1 $?
  done
done
