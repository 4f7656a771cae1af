# shellcheck shell=bash
# Another person is erased by the real door: no byte of his secret and of the
# bucket's old key is left, no door of any program shows a word of his to anybody,
# his files are off the disk; before it each of these was to be seen.
FORGOTTEN=$CONTACT
ERASED=$(sql "SELECT contact_id FROM olvido.ticket WHERE ticket_id = ${TICKET##*/}")
is "it is another" 1 "$((ERASED > 0 && ERASED != FORGOTTEN))"
ACC=$(sql "SELECT account_id FROM olvido.contact WHERE contact_id = $ERASED")
mapfile -t HIS < <(sql "SELECT ticket_id FROM olvido.ticket WHERE account_id = $ACC AND contact_id = $ERASED")
mapfile -t HIS_FILES < <(sql "SELECT attachment_id FROM olvido.attachment WHERE account_id = $ACC AND ticket_id IN ($(IFS=,; echo "${HIS[*]}"))")
sealed_file() { printf '%s/files/%s/%02x/%d' "$OWN_VAR" "$ACC" $(($1 / 64 % 256)) "$1"; }
is "he has files" 1 "$((${#HIS_FILES[@]} > 0))"
for f in "${HIS_FILES[@]}"; do ok "file $f is there" test -s "$(sealed_file "$f")"; done
S=$("${BUILD:-$ROOT/build}/tests/secrets" "$OWN_VAR/olvido.hdf" demo.localhost 1 "$ERASED")
is "his secret is known to the test" 64 "${#S}"
cp "$OWN_VAR/keys/slots" "$TMP/slots-before"

# shown ROLE: how many of his words all doors of all programs show him
grep -E '^(web-|participant)' "$TMP/words" | awk '{ print $2 }' >"$TMP/his-words"
shown() {
  local p method path n=0 q
  for p in portal panel api erase; do
    "${BUILD:-$ROOT/build}/$p" --routes | awk -F'\t' '$1 == "GET" { print $2 }'
  done | sort -u >"$TMP/doors"
  while read -r path; do
    case $path in *logout* | */export*) continue ;; esac
    for t in "${HIS[@]:0:3}"; do
      q=$(sed "s/{ticket}/$t/; s/{contact}/$ERASED/; s/{attachment}/${HIS_FILES[0]}/; s/{message}/${HIS_MESSAGE}/; s/{token}/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA/; s/{erasure}/${ERASURE:-1}/; s/{[a-z]*}/1/g" <<<"$path")
      req "$1" GET "$q"
      n=$((n + $(grep -cFf "$TMP/his-words" "$TMP/body")))
      case $path in *'{ticket}'*) ;; *) break ;; esac
    done
  done <"$TMP/doors"
  search "$1" "$(head -1 "$TMP/his-words")ations"
  n=$((n + $(grep -vF 'name="q"' "$TMP/body" | grep -cFf "$TMP/his-words")))
  echo "$n"
}
HIS_MESSAGE=$(sql "SELECT message_id FROM olvido.message WHERE account_id = $ACC AND ticket_id = ${HIS[0]} LIMIT 1")
sign_in eraser "$OWNER_EMAIL" "$OWNER_PASSWORD"
is "the doors show his words before" 1 "$(($(shown eraser) > 3))"

req eraser GET "/panel/erase/contact/$ERASED"
req eraser POST "/panel/erase/contact/$ERASED" --data-urlencode "csrf=$(csrf)" \
  --data-urlencode "proof-password=$OWNER_PASSWORD" -d "tickets=delete&sure=1"
is "he is erased" 303 "$STATUS"
ended() { [ "$(sql "SELECT state FROM olvido.erasure WHERE scope = 1 AND subject_id = $ERASED")" = 4 ]; }
ok "to its end" wait_for 30 ended
ERASURE=$(sql "SELECT erasure_id FROM olvido.erasure WHERE scope = 1 AND subject_id = $ERASED")
for role in eraser agent web; do is "no door shows a word of his to $role" 0 "$(shown "$role")"; done
for f in "${HIS_FILES[@]}"; do ok "file $f is gone" test ! -e "$(sealed_file "$f")"; done
is "no secret of his, his tickets', his files'" 0 "$(sql "SELECT COUNT(*) FROM olvido_keys.secret WHERE account_id = $ACC AND (kind = 1 AND id = $ERASED
  OR kind = 4 AND id IN ($(IFS=,; echo "${HIS[*]}")) OR kind = 5 AND id IN ($(IFS=,; echo "${HIS_FILES[*]}")))")"

OLD=$(cmp -l "$TMP/slots-before" "$OWN_VAR/keys/slots" | awk '{ print int(($1 - 1) / 128) }' | sort -nu | while read -r n; do
  dd if="$TMP/slots-before" bs=128 skip="$n" count=1 2>/dev/null | od -An -v -tx1 | tr -d ' \n' | cut -c 1-146; echo; done)
printf 'secret hex:%s\n' "$S" >"$TMP/gone"
grep -v '^0*$' <<<"$OLD" | while read -r h; do printf 'bucket-key hex:%s\n' "$h"; done >>"$TMP/gone"
is "an old bucket key is looked for" 0 "$(grep -q '^bucket-key' "$TMP/gone"; echo $?)"
"$SCAN" "$TMP/gone" "$TMP/slots-before" >/dev/null 2>&1
is "the search sees it in the old copy" 3 $?
ok "all pages are on disk" flush_all
look "$TMP/gone" "$TMP/hits"
R=$?
is "what opened him is nowhere" 0 "$R"
show "$R" "$TMP/hits"
