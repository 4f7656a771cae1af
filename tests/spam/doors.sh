# shellcheck shell=bash
# The filter where it works: mail by LMTP, the web form, agents' corrections, the
# process that learns, lists, settings, and forgetting.
U=$RANDOM$$
HOST=demo.localhost
ACCOUNT=$(sql "SELECT account_id FROM olvido.host WHERE host = '$HOST'")
mail() { # ADDRESS SUBJECT TEXT [HEADER]: by LMTP
  node "$ROOT/tests/support/lmtp.mjs" "$LMTP_SOCKET" "$1" "support@$HOST" >/dev/null <<EOF
From: <$1>
To: support@$HOST
Subject: $2
Message-ID: <$RANDOM$RANDOM.$U@mail.example>
${4:+$4
}Content-Type: text/plain; charset=utf-8

$3
EOF
}
last() { sql "SELECT t.ticket_id FROM olvido.ticket t WHERE t.account_id = $ACCOUNT ORDER BY t.activity_at DESC LIMIT 1"; }
row() { sql "SELECT CONCAT_WS(' ', t.status, s.verdict, s.label, s.learnt) FROM olvido.ticket t JOIN olvido.spam_ticket s
  USING (account_id, ticket_id) WHERE t.account_id = $ACCOUNT AND t.ticket_id = $1"; }
score() { sql "SELECT score FROM olvido.spam_ticket WHERE account_id = $ACCOUNT AND ticket_id = $1"; }
learnt() { [ "$(sql "SELECT COUNT(*) FROM olvido.spam_ticket WHERE account_id = $ACCOUNT AND due = 1")" = 0 ]; }
say() { # TICKET spam|ham
  req agent GET "/panel/tickets/$1"
  if [ "$2" = spam ]; then set -- "$1" -d spam=1; else set -- "$1"; fi
  req agent POST "/panel/tickets/$1/spam" -d "csrf=$(csrf)" "${@:2}"
}
acks() { sql "SELECT COUNT(*) FROM olvido.outbox WHERE account_id = $ACCOUNT AND ticket_id = $1 AND kind = 1"; }
# Nothing is known yet, whatever ran here before.
sql "DELETE FROM olvido.spam_ticket; DELETE FROM olvido.spam_model; DELETE FROM olvido.spam_setting"
sign_in agent "$AGENT_EMAIL" "$AGENT_PASSWORD"
sign_in admin "$OWNER_EMAIL" "$OWNER_PASSWORD"
is "an agent is in" 303 "$STATUS"

SPAM=() HAM=()
for i in $(seq 15); do
  mail "seller$i$U@cheap.example" "Cheap replica watches number $i" "Buy cheap replica watches and pills today, special discount $i for you, click now!"
  SPAM+=("$(last)")
  mail "buyer$i$U@people.example" "My parcel has not arrived $i" "Good morning, my parcel with order $i has not arrived yet, could you look where it is? Thank you."
  HAM+=("$(last)")
done
is "what a filter that knows nothing says" "1 0 0 0" "$(row "${SPAM[0]}")"
is "it is acknowledged as ever" 1 "$(acks "${SPAM[0]}")"
for i in $(seq 0 13); do
  say "${SPAM[i]}" spam
  say "${HAM[i]}" ham
done
say "${SPAM[14]}" spam
is "an agent may say so" 303 "$STATUS"
is "it goes to the folder" 7 "$(sql "SELECT status FROM olvido.ticket WHERE account_id = $ACCOUNT AND ticket_id = ${SPAM[14]}")"
# One is answered instead of being called anything.
req agent GET "/panel/tickets/${HAM[14]}"
req agent POST "/panel/tickets/${HAM[14]}/reply" -F "csrf=$(csrf)" -F "seen=$(sed -n 's/.*name="seen" value="\([0-9]*\)".*/\1/p' "$TMP/body" | head -1)" -F "body=On its way."
is "one is answered" 303 "$STATUS"
ok "all that was said is learnt" wait_for 20 learnt
is "said and learnt: spam" "7 0 2 2" "$(row "${SPAM[0]}")"
is "said and learnt: answered is not spam" "0 1 1" "$(row "${HAM[14]}" | cut -d' ' -f2-)"

mail "other$U@cheap.example" "Cheap replica watches again" "Buy cheap replica watches and pills today, special discount, click now!"
S=$(last)
is "spam by mail is put away" "7 2 0 0" "$(row "$S")"
is "and never answered" 0 "$(acks "$S")"
mail "friend$U@people.example" "My parcel has not arrived" "Good morning, my parcel has not arrived yet, could you look where it is? Thank you."
H=$(last)
is "a genuine mail comes in" "1 0 0 0" "$(row "$H")"
req agent GET "/panel/tickets/$S"
has "the page says what the filter says" "The filter says: spam." "$TMP/body"
has "and why, in words" "watches" "$TMP/body"
has "the sender is new" "The sender never wrote before" "$TMP/body"
req agent GET "/panel/tickets?view=spam"
has "it is in the folder" "Cheap replica watches again" "$TMP/body"

ask() { # EMAIL SUBJECT BODY
  rm -f "$TMP/asker"
  req asker GET /ask
  req asker POST /ask -F "csrf=$(csrf)" -F "name=N" -F "email=$1" -F "subject=$2" -F "body=$3" "${@:4}"
}
ask "web$U@cheap.example" "Cheap replica watches" "Buy cheap replica watches and pills today, special discount, click now!"
is "a form is taken as ever" 303 "$STATUS"
W=$(last)
is "spam by form is put away" 7 "$(row "$W" | cut -d' ' -f1)"
is "and never answered" 0 "$(acks "$W")"
N=$(sql "SELECT COUNT(*) FROM olvido.ticket")
ask "bot$U@people.example" "Hello" "A question." -F "website=http://x.example"
is "a field that nobody sees: no ticket" "$N" "$(sql "SELECT COUNT(*) FROM olvido.ticket")"

# A mistake of the filter's is taken back, and counts once.
say "$W" ham
is "back among the new" 1 "$(row "$W" | cut -d' ' -f1)"
ok "it is learnt" wait_for 20 learnt
KNOWN=$(sql "SELECT learnt FROM olvido.spam_model WHERE account_id = $ACCOUNT")
is "the model counts what it learnt" "$(sql "SELECT COUNT(*) FROM olvido.spam_ticket WHERE account_id = $ACCOUNT AND learnt > 0")" "$KNOWN"
say "$W" spam
ok "and changed once more" wait_for 20 learnt
is "one correction is one example" "$KNOWN" "$(sql "SELECT learnt FROM olvido.spam_model WHERE account_id = $ACCOUNT")"
V=$(sql "SELECT version FROM olvido.spam_model WHERE account_id = $ACCOUNT")
say "$W" spam
sleep 2
is "the same said again teaches nothing" "$V" "$(sql "SELECT version FROM olvido.spam_model WHERE account_id = $ACCOUNT")"

# The learner is killed in the middle of twenty corrections: none is lost or doubled.
TICKETS=()
for i in $(seq 20); do
  mail "many$i$U@people.example" "Invoice $i of $U" "The invoice number $i is not right, please correct it."
  TICKETS+=("$(last)")
done
IDS=$(IFS=,; echo "${TICKETS[*]}")
for k in 1 2 3 4; do
  sql "UPDATE olvido.spam_ticket SET label = 1 WHERE account_id = $ACCOUNT AND ticket_id IN ($IDS) AND label = 0 ORDER BY ticket_id LIMIT 5"
  sleep 0.$((k * 2))
  PID=$(pgrep -x olvido-learner -u olvido-mail | while read -r p; do grep -qF "$VAR" "/proc/$(ps -o ppid= -p "$p" | tr -d ' ')/cmdline" 2>/dev/null && echo "$p"; done)
  [ -z "$PID" ] || kill -9 $PID
done
ok "it comes back and learns all" wait_for 30 learnt
is "each once" "$(sql "SELECT COUNT(*) FROM olvido.spam_ticket WHERE account_id = $ACCOUNT AND learnt > 0")" \
  "$(sql "SELECT learnt FROM olvido.spam_model WHERE account_id = $ACCOUNT")"

# Many at once, on a list.
req agent GET "/panel/tickets?view=new"
req agent POST /panel/bin -d "csrf=$(csrf)" -d act=spam -d "tickets=${TICKETS[0]}" -d "tickets=${TICKETS[1]}" -d view=new
is "two are called spam on a list" "303 7 7" "$STATUS $(row "${TICKETS[0]}" | cut -d' ' -f1) $(row "${TICKETS[1]}" | cut -d' ' -f1)"
req agent GET "/panel/tickets?view=spam"
req agent POST /panel/bin -d "csrf=$(csrf)" -d act=notspam -d "tickets=${TICKETS[0]}" -d "tickets=${TICKETS[1]}" -d view=spam
is "and back" "303 1 1" "$STATUS $(row "${TICKETS[0]}" | cut -d' ' -f1) $(row "${TICKETS[1]}" | cut -d' ' -f1)"
ok "learnt as what was said last" wait_for 20 learnt
is "not spam" "1 1" "$(row "${TICKETS[0]}" | cut -d' ' -f3,4)"

# ---- lists and settings -----------------------------------------------------------
req agent GET /panel/settings/spam
is "agents do not set it up" 403 "$STATUS"
req admin GET /panel/settings/spam
is "admins do" 200 "$STATUS"
C=$(csrf)
req admin POST /panel/settings/spam/sender -d "csrf=$C" --data-urlencode "name=Friend$U@Cheap.example" -d kind=allow
is "an address is let in" 303 "$STATUS"
req admin POST /panel/settings/spam/sender -d "csrf=$C" --data-urlencode "name=@bad$U.example" -d kind=block
is "a domain is blocked" 303 "$STATUS"
req admin POST /panel/settings/spam/sender -d "csrf=$C" --data-urlencode "name=BAD$U.example" -d kind=allow
is "twice is a mistake" 422 "$STATUS"
req admin POST /panel/settings/spam/sender -d "csrf=$C" --data-urlencode "name=not an address" -d kind=block
is "nonsense is a mistake" 422 "$STATUS"
has "what was typed stays" "not an address" "$TMP/body"
req admin GET /panel/settings/spam
has "the list can be read" "friend$U@cheap.example" "$TMP/body"
is "but not in the database" 0 "$(sql "SELECT COUNT(*) FROM olvido.spam_sender WHERE sealed LIKE '%cheap%' OR digest LIKE '%cheap%'")"
mail "friend$U@cheap.example" "Cheap replica watches" "Buy cheap replica watches and pills today, special discount, click now!"
is "who is let in comes in" 1 "$(row "$(last)" | cut -d' ' -f1)"
mail "friend$U@cheap.example" "Cheap replica watches two" "Buy cheap replica watches and pills today, special discount, click now!" \
  "Authentication-Results: mx.example; spf=pass; dmarc=fail header.from=cheap.example"
T=$(last)
is "who only says that he is him is judged" 1 "$(($(row "$T" | cut -d' ' -f2) > 0))"
req agent GET "/panel/tickets/$T"
hasnt "he is not on the list" "Always let in" "$TMP/body"
has "and that is said" "(DMARC)" "$TMP/body"
mail "nice$U@sub.bad$U.example" "My parcel has not arrived" "Good morning, my parcel has not arrived yet."
is "below a blocked domain" 7 "$(row "$(last)" | cut -d' ' -f1)"
req admin POST /panel/settings/spam -d "csrf=$C" -d mode=on -d spam_at=1 -d unsure_at=5
is "spam below unsure is a mistake" 422 "$STATUS"
req admin POST /panel/settings/spam -d "csrf=$C" -d mode=mark -d spam_at= -d unsure_at=0
is "it may only mark" 303 "$STATUS"
mail "third$U@cheap.example" "Cheap replica watches three" "Buy cheap replica watches and pills today, special discount, click now!"
T=$(last)
is "then it is unsure" "1 1" "$(row "$T" | cut -d' ' -f1,2)"
req agent GET "/panel/tickets?view=new"
has "marked in the list" "Spam?" "$TMP/body"
req admin POST /panel/settings/spam -d "csrf=$C" -d mode=off -d unsure_at=0
mail "fourth$U@cheap.example" "Cheap replica watches four" "Buy cheap replica watches and pills today!"
T=$(last)
is "off: nothing is judged" "" "$(row "$T")"
say "$T" spam
is "an agent still may say so" "7 0 2" "$(row "$T" | cut -d' ' -f1-3)"
req admin POST /panel/settings/spam -d "csrf=$C" -d mode=on -d unsure_at=0
is "logged" 1 "$(sql "SELECT COUNT(*) >= 5 FROM olvido.audit WHERE account_id = $ACCOUNT AND verb = 420")"

# ---- what weights are, and forgetting ----------------------------------------------
is "the model is sealed" 1 "$(sql "SELECT LEFT(HEX(sealed), 2) = '01' AND sealed NOT LIKE '%OLSPAM%' FROM olvido.spam_model WHERE account_id = $ACCOUNT")"
ok "all is learnt" wait_for 20 learnt
RARE="zyxwvut$U quokkasandwich$U blorptang$U"
for i in 1 2 3; do
  mail "erased$U@people.example" "$RARE" "$RARE $RARE"
  say "$(last)" spam
done
ok "a rare word is learnt" wait_for 20 learnt
probe() { mail "probe$1$U@people.example" "Word" "$RARE"; score "$(last)"; }
BEFORE=$(probe 1)
V=$(sql "SELECT version FROM olvido.spam_model WHERE account_id = $ACCOUNT")
KNOWN=$(sql "SELECT learnt FROM olvido.spam_model WHERE account_id = $ACCOUNT")
ok "its sender is forgotten" "${BUILD:-$ROOT/build}/tests/forget" "$VAR/olvido.hdf" "$HOST" "erased$U@people.example"
sql "UPDATE olvido.spam_model SET checked_at = 0 WHERE account_id = $ACCOUNT"
anew() { [ "$(sql "SELECT version FROM olvido.spam_model WHERE account_id = $ACCOUNT")" -gt "$V" ]; }
ok "the model is made anew" wait_for 20 anew
is "from what remains" "$((KNOWN - 3))" "$(sql "SELECT learnt FROM olvido.spam_model WHERE account_id = $ACCOUNT")"
AFTER=$(probe 2)
# The same sentence with words that nobody ever wrote.
RARE="pqonmlk$U wombatpancake$U snarfdoodle$U"
NEVER=$(probe 3)
is "a forgotten word weighed" 1 "$((BEFORE > AFTER + 300))"
is "and weighs as one never seen" 1 "$((AFTER - NEVER < 150 && NEVER - AFTER < 150))"
# A model of an older form is made anew by the file that brings the new one.
V=$(sql "SELECT version FROM olvido.spam_model WHERE account_id = $ACCOUNT")
sql "$(cat "$ROOT/sql/schema/0060_spam_model.sql")"
ok "a model of an older form is made anew" wait_for 20 anew
is "from all that is there" "$((KNOWN - 3))" "$(sql "SELECT learnt FROM olvido.spam_model WHERE account_id = $ACCOUNT")"
# What it learnt from made-up words judges no other part's tickets.
sql "DELETE FROM olvido.spam_ticket; DELETE FROM olvido.spam_model; DELETE FROM olvido.spam_setting"
