# shellcheck shell=bash
# One person is forgotten: nothing of his opens, no byte of what was destroyed is
# left, and an old copy of the key store does not bring him back.
CONTACT=$(sql "SELECT contact_id FROM olvido.ticket WHERE ticket_id = ${MAIL_TICKET##*/}")
ROW="account_id, kind, id, bucket, generation, HEX(wrapped)"
OF="kind = 1 AND id = $CONTACT"
read -r ACCOUNT KIND ID BUCKET GENERATION WRAPPED <<<"$(sql "SELECT $ROW FROM olvido_keys.secret WHERE $OF")"
is "he has a secret" 146 "${#WRAPPED}"
cp "$OWN_VAR/keys/slots" "$TMP/slots"
SECRET=$("$FORGET" "$OWN_VAR/olvido.hdf" demo.localhost "$BEN" | sed -n 's/^secret //p')
is "he is forgotten" 64 "${#SECRET}"
sees_no() { hasnt "$1" "$(sed -n "s/^$2 //p" "$TMP/words")" "$TMP/body"; }
nothing_opens() {
  req agent GET "$MAIL_TICKET"
  is "$1: the page answers" 0 "$(grep -qxE '200|404|410' <<<"$STATUS"; echo $?)"
  for l in mail-text mail-subject mail-file-name mail-address; do sees_no "$1: no $l" "$l"; done
  search agent "$(sed -n 's/^mail-text //p' "$TMP/words")ations"
  sees_no "$1: not in the list of a search" mail-subject
  req agent GET "/panel/contacts/$CONTACT"
  sees_no "$1: not as a contact" mail-address
}
nothing_opens "forgotten"
req agent GET "/panel${TICKET/ticket/tickets}"
has "the other customer is as before" "$(sed -n 's/^reply-text //p' "$TMP/words")" "$TMP/body"

# The old bucket key's place in the slot file (128 bytes, sealed) is nowhere.
OLD=$(cmp -l "$TMP/slots" "$OWN_VAR/keys/slots" | awk '{ print int(($1 - 1) / 128) }' | sort -nu | while read -r n; do
  dd if="$TMP/slots" bs=128 skip="$n" count=1 2>/dev/null | od -An -v -tx1 | tr -d ' \n' | cut -c 1-146; echo; done)
is "the slot file changed" 0 "$([ -n "$OLD" ]; echo $?)"
printf 'secret hex:%s\n' "$SECRET" >"$TMP/gone"
grep -v '^0*$' <<<"$OLD" | while read -r h; do printf 'bucket-key hex:%s\n' "$h"; done >>"$TMP/gone"
is "an old bucket key is looked for" 0 "$(grep -q '^bucket-key' "$TMP/gone"; echo $?)"
"$SCAN" "$TMP/gone" "$TMP/slots" >/dev/null 2>&1
is "the search sees it in the old copy" 3 $?
ok "all pages are on disk" flush_all
look "$TMP/gone" "$TMP/hits"
R=$?
is "what was destroyed is nowhere" 0 "$R"
show "$R" "$TMP/hits"

# A stolen or restored row of the key store.
sql "INSERT INTO olvido_keys.secret VALUES ($ACCOUNT, $KIND, $ID, $BUCKET, $GENERATION, x'$WRAPPED')"
nothing_opens "with the old row back"
sql "UPDATE olvido_keys.secret SET generation = (SELECT generation FROM olvido_keys.bucket WHERE bucket = $BUCKET) WHERE $OF"
nothing_opens "with the old row under the new number"
ok "the start finds it" "${BUILD:-$ROOT/build}/olvido" --conf "$OWN_VAR/olvido.hdf" keys init
is "and destroys it again" 0 "$(sql "SELECT COUNT(*) FROM olvido_keys.secret WHERE $OF")"
