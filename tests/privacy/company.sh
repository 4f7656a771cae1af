# shellcheck shell=bash
# Companies: named, given contacts, read by programs; erased with or without their
# contacts, each contact as an erasure of his own; what is held stays.
. "$ROOT/tests/privacy/_people.sh"
# shellcheck source=tests/support/erased.sh
. "$ROOT/tests/support/erased.sh"
ACC=$DEMO CONF=$VAR/olvido.hdf
agent_in owner "$OWNER_EMAIL" "$OWNER_PASSWORD"
agent_in agent "$AGENT_EMAIL" "$AGENT_PASSWORD"
again() { req "$1" GET /panel/profile; TOKEN[$1]=$(csrf); }
of() { sql "SELECT contact_id FROM olvido.ticket WHERE ticket_id = $1"; }
made() { location | grep -o '[0-9]*$'; }
firm() { sql "SELECT company_id FROM olvido.contact WHERE contact_id = $1"; }
for p in ana bea carl dora; do
  ask "$p$U@example.org" "Person $p$U" "Kettle $p$U" "It leaks, says $p$U."
  declare "T_$p=$TICKET" "C_$p=$(of "$TICKET")"
done

# ---- named, given contacts ------------------------------------------------------------
post agent /panel/companies --data-urlencode "name=Firmname$U & Sons"
is "made" 303 "$STATUS"
F=$(made)
follow agent
has "its page" "Firmname$U &amp; Sons" "$TMP/body"
is "its name lies nowhere in the clear" 0 "$(sql "SELECT COUNT(*) FROM olvido.company WHERE sealed LIKE '%$U%'")"
is "in the log" 1 "$(sql "SELECT COUNT(*) FROM olvido.audit WHERE account_id = $ACC AND verb = 321 AND object_id = $F")"
post agent /panel/companies -d name=
is "without a name" 422 "$STATUS"
post agent "/panel/companies/$F" --data-urlencode "name=Firmtwo$U"
is "renamed" 303 "$STATUS"
req agent GET /panel/companies
has "listed" "Firmtwo$U" "$TMP/body"
hasnt "by its new name alone" "Firmname$U" "$TMP/body"
for p in ana bea carl; do
  post agent "/panel/companies/$F/contacts" -d "email=$p$U@example.org"
  is "$p is of it" 303 "$STATUS"
done
is "all three" "$F $F $F 0" "$(firm "$C_ana") $(firm "$C_bea") $(firm "$C_carl") $(firm "$C_dora")"
post agent "/panel/companies/$F/contacts" -d "email=nobody$U@example.org"
is "nobody has that address" 422 "$STATUS"
has "what was typed is kept" "nobody$U@example.org" "$TMP/body"
req agent GET "/panel/companies/$F"
has "its contacts" "Person bea$U" "$TMP/body"
hasnt "not others" "Person dora$U" "$TMP/body"
req agent GET "/panel/contacts/$C_ana"
has "a contact says it" "/panel/companies/$F\">Firmtwo$U" "$TMP/body"
post agent "/panel/companies/$F/contacts/$C_dora/remove"
is "who is not of it is not removed" 404 "$STATUS"
post agent "/panel/companies/$F/contacts/$C_carl/remove"
is "carl is removed" "303 0" "$STATUS $(firm "$C_carl")"
post agent "/panel/companies/$F/contacts" -d "email=carl$U@example.org"
HOST=second.localhost ask "other$U@example.org" "Other" "Elsewhere$U" "x"
FOREIGN=$(of "$TICKET")
sql "UPDATE olvido.contact SET company_id = $F WHERE contact_id = $FOREIGN"
req agent GET "/panel/companies/$F"
hasnt "nobody of another account" "/panel/contacts/$FOREIGN\"" "$TMP/body"
sql "UPDATE olvido.contact SET company_id = 0 WHERE contact_id = $FOREIGN"
rm -f "$TMP/stranger"
req stranger GET "/panel/companies/$F"
is "a stranger signs in first" 303 "$STATUS"

# ---- programs -----------------------------------------------------------------------------
post owner /panel/settings/tokens -d "name=t$U" -d "expires=$(date -d '+30 days' +%F)" -d tickets.read=1
KEY=$(grep -oE 'olv1_[0-9A-Za-z]{38}' "$TMP/body" | head -1)
api() { local m=$1 p=$2; shift 2; req api "$m" "/api/v1$p" -H "apikey: $KEY" "$@"; }
api GET /companies
is "a program reads them" "200 Firmtwo$U" "$STATUS $(jq -r ".companies[] | select(.id == \"$F\") | .name" "$TMP/body")"
api GET "/companies/$F"
is "and whose it is" "200 true" "$STATUS $(jq ".contacts | index(\"$C_ana\") != null and index(\"$C_dora\") == null" "$TMP/body")"
api GET /companies/1
is "none" 404 "$STATUS"
api GET "/erasures/company/$F?contacts=keep"
is "it erases none without that right" 403 "$STATUS"

