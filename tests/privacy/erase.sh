# shellcheck shell=bash
# Erasing, through the real doors: a person by an agent and by himself, with and
# without his tickets, a ticket, a file, a colleague; by strangers and others not.
. "$ROOT/tests/support/panel.sh"
CONF=$VAR/olvido.hdf
ACC=$(sql "SELECT account_id FROM olvido.host WHERE host = '$HOST'")
NET=127.$((20 + RANDOM % 200)).$((RANDOM % 250)).7
PASS_OF="nine lanterns under the old bridge"
send() { local jar=$1 path=$2; shift 2; req "$jar" POST "$path" --data-urlencode "csrf=$(csrf)" "$@"; }
contact_of() { sql "SELECT contact_id FROM olvido.ticket WHERE ticket_id = $1"; }
# fresh JAR: he proves himself again within the act's own form
proof_of() { [ "$1" = owner ] && echo "$OWNER_PASSWORD" || echo "$AGENT_PASSWORD"; }
# erase JAR PATH [fields]: the page, then the act with a proof
erase() {
  local jar=$1 path=$2
  shift 2
  req "$jar" GET "$path"
  [ "$STATUS" = 200 ] || return 0
  send "$jar" "$path" --data-urlencode "proof-password=$(proof_of "$jar")" "$@"
}
# shellcheck source=tests/support/erased.sh
. "$ROOT/tests/support/erased.sh"

agent_in owner "$OWNER_EMAIL" "$OWNER_PASSWORD"
agent_in agent "$AGENT_EMAIL" "$AGENT_PASSWORD"

# ---- three people in each other's tickets ------------------------------------------
for p in ana bea carl; do
  printf 'a file of %s %s' "$p" "$U" >"$TMP/$p.txt"
  ask "$p$U@example.org" "Person $p$U" "Kettle $p$U" "It leaks, says $p$U." -F "files=@$TMP/$p.txt;type=text/plain"
  declare "T_$p=$TICKET" "C_$p=$(contact_of "$TICKET")"
done
act agent "$T_ana" reply -d "body=We look into it, dear colleague of ours $U." -d "status=open"
is "answered" 303 "$STATUS"
act agent "$T_bea" note -d "body=A note on bea $U"
"$BUILD/tests/participant" "$CONF" "$HOST" "ana$U@example.org" "$T_bea" "anawasthere$U" >"$TMP/out" 2>&1
is "ana wrote in bea's ticket" "0 1" "$? $(left olvido.message "ticket_id = $T_bea AND author_kind = 1 AND author_id = $C_ana")"
search owner "anawasthere$U"
has "and it is found" "$T_bea" "$TMP/body"

# ---- who may not -------------------------------------------------------------------
E=/panel/erase/contact/$C_ana
rm -f "$TMP/stranger"
req stranger GET "$E"
is "a stranger signs in first" "303 /panel/login" "$STATUS $(location | sed 's/?.*//')"
req stranger GET /ask
send stranger "$E" -d "sure=1&tickets=delete"
is "and cannot post" 303 "$STATUS"
HOST=second.localhost req owner GET "$E"
is "another account's session opens nothing here" 303 "$STATUS"
req owner GET "/panel/erase/contact/$(sql "SELECT contact_id FROM olvido.contact WHERE account_id <> $ACC LIMIT 1")"
is "nor is another account's contact there" 404 "$STATUS"
req agent GET "/panel/erase/agent/$OWNER_ID"
is "an agent erases no colleague" 403 "$STATUS"
req owner GET "/panel/erase/agent/$OWNER_ID"
is "nor the owner himself" 403 "$STATUS"
req agent GET "$E"
is "the page" 200 "$STATUS"
has "it names him" "Person ana$U" "$TMP/body"
has "and counts what he wrote elsewhere" "Messages in the tickets of others</dt><dd>1<" "$TMP/body"
sql "UPDATE olvido.session SET step_up_until = 0 WHERE kind = 1"
send agent "$E" -d "sure=1&tickets=delete"
is "without a proof: asked for one" 403 "$STATUS"
has "in a form that keeps what was chosen" 'name="tickets" value="delete"' "$TMP/body"
send agent "$E" --data-urlencode "proof-password=not his" -d "sure=1&tickets=delete"
is "a wrong one" 422 "$STATUS"
is "and nothing happened" "1 0" "$(left olvido.contact "contact_id = $C_ana") $(left olvido.erasure "subject_id = $C_ana")"
req agent POST "$E" --data-urlencode "csrf=no" -d "sure=1&tickets=delete"
is "nor without the form's token" 403 "$STATUS"
erase agent "$E" -d "tickets=delete"
is "not without saying that one is sure" 422 "$STATUS"
send agent "$E" -d "sure=1&tickets=perhaps"
is "nor with a third choice" 422 "$STATUS"

