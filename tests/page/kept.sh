# shellcheck shell=bash
# Workers keep the rows of agents and departments between requests (lib/db/kept.c):
# each change, by whoever makes it, shows in the next answer of every worker.
. "$ROOT/tests/support/panel.sh"
HOST=kept$U.localhost PASS="a password of some length"
"$BUILD/olvido" --conf "$VAR/olvido.hdf" account create "Kept $U" "$HOST" en >/dev/null
A=$(sql "SELECT account_id FROM olvido.host WHERE host = '$HOST'")
for n in Ann:owner Ben:agent; do
  echo "$PASS" | "$BUILD/olvido" --conf "$VAR/olvido.hdf" agent add "$HOST" "${n#*:}" "$(tr A-Z a-z <<<"${n%:*}")$U@example.org" "${n%:*}$U" >/dev/null
done
sql "INSERT INTO olvido.department (account_id, department_id, name, mailbox) VALUES ($A, NEXT VALUE FOR olvido.id_seq, 'Orders$U', 'orders@$HOST')"
agent_in ann "ann$U@example.org" "$PASS"
ask "someone$U@example.org" Someone "Subject$U" "Text$U"
BEN=$(sql "SELECT MAX(agent_id) FROM olvido.agent WHERE account_id = $A")
# shown WORD: of twelve answers of the ticket's page, how many have it
shown() {
  local n=0
  for _ in 1 2 3 4 5 6 7 8 9 10 11 12; do
    req ann GET "/panel/tickets/$TICKET"
    [ "$STATUS" != 200 ] || ! grep -qF -- "$1" "$TMP/body" || n=$((n + 1))
  done
  echo "$n"
}
is "a department, in each answer" 12 "$(shown "Orders$U")"
is "an agent" 12 "$(shown "Ben$U")"
sql "UPDATE olvido.department SET name = 'Returns$U' WHERE account_id = $A AND name = 'Orders$U'"
is "renamed: the old name nowhere" 0 "$(shown "Orders$U")"
is "the new one everywhere" 12 "$(shown "Returns$U")"
sql "INSERT INTO olvido.department (account_id, department_id, name, mailbox) VALUES ($A, NEXT VALUE FOR olvido.id_seq, 'Third$U', 'third@$HOST')"
is "a new one" 12 "$(shown "Third$U")"
sql "DELETE FROM olvido.department WHERE account_id = $A AND name = 'Third$U'"
is "taken away" 0 "$(shown "Third$U")"
sql "UPDATE olvido.agent SET state = 2 WHERE account_id = $A AND agent_id = $BEN"
is "an agent who is off" 0 "$(shown "Ben$U")"
sql "UPDATE olvido.agent SET state = 1 WHERE account_id = $A AND agent_id = $BEN"
is "on again" 12 "$(shown "Ben$U")"
# His secret's bucket moves on (somebody else in it is forgotten): still readable.
V=$(sql "SELECT version FROM olvido.roster WHERE account_id = $A")
sql "UPDATE olvido_keys.secret SET bucket = bucket WHERE account_id = $A AND kind = 1"
is "a contact's secret moves no version" "$V" "$(sql "SELECT version FROM olvido.roster WHERE account_id = $A")"
sql "UPDATE olvido_keys.secret SET generation = generation WHERE account_id = $A AND kind = 2 AND id = $BEN"
is "an agent's does" 1 "$(($(sql "SELECT version FROM olvido.roster WHERE account_id = $A") > V))"
is "he is there" 12 "$(shown "Ben$U")"
ok "he is forgotten" "$BUILD/tests/forget" "$VAR/olvido.hdf" "$HOST" "$BEN"
is "his name is nowhere" 0 "$(shown "Ben$U")"
is "hers is" 12 "$(shown "Ann$U")"
# So is whether there is a security page: every page of the portal asks.
links() {
  local n=0
  for _ in 1 2 3 4 5 6 7 8 9 10 11 12; do
    req guest GET /
    [ "$STATUS" != 200 ] || ! grep -qF 'href="/security"' "$TMP/body" || n=$((n + 1))
  done
  echo "$n"
}
is "no security page, in each answer" 0 "$(links)"
D=$(sql "SELECT MIN(department_id) FROM olvido.department WHERE account_id = $A")
sql "INSERT INTO olvido.security_page (account_id, shown, department_id, contact, policy, expires_at) VALUES ($A, 1, $D, '', '', UNIX_TIMESTAMP() + 86400)"
is "it is there" 12 "$(links)"
sql "UPDATE olvido.security_page SET shown = 0 WHERE account_id = $A"
is "hidden" 0 "$(links)"
sql "UPDATE olvido.security_page SET shown = 1 WHERE account_id = $A"
is "shown again" 12 "$(links)"
sql "DELETE FROM olvido.security_page WHERE account_id = $A"
is "gone" 0 "$(links)"
# The account itself, and what is asked of who signed in.
sql "UPDATE olvido.account SET name = 'Other$U' WHERE account_id = $A"
is "the account's old name is nowhere" 0 "$(shown "Kept $U")"
is "the new one everywhere" 12 "$(shown "Other$U")"
# statuses JAR: what twelve answers of the ticket's page had
statuses() {
  local _
  for _ in 1 2 3 4 5 6 7 8 9 10 11 12; do req "$1" GET "/panel/tickets/$TICKET"; echo "$STATUS"; done | sort | uniq -c | tr -s ' \n' ' '
}
sql "UPDATE olvido.account SET state = 4 WHERE account_id = $A"
is "suspended, in each answer" " 12 503 " "$(statuses ann)"
sql "UPDATE olvido.account SET state = 2 WHERE account_id = $A"
is "open again" " 12 200 " "$(statuses ann)"
sql "CREATE TABLE olvido.kept_key AS SELECT * FROM olvido_keys.account_key WHERE account_id = $A;
  DELETE FROM olvido_keys.account_key WHERE account_id = $A"