# ---- who sees less ----------------------------------------------------------------------
echo "$PASS" | "$BUILD/olvido" --conf "$CONF" agent add "$HOST" agent "nils$U@example.org" "Nils" >"$TMP/out"
NILS=$(sql "SELECT agent_id FROM olvido.agent WHERE account_id = $ACC ORDER BY created_at DESC, agent_id DESC LIMIT 1")
D2=$(sql "SELECT department_id FROM olvido.department WHERE account_id = $ACC AND department_id <> (SELECT department_id FROM olvido.ticket WHERE ticket_id = $T_ana) LIMIT 1")
post owner "/panel/settings/agents/$NILS/departments" -d "departments=$D2"
agent_in nils "nils$U@example.org" "$PASS"
req nils GET "/panel/companies/$F"
hasnt "of other departments' contacts he sees none" "Person ana$U" "$TMP/body"
post nils "/panel/companies/$F/contacts" -d "email=dora$U@example.org"
is "nor finds one by the address" "422 0" "$STATUS $(firm "$C_dora")"
post nils "/panel/companies/$F/contacts/$C_ana/remove"
is "nor removes one" "404 $F" "$STATUS $(firm "$C_ana")"

# ---- erased: its contacts stay -----------------------------------------------------------------
req agent GET "/panel/erase/company/$F"
is "an agent does not" 403 "$STATUS"
req owner GET "/panel/erase/company/1"
is "what is not there" 404 "$STATUS"
req owner GET "/panel/erase/company/$F"
is "the question" 200 "$STATUS"
has "how many contacts" "Contacts</dt><dd>3<" "$TMP/body"
has "and tickets" "Tickets</dt><dd>3<" "$TMP/body"
post owner "/panel/erase/company/$F" -d sure=1 --data-urlencode "proof-password=$OWNER_PASSWORD"
is "not without the choice" 422 "$STATUS"
again owner
post owner /panel/companies --data-urlencode "name=Keepfirm$U"
G=$(made)
post owner "/panel/companies/$G/contacts" -d "email=dora$U@example.org"
post owner "/panel/erase/company/$G" -d sure=1 -d contacts=keep
is "without its contacts" 303 "$STATUS"
DONE=$(location)
ok "ends" wait_for 20 ended 6 "$G"
is "its row and secret are gone" "0 0 1" "$(left olvido.company "company_id = $G") $(left olvido_keys.secret "kind = 3 AND id = $G") $(left olvido_keys.tombstone "kind = 3 AND id = $G")"
is "dora stays, of no company" "1 0" "$(left olvido.contact "contact_id = $C_dora") $(firm "$C_dora")"
req owner GET "$DONE/certificate"
cp "$TMP/body" "$TMP/certificate"
ok "the certificate is good" "$BUILD/olvido" --conf "$CONF" certificate verify "$TMP/certificate"
is "and says what" "company $G true 1 1" "$(jq -r '.certificate | "\(.what) \(.number) \(.contacts_kept) \(.removed.company) \(.removed["contact.company"])"' "$TMP/certificate")"
req owner GET "/panel/companies/$G"
is "it is not there" 404 "$STATUS"
post owner "/panel/companies/$G/contacts" -d "email=dora$U@example.org"
is "nobody comes to it" "404 0" "$STATUS $(firm "$C_dora")"

# ---- with its contacts; one is held ------------------------------------------------------
post owner "/panel/privacy/holds/contact/$C_carl" -d reason=case -d "ends=$(date -d '+10 days' +%F)"
act agent "$T_dora" note -d "body=Ask ana$U@example.org, Person ana$U."
post owner "/panel/erase/company/$F" -d sure=1 -d contacts=delete
is "with them" 303 "$STATUS"
DONE=$(location)
ok "ends" wait_for 40 ended 6 "$F"
E=$(sql "SELECT erasure_id FROM olvido.erasure WHERE account_id = $ACC AND scope = 6 AND subject_id = $F")
for p in ana bea; do
  c=C_$p t=T_$p
  is "$p is erased: no row names them" "" "$(names_left contact "${!c}" "${!t}")"
  is "by an erasure of their own below it" "4 $E $OWNER_ID" "$(sql "SELECT state, parent_id, by_id FROM olvido.erasure WHERE scope = 1 AND subject_id = ${!c}" | tr '\t' ' ')"
