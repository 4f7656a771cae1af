# shellcheck shell=bash
# What an account uses: the panel's page, olvido account usage, the counts' end.
. "$ROOT/tests/support/panel.sh"
. "$ROOT/tests/hosting/_account.sh"
sql "DELETE FROM olvido.throttle"
account_new use
PLAN=use$U
cli plan set "$PLAN" agents=4 storage-bytes=20000 >/dev/null
act_on plan "$HOST" "$PLAN"
agent_in owner "owner@$HOST" "the password of the owner"
cli agent add "$HOST" agent "ann@$HOST" "Ann Agent" <<<"the password of ann agent" >/dev/null
agent_in ann "ann@$HOST" "the password of ann agent"
head -c 5000 /dev/urandom >"$TMP/five"
ask "cus$U@example.org" "Cleo Customer" "Usage" "The question $U" -F "files=@$TMP/five;filename=five.bin"
mails() { sql "SELECT COALESCE(SUM(n), 0) FROM olvido.account_hour WHERE account_id = $A AND kind = 1"; }
ok "its mails are counted" wait_for 30 eval '[ "$(mails)" -ge 1 ]'
all_sent() { [ "$(count_of "outbox WHERE account_id = $A AND state = 1")" = 0 ]; }
ok "all of them" wait_for 30 all_sent
N=$(mails)
is "each that went out once" "$(count_of "outbox WHERE account_id = $A AND kind < 7 AND state = 2")" "$N"

# The page
req owner GET /panel/settings/usage
is "the page" 200 "$STATUS"
tr '\n' ' ' <"$TMP/body" >"$TMP/flat"
has "agents" "<strong>2</strong> of 4 (50 %)" "$TMP/flat"
has "storage" "<strong>4.9 KB</strong> of 20 KB (25 %), 1 file" "$TMP/flat"
has "mails" "<strong>$N</strong> without a limit" "$TMP/flat"
is "two bars" 2 "$(grep -o '<meter' "$TMP/body" | wc -l)"
has "with their values" 'value="25"' "$TMP/body"
has "today is in the table" "<td class=\"n\">$N</td><td class=\"n\">0</td>" "$TMP/body"
hasnt "nothing is at its limit" 'class="mistake"' "$TMP/body"
cli plan set "$PLAN" agents=2 >/dev/null
req owner GET /panel/settings/usage
has "now one is" '<p class="mistake">At the limit.</p>' "$TMP/body"
cli plan set "$PLAN" agents=1 >/dev/null
req owner GET /panel/settings/usage
has "now it is above" '<p class="mistake">Above the limit' "$TMP/body"
cli plan set "$PLAN" agents=4 >/dev/null
req ann GET /panel/settings/usage
is "not an agent's" 403 "$STATUS"
rm -f "$TMP/guest"
req guest GET /panel/settings/usage
is "nor a stranger's" 303 "$STATUS"

# The command line
cli account usage "$HOST" >"$TMP/out"
has "as text" "agents               2 of 4 (50 %)" "$TMP/out"
cli account usage "$A" --json >"$TMP/out"
is "as JSON" "2 4 5000 20000 $N null $N" "$(jq -r '"\(.agents.used) \(.agents.limit) \(."storage-bytes".used) \(."storage-bytes".limit) \(."mails-this-hour".used) \(."mails-this-hour".limit) \([.hours[].mails] | add)"' "$TMP/out")"
cli account usage --json >"$TMP/out"
is "of all" "$(count_of 'account WHERE state < 6') $HOST" "$(jq -r 'length' "$TMP/out") $(jq -r ".[] | select(.account == \"$A\") | .host" "$TMP/out")"
cli account usage nowhere.example >"$TMP/out" 2>&1
is "of nobody" 1 $?
cli account usage "$HOST" --what >"$TMP/out" 2>&1
is "a word that is not known" 1 $?

# Hours and days: kinds of the same hour are one line, other days others
NOW=$(($(date +%s) / 3600))
sql "DELETE FROM olvido.account_hour WHERE account_id = $A;
  INSERT INTO olvido.account_hour VALUES ($A, 1, $NOW, 7), ($A, 2, $NOW, 11), ($A, 1, $NOW - 72, 1), ($A, 1, $NOW - 73, 2), ($A, 2, $NOW - 96, 40000), ($A, 1, $NOW - 24 * 40, 99)"
is "hours in order" "40000/0 0/2 0/1 11/7" "$(cli account usage "$HOST" --json | jq -r '[.hours[] | "\(."api-calls")/\(.mails)"] | join(" ")')"
req owner GET /panel/settings/usage
has "a large number" "<td class=\"n\">40,000</td>" "$TMP/body"
hasnt "nothing older than thirty days" ">99<" "$TMP/body"
cron purge
has "old hours go" "old hours' counts" "$TMP/cron"
is "those only" 5 "$(count_of "account_hour WHERE account_id = $A")"

# Counted by triggers, whoever writes: the sum is that of the rows, also when they go
sum() { sql "SELECT CONCAT(COUNT(*), ' ', COALESCE(SUM(size), 0)) FROM olvido.attachment WHERE account_id = $A"; }
used() { sql "SELECT CONCAT(files, ' ', bytes) FROM olvido.account_usage WHERE account_id = $A"; }
is "one file" "$(sum)" "$(used)"
sql "UPDATE olvido.attachment SET size = size + 5 WHERE account_id = $A"
is "another size" "1 5005" "$(used)"
cli erase "$HOST" ticket "$TICKET" --yes >"$TMP/out" 2>&1
is "none" "0 0" "$(used)"
sql "UPDATE olvido.account_usage SET files = 0, bytes = -1 WHERE account_id = $A"
is "a count that went wrong is no error" 0 "$(cli account usage "$HOST" --json | jq '."storage-bytes".used')"
is "every account's count is right" 0 "$(sql "SELECT COUNT(*) FROM olvido.account_usage u LEFT JOIN (SELECT account_id, COUNT(*) n, SUM(size) s FROM olvido.attachment GROUP BY account_id) f USING (account_id) WHERE u.account_id <> $A AND (u.files <> COALESCE(f.n, 0) OR u.bytes <> COALESCE(f.s, 0))")"
