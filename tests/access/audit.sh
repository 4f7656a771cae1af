# shellcheck shell=bash
# The audit log: what is written, who reads it, and that tampering is seen.
. "$ROOT/tests/support/panel.sh"
cli() { "$BUILD/olvido" --conf "$VAR/olvido.hdf" --sql "$ROOT/sql" "$@"; }
# rows VERB [ACCOUNT]: how many rows of that verb
verb_rows() { sql "SELECT COUNT(*) FROM olvido.audit WHERE account_id = ${2:-$DEMO} AND verb = $1"; }
last() { sql "SELECT $1 FROM olvido.audit WHERE account_id = $DEMO ORDER BY n DESC LIMIT 1"; }
# Wrong ones of an earlier run are forgiven.
sql "DELETE FROM olvido.throttle"
DEMO=$(sql "SELECT account_id FROM olvido.host WHERE host = '$HOST'")

# Other tests give them other names.
named() { agent_in "$1" "$2" "$3"; req "$1" POST /panel/profile --data-urlencode "csrf=${TOKEN[$1]}" --data-urlencode "name=$4" -d language= -d signature=; }
named owner "$OWNER_EMAIL" "$OWNER_PASSWORD" "Olivia Owner"
named agent "$AGENT_EMAIL" "$AGENT_PASSWORD" "Alex Agent"

is "no number is two verbs" "" "$(sed -n '/^enum audit_verb/,/^};/p' "$ROOT/lib/model/log/audit.h" | grep -oE '= [0-9]+' | sort | uniq -d)"
is "there are verbs" 1 "$(($(grep -c '= [1-7][0-9][0-9],' "$ROOT/lib/model/log/audit.h") > 60))"

# ---- what is written ----------------------------------------------------------
agent_in owner "$OWNER_EMAIL" "$OWNER_PASSWORD"
is "sign-in: who" "101 1 $OWNER_ID 0" "$(sql "SELECT verb, actor_kind, actor_id, result FROM olvido.audit
  WHERE account_id = $DEMO AND verb = 101 ORDER BY n DESC LIMIT 1" | tr '\t' ' ')"
is "sign-in: the request is named" 1 "$(last request_id | grep -cE '^[0-9a-f-]{32,36}$')"
sign_in w "$OWNER_EMAIL" "a wrong password it is"
is "a wrong password" "101 0 1 $OWNER_ID 1" "$(last "CONCAT_WS(' ', verb, actor_kind, object_kind, object_id, result)")"
sign_in w "not.there$U@example.org" "a wrong password it is"
is "an unknown name: no word of it" "101 0 1 0 1" "$(last "CONCAT_WS(' ', verb, actor_kind, object_kind, object_id, result)")"
N=$(verb_rows 101)
req w POST /panel/login -d "csrf=x&email=$OWNER_EMAIL&password=$OWNER_PASSWORD"
is "a form without its token never came so far" "$N" "$(verb_rows 101)"
tried() { grep -c "refused: $1, /panel/login" "$VAR/log/panel.log"; }
ok "but the program's log knows of it" test "$(tried "no form of ours")" -ge 1
T=$(tried "input that the door does not take")
req w GET /panel/login
req w POST /panel/login --data-urlencode "csrf=$(csrf)" -d "email=x@example.org" -d "password=x" -d "role=3"
is "a field that the form does not have" "400 $((T + 1))" "$STATUS $(tried "input that the door does not take")"
agent_in gone "$OWNER_EMAIL" "$OWNER_PASSWORD"
req gone POST /panel/logout --data-urlencode "csrf=${TOKEN[gone]}"
is "sign-out" "102 1 $OWNER_ID" "$(last "CONCAT_WS(' ', verb, actor_kind, actor_id)")"
agent_in two "$OWNER_EMAIL" "$OWNER_PASSWORD"
req owner POST /panel/sessions/end-others --data-urlencode "csrf=${TOKEN[owner]}"
is "others ended" "104 1 $OWNER_ID" "$(last "CONCAT_WS(' ', verb, actor_kind, actor_id)")"
OWN=$(sql "SELECT session_id FROM olvido.session WHERE kind = 1 AND subject_id = $OWNER_ID")
agent_in two "$OWNER_EMAIL" "$OWNER_PASSWORD"
S=$(sql "SELECT session_id FROM olvido.session WHERE kind = 1 AND subject_id = $OWNER_ID AND session_id <> $OWN")
req owner POST "/panel/sessions/$S/revoke" --data-urlencode "csrf=${TOKEN[owner]}"
is "one ended" "103 5 $S" "$(last "CONCAT_WS(' ', verb, object_kind, object_id)")"
req owner POST "/panel/sessions/$S/revoke" --data-urlencode "csrf=${TOKEN[owner]}"
is "ended already: nothing to write" "404 103 5 $S 1" "$STATUS $(last "CONCAT_WS(' ', verb, object_kind, object_id)") \
$(sql "SELECT COUNT(*) FROM olvido.audit WHERE account_id = $DEMO AND verb = 103 AND object_id = $S")"