done
is "carl is held: he stays, of no company" "1 0 0" "$(left olvido.contact "contact_id = $C_carl") $(firm "$C_carl") $(left olvido.erasure "scope = 1 AND subject_id = $C_carl")"
req owner GET "/panel/tickets/$T_dora"
hasnt "the mention in another's ticket went" "ana$U@example.org" "$TMP/body"
has "but for the name" "Person ana$U" "$TMP/body"
req owner GET "$DONE/certificate"
cp "$TMP/body" "$TMP/certificate"
ok "its certificate is good" "$BUILD/olvido" --conf "$CONF" certificate verify "$TMP/certificate"
is "with counts" "false 2 1" "$(jq -r '.certificate | "\(.contacts_kept) \(.removed["contact.erased"]) \(.removed["contact.held"])"' "$TMP/certificate")"
hasnt "and no name" "$U" "$TMP/certificate"
is "each is in the log" 3 "$(sql "SELECT COUNT(*) FROM olvido.audit WHERE account_id = $ACC AND verb = 602 AND actor_id = $OWNER_ID AND (object_kind = 13 AND object_id = $F OR object_kind = 2 AND object_id IN ($C_ana, $C_bea))")"
api GET "/companies/$F"
is "programs read no more of it" 404 "$STATUS"

# ---- by the provider, killed; by a program --------------------------------------------------
ask "eva$U@example.org" "Person eva$U" "Lamp eva$U" "x"
T_eva=$TICKET C_eva=$(of "$TICKET")
post owner /panel/companies --data-urlencode "name=Lastfirm$U"
H=$(made)
post owner "/panel/companies/$H/contacts" -d "email=eva$U@example.org"
ok "begun by the provider" "$BUILD/olvido" --conf "$CONF" erase "$HOST" company "$H" --later --yes
is "its name is unreadable" "2 0" "$(state 6 "$H") $(left olvido_keys.secret "kind = 3 AND id = $H")"
req owner GET "/panel/companies/$H"
hasnt "to all" "Lastfirm$U" "$TMP/body"
post owner "/panel/companies/$H/contacts" -d "email=dora$U@example.org"
is "nobody comes to it any more" "404 0" "$STATUS $(firm "$C_dora")"
for _ in $(seq 12); do
  "$BUILD/olvido-cron" --conf "$CONF" erase >"$TMP/out" 2>&1 &
  sleep "0.0$((1 + RANDOM % 9))"
  kill -9 $! 2>/dev/null
  wait $! 2>/dev/null
done
ended_h() { "$BUILD/olvido-cron" --conf "$CONF" erase >"$TMP/out" 2>&1; ended 6 "$H"; }
ok "killed at any moment it ends all the same" wait_for 20 ended_h
is "eva went with it" "" "$(names_left contact "$C_eva" "$T_eva")"
is "counted once" 1 "$(sql "SELECT n FROM olvido.erasure_count WHERE account_id = $ACC AND name = 'contact.erased' AND erasure_id = (SELECT erasure_id FROM olvido.erasure WHERE scope = 6 AND subject_id = $H)")"
post owner /panel/companies --data-urlencode "name=Apifirm$U"
I=$(made)
post owner "/panel/companies/$I/contacts" -d "email=dora$U@example.org"
post owner "/panel/settings/tokens/$(sql "SELECT token_id FROM olvido.api_token WHERE account_id = $ACC AND tail = '${KEY: -4}' ORDER BY created_at DESC LIMIT 1")/erase"
api GET "/erasures/company/$I?contacts=keep"
is "a program that may" "200 1" "$STATUS $(jq .goes.contacts "$TMP/body")"
CONFIRM=$(jq -r .confirm "$TMP/body")
api POST "/erasures/company/$I" -d contacts=delete -d "confirm=$CONFIRM" -d "request=x$U"
is "does not change the choice" "409 Confirm" "$STATUS $(jq -r .code "$TMP/body")"
api POST "/erasures/company/$I" -d contacts=keep -d "confirm=$CONFIRM" -d "request=x$U"
is "erases it" "202 company true" "$STATUS $(jq -r '"\(.what) \(.contacts_kept)"' "$TMP/body")"
ok "to its end" wait_for 20 ended 6 "$I"
is "and dora stays" 1 "$(left olvido.contact "contact_id = $C_dora")"
"$BUILD/olvido" --conf "$CONF" keys check >"$TMP/out" 2>&1
is "no key is missing without a reason" 0 "$?"
"$BUILD/olvido" --conf "$CONF" audit verify "$ACC" >"$TMP/out" 2>&1
is "the log is whole" 0 "$?"
