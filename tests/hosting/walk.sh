# shellcheck shell=bash
# One account through its 134 days with --now, looked at every day from outside: who
# signs in, what is served, mail in and out, warnings, rows and files, the backup.
. "$ROOT/tests/support/panel.sh"
. "$ROOT/tests/hosting/_account.sh"
sql "DELETE FROM olvido.throttle; DELETE FROM olvido.cron_action WHERE name LIKE 'lifecycle%'"
. "$ROOT/tests/hosting/_provider.sh"
HOST=walk$U.localhost
cli account create "Walk $U" "$HOST" es --trial >"$TMP/out"
A=$(awk '{ print $2 }' "$TMP/out")
# Nobody else's days pass, and nothing of theirs is left with the provider.
sql "UPDATE olvido.account SET state_until = 0, delete_at = 0 WHERE account_id <> $A;
  DELETE FROM olvido.farewell; DELETE FROM olvido_keys.secret WHERE kind = 50; DELETE FROM olvido.outbox WHERE kind IN (102, 103)"
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
# Each day a minute later: what a step takes moves those that are counted from it.
at() { echo $((BEGIN + $1 * (DAY + 60))); }
day_cron() { cron --now=$(at "$1") lifecycle; }
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
for d in $(seq 1 103); do
  day_cron "$d"
  is "day $d: done" 0 $?
  case $d in 7 | 11 | 13 | 67 | 71 | 73 | 97 | 101 | 103) WARNED=$((WARNED + 1)) ;; 14 | 74) TOLD=$((TOLD + 1)) ;; esac
  want=1 seen=$SERVED
  [ "$d" -lt 14 ] || want=4 seen=$PAUSED
  [ "$d" -lt 74 ] || want=5 seen=$ABSENT
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
none_waits() { [ "$(count_of "outbox WHERE account_id IN ($A, $P) AND kind >= 100 AND state = 1")" = 0 ]; }
ok "what is not out of date goes out" wait_for 20 none_waits
said >"$TMP/said"
has "the last one says what will be" "todos sus datos" "$TMP/said"
has "and how to stop it" "escriba a su proveedor antes de ese" "$TMP/said"
has "and who keeps his address" "los guarda hasta entonces su proveedor" "$TMP/said"
is "and the warning's day is in it" 1 "$(grep -c "Se borra el" "$TMP/said" | awk '{ print ($1 > 0) }')"
# The hundred and fourth: live rows and files are gone, one cold backup is there.
COLD=$VAR/cold/$A
left() { # live rows, by table
  local t n
  for t in $("$BUILD/tests/cold" tables | awk -F'\t' '$2 == "rows" || $2 == "derived" { print $1 }'); do
    n=$(sql "SELECT COUNT(*) FROM $t WHERE account_id = $A")
    [ "$n" = 0 ] || echo "$t $n"
  done
}
keys() { echo "$(sql "SELECT COUNT(*) FROM olvido_keys.account_key WHERE account_id = $A") $(sql "SELECT COUNT(*) FROM olvido_keys.cold_key WHERE account_id = $A")"; }
backup() { [ -s "$COLD/manifest" ] && echo there || { [ -e "$COLD" ] && echo half || echo none; }; }
is "day 103: no backup yet, the key in its place" "none 1 0" "$(backup) $(keys)"
N=$(sql "SELECT COUNT(*) FROM olvido.account_warning WHERE account_id = $A")
# What the provider keeps to write to the owner: rows, secrets, mails before and after.
last() {
  sql "SELECT (SELECT COUNT(*) FROM olvido.farewell WHERE about_id = $A), (SELECT COUNT(*) FROM olvido_keys.secret WHERE account_id = $P AND kind = 50),
    (SELECT COUNT(*) FROM olvido.outbox WHERE account_id = $P AND kind = 102), (SELECT COUNT(*) FROM olvido.outbox WHERE account_id = $P AND kind = 103)" | tr '\t' ' '
}
# killed FAULT DAY: cron dies there
killed() {
  sed "\$a Test.Fault = $1" "$CONF" >"$TMP/fault.hdf"
  "$BUILD/olvido-cron" --conf "$TMP/fault.hdf" --wait=30 --now=$(at "$2") lifecycle >"$TMP/cron" 2>&1
  is "day $2: killed at $1" 137 $?
}
posted() {
  sql "UPDATE olvido.outbox SET next_at = 0 WHERE account_id = $P AND state = 1 AND kind > 101"
  ok "$1" wait_for 60 none_waits
  said >"$TMP/said"
}
is "day 103: nothing is kept beside the account" "0 0 0 0" "$(last)"
LAST=0
for d in $(seq 104 134); do
  case $d in 127) killed lifecycle.warned "$d"; is "day $d: with nothing written" "1 1 0 0" "$(last)" ;;
    131) killed lifecycle.warned.committed "$d" ;; esac
  day_cron "$d"
  is "day $d: done" 0 $?
  case $d in 127 | 131 | 133) N=$((N + 1)) LAST=$((LAST + 1)) ;; esac
  [ "$d" = 134 ] || is "day $d: the provider's mails to who owned it" "1 1 $LAST 0" "$(last)"
  [ "$d" -lt 134 ] || break
  is "day $d: deleted, warnings, the backup, its key" "6 $N there 0 1" "$(state_is) $(sql "SELECT COUNT(*) FROM olvido.account_warning WHERE account_id = $A") $(backup) $(keys)"
  case $d in 104 | 119 | 133)
    is "day $d: no live row, no file" " 0" "$(left | tr '\n' ' ') $(files_of)"
    is "day $d: from outside" "$ABSENT" "$(look "$d")" ;;
  esac
  case $d in 127 | 131 | 133)
    day_cron "$d"
    is "day $d: once" "1 1 $LAST 0" "$(last)"
    posted "day $d: it goes out"
    is "day $d: as one mail" "$LAST" "$(grep -c "Queda de él una copia sellada" "$TMP/said")" ;;
  esac
done
has "they say what will be" "Queda de él una copia sellada" "$TMP/said"
has "when" "Se destruye el" "$TMP/said"
has "of which account" "Número de la cuenta: $A" "$TMP/said"
ok "from the provider" grep -q "^From:.*support@$PROVIDER" "$TMP/said"
is "day 134: one last mail, and he is kept until it is out" "1 1 3 1" "$(last)"
cron --now=$(at 134) farewell
is "while it waits" "1 1 3 1" "$(last)"
posted "it goes out"
has "it says that all is gone" "ya no existe" "$TMP/said"
cron --now=$(at 134) farewell
is "then row and secret are gone" "0 0 3 1" "$(last)"
is "day 134: gone, and the backup with its key" "7 none 0 0 0" "$(state_is) $(backup) $(keys) $(files_of)"
is "from outside" "$ABSENT" "$(look 134)"
is "not a secret is left" 0 "$(sql "SELECT COUNT(*) FROM olvido_keys.secret WHERE account_id = $A")"
cli cold certificate "$A" >"$TMP/certificate" 2>&1
is "a certificate says so" 0 $?
cli certificate verify "$TMP/certificate" >"$TMP/out" 2>&1
is "and it is a good one" 0 $?
day_cron 200
day_cron 201
is "nothing comes after" 7 "$(state_is)"
sql "DELETE FROM olvido.cron_action WHERE name LIKE 'lifecycle%'"