# ---- a legal hold stops every door -------------------------------------------------------
act agent "$T_ana" status -d "status=open" >/dev/null
HOLD_ID=$(sql "SELECT NEXT VALUE FOR olvido.id_seq")
sql "INSERT INTO olvido.legal_hold (account_id, hold_id, kind, id, agent_id, created_at, ends_at, sealed)
  VALUES ($ACC, $HOLD_ID, 4, $T_ana, $OWNER_ID, UNIX_TIMESTAMP(), UNIX_TIMESTAMP() + 86400, 'x')"
req agent GET "$E"
has "the page says so" "A legal hold keeps this" "$TMP/body"
hasnt "and has no form" 'name="sure"' "$TMP/body"
req agent GET /panel/profile
send agent "$E" --data-urlencode "proof-password=$AGENT_PASSWORD" -d "sure=1&tickets=delete"
is "posted all the same" 409 "$STATUS"
send agent "/panel/erase/ticket/$T_ana" -d "sure=1"
is "nor the ticket" 409 "$STATUS"
cli_erase() { "$BUILD/olvido" --conf "$CONF" erase "$HOST" contact "$C_ana" --yes "$@" >"$TMP/out" 2>&1; }
cli_erase
is "nor the provider" 1 "$?"
cli_erase --keep-tickets
is "nor without his tickets" 1 "$?"
is "nothing happened" "1 0" "$(left olvido_keys.secret "kind = 1 AND id = $C_ana") $(left olvido.erasure "subject_id = $C_ana")"
sql "DELETE FROM olvido.legal_hold WHERE hold_id = $HOLD_ID"
req agent GET "$E"

# ---- a person, by an agent ------------------------------------------------------------
FILE=$(sql "SELECT attachment_id FROM olvido.attachment WHERE ticket_id = $T_ana")
PATH_OF=$VAR/files/$ACC/$(printf '%02x/%d' $((FILE / 64 % 256)) "$FILE")
ok "his file is there" test -s "$PATH_OF"
send agent "$E" -d "sure=1&tickets=delete"
is "done" 303 "$STATUS"
DONE=$(location)
ok "and ends by itself" wait_for 20 ended 1 "$C_ana"
is "no row names him or his ticket" "" "$(names_left contact "$C_ana" "$T_ana")"
ok "his file is gone" test ! -e "$PATH_OF"
req agent GET "$DONE"
is "how far it is" 200 "$STATUS"
has "it is at its end" "Nothing can be read since" "$TMP/body"
hasnt "the page does not name him" "ana$U" "$TMP/body"
hasnt "nor does it begin again" 'http-equiv="refresh"' "$TMP/body"
for path in "/panel/tickets/$T_ana" "/panel/contacts/$C_ana" "$E"; do
  req owner GET "$path"
  is "$path is not there" 404 "$STATUS"
done
req owner GET "/panel/tickets/$T_bea"
is "bea's ticket is" 200 "$STATUS"
has "with her words" "says bea$U" "$TMP/body"
has "and the note" "A note on bea $U" "$TMP/body"
hasnt "without his" "anawasthere$U" "$TMP/body"
search owner "anawasthere$U"
follow owner
hasnt "which are not found either" "/panel/tickets/$T_bea\"" "$TMP/body"
search owner "Kettle"
hasnt "nor is his ticket" "$T_ana" "$TMP/body"
is "the tombstones are his, the erasure's own, his ticket's, his files'" 5 "$(left olvido_keys.tombstone "erasure_id = (SELECT erasure_id FROM olvido.erasure WHERE scope = 1 AND subject_id = $C_ana)")"
is "the log says who erased whom" "1 $AGENT_ID" "$(sql "SELECT actor_kind, actor_id FROM olvido.audit WHERE account_id = $ACC AND verb = 602 AND object_id = $C_ana" | tr '\t' ' ')"
"$BUILD/olvido" --conf "$CONF" keys check >"$TMP/out" 2>&1
is "no key is missing without a reason" 0 "$?"
"$BUILD/olvido" --conf "$CONF" erase "$HOST" contact "$C_ana" --yes >"$TMP/out"
has "twice is once" "begun before" "$TMP/out"
ask "ana$U@example.org" "Person ana$U" "Kettle again $U" "I am back."
is "he may come again, as somebody else" 1 "$(($(contact_of "$TICKET") != C_ana))"