# ---- nothing personal in it ------------------------------------------------------
is "no whole address, no name, no text" "" "$(sql "SELECT COLUMN_NAME FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = 'olvido'
  AND TABLE_NAME = 'audit' AND DATA_TYPE NOT IN ('bigint', 'smallint', 'tinyint') AND COLUMN_NAME NOT IN ('request_id', 'sealed', 'chain')")"
is "networks are sealed" 0 "$(sql "SELECT COUNT(*) FROM olvido.audit WHERE sealed LIKE '%127.0.0%'")"

# ---- the page -----------------------------------------------------------------------
agent_in agent "$AGENT_EMAIL" "$AGENT_PASSWORD"
req agent GET /panel/settings/audit
is "not for agents" 403 "$STATUS"
is "which is written down: refused" "108 1 $AGENT_ID 2" "$(last "CONCAT_WS(' ', verb, actor_kind, actor_id, result)")"
req agent POST /panel/settings/audit/export -d "csrf=${TOKEN[agent]}&format=csv"
is "nor as a file" 403 "$STATUS"
rm -f "$TMP/nobody"
req nobody GET /panel/settings/audit
is "nor for nobody" 303 "$STATUS"
N=$(verb_rows 407)
req owner GET /panel/settings/audit
is "the owner reads it" 200 "$STATUS"
is "which is written down" "$((N + 1))" "$(verb_rows 407)"
has "a sentence" "Olivia Owner opened the audit log" "$TMP/body"
has "one about a stranger" "Somebody tried to sign in as Olivia Owner" "$TMP/body"
has "and about nobody" "Somebody tried to sign in as an unknown name" "$TMP/body"
has "the network" "127.0.0.0/24" "$TMP/body"
hasnt "no whole address" "127.0.0.1" "$TMP/body"
req owner GET /panel/settings/audit -H "Cookie: __Host-olvido-lang=es"
has "in Spanish" "Olivia Owner inició sesión con contraseña" "$TMP/body"
has "and the heading" "Registro de auditoría" "$TMP/body"
cli agent add "$HOST" agent "new$U@demo.localhost" "Nora New" >/dev/null <<<"the password of a new one"
req owner GET "/panel/settings/audit?family=3"
hasnt "only one subject" "signed in" "$TMP/body"
has "its lines" "The provider added Nora New as agent" "$TMP/body"
req owner GET "/panel/settings/audit?family=1&agent=$AGENT_ID&from=2020-01-01&to=2099-12-31"
hasnt "only one agent" "Olivia Owner signed in" "$TMP/body"
has "his lines" "Alex Agent signed in with a password" "$TMP/body"
req owner GET "/panel/settings/audit?from=2020-01-01&to=2020-02-01"
has "only those days" "No lines match" "$TMP/body"
req owner GET "/panel/settings/audit?family=8"
is "no such subject" 400 "$STATUS"
# Page by page: each line once.
for _ in $(seq 60); do
  [ "$(sql "SELECT COUNT(*) FROM olvido.audit WHERE account_id = $DEMO AND family = 1")" -lt 60 ] || break
  agent_in owner "$OWNER_EMAIL" "$OWNER_PASSWORD"
