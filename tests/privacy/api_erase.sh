# shellcheck shell=bash
# Erasing by the API: the right that only an admin gives to a token; what would go,
# and the value that lets it go; each scope, its state and certificate; the bin.
. "$ROOT/tests/privacy/_people.sh"
CONF=$VAR/olvido.hdf
# shellcheck source=tests/support/erased.sh
. "$ROOT/tests/support/erased.sh"
ACC=$DEMO
agent_in owner "$OWNER_EMAIL" "$OWNER_PASSWORD"
agent_in agent "$AGENT_EMAIL" "$AGENT_PASSWORD"
token() { # JAR: a token of its own; sets KEY, KEY_ID
  post "$1" /panel/settings/tokens -d "name=t$U" -d "expires=$(date -d '+30 days' +%F)" -d tickets.read=1 -d privacy=1
  KEY=$(grep -oE 'olv1_[0-9A-Za-z]{38}' "$TMP/body" | head -1)
  KEY_ID=$(sql "SELECT token_id FROM olvido.api_token WHERE digest = x'$(printf %s "$KEY" | b2sum -l 256 | cut -c1-64)'")
  [ -n "$KEY_ID" ] || KEY_ID=$(sql "SELECT token_id FROM olvido.api_token WHERE tail = '${KEY: -4}' ORDER BY created_at DESC LIMIT 1")
}
token owner; OWNER=$KEY OWNER_TOKEN=$KEY_ID
token agent; AGENT=$KEY AGENT_TOKEN=$KEY_ID
token agent; PLAIN=$KEY
api() { local k=$1 m=$2 p=$3; shift 3; req api "$m" "/api/v1$p" -H "apikey: $k" "$@"; }
said() { jq -r "$1" "$TMP/body"; }
of() { sql "SELECT contact_id FROM olvido.ticket WHERE ticket_id = $1"; }
for p in ana bea carl dora; do
  printf 'a file of %s %s' "$p" "$U" >"$TMP/$p.txt"
  ask "$p$U@example.org" "Person $p$U" "Kettle $p$U" "It leaks, says $p$U." -F "files=@$TMP/$p.txt;type=text/plain"
  declare "T_$p=$TICKET" "C_$p=$(of "$TICKET")"
done
E=/erasures

# ---- the right ------------------------------------------------------------------
api "$PLAIN" GET "$E/ticket/$T_ana"
is "a token without the right" "403 Scope" "$STATUS $(said .code)"
req api GET "/api/v1$E/ticket/$T_ana" -u "$AGENT_EMAIL:$AGENT_PASSWORD"
is "nor a password" "403 Scope" "$STATUS $(said .code)"
post owner /panel/settings/tokens -d "name=x$U" -d "expires=$(date -d '+30 days' +%F)" -d erase=1
is "nobody makes one with it" 400 "$STATUS"
post agent "/panel/settings/tokens/$AGENT_TOKEN/erase"
is "an agent does not give it" 403 "$STATUS"
sql "UPDATE olvido.session SET step_up_until = 0 WHERE kind = 1"
post owner "/panel/settings/tokens/$AGENT_TOKEN/erase"
is "an admin proves himself first" 403 "$STATUS"
post owner "/panel/settings/tokens/$AGENT_TOKEN/erase" --data-urlencode "proof-password=$OWNER_PASSWORD"
is "and gives it" 303 "$STATUS"
req owner GET /panel/profile
TOKEN[owner]=$(csrf)
is "it is in the log" 1 "$(audits 503 "$AGENT_TOKEN")"
post owner "/panel/settings/tokens/$AGENT_TOKEN/erase"
is "twice is not there" 404 "$STATUS"
post owner "/panel/settings/tokens/1/erase"
is "nor what is no token" 404 "$STATUS"
post owner "/panel/settings/tokens/$OWNER_TOKEN/erase"
is "his own" 303 "$STATUS"
follow owner
has "the page says so" "<code>erase</code>" "$TMP/body"
api "$AGENT" GET /me
is "and the token" "tickets.read,privacy,erase" "$(said '.scopes | join(",")')"
req nobody GET "/api/v1$E/ticket/$T_ana"
is "nobody comes in" "401 application/problem+json" "$STATUS $(sed -n 's/^content-type: \(.*\)\r$/\1/Ip' "$TMP/head")"

