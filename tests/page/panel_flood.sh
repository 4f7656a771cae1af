# shellcheck shell=bash
# Many long mails in one ticket: its pages stay readable, the newest whole.
. "$ROOT/tests/support/panel.sh"
agent_in ag "$AGENT_EMAIL" "$AGENT_PASSWORD"
ask "flood$U@example.org" "Flo" "A flood $U" "It begins."
is "asked" 200 "$STATUS"
his_mail() { [ -n "$(sink_mail "flood$U@example.org")" ]; }
ok "his mail" wait_for 20 his_mail
KEYED=$(sed -n 's/^Reply-To: \(.*\)/\1/p' "$(sink_mail "flood$U@example.org")" | tr -d '\r' | head -1)
for i in $(seq 24); do
  { printf 'From: flood%s@example.org\nTo: %s\nSubject: Re\nMessage-ID: <f%s.%s@example.org>\n\nbegin-of-%s-here\n' "$U" "$KEYED" "$i" "$U" "$i"
    perl -e 'print "a\n" x 950000'; } |
    deliver "$KEYED" "flood$U@example.org" || bad "mail $i was not taken"
done
is "all in one ticket" 25 "$(sql "SELECT messages FROM olvido.ticket WHERE ticket_id = $TICKET")"
req ag GET "/panel/tickets/$TICKET"
is "the ticket can be read" 200 "$STATUS"
has "the newest is there" "begin-of-24-here" "$TMP/body"
has "the oldest begins" "begin-of-1-here" "$TMP/body"
has "and says that it goes on" "[…]" "$TMP/body"
search ag '"begin-of-24-here"'
is "searching reads it too" 200 "$STATUS"
