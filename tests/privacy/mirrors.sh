# shellcheck shell=bash
# An erasure is at its end when each mirror of the keys has forgotten it, too: with two
# of them, one unplugged.  On an instance of its own.
. "$ROOT/tests/support/own.sh"
BIN=${BUILD:-$ROOT/build}
# Under a folder of root's that olvido-cron may pass.
DISKS=$(mktemp -d /tmp/olvido-disks-XXXXXX)
chmod 0755 "$DISKS"
trap 'own_end; rm -rf "$TMP" "$DISKS"' EXIT
own_start mirrors "MIRRORS=vault-a=$DISKS/a $DISKS/b"
. "$ROOT/tests/support/panel.sh"
CONF=$OWN_VAR/olvido.hdf
ACC=$(sql "SELECT account_id FROM olvido.host WHERE host = '$HOST'")
# shellcheck source=tests/support/erased.sh
. "$ROOT/tests/support/erased.sh"
install -d -m 0700 -o olvido-cron "$DISKS/a" "$DISKS/b"
cli() { "$BIN/olvido" --conf "$CONF" "$@" >"$TMP/out" 2>&1; }
cron() { "$BIN/olvido-cron" --conf "$CONF" "$@" >"$TMP/out" 2>&1; }
state_is() { [ "$(state 1 "$1")" = "$2" ]; }
moments() { sql "SELECT CONCAT_WS(' ', unreadable_at > 0, rows_gone_at > 0, certified_at > 0, bytes_gone_at > 0) FROM olvido.erasure WHERE erasure_id = $1"; }
contact_of() { sql "SELECT contact_id FROM olvido.ticket WHERE ticket_id = $1"; }
erase() { # CONTACT: by the owner's page; sets DONE, E
  req owner GET "/panel/erase/contact/$1"
  req owner POST "/panel/erase/contact/$1" --data-urlencode "csrf=$(csrf)" --data-urlencode "proof-password=$OWNER_PASSWORD" -d "sure=1&tickets=delete"
  DONE=$(location)
  E=${DONE##*/}
}
cron mirror
is "both mirrors are written" 0 $?
agent_in owner "$OWNER_EMAIL" "$OWNER_PASSWORD"
for p in ana bea; do
  ask "$p$U@example.org" "Person $p$U" "Kettle $p$U" "It leaks, says $p$U."
  declare "C_$p=$(contact_of "$TICKET")"
done

# ---- one is unplugged ------------------------------------------------------------
mv "$DISKS/b" "$DISKS/b-unplugged"
# shellcheck disable=SC2154
erase "$C_ana"
ok "rows and files go" wait_for 20 state_is "$C_ana" 3
is "nothing opens, rows are gone; not certified" "1 1 0 0" "$(moments "$E")"
req owner GET "$DONE"
has "the page: it waits for both" "Waits for key copy 1 (vault-a), 2" "$TMP/body"
hasnt "and has no certificate" "/certificate" "$TMP/body"
req owner GET "$DONE/certificate"
is "nor by its address" 404 "$STATUS"
req owner GET "$DONE/paper"
is "nor on paper" 404 "$STATUS"
cron mirror
is "a mirror is away: the action tells it" 1 $?
has "by its folder" "$DISKS/b: not up to date" "$TMP/out"
hasnt "no erasure is confirmed" "erasures are confirmed" "$TMP/out"
cron erase
is "cron goes on with it" 0 $?
has "without an end" "nothing to do" "$TMP/out"
is "it waits" 3 "$(state 1 "$C_ana")"
req owner GET "$DONE"
has "for the one that is away" "Waits for key copy 2<" "$TMP/body"
req owner GET /panel/privacy/erasures
has "the list says so" "Waits for key copy 2<" "$TMP/body"
cli doctor
has "and the doctor, at once" "warn  erasures.mirrors: 1 waits for mirror 2" "$TMP/out"
sql "UPDATE olvido.erasure SET rows_gone_at = rows_gone_at - 3700000000, unreadable_at = unreadable_at - 3700000000, asked_at = asked_at - 3700000000 WHERE erasure_id = $E;
  UPDATE olvido_keys.mirror SET confirmed_at = confirmed_at - 3800000000 WHERE confirmed_at < (SELECT MAX(m.confirmed_at) FROM olvido_keys.mirror m)"
cli doctor
is "after an hour it is bad" 1 $?
has "and named" "BAD   erasures.mirrors: 1 waits for mirror 2" "$TMP/out"
# shellcheck disable=SC2154
erase "$C_bea"
ok "another" wait_for 20 state_is "$C_bea" 3
cli erase "$HOST" contact "$C_bea" --yes
is "begun again by the provider it waits, too" "0 3" "$? $(state 1 "$C_bea")"
has "and says so" "it waits for a mirror of the keys" "$TMP/out"
req owner POST /panel/settings/tokens --data-urlencode "csrf=${TOKEN[owner]}" -d name=w -d "expires=$(date -d '+30 days' +%F)" -d privacy=1
KEY=$(grep -oE 'olv1_[0-9A-Za-z]{38}' "$TMP/body" | head -1)
TID=$(sql "SELECT token_id FROM olvido.api_token WHERE account_id = $ACC AND tail = '${KEY: -4}'")
req owner POST "/panel/settings/tokens/$TID/erase" --data-urlencode "csrf=${TOKEN[owner]}"
req api GET "/api/v1/erasures/$E" -H "apikey: $KEY"
is "a program reads for which" "200 rows_gone 1 (vault-a),2" "$STATUS $(jq -r '"\(.state) \(.waits_for_mirrors | join(","))"' "$TMP/body")"

# ---- it is back ----------------------------------------------------------------------
mv "$DISKS/b-unplugged" "$DISKS/b"
is "it still has what was destroyed" 1 "$(($(stat -c %s "$DISKS/b/keys") > 0))"
cron --dry-run mirror
is "a dry run ends nothing" "0 3" "$? $(state 1 "$C_bea")"
cron mirror
is "the mirror follows" 0 $?
has "and both erasures are at their end" "2 erasures are confirmed by every mirror" "$TMP/out"
is "certified" "4 4" "$(state 1 "$C_ana") $(state 1 "$C_bea")"
cron mirror
hasnt "once" "confirmed" "$TMP/out"
is "with both mirrors, behind its rows" "1 vault-a 1
2  1" "$(sql "SELECT m.place, m.name, m.confirmed_at > e.rows_gone_at FROM olvido.erasure_mirror m JOIN olvido.erasure e USING (account_id, erasure_id) WHERE erasure_id = $E ORDER BY place" | tr '\t' ' ')"
cli doctor
has "the doctor is content" "good  erasures.mirrors: none waits" "$TMP/out"
req owner GET "$DONE/certificate"
is "its certificate" 200 "$STATUS"
cp "$TMP/body" "$TMP/certificate"
ok "names the mirrors and when" jq -e '.certificate | (.mirrors | length) == 2 and .mirrors[0].number == 1 and .mirrors[0].name == "vault-a"
  and .mirrors[1].name == null and (.mirrors[1].confirmed | test("^20..-..-..T")) and .bytes_gone == null and (.certified | test("^20"))' "$TMP/certificate"
hasnt "without a path" "$DISKS" "$TMP/certificate"
ok "is good" "$BIN/olvido" --conf "$CONF" certificate verify "$TMP/certificate"
sed 's/"name":"vault-a"/"name":"vault-b"/' "$TMP/certificate" >"$TMP/changed"
cli certificate verify "$TMP/changed"
is "with another mirror it is not" 1 $?
req owner GET "$DONE/paper"
is "on paper" 200 "$STATUS"
has "with the first" "Key copy 1 (vault-a)" "$TMP/body"
has "and the second" "Key copy 2" "$TMP/body"
hasnt "and nobody's name" "bea$U" "$TMP/body"

# ---- and no bytes are left: the certificate learns it, and is signed anew -------------
cli scrub
is "the scrub" 0 $?
req owner GET "$DONE/certificate"
ok "both moments" jq -e '.certificate | .unreadable < .bytes_gone or .unreadable == .bytes_gone' "$TMP/body"
ok "the second is there" jq -e '.certificate.bytes_gone | test("^20")' "$TMP/body"
ok "and it is good" "$BIN/olvido" --conf "$CONF" certificate verify "$TMP/body"
is "the one before is as well, of what was known then" 0 "$(cli certificate verify "$TMP/certificate"; echo $?)"

# ---- a mirror that is taken out of the setting is waited for no longer -----------------
ask "dan$U@example.org" "Person dan$U" "Kettle dan$U" "It leaks."
D=$(contact_of "$TICKET")
mv "$DISKS/b" "$DISKS/b-unplugged"
erase "$D"
ok "a third waits" wait_for 20 state_is "$D" 3
sed -i "s|^Keys.Mirrors = .*|Keys.Mirrors = vault-a=$DISKS/a|" "$CONF"
cron mirror
is "without the second it is at its end" "0 4 1" "$? $(state 1 "$D") $(sql "SELECT COUNT(*) FROM olvido.erasure_mirror WHERE erasure_id = $E")"
own_end
rm -rf "$DISKS"