# ---- its certificate ----------------------------------------------------------------------
cli() { "$BUILD/olvido" --conf "$CONF" "$@"; }
req agent GET "$DONE/certificate"
is "the certificate" 200 "$STATUS"
cp "$TMP/body" "$TMP/certificate"
ok "is JSON" jq -e '.certificate.removed.ticket == 1 and .certificate.number == '"$C_ana"' and .certificate.bytes_gone == null' "$TMP/certificate"
hasnt "without his name" "ana$U" "$TMP/certificate"
req nobody GET /.well-known/olvido-certificate-key
is "the key is public" 200 "$STATUS"
cp "$TMP/body" "$TMP/key.pem"
ok "it is good" cli certificate verify "$TMP/certificate"
ok "also by the key from outside" cli certificate verify "$TMP/certificate" --key "$TMP/key.pem"
sed 's/.*{"certificate":\(.*\),"algorithm".*/\1/' "$TMP/certificate" | tr -d '\n' >"$TMP/inner"
jq -r .signature "$TMP/certificate" | tr '_-' '/+' | sed 's/$/==/' | base64 -d >"$TMP/sig"
ok "openssl says so too" openssl pkeyutl -verify -pubin -inkey "$TMP/key.pem" -rawin -in "$TMP/inner" -sigfile "$TMP/sig"
for change in 's/"ticket":1/"ticket":2/' 's/"signature":"./"signature":"_/' 's/"tickets_kept":false/"tickets_kept":true/' 's/$/ /'; do
  sed "$change" "$TMP/certificate" >"$TMP/changed"
  cli certificate verify "$TMP/changed" >"$TMP/out" 2>&1
  is "changed by $change it is not" 1 "$?"
done
openssl genpkey -algorithm ed25519 2>/dev/null | openssl pkey -pubout >"$TMP/other.pem"
cli certificate verify "$TMP/certificate" --key "$TMP/other.pem" >"$TMP/out" 2>&1
is "nor by another's key" 1 "$?"
req stranger GET "$DONE/certificate"
is "a stranger gets none" 303 "$STATUS"

# ---- a file, a ticket ------------------------------------------------------------------
F_bea=$(sql "SELECT attachment_id FROM olvido.attachment WHERE ticket_id = $T_bea")
req agent GET "/panel/erase/ticket/$T_carl/attachment/$F_bea"
is "a file of another ticket is not there" 404 "$STATUS"
erase agent "/panel/erase/ticket/$T_bea/attachment/$F_bea" -d sure=1
is "a file" 303 "$STATUS"
ok "is gone" wait_for 20 ended 5 "$F_bea"
is "with its row and secret" "0 0" "$(left olvido.attachment "attachment_id = $F_bea") $(left olvido_keys.secret "kind = 5 AND id = $F_bea")"
req owner GET "/panel/tickets/$T_bea"
has "its message is not" "says bea$U" "$TMP/body"
hasnt "its name is" "bea.txt" "$TMP/body"
erase agent "/panel/erase/ticket/$T_bea" -d sure=1
is "a ticket" 303 "$STATUS"
ok "goes" wait_for 20 ended 3 "$T_bea"
is "with all that names it" "" "$(names_left ticket 18446744073709551615 "$T_bea")"
is "its requester stays" 1 "$(left olvido.contact "contact_id = $C_bea")"

