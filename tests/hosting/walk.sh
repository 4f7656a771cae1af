# shellcheck shell=bash
# One account through its days with --now, looked at every day from outside: who
# signs in, what is served, mail in and out, warnings, rows and files.
. "$ROOT/tests/support/panel.sh"
. "$ROOT/tests/hosting/_account.sh"
sql "DELETE FROM olvido.throttle; DELETE FROM olvido.cron_action WHERE name LIKE 'lifecycle%'"
HOST=walk$U.localhost
cli account create "Walk $U" "$HOST" es --trial >"$TMP/out"
A=$(awk '{ print $2 }' "$TMP/out")
cli agent add "$HOST" owner "owner@$HOST" "Ola Owner" <<<"the password of the owner" >/dev/null
ask "cus$U@example.org" "Cleo" "Before" "canary$U" -F "files=@$ROOT/static/base.css"
T=$TICKET
agent_in owner "owner@$HOST" "the password of the owner"
req owner POST /panel/settings/tokens --data-urlencode "csrf=${TOKEN[owner]}" --data-urlencode "name=walk" \
  --data-urlencode "expires=$(date -d '+300 days' +%F)" -d tickets.read=1
API=$(grep -oE 'olv1_[0-9A-Za-z]{38}' "$TMP/body" | head -1)
cli agent add "$HOST" agent "agent@$HOST" "Alex Agent" <<<"the password of the agent" >/dev/null
# The customer comes in by the link in his mail.
ok "his mail came" wait_for 30 sink_mail_is "cus$U@example.org"
LINK=$(perl -0777 -pe 's/=\r?\n//g' "$(sink_mail "cus$U@example.org")" | grep -oE '/t/[A-Za-z0-9_-]{43}' | head -1)
req customer GET "$LINK"
req customer POST "$LINK" --data-urlencode "csrf=$(csrf)"
BEGIN=$(life state_since)
day_cron() { cron --now=$((BEGIN + $1 * DAY)) lifecycle; }
rows_of() { sql "SELECT CONCAT_WS(' ', (SELECT COUNT(*) FROM olvido.ticket WHERE account_id = $A), (SELECT COUNT(*) FROM olvido.message WHERE account_id = $A AND kind < 3),
  (SELECT COUNT(*) FROM olvido.contact WHERE account_id = $A), (SELECT COUNT(*) FROM olvido_keys.secret WHERE account_id = $A AND kind <> 2))"; }
files_of() { find "$VAR/files/$A" -type f 2>/dev/null | wc -l; }
# look: what is seen from outside: the owner's panel, an agent who signs in, the
# customer's ticket, the portal, its sign-in, a program, mail in
look() {
  local out
  sql "DELETE FROM olvido.throttle"
  req owner GET /panel/tickets; out=$STATUS
  sign_in new "agent@$HOST" "the password of the agent"; out+=" $STATUS"
  rm -f "$TMP/new"
  req customer GET "/ticket/$T"; out+=" $STATUS"
  req new GET /; out+=" $STATUS"
  req new GET /login; out+=" $STATUS"
  req new GET /api/v1/tickets -H "apikey: $API"; out+=" $STATUS"
  "$BUILD/olvido-mail" --conf "$VAR/olvido.hdf" --sender "" deliver "support@$HOST" >/dev/null 2>&1 <<<"Auto-Submitted: auto-generated
Subject: day $1

x" && out+=" taken" || out+=" refused"
  echo "$out"
}
mails() { sql "SELECT COUNT(*) FROM olvido.outbox WHERE account_id = $A AND kind = $1"; }
SERVED="200 303 200 200 200 200 taken" PAUSED="503 503 503 503 503 503 taken" ABSENT="404 404 404 404 404 404 refused"
WARNED=0 TOLD=0 TAKEN=1
F=$(files_of)
is "a file is there" 1 "$F"
# The day of a step, and of each warning: counted from the sign-up.
for d in $(seq 1 104); do
  day_cron "$d"
  is "day $d: done" 0 $?
  case $d in 7 | 11 | 13 | 67 | 71 | 73 | 97 | 101 | 103) WARNED=$((WARNED + 1)) ;; 14 | 74) TOLD=$((TOLD + 1)) ;; esac
  want=1 seen=$SERVED
  [ "$d" -lt 14 ] || want=4 seen=$PAUSED
  [ "$d" -lt 74 ] || want=5 seen=$ABSENT
  [ "$d" -lt 104 ] || break
  is "day $d: state, warnings, mails of steps" "$want $WARNED $TOLD" "$(state_is) $(mails 100) $(mails 101)"
  # Nothing happens twice on one day.
  day_cron "$d"
  is "day $d: again changes nothing" "$want $WARNED $TOLD nothing" "$(state_is) $(mails 100) $(mails 101) $(grep -o 'nothing' "$TMP/cron")"
  case $d in 1 | 6 | 7 | 8 | 12 | 13 | 14 | 15 | 30 | 45 | 60 | 66 | 67 | 72 | 73 | 74 | 75 | 90 | 103)
    is "day $d: from outside" "$seen" "$(look "$d")"
    [[ $seen = *refused ]] || TAKEN=$((TAKEN + 1)) ;;
  esac
  is "day $d: tickets and files" "$TAKEN $F" "$(count_of "ticket WHERE account_id = $A") $(files_of)"
done
# What the mails said: in the owner's language, each with its day.
sql "UPDATE olvido.outbox SET next_at = 0 WHERE account_id = $A AND state = 1 AND kind >= 100"
said() { grep -l "^To:.*owner@$HOST" "$SMTP_SINK"/* 2>/dev/null | xargs -r cat | perl -0777 -pe 's/=\r?\n//g; s/=([0-9A-F]{2})/chr hex $1/ge'; }
none_waits() { [ "$(count_of "outbox WHERE account_id = $A AND kind >= 100 AND state = 1")" = 0 ]; }
ok "what is not out of date goes out" wait_for 20 none_waits
said >"$TMP/said"
has "the last one says what will be" "todos sus datos" "$TMP/said"
has "and how to stop it" "escriba a su proveedor antes de ese" "$TMP/said"
is "and the warning's day is in it" 1 "$(grep -c "Se borra el" "$TMP/said" | awk '{ print ($1 > 0) }')"
# To the last moment of its terminated days nothing is lost: lifted, it is whole.
R=$(rows_of)
cli account lift "$HOST" >/dev/null
is "lifted" 2 "$(state_is)"
is "every row and file is there" "$R $F" "$(rows_of) $(files_of)"
agent_in back "owner@$HOST" "the password of the owner"
req back GET "/panel/tickets/$T"
has "and opens" "canary$U" "$TMP/body"
sql "UPDATE olvido.account SET state = 2, state_until = 0 WHERE account_id = $A"