done
numbers() { sed -n 's/.*<tr id="n\([0-9]*\)".*/\1/p' "$TMP/body"; }
req owner GET "/panel/settings/audit?family=1"
numbers >"$TMP/pages"
while next=$(older) && [ -n "$next" ]; do
  req owner GET "$next"
  [ "$STATUS" = 200 ] || break
  numbers >>"$TMP/pages"
done
is "all pages together" "$(sql "SELECT COUNT(*) FROM olvido.audit WHERE account_id = $DEMO AND family = 1")" "$(wc -l <"$TMP/pages")"
is "in order, each once" "" "$(sort -rnu "$TMP/pages" | diff - "$TMP/pages")"

# ---- as a file -------------------------------------------------------------------------
cli agent add "$HOST" agent "formula$U@demo.localhost" "=$U(\"https://evil.example\"), \"x\"" >/dev/null <<<"a formula of a password"
agent_in formula "formula$U@demo.localhost" "a formula of a password"
req formula GET /panel/profile
agent_in owner "$OWNER_EMAIL" "$OWNER_PASSWORD"
req owner POST /panel/settings/audit/export -d "csrf=${TOKEN[owner]}&format=csv&family=1"
is "a table" 200 "$STATUS"
has "to be saved" 'attachment; filename="audit.csv"' "$TMP/head"
cp "$TMP/body" "$TMP/audit.csv"
python3 - "$TMP/audit.csv" "$U" >"$TMP/csv" <<'END'
import csv, sys
rows = list(csv.reader(open(sys.argv[1], newline='')))
print(len(rows) - 1, len(set(map(len, rows))), sum(c[:1] in ('=', '+', '-', '@', '\t') for r in rows for c in r),
      sum(sys.argv[2] in c for r in rows for c in r))
END
is "every line; one width; no formula; the name is there" "$(sql "SELECT COUNT(*) FROM olvido.audit WHERE account_id = $DEMO AND family = 1") 1 0 1" "$(cat "$TMP/csv")"
is "taking it is written down" "601 11 $(($(wc -l <"$TMP/audit.csv") - 1))" "$(last "CONCAT_WS(' ', verb, object_kind, value)")"
req owner POST /panel/settings/audit/export -d "csrf=${TOKEN[owner]}&format=json"
is "JSON lines" "$(wc -l <"$TMP/body")" "$(python3 -c '
import json, sys
print(sum(1 for l in open(sys.argv[1]) if set(json.loads(l)) == {"n", "at", "verb", "actor", "object", "value", "result", "network", "request", "chain"}))' "$TMP/body")"
req owner POST /panel/settings/audit/export -d "csrf=${TOKEN[owner]}&format=xml"
is "no other form" 400 "$STATUS"
req owner POST /panel/settings/audit/export -d "format=csv"
is "not without the form's token" 403 "$STATUS"
sql "UPDATE olvido.session SET step_up_until = 0 WHERE kind = 1 AND subject_id = $OWNER_ID"
req owner POST /panel/settings/audit/export -d "csrf=${TOKEN[owner]}&format=csv"
is "long after he proved himself: once more" 1 "$([ "$STATUS" != 200 ] && echo 1)"
hasnt "and no line before" "SignIn" "$TMP/body"

# ---- every verb has its words -------------------------------------------------------------
audit_texts() { awk '/^Audit \{/ { on = 1 } /^\}/ { on = 0 } on' "$ROOT"/templates/lang/"$1"*.hdf; }
audit_texts en >"$TMP/en"
audit_texts es >"$TMP/es"
for v in $(grep -oE '"[A-Z][A-Za-z]+" \}' "$ROOT/lib/model/log/audit_verb.c" | tr -d '"} '); do
  is "words for $v" "1 1" "$(grep -cE "^    $v = ." "$TMP/en") $(grep -cE "^    $v = ." "$TMP/es")"