# ---- a customer himself; his tickets stay -------------------------------------------------
customer() { # JAR EMAIL: he registers and signs in with a password
  rm -f "$TMP/$1"
  req "$1" GET /register
  send "$1" /register --data-urlencode "name=Person $2" --data-urlencode "email=$2"
  for _ in $(seq 100); do
    LINK=$(grep -li "^To:.*$2" "$SMTP_SINK"/* 2>/dev/null | xargs -r cat | sed ':a; /=$/ { N; s/=\n//; ba }' | grep -oE '/confirm/[A-Za-z0-9_-]{43}' | tail -1)
    [ -z "$LINK" ] || break
    sleep 0.1
  done
  req "$1" GET "$LINK"
  send "$1" "$LINK" --data-urlencode "password=$PASS_OF"
}
customer carl "carl$U@example.org"
again() { req "$1" GET /panel/profile; TOKEN[$1]=$(csrf); }	# a proof renews the session
again agent
act agent "$T_carl" reply -d "body=An answer that stays $U." -d "status=open"
req carl GET /account
has "his account leads there" 'href="/erase"' "$TMP/body"
req carl GET /erase
is "his own page" 200 "$STATUS"
sql "UPDATE olvido.session SET step_up_until = 0 WHERE kind = 2 AND subject_id = $C_carl"
send carl /erase -d "sure=1&tickets=keep"
is "asks for his password" 403 "$STATUS"
send carl /erase --data-urlencode "proof-password=$PASS_OF" -d "sure=1&tickets=keep"
is "and takes it" 303 "$STATUS"
RECEIPT=$(location)
req carl GET /account
is "he is signed out at once" 303 "$STATUS"
rm -f "$TMP/nobody"
req nobody GET "$RECEIPT"
is "the receipt needs no session" 200 "$STATUS"
HOST=second.localhost req nobody GET "$RECEIPT"
is "and is of this account alone" 404 "$STATUS"
req nobody GET "$(tr 'a-y' 'b-z' <<<"$RECEIPT" | sed 's|.*/|/erase/receipt/|')"
is "and nobody guesses one" 404 "$STATUS"
ok "it ends" wait_for 20 ended 1 "$C_carl"
is "no row names him" "" "$(names_left contact "$C_carl")"
req owner GET "/panel/tickets/$T_carl"
is "his ticket stays" 200 "$STATUS"
has "with the answer" "An answer that stays $U" "$TMP/body"
for w in "carl$U" "Kettle carl" "carl.txt"; do hasnt "without $w" "$w" "$TMP/body"; done
search owner "says carl$U"
hasnt "nor is it found by his words" "/panel/tickets/$T_carl\"" "$TMP/body"
NEW=$(contact_of "$T_carl")
is "whose it is, nobody says" 1 "$((NEW != C_carl))"
is "and that one has no other" 1 "$(left olvido.ticket "contact_id = $NEW")"
act agent "$T_carl" reply -d "body=Is anybody there $U?" -d "status=open"
is "an answer to nobody is taken" 303 "$STATUS"
given_up() { [ "$(left olvido.outbox "ticket_id = $T_carl AND state = 1")" = 0 ]; }
ok "and goes nowhere" wait_for 20 given_up

# ---- a colleague ----------------------------------------------------------------------------
"$BUILD/olvido" --conf "$CONF" agent add "$HOST" agent "dora$U@example.org" "Dora $U" >"$TMP/out" <<<"$PASS_OF"
DORA=$(sql "SELECT agent_id FROM olvido.agent WHERE account_id = $ACC ORDER BY created_at DESC, agent_id DESC LIMIT 1")
agent_in dora "dora$U@example.org" "$PASS_OF"
act dora "$T_carl" assign -d "agent=$DORA"
act dora "$T_carl" reply -d "body=Dora answers $U." -d "status=open"
erase owner "/panel/erase/agent/$DORA" -d sure=1
is "a colleague" 303 "$STATUS"
ok "goes" wait_for 20 ended 2 "$DORA"
req dora GET /panel/tickets
is "and is signed out" 303 "$STATUS"
agent_in dora "dora$U@example.org" "$PASS_OF"
is "and cannot come in" 1 "$((STATUS != 200))"
for t in agent agent_login agent_avatar agent_department api_token link outbox; do
  is "no row of $t" 0 "$(left "olvido.$t" "agent_id = $DORA")"
done
is "no secret, no look-up" "0 0" "$(left olvido_keys.secret "kind = 2 AND id = $DORA") $(left olvido_index.lookup "kind = 2 AND id = $DORA")"
is "his ticket is nobody's" 0 "$(sql "SELECT agent_id FROM olvido.ticket WHERE ticket_id = $T_carl")"
req owner GET "/panel/tickets/$T_carl"
has "what he answered stays" "Dora answers $U" "$TMP/body"
has "by a former agent" "former agent $DORA" "$TMP/body"
hasnt "without his name" "Dora $U<" "$TMP/body"
req owner GET /panel/privacy/erasures
is "all of them are listed" 200 "$STATUS"
for n in "$C_ana" "$C_carl" "$DORA"; do has "as number $n" " $n</td>" "$TMP/body"; done
hasnt "without a name" "$U" "$TMP/body"
req agent GET /panel/privacy/erasures
is "for admins" 403 "$STATUS"
"$BUILD/olvido" --conf "$CONF" audit verify "$ACC" >"$TMP/out" 2>&1
is "the log is whole" 0 "$?"
