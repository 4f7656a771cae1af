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

erase() { # CONTACT
  req admin GET "/panel/erase/contact/$1"
  req admin POST "/panel/erase/contact/$1" -d "csrf=$(csrf)" --data-urlencode "proof-password=$OWNER_PASSWORD" -d "sure=1" -d "tickets=delete"
}
erase "$J"
is "he is erased" 303 "$STATUS"
gone() { [ "$(kept)" = 0 ]; }
ok "what was kept of his answer goes" wait_for 60 gone
unlearnt() { [ "$(known)" = "$KNOWN" ]; }
ok "the model is made anew without it" wait_for 60 unlearnt
WITHOUT=$(probe 2 "$RARE")
NEVER=$(probe 3 "quamquot$U rigidible$U")
is "his words weighed" 1 "$((WITH > WITHOUT + 100))"
is "and weigh as words never seen" 1 "$((WITHOUT - NEVER < 150 && NEVER - WITHOUT < 150))"

# ---- a restricted person's is not learnt --------------------------------------------
said() { sql "SELECT CONCAT(label, ' ', learnt) FROM olvido.spam_ticket WHERE account_id = $ACCOUNT AND $1"; }
contact_of() { sql "SELECT contact_id FROM olvido.ticket WHERE account_id = $ACCOUNT AND ticket_id = $1"; }
mail "rita$U@cheap.example" "A lid $U" "$PARCEL"
OWN=$(last)
R=$(contact_of "$OWN")
"$BUILD/tests/participant" "$CONF" "$HOST" "rita$U@cheap.example" "$T" "$CHEAP" judged >/dev/null
M=$(sql "SELECT message_id FROM olvido.spam_ticket WHERE account_id = $ACCOUNT AND ticket_id = $T AND message_id > 0")
req admin GET "/panel/contacts/$R"
req admin POST "/panel/contacts/$R/restrict" -d "csrf=$(csrf)" -d ground=1 -d reason=x
is "her data is restricted" 303 "$STATUS"
req agent GET "/panel/tickets/$T"
req agent POST "/panel/tickets/$T/spam" -d "csrf=$(csrf)" -d "message=$M" -d spam=1
is "nobody says a thing of her answer" "403 0 0" "$STATUS $(said "message_id = $M")"
# Said just before, and not learnt yet: her answer, and a ticket of her own.
KNOWN=$(known)
sql "UPDATE olvido.spam_ticket SET label = 2 WHERE account_id = $ACCOUNT AND (message_id = $M OR ticket_id = $OWN)"
ok "the filter goes on" wait_for 30 learnt
is "and learnt neither" "0 0,0 0,$KNOWN" "$(said "message_id = $M"),$(said "ticket_id = $OWN"),$(known)"

# ---- more was said than a model is made anew from --------------------------------
# Two others answer in the two newest tickets else that were said something of; the
# model is made anew from them and not from the oldest.
said_in() { sql "SELECT ticket_id FROM olvido.spam_ticket WHERE account_id = $ACCOUNT AND label > 0 AND message_id = 0 AND ticket_id <> $T ORDER BY ticket_id DESC LIMIT $1, 1"; }
anew() { "$BUILD/tests/relearn" "$CONF" "$HOST" "$(($(marked) - 5))"; }
GUEST=("zeppelin$U marzipan$U tambourine$U" "obelisk$U vermouth$U cuckoo$U")
UNSEEN=("fjord$U gherkin$U alpaca$U" "yodel$U bishopric$U quiver$U")
marked() { sql "SELECT COUNT(*) FROM olvido.spam_ticket WHERE account_id = $ACCOUNT AND learnt > 0"; }
version() { sql "SELECT version FROM olvido.spam_model WHERE account_id = $ACCOUNT"; }
IN=("$(said_in 0)" "$(said_in 1)")
WHO=() SPAM=("-d spam=1" "")
for i in 0 1; do
  mail "guest$i$U@cheap.example" "A pan $U" "$PARCEL"
  WHO[i]=$(contact_of "$(last)")
  "$BUILD/tests/participant" "$CONF" "$HOST" "guest$i$U@cheap.example" "${IN[i]}" "$CHEAP ${GUEST[i]}" judged >/dev/null
  M=$(sql "SELECT message_id FROM olvido.spam_ticket WHERE account_id = $ACCOUNT AND ticket_id = ${IN[i]} AND message_id > 0")
  req agent GET "/panel/tickets/${IN[i]}"
  # shellcheck disable=SC2086
  req agent POST "/panel/tickets/${IN[i]}/spam" -d "csrf=$(csrf)" -d "message=$M" ${SPAM[i]}
  is "an agent says something of guest $i's answer" 303 "$STATUS"
done
ok "both are learnt" wait_for 30 learnt
again() { [ "$(version)" -gt "$WAS" ] && learnt; }
for i in 0 1; do
  ok "made anew from fewer than were said" anew
  is "all that are marked are counted" "$(marked)" "$(known)"
  WITH=$(probe "4$i" "${GUEST[i]}")
  NEVER=$(probe "7$i" "${UNSEEN[i]}")
  is "his words weigh ($WITH, $NEVER)" 1 "$((WITH < NEVER - 100 || WITH > NEVER + 100))"
  WAS=$(version)
  erase "${WHO[i]}"
  is "guest $i is erased" 303 "$STATUS"
  ok "and the model made anew without him" wait_for 60 again
  is "all that are marked are counted then" "$(marked)" "$(known)"
  WITHOUT=$(probe "5$i" "${GUEST[i]}")
  NEVER=$(probe "6$i" "${UNSEEN[i]}")
  is "his words weigh as words never seen ($WITHOUT, $NEVER)" 1 "$((WITHOUT - NEVER < 50 && NEVER - WITHOUT < 50))"
done
forget_all