is "its key away, in each answer" " 12 404 " "$(statuses ann)"
sql "INSERT INTO olvido_keys.account_key SELECT * FROM olvido.kept_key; DROP TABLE olvido.kept_key"
is "its key there" " 12 200 " "$(statuses ann)"
ANN=$(sql "SELECT MIN(agent_id) FROM olvido.agent WHERE account_id = $A AND role = 3")
sql "REPLACE INTO olvido.factor_policy (account_id, policy, grace_days, since) VALUES ($A, 3, 0, 1)"
is "a second factor is due, in each answer" " 12 303 " "$(statuses ann)"
sql "INSERT INTO olvido.factor (account_id, kind, subject_id, methods, changed_at) VALUES ($A, 2, $ANN, 1, 0)"
is "she has one" " 12 200 " "$(statuses ann)"
V=$(sql "SELECT version FROM olvido.roster WHERE account_id = $A")
sql "UPDATE olvido.factor SET last_step = last_step + 1 WHERE account_id = $A"
is "a code that is taken moves no version" "$V" "$(sql "SELECT version FROM olvido.roster WHERE account_id = $A")"
sql "UPDATE olvido.factor SET methods = 0 WHERE account_id = $A"
is "without it again" " 12 303 " "$(statuses ann)"
sql "DELETE FROM olvido.factor_policy WHERE account_id = $A"
sql "UPDATE olvido.host SET host = 'moved$U.localhost' WHERE account_id = $A"
is "its name leads nowhere" " 12 404 " "$(statuses ann)"
sql "UPDATE olvido.host SET host = '$HOST' WHERE account_id = $A"
is "and back" " 12 200 " "$(statuses ann)"
sql "UPDATE olvido.agent SET generation = generation + 1 WHERE account_id = $A AND agent_id = $ANN"
is "her sessions of before are over, in each answer" " 12 303 " "$(statuses ann)"
sql "UPDATE olvido.agent SET generation = generation - 1 WHERE account_id = $A AND agent_id = $ANN"
is "hers again" " 12 200 " "$(statuses ann)"
# A database put back to an older time counts the same versions again.
V=$(sql "SELECT version FROM olvido.roster WHERE account_id = $A")
sql "UPDATE olvido.agent SET generation = generation + 1 WHERE account_id = $A AND agent_id = $ANN;
  UPDATE olvido.roster SET version = $V WHERE account_id = $A"
# (A worker that none of the twelve before came to asks for the first time.)
statuses ann >"$TMP/alone"
has "by its version alone nothing moved" " 200 " "$TMP/alone"
for id in $(sql "SELECT id FROM information_schema.PROCESSLIST WHERE user = 'olvido-panel'"); do sql "KILL CONNECTION $id"; done
# Each worker finds out by a request of its own, and some are asked seldom.
anew() { [ "$(statuses ann)" = " 12 303 " ]; }
ok "over a new connection all is asked anew" wait_for 20 anew
sql "UPDATE olvido.agent SET generation = generation - 1 WHERE account_id = $A AND agent_id = $ANN"
is "hers once more" " 12 200 " "$(statuses ann)"
sql "DELETE FROM olvido.session WHERE account_id = $A"
is "a session ended: in each answer" " 12 303 " "$(statuses ann)"
# lib/db/kept.c knows the tables whose triggers move the version: these.
is "the triggers' tables" "$(sed -n '/ watched\[\]/,/NULL/p; /define SECRETS/p' "$ROOT/lib/db/kept.c" | grep -o '"[a-z_.]*"' | sed 's/"//g; s/.*[.]//' | sort)" \
  "$(sql "SELECT DISTINCT EVENT_OBJECT_TABLE FROM information_schema.TRIGGERS
    WHERE ACTION_STATEMENT LIKE '%olvido.roster%'" | sort)"
