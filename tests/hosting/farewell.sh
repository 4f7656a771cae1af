# shellcheck shell=bash
# Who owned an account is written to by the provider when it is deleted and gone: what is
# kept of him for that, by whom it is opened, and when it goes.
. "$ROOT/tests/support/panel.sh"
. "$ROOT/tests/hosting/_account.sh"
. "$ROOT/tests/hosting/_provider.sh"
PASSWORD="the password of the owner"
CONTENT=$TMP/content
kept() { sql "SELECT COUNT(*) FROM olvido.farewell WHERE about_id = $A"; }
farewell() { sql "SELECT $1 FROM olvido.farewell WHERE about_id = $A"; }
secrets() { sql "SELECT COUNT(*) FROM olvido_keys.secret WHERE account_id = $P AND kind = 50 AND id = $1"; }
stones() { sql "SELECT COUNT(*) FROM olvido_keys.tombstone WHERE account_id = $P AND kind = 50 AND id = $1"; }
mails() { sql "SELECT COUNT(*) FROM olvido.outbox WHERE account_id = $P AND kind = $2 AND message_id = $1"; }
logged() { sql "SELECT COUNT(*) FROM olvido.audit WHERE account_id = $P AND verb = $1 AND object_id = $A"; }
told() { sink_mail "owner@$HOST" | xargs -r cat | perl -0777 -pe 's/=\r?\n//g; s/=([0-9A-F]{2})/chr hex $1/ge' >"$CONTENT"; grep -q "$1" "$CONTENT"; }
# deleted NAME: an account of which a cold backup is left
deleted() {
  account_new "$1"
  act_on terminate "$HOST"
  cli cold make "$A" >"$TMP/out" 2>&1
}

# Nobody is the provider: nothing is kept, nobody is told.
cli account provider "$PROVIDER" --off >/dev/null
deleted alone
is "deleted" 6 "$(state_is)"
is "nothing is kept" 0 "$(kept)"
cli cold destroy "$A" >"$TMP/out" 2>&1
is "gone without a word" "7 0" "$(state_is) $(sql "SELECT COUNT(*) FROM olvido.outbox WHERE kind = 103")"
cli account provider "$PROVIDER" >/dev/null

# Deleted: a row of the provider's, sealed under a secret of its own.
deleted fare
F=$(farewell farewell_id)
is "kept, by the provider" "$P 0 0" "$(farewell "CONCAT_WS(' ', account_id, expires_at, mail_id)")"
is "under a secret of its own" "1 0" "$(secrets "$F") $(stones "$F")"
is "and logged there" 1 "$(logged 724)"
is "none of it in the clear" 0 "$(farewell "sealed LIKE '%owner@%' OR sealed LIKE '%Ola%'")"
ok "it opens" cli data check
cron farewell
is "it stays while the backup does" "1 1" "$(kept) $(secrets "$F")"
# Back: nothing of it is left.
cli cold restore "$A" >"$TMP/out" 2>&1
is "back" 2 "$(state_is)"
cron farewell
is "row and secret are gone" "0 0 1" "$(kept) $(secrets "$F") $(stones "$F")"
is "and that is logged" 1 "$(logged 725)"
# Deleted again, and gone: one mail, then nothing.
act_on terminate "$HOST"
cli cold make "$A" >"$TMP/out" 2>&1
G=$(farewell farewell_id)
is "kept anew, as another one" 1 "$([ "$G" != "$F" ] && echo 1)"
cli cold destroy "$A" >"$TMP/out" 2>&1
is "gone" 7 "$(state_is)"
ok "he is told" wait_for 60 told "Your help desk is gone"
has "of which one" "fare $U" "$CONTENT"
has "with its number, for the certificate" "Number of the account: $A" "$CONTENT"
has "where the key is that checks it" "/.well-known/olvido-certificate-key" "$CONTENT"
has "by the provider" "support@$PROVIDER" "$CONTENT"
out() { [ "$(sql "SELECT state FROM olvido.outbox WHERE account_id = $P AND outbox_id = $(farewell mail_id)")" = 2 ]; }
ok "and the mail is out" wait_for 30 out
# Killed between the secret and the row: what is left opens nothing, and it ends.
sed "\$a Test.Fault = farewell.forgotten" "$CONF" >"$TMP/fault.hdf"
"$BUILD/olvido-cron" --conf "$TMP/fault.hdf" --wait=30 farewell >"$TMP/cron" 2>&1
is "cron was killed" 137 $?
is "the row is dead" "1 0 1" "$(kept) $(secrets "$G") $(stones "$G")"
cron farewell
is "then it goes, too" "0 0 1" "$(kept) $(secrets "$G") $(stones "$G")"
is "told once" 1 "$(mails "$G" 103)"