done

# ---- an account of its own, to tamper with as the database's root ----------------------------
cli account create "Audit $U" "audit$U.localhost" >"$TMP/out"
A=$(awk '{ print $2 }' "$TMP/out")
for i in 1 2 3 4 5 6 7 8; do
  cli agent add "audit$U.localhost" agent "a$i@audit$U.localhost" "Agent $i" >/dev/null <<<"the password of agent $i"
done
is "its rows" 8 "$(sql "SELECT COUNT(*) FROM olvido.audit WHERE account_id = $A")"
COPY=olvido_audit_copy
copy_drop() { sql "DROP DATABASE IF EXISTS $COPY"; }
copy_drop
sql "CREATE DATABASE $COPY; CREATE TABLE $COPY.audit AS SELECT * FROM olvido.audit WHERE account_id = $A;
  CREATE TABLE $COPY.head AS SELECT * FROM olvido.audit_head WHERE account_id = $A"
back() {
  sql "DELETE FROM olvido.audit WHERE account_id = $A; INSERT INTO olvido.audit SELECT * FROM $COPY.audit;
    DELETE FROM olvido.audit_head WHERE account_id = $A; INSERT INTO olvido.audit_head SELECT * FROM $COPY.head;
    DELETE FROM olvido.audit_start WHERE account_id = $A"
}
verify() { cli audit verify "$A" "$@" >"$TMP/out" 2>&1; }
verify
is "whole" 0 "$?"
has "and it says so" "account $A: 8 rows, 0 changed, 0 missing, 0 at the end, 0 anchors" "$TMP/out"
cli audit anchor "$A" >"$TMP/anchor"
is "an anchor" 0 "$?"
has "it is kept" "$(cat "$TMP/anchor")" "$VAR/anchors/$(date -u +%F).txt"
is "for root alone" "600 700" "$(stat -c %a "$VAR/anchors/$(date -u +%F).txt" "$VAR/anchors" | tr '\n' ' ' | sed 's/ $//')"
# tampered NAME EXPECTED SQL [verify's arguments]
tampered() {
  local name=$1 want=$2 sql=$3
  shift 3
  sql "$sql" || bad "$name: the tampering failed"
  verify "$@"
  is "$name: seen" 1 "$?"
  has "$name: told" "$want" "$TMP/out"
  back
  verify "$@"
  is "$name: put back it is whole" 0 "$?"
}
W="WHERE account_id = $A AND n ="
for c in at verb actor_kind actor_id object_kind object_id value result family; do
  tampered "changed: $c" "audit row 4 was changed" "UPDATE olvido.audit SET $c = $c + 1 $W 4"
done
tampered "changed: request" "audit row 4 was changed" "UPDATE olvido.audit SET request_id = 'x' $W 4"
tampered "changed: network" "audit row 4 was changed" "UPDATE olvido.audit SET sealed = REPEAT('x', 105) $W 4"
tampered "changed: chain" "audit row 4 was changed" "UPDATE olvido.audit SET chain = REPEAT('x', 32) $W 4"
tampered "missing" "audit row 4 is missing" "DELETE FROM olvido.audit $W 4"
tampered "several missing" "audit rows 3 to 5 are missing" "DELETE FROM olvido.audit $W 3 OR account_id = $A AND n IN (4, 5)"
tampered "the first missing" "audit row 1 is missing" "DELETE FROM olvido.audit $W 1"
tampered "two exchanged" "audit row 3 was changed, moved or put in" \
  "UPDATE olvido.audit SET n = 99 $W 3; UPDATE olvido.audit SET n = 3 $W 5; UPDATE olvido.audit SET n = 5 $W 99"
