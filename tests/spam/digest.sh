# shellcheck shell=bash
# The digest of the spam folder: who gets it, when, what it names, never twice;
# its link; how many days are left; the rule that takes spam in the end.
. "$ROOT/tests/spam/_learnt.sh"
BUILD=${BUILD:-$ROOT/build}
CONF=$VAR/olvido.hdf
AGENT_ID=$(sql "SELECT agent_id FROM olvido.agent WHERE account_id = $ACCOUNT AND state = 1 AND role = 1 ORDER BY created_at, agent_id LIMIT 1")
ZONE=$(sql "SELECT time_zone FROM olvido.account WHERE account_id = $ACCOUNT")
wish() { # JAR never|daily|weekly
  req "$1" GET /panel/profile
  req "$1" POST /panel/profile -d "csrf=$(csrf)" --data-urlencode "name=$(sed -n 's/.*id="name"[^>]*value="\([^"]*\)".*/\1/p' "$TMP/body")" \
    -d language=en -d "digest=$2"
}
digests() { sql "SELECT COUNT(*) FROM olvido.outbox WHERE account_id = $ACCOUNT AND kind = 90"; }
at() { TZ=${ZONE:-UTC} date -d "$1" +%s; }
# cron NOW: the action as if it were then; its mails go at once
cron() {
  "$BUILD/olvido-cron" --conf "$CONF" --wait=60 "--now=$1" digest >"$TMP/cron" 2>&1 || cat "$TMP/cron"
  sql "UPDATE olvido.outbox SET next_at = 0 WHERE kind = 90 AND state = 1"
}
mails() { grep -lF "Subject: What the spam filter put away" "$SMTP_SINK"/* 2>/dev/null | xargs -r ls -tr; }
has_mails() { [ "$(mails | wc -l)" = "$1" ]; }
newest() { perl -MMIME::QuotedPrint -0777 -ne 'print decode_qp($_)' "$(mails | tail -1)" >"$TMP/mail"; }
teach
BEFORE=$(mails | wc -l)
put_away() { # SUBJECT: a mail that the filter puts away; S
  mail "$RANDOM.$U@cheap.example" "$1" "$CHEAP $CHEAP"
  # Not one whose time the test moved on.
  S=$(sql "SELECT ticket_id FROM olvido.ticket WHERE account_id = $ACCOUNT AND activity_at < (UNIX_TIMESTAMP() + 60) * 1000000 ORDER BY activity_at DESC LIMIT 1")
}
put_away "Cheap replica watches first $U"
is "the filter puts it away" "7 2 0 0" "$(row "$S")"
CODE=$(sql "SELECT code FROM olvido.ticket WHERE ticket_id = $S")
wish agent daily
is "he wishes one" "303 8" "$STATUS $(sql "SELECT notify FROM olvido.agent WHERE account_id = $ACCOUNT AND agent_id = $AGENT_ID")"
req agent GET /panel/profile
has "his page says so" 'value="daily" selected' "$TMP/body"

# The next time that it is seven there.
NEXT=$(at "7:00")
[ "$NEXT" -gt "$(date +%s)" ] || NEXT=$(at "tomorrow 7:00")
cron $((NEXT - 60))
is "before the hour comes what was there the day before" 0 "$(grep -lF "$CODE" $(mails) /dev/null 2>/dev/null | wc -l)"
sql "DELETE FROM olvido.outbox WHERE kind = 90"
"$BUILD/olvido-cron" --conf "$CONF" --wait=60 "--now=$((NEXT + 400))" --dry-run digest >"$TMP/cron" 2>&1
has "a dry run says it" "account $ACCOUNT: 1 digests" "$TMP/cron"
is "and does nothing" 0 "$(digests)"
cron $((NEXT + 400))
ok "it is mailed" wait_for 30 has_mails $((BEFORE + 1))
newest
has "to him" "To: $AGENT_EMAIL" "$TMP/mail"
has "in his language" "nobody has looked at them yet" "$TMP/mail"
has "by its code" "$CODE" "$TMP/mail"
has "with its address" "/panel/tickets/$S" "$TMP/mail"
has "and score" "Score" "$TMP/mail"
hasnt "not its subject, which a stranger wrote" "watches first" "$TMP/mail"
hasnt "nor who that is" "cheap.example" "$TMP/mail"
has "that nothing deletes it" "No retention rule deletes it" "$TMP/mail"
has "where all of them are" "/panel/tickets?view=sifted" "$TMP/mail"
has "and how to have none" "/panel/profile" "$TMP/mail"
cron $((NEXT + 400))
cron $((NEXT + 4000))
is "asked again: no second one" 1 "$(digests)"

# Killed before the commit nothing is there; run again it comes once.
put_away "Cheap replica watches second $U"
sql "UPDATE olvido.ticket SET created_at = $((NEXT + 50)), activity_at = $((NEXT + 50)) * 1000000 WHERE ticket_id = $S"
DAY=$((NEXT + 86400))
for _ in 1 2 3 4 5 6; do
  timeout -s KILL "0.0$((RANDOM % 9 + 1))" "$BUILD/olvido-cron" --conf "$CONF" --wait=60 "--now=$((DAY + 400))" digest >/dev/null 2>&1
done
cron $((DAY + 400))
is "killed again and again: one more, no two" 2 "$(digests)"
is "each digest has its row" "$(digests)" "$(sql "SELECT COUNT(*) FROM olvido.spam_digest d JOIN olvido.outbox o ON o.account_id = d.account_id AND o.message_id = d.digest_id AND o.kind = 90 WHERE d.account_id = $ACCOUNT AND d.agent_id = $AGENT_ID")"
ok "and is mailed" wait_for 30 has_mails $((BEFORE + 2))
newest
hasnt "it names what is new" "$CODE" "$TMP/mail"

# Nothing new: no mail, and the span goes on.
DAY=$((DAY + 86400))
cron $((DAY + 400))
is "nothing new: none" 2 "$(digests)"
# Corrected before the mail goes: not named any more.
put_away "Cheap replica watches third $U"
sql "UPDATE olvido.ticket SET created_at = $((DAY + 50)), activity_at = $((DAY + 50)) * 1000000 WHERE ticket_id = $S"
DAY=$((DAY + 86400))
"$BUILD/olvido-cron" --conf "$CONF" --wait=60 "--now=$((DAY + 400))" digest >/dev/null 2>&1
is "one waits" 3 "$(digests)"
req agent GET "/panel/tickets?view=sifted"
has "the link opens what the filter put away" "watches third $U" "$TMP/body"
has "with a button for each" "name=\"only\" value=\"$S\"" "$TMP/body"
req agent GET "/panel/tickets?view=spam"
has "the folder too" "name=\"only\" value=\"$S\"" "$TMP/body"
req agent POST /panel/bin -d "csrf=${TOKEN[agent]}" -d "only=$S" -d view=sifted
is "one click: not spam" "303 1 2 1" "$STATUS $(row "$S" | cut -d' ' -f1-3)"
is "back on the list" "/panel/tickets?view=sifted" "$(location)"
req agent GET "/panel/tickets?view=sifted"
hasnt "it is off it" "watches third $U" "$TMP/body"
sql "UPDATE olvido.outbox SET next_at = 0 WHERE kind = 90 AND state = 1"
none_waits() { [ "$(sql "SELECT COUNT(*) FROM olvido.outbox WHERE kind = 90 AND state = 1")" = 0 ]; }
ok "the mail is done with" wait_for 30 none_waits
is "and was not sent: nothing was left to name" $((BEFORE + 2)) "$(mails | wc -l)"
# What it said of that teaches another thing than the test wants.
ok "learnt" wait_for 20 learnt
say "$S" spam
ok "learnt back" wait_for 20 learnt

# ---- weekly, in Spanish, with subjects, and days until a rule takes it -------------------
req admin GET /panel/settings/spam
req admin POST /panel/settings/spam -d "csrf=$(csrf)" -d mode=on -d spam_at= -d unsure_at=0 -d digest_subjects=1
is "the account wants subjects" "303 1" "$STATUS $(sql "SELECT digest_subjects FROM olvido.spam_setting WHERE account_id = $ACCOUNT")"
sql "DELETE FROM olvido.spam_digest; DELETE FROM olvido.outbox WHERE kind = 90; DELETE FROM olvido.retention_rule WHERE account_id = $ACCOUNT"
sql "INSERT INTO olvido.retention_rule (account_id, rule_id, subject, status, days, act, state, changed_at) VALUES ($ACCOUNT, 77, 1, 7, 30, 2, 1, 0)"
wish agent weekly
sql "UPDATE olvido.agent SET language = 'es' WHERE account_id = $ACCOUNT AND agent_id = $AGENT_ID"
put_away "Cheap replica watches fourth $U"
is "put away" "7 2" "$(row "$S" | cut -d' ' -f1,2)"
MONDAY=$(at "next monday 7:00")
cron $((MONDAY - 86400 + 400))
is "not on a Sunday" 0 "$(sql "SELECT COUNT(*) FROM olvido.outbox o JOIN olvido.spam_digest d ON d.digest_id = o.message_id WHERE o.kind = 90 AND d.until_at > UNIX_TIMESTAMP()")"
sql "DELETE FROM olvido.outbox WHERE kind = 90"
N=$(grep -lF "Subject: Lo que apart" "$SMTP_SINK"/* 2>/dev/null | wc -l)
cron $((MONDAY + 400))
is "on a Monday" 1 "$(digests)"
spanish() { [ "$(grep -lE 'Subject: =\?|Subject: Lo que' $(ls -t "$SMTP_SINK"/* | head -5) | wc -l)" -ge 1 ] && none_waits; }
ok "in Spanish it goes" wait_for 30 spanish
F=$(grep -lF "view=3Dsifted" $(ls -t "$SMTP_SINK"/* | head -5) | head -1)
[ -n "$F" ] || F=$(grep -lF "view=sifted" $(ls -t "$SMTP_SINK"/* | head -5) | head -1)
perl -MMIME::QuotedPrint -0777 -ne 'print decode_qp($_)' "${F:-/dev/null}" >"$TMP/mail"
has "its words" "nadie las ha mirado" "$TMP/mail"
has "its subject, as the account wants" "watches fourth $U" "$TMP/mail"
has "how long it is there" "Se elimina en 30 d" "$TMP/mail"
wish agent never
sql "UPDATE olvido.agent SET language = 'en' WHERE account_id = $ACCOUNT AND agent_id = $AGENT_ID"
cron $((MONDAY + 7 * 86400 + 400))
is "who wants none gets none" 1 "$(digests)"

# ---- spam goes in the end ------------------------------------------------------------------
sql "UPDATE olvido.ticket SET activity_at = activity_at - 31 * 86400 * 1000000 WHERE account_id = $ACCOUNT AND ticket_id = $S"
"$BUILD/olvido-cron" --conf "$CONF" --wait=60 retention >"$TMP/cron" 2>&1
has "the rule erases what is 30 days old" "account $ACCOUNT: rule 77: 1" "$TMP/cron"
is "the ticket is gone" 0 "$(sql "SELECT COUNT(*) FROM olvido.ticket WHERE account_id = $ACCOUNT AND ticket_id = $S")"
is "what was judged of it as well" 0 "$(sql "SELECT COUNT(*) FROM olvido.spam_ticket WHERE account_id = $ACCOUNT AND ticket_id = $S")"
sql "DELETE FROM olvido.retention_rule WHERE account_id = $ACCOUNT; DELETE FROM olvido.outbox WHERE kind = 90"
# What was moved on in time comes back: other files look for the newest.
sql "UPDATE olvido.ticket SET activity_at = created_at * 1000000 WHERE account_id = $ACCOUNT AND activity_at > created_at * 1000000 + 60000000;
  UPDATE olvido.ticket SET created_at = UNIX_TIMESTAMP() - 60, activity_at = (UNIX_TIMESTAMP() - 60) * 1000000 WHERE account_id = $ACCOUNT AND created_at > UNIX_TIMESTAMP()"
forget_all
