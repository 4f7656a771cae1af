# shellcheck shell=bash
# What the filter's tests share: mails, corrections, and an account that has
# learnt what spam is.
. "$ROOT/tests/support/panel.sh"
HOST=demo.localhost
ACCOUNT=$(sql "SELECT account_id FROM olvido.host WHERE host = '$HOST'")
# shellcheck disable=SC2034
CHEAP="Buy cheap replica watches and pills today, special discount for you, click now!"
# shellcheck disable=SC2034
PARCEL="Good morning, my parcel has not arrived yet, could you look where it is? Thank you."
# letter RECIPIENT FROM SUBJECT TEXT [HEADER]: by LMTP
letter() {
  node "$ROOT/tests/support/lmtp.mjs" "$LMTP_SOCKET" "$2" "$1" >/dev/null <<END
From: <$2>
To: $1
Subject: $3
Message-ID: <$RANDOM$RANDOM.$U@mail.example>
${5:+$5
}Content-Type: text/plain; charset=utf-8

$4
END
}
mail() { letter "support@$HOST" "$@"; } # FROM SUBJECT TEXT [HEADER]
last() { sql "SELECT t.ticket_id FROM olvido.ticket t WHERE t.account_id = $ACCOUNT ORDER BY t.activity_at DESC LIMIT 1"; }
# row TICKET: status, and verdict, label and what was learnt of its beginning
row() { sql "SELECT CONCAT_WS(' ', t.status, s.verdict, s.label, s.learnt) FROM olvido.ticket t JOIN olvido.spam_ticket s
  USING (account_id, ticket_id) WHERE t.account_id = $ACCOUNT AND t.ticket_id = $1 AND s.message_id = 0"; }
# answer TICKET: the same of its newest answer that was judged; "" when none was
answer() { sql "SELECT CONCAT_WS(' ', t.status, s.verdict, s.label, s.learnt) FROM olvido.ticket t JOIN olvido.spam_ticket s
  USING (account_id, ticket_id) JOIN olvido.message m ON m.account_id = s.account_id AND m.message_id = s.message_id
  WHERE t.account_id = $ACCOUNT AND t.ticket_id = $1 ORDER BY m.created_at DESC LIMIT 1"; }
learnt() { [ "$(sql "SELECT COUNT(*) FROM olvido.spam_ticket WHERE account_id = $ACCOUNT AND due = 1")" = 0 ]; }
say() { # TICKET spam|ham: through the panel
  req agent GET "/panel/tickets/$1"
  if [ "$2" = spam ]; then set -- "$1" -d spam=1; else set -- "$1"; fi
  req agent POST "/panel/tickets/$1/spam" -d "csrf=$(csrf)" "${@:2}"
}
acks() { sql "SELECT COUNT(*) FROM olvido.outbox WHERE account_id = $ACCOUNT AND ticket_id = $1 AND kind = 1"; }
forget_all() { sql "DELETE FROM olvido.spam_ticket; DELETE FROM olvido.spam_model; DELETE FROM olvido.spam_setting; DELETE FROM olvido.spam_digest"; }
# A filter that knows fifteen of each kind.
teach() {
  local i s h
  forget_all
  for i in $(seq 15); do
    mail "seller$i$U@cheap.example" "Cheap replica watches number $i" "Buy cheap replica watches and pills today, special discount $i for you, click now!"
    s=$(last)
    mail "buyer$i$U@people.example" "My parcel has not arrived $i" "Good morning, my parcel with order $i has not arrived yet, could you look where it is? Thank you."
    h=$(last)
    say "$s" spam
    say "$h" ham
  done
  ok "the filter has learnt" wait_for 30 learnt
}
agent_in agent "$AGENT_EMAIL" "$AGENT_PASSWORD"
agent_in admin "$OWNER_EMAIL" "$OWNER_PASSWORD"
