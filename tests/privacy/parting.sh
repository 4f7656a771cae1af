# shellcheck shell=bash
# A contact whose tickets stay, between his erasure's first transaction and its
# last: his secret is gone, what the erasure still needs lies under its own; nobody
# reads his name, no mail goes to him, no copy is made and no hold set.
. "$ROOT/tests/privacy/_people.sh"
# shellcheck source=tests/support/erased.sh
. "$ROOT/tests/support/erased.sh"
ACC=$DEMO CONF=$VAR/olvido.hdf
agent_in owner "$OWNER_EMAIL" "$OWNER_PASSWORD"
agent_in agent "$AGENT_EMAIL" "$AGENT_PASSWORD"
of() { sql "SELECT contact_id FROM olvido.ticket WHERE ticket_id = $1"; }
post owner /panel/settings/tokens -d "name=t$U" -d "expires=$(date -d '+30 days' +%F)" -d tickets.read=1
KEY=$(grep -oE 'olv1_[0-9A-Za-z]{38}' "$TMP/body" | head -1)
ask "ana$U@example.org" "Ananame$U" "Kettle$U" "It leaks$U."
T=$TICKET C=$(of "$TICKET")
ask "bea$U@example.org" "Beaname$U" "Lamp$U" "It is dark$U."
T_BEA=$TICKET
"$BUILD/tests/participant" "$CONF" "$HOST" "ana$U@example.org" "$T_BEA" "anawrote$U" >"$TMP/out" 2>&1
is "she wrote in another's ticket" 1 "$(left olvido.message "ticket_id = $T_BEA AND author_kind = 1 AND author_id = $C")"
act agent "$T" reply -d "body=Before$U" -d status=open
ok "an answer goes out" wait_for 20 says "ana$U@example.org" "Before$U"
M=$(sql "SELECT message_id FROM olvido.message WHERE ticket_id = $T AND kind = 2")
places=("/panel/contacts/$C" "/panel/tickets/$T" "/panel/tickets?view=all" "/panel/tickets/$T_BEA")
for j in agent owner; do
  for p in "${places[@]}"; do
    req $j GET "$p"
    has "$j sees her before: $p" "Ananame$U" "$TMP/body"
  done
done

ok "it begins" "$BUILD/olvido" --conf "$CONF" erase "$HOST" contact "$C" --keep-tickets --later --yes
E=$(sql "SELECT erasure_id FROM olvido.erasure WHERE account_id = $ACC AND scope = 1 AND subject_id = $C")
job() { echo "$(left olvido_keys.secret "kind = 48 AND id = $E") $(left olvido.erasure_job "erasure_id = $E") $(left olvido_keys.tombstone "kind = 48 AND id = $E")"; }
is "her secret is gone, the erasure has its own" "1 0 1 1 0" "$(state 1 "$C") $(left olvido_keys.secret "kind = 1 AND id = $C") $(job)"
is "since the same moment" 1 "$(left olvido.erasure "erasure_id = $E AND unreadable_at > 0 AND let_go_at = 0")"
is "no program but those that erase has a right to it" "olvido-cron olvido-erase" "$(sql "SELECT GROUP_CONCAT(DISTINCT User ORDER BY User SEPARATOR ' ') FROM mysql.tables_priv WHERE Db = 'olvido' AND Table_name = 'erasure_job'")"
req owner GET "/panel/erase/done/$E"
has "its page says so" "Unreadable; what other tickets say" "$TMP/body"
has "and what is being done" "Other people&#39;s tickets looked through:" "$TMP/body"
hasnt "of how many is not known yet" "looked through: 0" "$TMP/body"
is "it comes again by itself" 1 "$(grep -ciE '<meta[^>]*refresh' "$TMP/body")"
sql "UPDATE olvido.erasure_job SET looked = 12, to_look = 34 WHERE erasure_id = $E"
req owner GET "/panel/erase/done/$E"
has "then how far it is" "looked through: 12 / 34" "$TMP/body"
# Other tests leave rows that open to nobody.
"$BUILD/olvido" --conf "$CONF" data check >"$TMP/out" 2>&1
is "all was read" 1 "$(grep -c "^account $ACC: " "$TMP/out")"
is "it opens, by its own" 0 "$(grep -c "account $ACC: \(erasure_job\|contact\|ticket\|message\)\." "$TMP/out")"
"$BUILD/olvido" --conf "$CONF" keys check >"$TMP/out" 2>&1
is "no key is missing without a reason" 0 $?
for j in agent owner; do
  for p in "${places[@]}"; do
    req $j GET "$p"
    for w in "Ananame$U" "ana$U@example.org" "It leaks$U" "anawrote$U"; do hasnt "$j reads nothing of hers: $p" "$w" "$TMP/body"; done
    [[ $p = *view=* ]] || hasnt "and she is not called restricted: $p" "Restricted" "$TMP/body"
  done
  search $j "Kettle$U"
  follow $j
  hasnt "$j does not find her ticket" "Kettle$U</a>" "$TMP/body"