tampered "one put in" "audit row 5 was changed, moved or put in" \
  "UPDATE olvido.audit SET n = n + 1 WHERE account_id = $A AND n > 4 ORDER BY n DESC;
   INSERT INTO olvido.audit SELECT account_id, 5, at, family, verb, actor_kind, actor_id, object_kind, 7, value, result, request_id, sealed, chain FROM olvido.audit $W 4"
tampered "one twice" "audit row 9 was changed, moved or put in" \
  "INSERT INTO olvido.audit SELECT account_id, 9, at, family, verb, actor_kind, actor_id, object_kind, object_id, value, result, request_id, sealed, chain FROM olvido.audit $W 8"
tampered "another account's row" "audit row 4 was changed, moved or put in" \
  "DELETE FROM olvido.audit $W 4; INSERT INTO olvido.audit SELECT $A, 4, at, family, verb, actor_kind, actor_id, object_kind, object_id, value, result, request_id, sealed, chain
   FROM olvido.audit WHERE account_id = $DEMO ORDER BY n LIMIT 1"
tampered "the end cut off" "audit rows 7 to 8 at the end are missing" "DELETE FROM olvido.audit WHERE account_id = $A AND n > 6"
CUT="DELETE FROM olvido.audit WHERE account_id = $A AND n > 6;
  UPDATE olvido.audit_head h JOIN olvido.audit x ON x.account_id = h.account_id AND x.n = 6 SET h.n = 6, h.at = x.at, h.chain = x.chain WHERE h.account_id = $A"
sql "$CUT"
verify
is "the end cut off and the head set back: without an anchor it looks whole" 0 "$?"
back
tampered "with an anchor it does not" "audit rows 7 to 8 at the end are missing: an anchor" "$CUT" --anchor "$TMP/anchor"
sql "$CUT"
for i in 1 2 3; do cli agent add "audit$U.localhost" agent "b$i@audit$U.localhost" "Agent b$i" >/dev/null <<<"the password of agent $i"; done
verify
is "and grown again it looks whole" 0 "$?"
verify --anchor "$TMP/anchor"
is "but not to the anchor" 1 "$?"
has "which says where" "audit row 8 is not the one that an anchor names" "$TMP/out"
back
tampered "the head lost" "is behind the one the head names" "DELETE FROM olvido.audit_head WHERE account_id = $A"
tampered "all gone" "audit rows 1 to 8 at the end are missing: an anchor" \
  "DELETE FROM olvido.audit WHERE account_id = $A; DELETE FROM olvido.audit_head WHERE account_id = $A" --anchor "$TMP/anchor"

# An anchor cannot be made up.
sed 's/ 8 / 6 /' "$TMP/anchor" >"$TMP/forged"
verify --anchor "$TMP/forged"
is "an anchor that was changed" 1 "$?"
has "is told" "line 1 is no anchor that this installation made" "$TMP/out"
{ echo "Dear owner,"; sed 's/$/\r/' "$TMP/anchor"; } >"$TMP/mail"
verify --anchor "$TMP/mail"
is "an anchor in a saved mail" 0 "$?"
verify --anchor "$TMP/none"
is "no such file" 1 "$?"

