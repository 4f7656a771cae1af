# shellcheck shell=bash
# What two people wrote in one ticket: his text in another's ticket is unreadable at
# once when he is erased; what another wrote in his is counted, and may be kept.
. "$ROOT/tests/support/panel.sh"
sql "DELETE FROM olvido.throttle"
agent_in ag "$AGENT_EMAIL" "$AGENT_PASSWORD"
agent_in ow "$OWNER_EMAIL" "$OWNER_PASSWORD"
olvido() { "$BUILD/olvido" --conf "$VAR/olvido.hdf" "$@" >"$TMP/out" 2>&1; }
say() { "$BUILD/tests/participant" "$VAR/olvido.hdf" "$HOST" "$1" "$2" "$3" >/dev/null 2>&1 || bad "no participant"; }
count_in() { sql "SELECT n FROM olvido.erasure_count c JOIN olvido.erasure e USING (account_id, erasure_id) WHERE e.scope = 1 AND e.subject_id = $1 AND c.name = 'message.others.$2'"; }
there() { sql "SELECT COUNT(*) FROM olvido.$1 WHERE $1_id = $2"; }
contact_of() { sql "SELECT contact_id FROM olvido.ticket WHERE ticket_id = $1"; }
erased() { [ "$(sql "SELECT state FROM olvido.erasure WHERE scope = 1 AND subject_id = $1")" = 4 ]; }
ask "pam$U@example.org" "Pam Part$U" "Hers" "Her own question$U"
T_PAM=$TICKET

# ---- his text in hers: unreadable from the first transaction on -----------------------
ask "ivo$U@example.org" "Ivo Igle$U" "His" "His own question$U"
T_IVO=$TICKET IVO=$(contact_of "$TICKET")
say "ivo$U@example.org" "$T_PAM" "The anvil$U in the cellar"
say "pam$U@example.org" "$T_IVO" "A line of hers$U"
req ag GET "/panel/tickets/$T_PAM"
has "his words are in her ticket" "anvil$U" "$TMP/body"
M=$(sql "SELECT message_id FROM olvido.message WHERE ticket_id = $T_PAM AND author_kind = 1 AND author_id = $IVO")
BYTES=$(sql "SELECT HEX(sealed) FROM olvido.message WHERE message_id = $M")
ok "he is erased; the rest is for later" olvido erase "$HOST" contact "$IVO" --yes --later
is "his row there is as it was" "1 1" "$(sql "SELECT state FROM olvido.erasure WHERE scope = 1 AND subject_id = $IVO") $([ "$BYTES" = "$(sql "SELECT HEX(sealed) FROM olvido.message WHERE message_id = $M")" ]; echo $((! $?)))"
req ag GET "/panel/tickets/$T_PAM"
is "her ticket opens" 200 "$STATUS"
has "with hers" "Her own question$U" "$TMP/body"
hasnt "but not what he wrote in it" "anvil$U" "$TMP/body"
ok "the rest" "$BUILD/olvido-cron" --conf "$VAR/olvido.hdf" erase
is "what she wrote in his goes with him, and is counted" "1 " "$(count_in "$IVO" lost) $(count_in "$IVO" kept)"
"$BUILD/olvido-cron" --conf "$VAR/olvido.hdf" --wait=60 erase >"$TMP/out" 2>&1
is "then the rows went, too" "0 0" "$(there message "$M") $(there ticket "$T_IVO")"

# ---- kept: of his tickets what others wrote, and nothing else -------------------------
ask "jon$U@example.org" "Jon Jara$U" "His subject$U" "The chimney$U was swept by nobody since the war ended long ago"
T1=$TICKET JON=$(contact_of "$TICKET")
say "pam$U@example.org" "$T1" "Mine$U stays. Jon Jara$U wrote: The chimney$U was swept by nobody since the war ended"
act ow "$T1" reply --data-urlencode "body=Our answer$U" -d "seen=$(seen ow "$T1")"
ask "jon$U@example.org" "Jon Jara$U" "Alone" "Nobody else here$U"
T2=$TICKET
req ag GET "/panel/erase/contact/$JON"
has "the page offers it" 'value="others"' "$TMP/body"
req ag POST "/panel/erase/contact/$JON" --data-urlencode "csrf=$(csrf)" --data-urlencode "proof-password=$AGENT_PASSWORD" -d sure=1 -d tickets=others
is "erased so" 303 "$STATUS"
ok "to its end" wait_for 30 erased "$JON"
is "the ticket with hers is there, his other is not" "1 0" "$(there ticket "$T1") $(there ticket "$T2")"
is "it is nobody's" 1 "$(($(contact_of "$T1") != JON))"
req ow GET "/panel/tickets/$T1"
has "what she wrote is there" "Mine$U stays." "$TMP/body"
for w in "chimney$U" "Jara$U" "Our answer$U" "His subject$U"; do hasnt "without $w" "$w" "$TMP/body"; done
is "no row of his" 0 "$(sql "SELECT COUNT(*) FROM olvido.message WHERE author_kind = 1 AND author_id = $JON")"
is "counted as kept" " 1" "$(count_in "$JON" lost) $(count_in "$JON" kept)"
E=$(sql "SELECT erasure_id FROM olvido.erasure WHERE scope = 1 AND subject_id = $JON")
req ow GET "/panel/erase/done/$E/certificate"
has "the certificate says so" '"message.others.kept":1' "$TMP/body"
has "and that his tickets went" '"tickets_kept":false' "$TMP/body"
olvido keys check
is "no key is missing" 0 $?

# ---- where nobody else wrote it is not offered ------------------------------------------
ask "kim$U@example.org" "Kim Kern$U" "s" "b"
KIM=$(contact_of "$TICKET")
req ag GET "/panel/erase/contact/$KIM"
hasnt "no such choice" 'value="others"' "$TMP/body"
olvido erase "$HOST" contact "$KIM" --yes --keep-others --keep-tickets
is "both at once is refused" "1 1" "$(($? != 0)) $(there contact "$KIM")"
ok "by the command line" olvido erase "$HOST" contact "$KIM" --yes --keep-others
is "her ticket goes with her" "0 0" "$(there contact "$KIM") $(there ticket "$TICKET")"