# The owner's own wish: all ends at once, one mail after it.
account_new wish
act_on delete "$HOST" --yes --days=0
sql "UPDATE olvido.account SET delete_at = UNIX_TIMESTAMP() - 1 WHERE account_id = $A"
cron accounts
is "gone" 7 "$(state_is)"
F=$(farewell farewell_id)
is "one mail is written" "1 0" "$(mails "$F" 103) $(mails "$F" 102)"
ok "and comes" wait_for 60 told "wish $U"
ok "it is out" wait_for 30 out
cron accounts farewell
is "nothing of him is left" "0 0 1" "$(kept) $(secrets "$F") $(stones "$F")"
is "told once" 1 "$(mails "$F" 103)"

# A mail that does not go out keeps nothing for longer than a week.
deleted late
cli cold destroy "$A" >"$TMP/out" 2>&1
F=$(farewell farewell_id)
sql "UPDATE olvido.outbox SET state = 1, next_at = UNIX_TIMESTAMP() + 3000000 WHERE account_id = $P AND outbox_id = $(farewell mail_id)"
cron --now=$(($(date +%s) + 6 * DAY)) farewell
is "after six days it waits" 1 "$(kept)"
cron --now=$(($(date +%s) + 8 * DAY)) farewell
is "after eight it is gone" "0 0 1" "$(kept) $(secrets "$F") $(stones "$F")"
sql "UPDATE olvido.outbox SET next_at = 0 WHERE account_id = $P AND kind = 103 AND state = 1"
none_waits() { [ "$(sql "SELECT COUNT(*) FROM olvido.outbox WHERE account_id = $P AND kind = 103 AND state = 1")" = 0 ]; }
ok "the mail ends" wait_for 60 none_waits

# Who is erased at the provider's is not written to.
deleted erased
F=$(farewell farewell_id)
OWNER=owner@$HOST DESK=$HOST
HOST=$PROVIDER
ask "$OWNER" "Ola Owner" "Before $U" "Where is my help desk?"
C=$(sql "SELECT contact_id FROM olvido.ticket WHERE ticket_id = $TICKET")
cli erase "$PROVIDER" contact "$C" --yes >"$TMP/out" 2>&1
is "erased as a contact of the provider's" 0 $?
is "with what was kept for mails" "0 0 1" "$(kept) $(secrets "$F") $(stones "$F")"
is "by that erasure" 1 "$(sql "SELECT COUNT(*) FROM olvido_keys.tombstone d JOIN olvido.erasure e USING (account_id, erasure_id) WHERE d.account_id = $P AND d.kind = 50 AND d.id = $F AND e.subject_id = $C")"
is "which counts it" 1 "$(sql "SELECT c.n FROM olvido.erasure_count c JOIN olvido.erasure e USING (account_id, erasure_id) WHERE e.account_id = $P AND e.subject_id = $C AND c.name = 'farewell'")"
HOST=$DESK
cli cold destroy "$A" >"$TMP/out" 2>&1
is "gone, and he is not told" "7 0" "$(state_is) $(mails "$F" 103)"
HOST=$DEMO
