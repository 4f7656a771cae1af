# shellcheck shell=bash
# The spam filter's lists know people by their address: it goes with them, by
# whatever door, with their tickets or without; domains and others stay.
. "$ROOT/tests/privacy/_people.sh"
agent_in ow "$OWNER_EMAIL" "$OWNER_PASSWORD"
list() { post ow /panel/settings/spam/sender --data-urlencode "name=$1" -d "kind=$2"; is "$1 is listed" 303 "$STATUS"; }
listed() { req ow GET /panel/settings/spam; echo $(($(grep -c "$1" "$TMP/body") > 0)); }
rows_n() { sql "SELECT COUNT(*) FROM olvido.spam_sender WHERE account_id = $DEMO"; }
count_in() { sql "SELECT n FROM olvido.erasure_count c JOIN olvido.erasure e USING (account_id, erasure_id) WHERE e.scope = 1 AND e.subject_id = $1 AND c.name = 'spam_sender'"; }
olvido_erase() { "$BUILD/olvido" --conf "$VAR/olvido.hdf" erase "$HOST" contact "$@" --yes >"$TMP/out" 2>&1; }
asker() { ask "$1" "Sender" "Subject" "Body"; WHO=$(sql "SELECT contact_id FROM olvido.ticket WHERE ticket_id = $TICKET"); }

asker "sa$U@one$U.example"; A=$WHO
asker "sb$U@one$U.example"; B=$WHO
asker "sc$U@one$U.example"; C=$WHO
list "SA$U@one$U.example" block
list "sb$U@one$U.example" allow
list "other$U@one$U.example" block
list "one$U.example" allow
N=$(rows_n)
olvido_erase "$A"
is "erased" "0 4" "$? $(sql "SELECT state FROM olvido.erasure WHERE scope = 1 AND subject_id = $A")"
is "the address is in no list" "0 $((N - 1))" "$(listed "sa$U@") $(rows_n)"
is "counted once" 1 "$(count_in "$A")"
is "others are, and the domain" "1 1 1" "$(listed "sb$U@") $(listed "other$U@") $(listed ">one$U.example")"
E=$(sql "SELECT erasure_id FROM olvido.erasure WHERE scope = 1 AND subject_id = $A")
req ow GET "/panel/erase/done/$E/certificate"
has "the certificate says what older backups have" "the filter's lists of senders" "$TMP/body"

# Restricted, and his tickets stay: it goes too.
post ow "/panel/contacts/$B/restrict" -d ground=1 -d reason=x
olvido_erase "$B" --keep-tickets
is "erased without tickets" "0 4" "$? $(sql "SELECT state FROM olvido.erasure WHERE scope = 1 AND subject_id = $B")"
is "his is in none either" "0 1" "$(listed "sb$U@") $(count_in "$B")"

# Who is on no list: nothing is said of lists.
olvido_erase "$C"
is "nothing to remove" "0 " "$? $(count_in "$C")"
is "the others stay" $((N - 2)) "$(rows_n)"
sql "DELETE FROM olvido.spam_sender WHERE account_id = $DEMO"