done
req api GET /api/v1/tickets -H "apikey: $KEY"
hasnt "nor does a program" "Ananame$U" "$TMP/body"
is "her ticket is there" "true false" "$(jq -r ".tickets[] | select(.id == \"$T\") | \"\(.forgotten) \(.restricted)\"" "$TMP/body")"
req owner GET "/panel/tickets/$T_BEA"
has "the other's own words are" "It is dark$U" "$TMP/body"

# No mail.
act agent "$T" reply -d "body=After$U" -d status=open
is "nothing is answered" "410 0" "$STATUS $(left olvido.message "ticket_id = $T AND author_kind = 2 AND message_id > $M")"
act agent "$T" note -d "body=Note$U"
is "nor noted" 410 "$STATUS"
O=$(sql "SELECT NEXT VALUE FOR olvido.id_seq")
mails() { grep -li "^To:.*ana$U@example.org" "$SMTP_SINK"/* 2>/dev/null | wc -l; }
before=$(mails)
sql "INSERT INTO olvido.outbox (account_id, outbox_id, kind, ticket_id, message_id, contact_id, agent_id, next_at, created_at)
  VALUES ($ACC, $O, 2, $T, $M, $C, 0, 0, UNIX_TIMESTAMP())"
given_up() { [ "$(sql "SELECT state <> 1 FROM olvido.outbox WHERE outbox_id = $O")" = 1 ]; }
ok "one that an agent was still writing is given up" wait_for 30 given_up
is "and was not sent" "$before" "$(mails)"

# No copy, no hold.
post owner "/panel/contacts/$C/export" --data-urlencode "proof-password=$OWNER_PASSWORD"
is "no copy of her data" "410 0" "$STATUS $(left olvido.contact_export "contact_id = $C")"
has "and it is said" "has been erased for good" "$TMP/body"
req owner GET /panel/profile
TOKEN[owner]=$(csrf)
for what in "contact/$C" "ticket/$T"; do
  post owner "/panel/privacy/holds/$what" -d reason=late -d "ends=$(date -d '+10 days' +%F)"
  is "no hold on $what" 410 "$STATUS"
  has "and it is said" "has been erased for good" "$TMP/body"
done
is "none was set" 0 "$(left olvido.legal_hold "id IN ($C, $T)")"
post owner "/panel/privacy/holds/ticket/$T_BEA" -d reason=case -d "ends=$(date -d '+10 days' +%F)"
is "on another's ticket there may be one" 303 "$STATUS"
ok "it goes on: what is destroyed cannot be held" "$BUILD/olvido-cron" --conf "$CONF" erase
is "to its end" 4 "$(state 1 "$C")"
is "the erasure's own secret is gone as well" "0 0 1" "$(job)"
is "and both moments are told" 1 "$(left olvido.erasure "erasure_id = $E AND asked_at <= unreadable_at AND unreadable_at < let_go_at AND let_go_at <= rows_gone_at")"
req owner GET "/panel/erase/done/$E/certificate"
is "by the certificate, too" "true" "$(jq '.certificate.own_key_destroyed >= .certificate.unreadable and .certificate.own_key_destroyed <= .certificate.rows_gone' "$TMP/body")"
sql "DELETE FROM olvido.legal_hold WHERE account_id = $ACC AND id = $T_BEA"
is "no row names her" "" "$(names_left contact "$C")"
is "nobody is on the way out" 0 "$(left olvido.parting "contact_id = $C")"
req owner GET "/panel/tickets/$T"
is "her ticket stays" 200 "$STATUS"
has "with the answer" "Before$U" "$TMP/body"
hasnt "and nothing of hers" "Ananame$U" "$TMP/body"
act agent "$T" note -d "body=Again$U"
is "and is open again" 303 "$STATUS"

# Others are not touched by it.
ask "carl$U@example.org" "Carlname$U" "Toaster$U" "x"
req agent GET "/panel/tickets/$TICKET"
has "whoever writes is seen" "Carlname$U" "$TMP/body"
"$BUILD/olvido" --conf "$CONF" audit verify "$ACC" >"$TMP/out" 2>&1
is "the log is whole" 0 "$?"