# ---- what would go -----------------------------------------------------------------
api "$AGENT" GET "$E/contact/$C_ana?tickets=delete"
is "what would go" "200 1 1 0 0" "$STATUS $(said '"\(.goes.tickets) \(.goes.files) \(.goes.messages_elsewhere) \(.mentions)"')"
CONFIRM=$(said .confirm)
api "$AGENT" GET "$E/contact/$C_ana"
is "with or without tickets?" 400 "$STATUS"
act=(-d "confirm=$CONFIRM" -d tickets=delete -d mentions=redact)
for bad in "-d confirm=$CONFIRM -d tickets=delete -d mentions=redact" "-d request=r1$U -d tickets=delete -d mentions=redact" \
  "-d request=r1$U -d confirm=$CONFIRM -d mentions=redact" "-d request=r1$U -d confirm=$CONFIRM -d tickets=delete" \
  "-d request=r1$U -d confirm=$CONFIRM -d tickets=delete -d mentions=keep" "-d request=r1$U -d confirm=$CONFIRM -d tickets=some -d mentions=redact" \
  "-d request=r1$U -d confirm=$CONFIRM -d tickets=delete -d mentions=redact -d more=1" \
  "-d request=r1$U -d confirm=$CONFIRM -d tickets=delete -d mentions=redact -d names=all" \
  "-d request=r1$U -d confirm=$CONFIRM -d tickets=delete -d mentions=keep -d reason=x -d names=true"; do
  # shellcheck disable=SC2086
  api "$AGENT" POST "$E/contact/$C_ana" $bad
  is "refused: $bad" 400 "$STATUS"
done
for bad in x "${CONFIRM}0" "${CONFIRM#*.}" "$(($(date +%s) - 20)).${CONFIRM#*.}"; do
  api "$AGENT" POST "$E/contact/$C_ana" -d "request=r1$U" -d tickets=delete -d mentions=redact -d "confirm=$bad"
  is "no good value: $bad" "409 Confirm" "$STATUS $(said .code)"
done
api "$AGENT" POST "$E/contact/$C_ana" -d "request=r1$U" -d tickets=keep -d mentions=redact -d "confirm=$CONFIRM"
is "nor of another choice" "409 Confirm" "$STATUS $(said .code)"
for choice in "mentions=redact -d names=true" "mentions=keep -d reason=x" "mentions=redact -d own=keep -d reason=x"; do
  # shellcheck disable=SC2086
  api "$AGENT" POST "$E/contact/$C_ana" -d "request=r1$U" -d tickets=delete -d $choice -d "confirm=$CONFIRM"
  is "nor of another about mentions: $choice" "409 Confirm" "$STATUS $(said .code)"
done
api "$AGENT" GET "$E/contact/$C_ana?tickets=delete&mentions=keep&names=true"
is "what stays is not looked for by name" 400 "$STATUS"
api "$AGENT" POST "$E/contact/$C_bea" -d "request=r1$U" "${act[@]}"
is "nor of another person" "409 Confirm" "$STATUS $(said .code)"
api "$OWNER" POST "$E/contact/$C_ana" -d "request=r1$U" "${act[@]}"
is "nor of another's program" "409 Confirm" "$STATUS $(said .code)"
post agent "/panel/tickets/$T_ana/note" -d "body=a note more"
api "$AGENT" POST "$E/contact/$C_ana" -d "request=r1$U" "${act[@]}"
is "nor when there is more of it" "409 Confirm" "$STATUS $(said .code)"
is "nothing began" 0 "$(count_of "erasure WHERE subject_id = $C_ana")"
HOST=second.localhost ask "other$U@example.org" "Other $U" "Elsewhere $U" "x"
OTHER_T=$TICKET OTHER=$(of "$TICKET")
api "$OWNER" GET "$E/contact/$OTHER?tickets=delete"
is "another account's is not there" 404 "$STATUS"
api "$OWNER" POST "$E/contact/$OTHER" -d "request=r1$U" "${act[@]}"
is "nor to erase" "404 0" "$STATUS $(count_of "erasure WHERE subject_id = $OTHER")"
HOST=second.localhost api "$OWNER" GET "$E/contact/$OTHER?tickets=delete"
is "nor does its token open that one's door" 401 "$STATUS"

