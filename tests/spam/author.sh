# shellcheck shell=bash
# What another person than the requester answers in a ticket is learnt like any
# other, belongs to him, and is unlearnt when he is erased.
. "$ROOT/tests/spam/_learnt.sh"
BUILD=${BUILD:-$ROOT/build}
CONF=$VAR/olvido.hdf
teach
mail "ines$U@people.example" "A kettle $U" "$PARCEL"
T=$(last)
say "$T" ham
mail "joan$U@cheap.example" "A pot $U" "$PARCEL"
J=$(sql "SELECT contact_id FROM olvido.ticket WHERE account_id = $ACCOUNT AND ticket_id = $(last)")
known() { sql "SELECT learnt FROM olvido.spam_model WHERE account_id = $ACCOUNT"; }
kept() { sql "SELECT COUNT(*) FROM olvido.spam_ticket WHERE account_id = $ACCOUNT AND ticket_id = $T AND message_id > 0"; }
ok "all that was said is learnt" wait_for 30 learnt
KNOWN=$(known)
RARE="kumquat$U dirigible$U"
"$BUILD/tests/participant" "$CONF" "$HOST" "joan$U@cheap.example" "$T" "$CHEAP $RARE" judged >/dev/null
is "he wrote in her ticket, and it is marked" "1 0 0" "$(answer "$T" | cut -d' ' -f2-)"
M=$(sql "SELECT message_id FROM olvido.spam_ticket WHERE account_id = $ACCOUNT AND ticket_id = $T AND message_id > 0")
req agent GET "/panel/tickets/$T"
has "her page says so where it stands" "Perhaps spam: the filter says so of this answer" "$TMP/body"
has "and why, in words" "replica" "$TMP/body"
req agent POST "/panel/tickets/$T/spam" -d "csrf=$(csrf)" -d "message=$M" -d spam=1
is "an agent says so of it" 303 "$STATUS"
ok "it is learnt" wait_for 30 learnt
is "once" "2 2 $((KNOWN + 1))" "$(answer "$T" | cut -d' ' -f3,4) $(known)"
ok "every sealed value opens" "$BUILD/olvido" --conf "$CONF" --sql "$ROOT/sql" data check "$ACCOUNT"
probe() { mail "probe$1$U@people.example" "Word" "$2"; sql "SELECT score FROM olvido.spam_ticket WHERE account_id = $ACCOUNT AND ticket_id = $(last)"; }
WITH=$(probe 1 "$RARE")

req admin GET "/panel/erase/contact/$J"
req admin POST "/panel/erase/contact/$J" -d "csrf=$(csrf)" --data-urlencode "proof-password=$OWNER_PASSWORD" -d "sure=1" -d "tickets=delete"
is "he is erased" 303 "$STATUS"
gone() { [ "$(kept)" = 0 ]; }
ok "what was kept of his answer goes" wait_for 60 gone
unlearnt() { [ "$(known)" = "$KNOWN" ]; }
ok "the model is made anew without it" wait_for 60 unlearnt
WITHOUT=$(probe 2 "$RARE")
NEVER=$(probe 3 "quamquot$U rigidible$U")
is "his words weighed" 1 "$((WITH > WITHOUT + 100))"
is "and weigh as words never seen" 1 "$((WITHOUT - NEVER < 150 && NEVER - WITHOUT < 150))"
forget_all
