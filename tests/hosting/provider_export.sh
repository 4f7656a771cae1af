# shellcheck shell=bash
# A copy of an account that the provider's program asks for: made for its owner, mailed to
# him, taken by him; the program is told how far it is and nothing else.
. "$ROOT/tests/support/panel.sh"
. "$ROOT/tests/hosting/_account.sh"
. "$ROOT/tests/hosting/_provider.sh"
account_new copy
COPY=$HOST
ask "cus$U@example.org" "Cleo" "Subject $U" "Text of copy$U"
HOST=$DEMO
E="/accounts/$A/export"
copies() { sql "SELECT COUNT(*) FROM olvido.contact_export WHERE account_id = $A"; }
copy() { sql "SELECT $1 FROM olvido.contact_export WHERE account_id = $A ORDER BY asked_at DESC LIMIT 1"; }
is_asked() { api POST "/accounts/$1/export" -d "request=$(fresh)"; }
api GET "$E"
is "none yet" "200 none" "$STATUS $(field_of .copy)"
R=$(fresh)
api POST "$E" -d "request=$R"
is "asked for" "200 $A waiting" "$STATUS $(field_of '.account + " " + .copy')"
cp "$TMP/body" "$TMP/first"
api POST "$E" -d "request=$R"
is "once" "200 1 1 $(cat "$TMP/first")" "$STATUS $(grep -ci '^olvido-repeated: true' "$TMP/head") $(copies) $(cat "$TMP/body")"
is_asked "$A"
is "another waits for the first" "409 CopyMaking 1" "$STATUS $(field_of .code) $(copies)"
is "as its owner asks for it" "1 3 $(sql "SELECT agent_id FROM olvido.agent WHERE account_id = $A AND role = 3")" "$(copy "CONCAT_WS(' ', actor_kind, door, actor_id)")"
is "the account's log says by whom" 1 "$(sql "SELECT COUNT(*) FROM olvido.audit WHERE account_id = $A AND verb = 730 AND actor_kind = 4")"
is "and the provider's of whom" 1 "$(sql "SELECT COUNT(*) FROM olvido.audit WHERE account_id = $P AND verb = 740 AND value = 104 AND object_id = $A")"
cron export
api GET "$E"
is "ready" "200 account,asked_at,copy ready" "$STATUS $(field_of '(keys | join(",")) + " " + .copy')"
hasnt "nothing of it is in the answer" "copy$U" "$TMP/body"
told() { sink_mail "owner@$COPY" | xargs -r cat | perl -0777 -pe 's/=\r?\n//g' >"$TMP/mail"; grep -q "Your provider had a file made for you" "$TMP/mail"; }
ok "its owner is told" wait_for 60 told
has "where it is" "/panel/settings/account" "$TMP/mail"
hasnt "and nobody at the provider's" "Text of copy" "$TMP/mail"
HOST=$COPY
agent_in boss "owner@$COPY" "the password of the owner"
sql "UPDATE olvido.session SET step_up_until = UNIX_TIMESTAMP() + 300 WHERE account_id = $A"
req boss GET /panel/settings/account/export/file
is "he takes it" 200 "$STATUS"
mkdir "$TMP/all"
cp "$TMP/body" "$TMP/all.zip"
ok "a ZIP" unzip -q "$TMP/all.zip" -d "$TMP/all"
is "with all of it" "Text of copy$U" "$(jq -r '.tickets[0].messages[0].text' "$TMP/all/data.json")"
HOST=$DEMO
is_asked "$A"
is "not twice a day" "409 CopyDay 1" "$STATUS $(field_of .code) $(copies)"
is "the program's database user reads no key of it" 1 "$(setpriv --reuid=olvido-provider --regid="$(id -g olvido-provider)" --clear-groups mariadb --no-defaults \
  -S "$MYSQL_SOCKET" -u olvido-provider -e 'SELECT sealed FROM olvido.contact_export' 2>&1 | grep -c denied)"
# Whom it cannot be made for.
act_on suspend "$COPY"
is_asked "$A"
is "an account that is paused" "409 State" "$STATUS $(field_of .code)"
is_asked "$P"
is "the provider's own" "409 Own" "$STATUS $(field_of .code)"
made invited
is_asked "$A"
is "one whose owner did not join" "409 NoOwner 0" "$STATUS $(field_of .code) $(copies)"
is_asked 1234567
is "one that is not there" 404 "$STATUS"