# ---- a legal hold ------------------------------------------------------------------
post owner "/panel/privacy/holds/ticket/$T_ana" -d reason=x -d "ends=$(date -d '+10 days' +%F)"
is "a hold" 303 "$STATUS"
api "$AGENT" GET "$E/contact/$C_ana?tickets=delete"
is "is told" "200 null $(date -d '+10 days' +%F)" "$STATUS $(said .confirm) $(said '.held_until[0:10]')"
for what in "contact/$C_ana" "ticket/$T_ana"; do
  api "$AGENT" POST "$E/$what" -d "request=h$U" -d "confirm=$CONFIRM" $([[ $what = ticket* ]] || echo -d tickets=delete -d mentions=redact)
  is "it stops $what" "409 Held" "$STATUS $(said .code)"
done
api "$AGENT" POST "/tickets/$T_ana/bin"
is "and the bin" "409 Held 1" "$STATUS $(said .code) $(sql "SELECT status FROM olvido.ticket WHERE ticket_id = $T_ana")"
sql "UPDATE olvido.legal_hold SET ends_at = UNIX_TIMESTAMP() - 1 WHERE id = $T_ana"

# ---- a person; mentions ------------------------------------------------------------------
post agent "/panel/tickets/$T_bea/note" -d "body=Ask ana$U@example.org about it."
api "$AGENT" GET "$E/contact/$C_ana?tickets=delete"
post agent "/panel/tickets/$T_dora/note" -d "body=Person ana$U and Person bea$U know."
api "$AGENT" GET "$E/contact/$C_ana?tickets=delete"
is "two mentions, one of them by name" "2 1" "$(said '"\(.mentions) \(.mentions_by_name)"')"
act=(-d "confirm=$(said .confirm)" -d tickets=delete -d mentions=redact -d "request=r1$U")
api "$AGENT" POST "$E/contact/$C_ana" "${act[@]}"
is "erased" "202 contact $C_ana unreadable api" "$STATUS $(said '"\(.what) \(.number) \(.state) \(.door)"')"
ID=$(said .id)
ok "to its end" wait_for 20 ended 1 "$C_ana"
is "no row names him" "" "$(names_left contact "$C_ana" "$T_ana")"
req owner GET "/panel/tickets/$T_bea"
hasnt "the mention is gone" "ana$U@example.org" "$TMP/body"
req owner GET "/panel/tickets/$T_dora"
has "the name, which nobody looked at, is not" "Person ana$U and" "$TMP/body"
api "$AGENT" POST "$E/contact/$C_ana" "${act[@]}"
is "the same again is the same" "200 $ID certified" "$STATUS $(said '"\(.id) \(.state)"')"
is "and began nothing" 1 "$(count_of "erasure WHERE scope = 1 AND subject_id = $C_ana")"
api "$AGENT" POST "$E/contact/$C_bea" "${act[@]}"
is "its name for another is refused" "409 Begun" "$STATUS $(said .code)"
api "$AGENT" POST "$E/contact/$C_ana" "${act[@]}" -d names=true
is "and with names as well" "409 Begun" "$STATUS $(said .code)"
api "$AGENT" POST "$E/contact/$C_ana" "${act[@]}" -d own=keep -d reason=x
is "and for what others say of him" "409 Begun" "$STATUS $(said .code)"
api "$AGENT" POST "$E/contact/$C_ana" "${act[@]/mentions=redact/mentions=keep}" -d reason=x
is "and for keeping them" "409 Begun" "$STATUS $(said .code)"
api "$AGENT" POST "$E/contact/$C_ana" "${act[@]/r1$U/r2$U}"
is "by another name he is not there" 404 "$STATUS"
api "$AGENT" GET "$E/$ID"
is "how far it is" "200 certified 1 1 1" "$STATUS $(said '"\(.state) \(.removed.ticket) \(.removed["mentions.removed"]) \(.removed["mentions.unseen"])"')"
is "by whom" "1 $AGENT_ID 3" "$(sql "SELECT by_kind, by_id, door FROM olvido.erasure WHERE erasure_id = $ID" | tr '\t' ' ')"
is "the log says so" "1 $AGENT_ID" "$(sql "SELECT actor_kind, actor_id FROM olvido.audit WHERE account_id = $ACC AND verb = 602 AND object_id = $C_ana" | tr '\t' ' ')"
api "$AGENT" GET "$E/$ID/certificate"
is "its certificate" 200 "$STATUS"
cp "$TMP/body" "$TMP/certificate"
ok "is good" "$BUILD/olvido" --conf "$CONF" certificate verify "$TMP/certificate"
is "and says by which door" "api" "$(jq -r .certificate.door "$TMP/certificate")"
api "$OWNER" GET "$E/$ID"
is "an admin sees it" 200 "$STATUS"
HOST=second.localhost api "$OWNER" GET "$E/$ID"
is "another account nothing" 401 "$STATUS"
api "$OWNER" GET "$E"
is "and the list" 1 "$(said "[.erasures[] | select(.id == \"$ID\")] | length")"
api "$AGENT" GET "$E"
is "which is not an agent's" 403 "$STATUS"

# His tickets stay, and so does what others say of him.
post agent "/panel/tickets/$T_bea/note" -d "body=And carl$U@example.org knows."
api "$AGENT" GET "$E/contact/$C_carl?tickets=keep&mentions=keep"
CONFIRM=$(said .confirm)
api "$AGENT" POST "$E/contact/$C_carl" -d "confirm=$CONFIRM" -d tickets=keep -d mentions=keep --data-urlencode "reason=contract $U" -d "request=c$U"
is "with his tickets kept" "202 unreadable true" "$STATUS $(said '"\(.state) \(.tickets_kept)"')"
CARL=$(said .id)
ok "it ends" wait_for 20 ended 1 "$C_carl"
api "$AGENT" GET "$E/$CARL"
is "one mention was kept" 1 "$(said '.removed["mentions.kept"]')"
req owner GET "/panel/tickets/$T_bea"
has "it stands there" "carl$U@example.org" "$TMP/body"
req owner GET "/panel/tickets/$T_carl"
is "and his ticket without him" 200 "$STATUS"
hasnt "at all" "carl$U" "$TMP/body"
api "$OWNER" GET "$E/$CARL"
is "both doors know it" 200 "$STATUS"
# An agent's own erasures are not another agent's.
post agent "/panel/tickets/$T_bea/note" -d "body=Then Person dora$U rang."
api "$OWNER" GET "$E/contact/$C_dora?tickets=delete&names=true"
is "one by name" "1 1" "$(said '"\(.mentions) \(.mentions_by_name)"')"
api "$OWNER" POST "$E/contact/$C_dora" -d "confirm=$(said .confirm)" -d tickets=delete -d mentions=redact -d names=true -d "request=d$U"
is "the owner's" 202 "$STATUS"
DORA=$(said .id)
req owner GET "/panel/tickets/$T_bea"
hasnt "with names, as he said" "Person dora$U" "$TMP/body"
has "and no more" "rang." "$TMP/body"
api "$AGENT" GET "$E/$DORA"
is "are not an agent's to see" 404 "$STATUS"
api "$AGENT" GET "$E/$DORA/certificate"
is "nor their certificates" 404 "$STATUS"

# ---- a file, a message, a ticket -------------------------------------------------------
ask "eva$U@example.org" "Person eva$U" "Lamp eva$U" "Dark, says eva$U." -F "files=@$TMP/ana.txt;type=text/plain"
T=$TICKET
F=$(sql "SELECT attachment_id FROM olvido.attachment WHERE ticket_id = $T") M=$(sql "SELECT message_id FROM olvido.message WHERE ticket_id = $T AND kind = 1")
api "$AGENT" GET "$E/ticket/$T_bea/attachment/$F"
is "a file of another ticket" 404 "$STATUS"
api "$AGENT" GET "$E/ticket/$T/attachment/$F"
CONFIRM=$(said .confirm)
api "$AGENT" POST "$E/ticket/$T_bea/attachment/$F" -d "confirm=$CONFIRM" -d "request=f$U"
is "nor to erase" 404 "$STATUS"
api "$AGENT" POST "$E/ticket/$T/attachment/$F" -d "confirm=$CONFIRM" -d "request=f$U"
is "a file" "202 attachment" "$STATUS $(said .what)"
ok "goes" wait_for 20 ended 5 "$F"
is "with its row" 0 "$(left olvido.attachment "attachment_id = $F")"
api "$AGENT" POST "$E/ticket/$T/attachment/$F" -d "confirm=$CONFIRM" -d "request=f$U"
is "again" "200 certified" "$STATUS $(said .state)"
post agent "/panel/tickets/$T/note" -d "body=A note that stays $U"
api "$AGENT" GET "$E/ticket/$T_bea/message/$M"
is "a message of another ticket" 404 "$STATUS"
api "$AGENT" GET "$E/ticket/$T/message/$M"
is "a message" "200 1" "$STATUS $(said .goes.messages)"
CONFIRM=$(said .confirm)
api "$AGENT" POST "$E/ticket/$T/message/$M" -d confirm=x
is "not without a good value" "409 Confirm" "$STATUS $(said .code)"
api "$AGENT" POST "$E/ticket/$T/message/$M" -d "confirm=$CONFIRM"
is "goes at once" "200 true" "$STATUS $(said .removed)"
ID=$(said .erasure)
ok "is certified" wait_for 20 ended 4 "$M"
api "$AGENT" GET "$E/$ID/certificate"
is "by a message's certificate" "200 message $M 1 api" "$STATUS $(jq -r '.certificate | "\(.what) \(.number) \(.removed.message) \(.door)"' "$TMP/body")"
cp "$TMP/body" "$TMP/certificate"
ok "which is good" "$BUILD/olvido" --conf "$CONF" certificate verify "$TMP/certificate"
api "$AGENT" GET "$E/$ID"
is "and is told as the others are" "200 message certified" "$STATUS $(said '"\(.what) \(.state)"')"
is "with its line in the log" 1 "$(sql "SELECT COUNT(*) FROM olvido.audit WHERE account_id = $ACC AND verb = 630 AND object_id = $T AND value = $M")"
api "$AGENT" POST "$E/ticket/$T/message/$M" -d "confirm=$CONFIRM"
is "again is the same" "200 true $ID 1" "$STATUS $(said .removed) $(said .erasure) $(sql "SELECT COUNT(*) FROM olvido.audit WHERE account_id = $ACC AND verb = 630 AND object_id = $T")"
req owner GET "/panel/tickets/$T"
hasnt "it is not there" "Dark, says" "$TMP/body"
has "the note is" "A note that stays $U" "$TMP/body"
api "$AGENT" POST "/tickets/$T/bin"
is "into the bin" "200 deleted" "$STATUS $(said .status)"
api "$AGENT" POST "/tickets/$T/bin"
is "twice is once" "200 1" "$STATUS $(sql "SELECT COUNT(*) FROM olvido.audit WHERE account_id = $ACC AND verb = 643 AND object_id = $T")"
api "$AGENT" POST "/tickets/$T/restore"
is "and back" "200 new" "$STATUS $(said .status)"
api "$PLAIN" POST "/tickets/$T/bin"
is "not without the right" "403 1" "$STATUS $(sql "SELECT status FROM olvido.ticket WHERE ticket_id = $T")"
api "$AGENT" POST "/tickets/$OTHER_T/bin"
is "nor another account's" 404 "$STATUS"
api "$AGENT" GET "$E/ticket/$T"
CONFIRM=$(said .confirm)
for _ in 1 2 3; do
  curl -sk -o /dev/null -X POST --resolve "$HOST:$PORT:127.0.0.1" -H "apikey: $AGENT" -d "confirm=$CONFIRM" -d "request=t$U" "https://$HOST:$PORT/api/v1$E/ticket/$T" &
done
wait
ok "a ticket, by three at once" wait_for 20 ended 3 "$T"
is "is one erasure" 1 "$(count_of "erasure WHERE scope = 3 AND subject_id = $T")"
is "and nothing names it" "" "$(names_left ticket 18446744073709551615 "$T")"

# ---- a colleague; a narrow agent ----------------------------------------------------------
echo "$PASS" | "$BUILD/olvido" --conf "$CONF" agent add "$HOST" agent "gus$U@example.org" "Gus $U" >"$TMP/out"
GUS=$(sql "SELECT agent_id FROM olvido.agent WHERE account_id = $ACC ORDER BY created_at DESC, agent_id DESC LIMIT 1")
api "$AGENT" GET "$E/agent/$GUS"
is "an agent's program erases no colleague" 403 "$STATUS"
api "$OWNER" GET "$E/agent/$OWNER_ID"
is "nor anybody the owner" 403 "$STATUS"
agent_in gus "gus$U@example.org" "$PASS"
token gus; GUSKEY=$KEY
post owner "/panel/settings/tokens/$KEY_ID/erase" --data-urlencode "proof-password=$OWNER_PASSWORD"
is "gus's program may erase" 303 "$STATUS"
D2=$(sql "SELECT department_id FROM olvido.department WHERE account_id = $ACC AND department_id <> (SELECT department_id FROM olvido.ticket WHERE ticket_id = $T_bea) LIMIT 1")
req owner GET /panel/profile
TOKEN[owner]=$(csrf)
post owner "/panel/settings/agents/$GUS/departments" -d "departments=$D2"
for what in "contact/$C_bea?tickets=delete" "ticket/$T_bea"; do
  api "$GUSKEY" GET "$E/$what"
  is "of another department nothing is there: $what" 404 "$STATUS"
done
api "$GUSKEY" POST "/tickets/$T_bea/bin"
is "nor in its bin" "404 1" "$STATUS $(sql "SELECT status FROM olvido.ticket WHERE ticket_id = $T_bea")"
api "$OWNER" GET "$E/agent/$GUS"
CONFIRM=$(said .confirm)
api "$OWNER" POST "$E/agent/$GUS" -d "confirm=$CONFIRM" -d "request=g$U"
is "a colleague" "202 agent" "$STATUS $(said .what)"
ok "goes" wait_for 20 ended 2 "$GUS"
api "$GUSKEY" GET /me
is "and his programs" 401 "$STATUS"
is "no personal data lies in the log of requests" 0 "$(grep -c "ana$U" "$VAR/log/erase.log" "$VAR"/log/access*.log 2>/dev/null | awk -F: '{ n += $NF } END { print n + 0 }')"
"$BUILD/olvido" --conf "$CONF" audit verify "$ACC" >"$TMP/out" 2>&1
is "the log is whole" 0 "$?"