# ---- old lines go --------------------------------------------------------------------------
cli audit expire 30 >"$TMP/out" 2>&1
is "nothing is old enough" 0 "$?"
has "said" "account $A: 0 rows removed" "$TMP/out"
cli audit expire 5 >"$TMP/out" 2>&1
is "not so early" 1 "$?"
# Five older rows and three younger ones, as they will be in a year.
sleep 2
T=$(date +%s)
for i in 1 2 3; do cli agent add "audit$U.localhost" agent "c$i@audit$U.localhost" "Agent c$i" >/dev/null <<<"the password of agent $i"; done
sql "UPDATE olvido.audit SET value = 7 $W 2"
expire() { cli audit expire 30 --now=$((T + 30 * 86400)) >"$TMP/out" 2>&1; }
expire
is "a chain that is not whole does not expire" 1 "$?"
is "nothing is removed" 11 "$(sql "SELECT COUNT(*) FROM olvido.audit WHERE account_id = $A")"
sql "UPDATE olvido.audit SET value = (SELECT value FROM $COPY.audit WHERE n = 2) $W 2"
expire
is "old lines go (other accounts' too)" 0 "$?"
has "said" "account $A: 8 rows removed" "$TMP/out"
is "the younger ones stay, and one says so" "9 10 11 12" "$(sql "SELECT GROUP_CONCAT(n ORDER BY n SEPARATOR ' ') FROM olvido.audit WHERE account_id = $A")"
is "that one" "701 4 8" "$(sql "SELECT CONCAT_WS(' ', verb, actor_kind, value) FROM olvido.audit $W 12")"
verify --anchor "$TMP/anchor"
is "the chain goes on from the checkpoint, and the anchor still fits" 0 "$?"
expire
has "done again: nothing" "account $A: 0 rows removed" "$TMP/out"
sql "DELETE FROM $COPY.audit; INSERT INTO $COPY.audit SELECT * FROM olvido.audit WHERE account_id = $A;
  DELETE FROM $COPY.head; INSERT INTO $COPY.head SELECT * FROM olvido.audit_head WHERE account_id = $A;
  CREATE TABLE $COPY.start AS SELECT * FROM olvido.audit_start WHERE account_id = $A"
back_start() { back; sql "INSERT INTO olvido.audit_start SELECT * FROM $COPY.start"; }
sql "UPDATE olvido.audit_start SET n = 9, chain = (SELECT chain FROM olvido.audit $W 9) WHERE account_id = $A; DELETE FROM olvido.audit $W 9"
verify
is "a checkpoint that was moved" 1 "$?"
has "is told" "as the checkpoint of removed rows is not ours" "$TMP/out"
back_start
sql "DELETE FROM olvido.audit_start WHERE account_id = $A"
verify
is "a checkpoint that was removed" 1 "$?"
has "looks like missing rows" "audit rows 1 to 8 are missing" "$TMP/out"
back_start
verify
is "whole again" 0 "$?"
copy_drop

# ---- a forgotten person leaves his lines, but not his network ---------------------------------
. "$ROOT/tests/page/_web.sh"
guest_ticket visitor "visitor$U@example.org"
is "a customer came in by his link" "101 2 5 3" "$(last "CONCAT_WS(' ', verb, actor_kind, value, object_kind)")"
LINE=$(last n)
shown() { req owner GET "/panel/settings/audit?family=1"; sed -n "/id=\"n$LINE\"/p" "$TMP/body"; }
agent_in owner "$OWNER_EMAIL" "$OWNER_PASSWORD"
has "his line" "signed in by a mailed link" <(shown)
has "his network" "127.0.0.0/24" <(shown)
"$BUILD/tests/forget" "$VAR/olvido.hdf" "$HOST" "visitor$U@example.org" >/dev/null 2>&1
is "forgotten" 0 "$?"
has "his line stays" "signed in by a mailed link" <(shown)
hasnt "his network is gone" "127.0.0.0/24" <(shown)
cli audit verify "$DEMO" >"$TMP/out" 2>&1
is "and the chain is whole" 0 "$?"

# ---- many at once: no gap, no deadlock ------------------------------------------------------------
: >"$TMP/codes"
N=$(last n)
for _ in $(seq 24); do
  curl -sk -o /dev/null -w '%{http_code}\n' -b "$TMP/owner" --resolve "$HOST:$PORT:127.0.0.1" "https://$HOST:$PORT/panel/profile" \
    --data-urlencode "csrf=${TOKEN[owner]}" --data-urlencode "name=Olivia Owner" -d language= -d signature= >>"$TMP/codes" &
done
wait $(jobs -p)
is "24 saved at once" "24 303" "$(sort "$TMP/codes" | uniq -c | awk '{ print $1, $2 }' | paste -sd,)"
is "24 lines" "$((N + 24))" "$(last n)"
cli audit verify "$DEMO" >"$TMP/out" 2>&1
is "one after the other" 0 "$?"
