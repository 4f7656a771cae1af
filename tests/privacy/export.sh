# shellcheck shell=bash
# A copy of everything about a person (Art. 15, 20): what is in it and what is not,
# who gets it, how long; a builder that is killed, a disk that is full.
. "$ROOT/tests/support/panel.sh"
sql "DELETE FROM olvido.throttle"
NET=127.$((20 + RANDOM % 200)).$((RANDOM % 250)).1
ANA=ana$U@example.org BOB=bob$U@example.org BEN=ben$U@example.org
send() { local jar=$1 path=$2; shift 2; req "$jar" POST "$path" --data-urlencode "csrf=$(csrf)" "$@"; }
sink_files() { grep -li "^To:.*$1" "$SMTP_SINK"/* 2>/dev/null | xargs -r ls -tr; }
link_in() { sink_files "$1" | xargs -r cat | sed ':a; /=$/ { N; s/=\n//; ba }' | grep -oE "$2[A-Za-z0-9_-]{43}" | tail -1; }
mail_link() {
  for _ in $(seq 150); do
    LINK=$(link_in "$@")
    [ -z "$LINK" ] || return 0
    sleep 0.1
  done
  bad "no mail with $2 to $1"
}
id_of() { sql "SELECT contact_id FROM olvido.ticket WHERE ticket_id = $1"; }
cron() { "$BUILD/olvido-cron" --conf "$VAR/olvido.hdf" "$@" >"$TMP/cron" 2>&1; }
# What other parts' erasures had made anew is made first.
cron export
row() { sql "SELECT $1 FROM olvido.contact_export WHERE contact_id = $2 ORDER BY asked_at DESC LIMIT 1"; }
audits() { sql "SELECT COUNT(*) FROM olvido.audit WHERE verb = $1 AND object_id = $2"; }
# by_link JAR EMAIL: signs a customer in by a mailed link
by_link() {
  local LINK
  rm -f "$TMP/$1"
  req "$1" GET /login
  send "$1" /login/link --data-urlencode "email=$2"
  mail_link "$2" /enter/
  req "$1" GET "$LINK"
  send "$1" "$LINK"
}
yesterday() { sql "UPDATE olvido.contact_export SET asked_at = asked_at - 90000 WHERE contact_id = $1"; }
# zip NAME: what was downloaded, taken apart
zip() {
  cp "$TMP/body" "$TMP/$1.zip"
  ok "$1: a whole ZIP" unzip -tqq "$TMP/$1.zip"
  rm -rf "${TMP:?}/$1"
  mkdir "$TMP/$1"
  unzip -qq "$TMP/$1.zip" -d "$TMP/$1"
  ok "$1: JSON" jq -e '.format == "olvido-export"' "$TMP/$1/data.json"
}

# ---- what there is about Ana --------------------------------------------------------
agent_in ag "$AGENT_EMAIL" "$AGENT_PASSWORD"
agent_in ow "$OWNER_EMAIL" "$OWNER_PASSWORD"
head -c 200000 /dev/urandom >"$TMP/own.bin"
printf 'answer file %s' "$U" >"$TMP/answer.txt"
printf 'note file %s' "$U" >"$TMP/note.txt"
ask "$BOB" "Bob Quigley" "Bobs subject $U" "Bobs own words $U"
BT=$TICKET BOB_ID=$(id_of "$TICKET")
ask "$ANA" "Ana <b>Petrova</b>" "Kettle $U & <i>lid</i>" "It leaks, says ana$U." -F "files=@$TMP/own.bin;filename=año nuevo.bin"
T=$TICKET T_CODE=$CODE ID=$(id_of "$TICKET") ACC=$(sql "SELECT account_id FROM olvido.ticket WHERE ticket_id = $TICKET")
mail_link "$ANA" /t/
req ana-guest GET "$LINK"
send ana-guest "$LINK"
req ag POST "/panel/tickets/$T/reply" -F "csrf=${TOKEN[ag]}" -F "body=Dear Ana, Bob Quigley looks at it. answer$U" -F "files=@$TMP/answer.txt"
is "answered" 303 "$STATUS"
req ag POST "/panel/tickets/$T/note" -F "csrf=${TOKEN[ag]}" -F "body=secretnote$U: ask carl$U@else.example or $ANA" -F "files=@$TMP/note.txt"
is "noted" 303 "$STATUS"
"$BUILD/tests/participant" "$VAR/olvido.hdf" "$HOST" "$BOB" "$T" "I fix kettles$U. Call Bob or QUIGLEY, $BOB, carl$U@else.example; not $ANA." >"$TMP/out"
BOBS_FILE=$(cat "$TMP/out")
"$BUILD/tests/participant" "$VAR/olvido.hdf" "$HOST" "$ANA" "$BT" "Anas word in the other ticket$U" >"$TMP/out"
printf 'From: Ana <%s>\nTo: support@demo.localhost\nSubject: html %s\nMIME-Version: 1.0\nContent-Type: text/html\n\n<p>bold<b>words%s</b></p>\n' "$ANA" "$U" "$U" |
  deliver support@demo.localhost "$ANA"
HT=$(sql "SELECT ticket_id FROM olvido.ticket WHERE contact_id = $ID AND ticket_id <> $T")
is "two tickets of hers" 1 "$(($(wc -w <<<"$HT") == 1))"
act ag "$T" tags --data-urlencode "tags=tag$U" --data-urlencode "had="
act ag "$T" status -d status=resolved
is "marked and resolved" "303 5" "$STATUS $(status_of "$T")"

req ow POST /panel/settings/security/thanks --data-urlencode "csrf=${TOKEN[ow]}" -d "ticket=$T" --data-urlencode "name=Ana of $U"
is "thanked by a name" 303 "$STATUS"

sql "INSERT INTO olvido.purpose (account_id, purpose_id, version, active, on_ask, created_at) VALUES ($ACC, 32$ID, 1, 0, 0, 0)"
sql "INSERT INTO olvido.purpose_text (account_id, purpose_id, version, language, name, body, created_at) VALUES ($ACC, 32$ID, 1, 'en', 'News', 'We may write to you: news$U.', 0)"
sql "INSERT INTO olvido.consent (account_id, consent_id, contact_id, purpose_id, version, language, given_at, given_door) VALUES ($ACC, 32$ID, $ID, 32$ID, 1, 'en', 1700000000, 1)"

# ---- who may ask -----------------------------------------------------------------------
req nobody GET /account/data
is "a stranger signs in first" "303 /login?next=/account/data" "$STATUS $(location)"
req ana-guest GET /account/data
is "a guest of one ticket, too" "303 /login?next=/account/data" "$STATUS $(location)"
req ana-guest GET "/ticket/$T"
send ana-guest /account/data
is "and asks for nothing" 403 "$STATUS"
is "no row" "" "$(row state "$ID")"
by_link ana "$ANA"
req ana GET /privacy/requests
send ana /privacy/requests -d kind=rectification --data-urlencode "text=My name has an h: $U."
is "she asks for something by law, too" 303 "$STATUS"
req ana GET /account/data
is "her page" 200 "$STATUS"
has "nothing yet" "You have not asked for a copy yet." "$TMP/body"
req ana POST /account/data -d csrf=x
is "not without the form" 403 "$STATUS"
req ana GET /account/data
send ana /account/data/sure
is "nobody asks for a password that she has not" 403 "$STATUS"
req ana GET /account/data
send ana /account/data
is "asked" "303 /account/data" "$STATUS $(location)"
is "once" "1 1 1" "$(row state "$ID") $(sql "SELECT COUNT(*) FROM olvido.contact_export WHERE contact_id = $ID") $(audits 631 "$ID")"
req ana GET /account/data
has "it waits, and the page looks again by itself" '<meta http-equiv="refresh"' "$TMP/body"
hasnt "no second button" 'action="/account/data"' "$TMP/body"
send ana /account/data
req ana GET /account/data
is "still one" 1 "$(sql "SELECT COUNT(*) FROM olvido.contact_export WHERE contact_id = $ID")"
for p in file download; do req ana GET /account/data/$p; is "nothing to download: $p" 1 "$(grep -cE '^(403|410)$' <<<"$STATUS")"; done

# ---- made ------------------------------------------------------------------------------------
cron --dry-run export
has "what would be done" "export (dry run): 1 to make, 0 to delete" "$TMP/cron"
is "and is not" 1 "$(row state "$ID")"
ok "made" cron export
has "said so" "1 made, 0 failed" "$TMP/cron"
is "ready, all tickets, none broken" "3 3 3 0 0" "$(row 'state, total, done, problems, fault' "$ID" | tr '\t' ' ')"
is "logged" 1 "$(audits 632 "$ID")"
FILE=$VAR/files/$ACC/export/$(row export_id "$ID")
is "one file, nothing beside it" "1 1" "$(stat -c %h "$FILE") $(find "$VAR/files/$ACC/export" -name "$(basename "$FILE")*" | wc -l)"
mail_link "$ANA" /account/data/
hasnt "the mail says nothing of the tickets" "Kettle" <(sink_files "$ANA" | tail -1 | xargs cat)
req nobody GET "$LINK"
is "the link alone opens nothing" "303 /login?next=$LINK" "$STATUS $(location)"
req ana-guest GET "$LINK"
is "nor for a guest of one ticket" "303 /login?next=/account/data" "$STATUS $(location)"
by_link bob "$BOB"
req bob GET "$LINK"
is "nor for somebody else" 404 "$STATUS"
req bob GET /account/data/file
is "who has none himself" 404 "$STATUS"
HOST=second.localhost req nobody2 GET "$LINK"
is "another account asks to sign in there" 303 "$STATUS"
req ana GET "$LINK"
is "she comes to her page" "303 /account/data" "$STATUS $(location)"
req ana GET /account/data
has "to download" 'href="/account/data/file"' "$TMP/body"
is "no refresh any more" 0 "$(grep -c http-equiv "$TMP/body")"
req ana GET /account/data/file
is "hers" 200 "$STATUS"
has "as a file" 'attachment; filename="data-' "$TMP/head"
for h in "application/octet-stream" "x-content-type-options: nosniff" "cache-control: no-store" "sandbox"; do
  is "header $h" 1 "$(grep -ci -- "$h" "$TMP/head" | head -c 1)"
done
zip first
is "a piece of it by range" 206 "$(req ana GET /account/data/file -r 0-3; echo "$STATUS")"
is "its beginning" PK "$(head -c 2 "$TMP/body")"
is "each time logged" 2 "$(audits 633 "$ID")"

# ---- what is in it ---------------------------------------------------------------------------
cat >"$TMP/look.py" <<'PY'
import json, sys, os
d, ana, bob, u, t, ht, bt = sys.argv[1:8]
j = json.load(open(d + '/data.json'))
html = open(d + '/index.html').read()
every = json.dumps(j, ensure_ascii=False)
bad = []
def want(name, cond):
    if not cond: bad.append(name)
p = j['profile']
want('thanks', p['thanked_as'] == ['Ana of ' + u])
want('consents', [(c['purpose'], c['text'], c['withdrawn_at']) for c in j['consents']] == [('News', 'We may write to you: news%s.' % u, None)])
want('requests', [(r['kind'], r['text']) for r in j['requests']] == [('rectification', 'My name has an h: %s.' % u)] and j['restricted'] is None)
want('html consents, requests, mails', all(x in html for x in ('News', 'We may write to you: news%s.' % u, 'My name has an h: %s.' % u, '<td>Receipt</td>', 'Mails sent to you')))
want('profile', p['email'] == ana and p['name'] == 'Ana <b>Petrova</b>' and p['address_proved_at'])
want('sessions', len(j['sessions']) >= 2 and all(s['network'] for s in j['sessions']))
want('mails', {'Receipt', 'Reply', 'Account'} <= {m['kind'] for m in j['mails_to_you']})
want('acts', 'SignIn' in {a['what'] for a in j['your_acts']})
tk = {x['id']: x for x in j['tickets']}
want('tickets', set(tk) == {t, ht, bt})
one = tk[t]
want('subject', one['subject'] == 'Kettle %s & <i>lid</i>' % u and one['yours'] and one['tags'] == ['tag' + u])
by = {}
for m in one['messages']: by.setdefault((m['kind'], m['author']), []).append(m)
want('own text', by[('incoming', 'you')][0]['text'] == 'It leaks, says ana%s.' % u)
f = by[('incoming', 'you')][0]['files'][0]
want('own file name', f['name'] == 'año nuevo.bin')
want('own file bytes', open(d + '/' + f['path'], 'rb').read() == open(os.path.dirname(d) + '/own.bin', 'rb').read())
want('safe path', f['path'].isascii() and '..' not in f['path'] and ' ' not in f['path'])
a = by[('outgoing', 'agent')][0]
want('agent by name', a['agent'] not in ('', None))
want('answer, without Bob', a['text'] == 'Dear Ana, [another person] looks at it. answer%s' % u)
want('answer file', open(d + '/' + a['files'][0]['path']).read() == 'answer file ' + u)
o = by[('incoming', 'other')][0]
want('another', o['text'] == 'I fix kettles%s. Call [another person] or [another person], [another person], [another person]; not %s.' % (u, ana))
want("another's file", o['files'][0]['path'] is None)
want('html', '<b>words%s</b>' % u in tk[ht]['messages'][0]['html'] and 'words' + u in tk[ht]['messages'][0]['text'])
b = tk[bt]
want("another's ticket", not b['yours'] and 'subject' not in b and [m['text'] for m in b['messages']] == ['Anas word in the other ticket' + u])
low = (every + html).lower()
for x in (bob, 'quigley', 'bobs subject', 'bobs own', 'carl%s@' % u): want('no ' + x, x.lower() not in low)
notes = ('note', 'agent') in by
want('flag', j['internal_notes'] == notes)
want('not whole', j['not_whole'] == [])
if notes:
    n = by[('note', 'agent')][0]
    want('note masked', n['text'] == 'secretnote%s: ask [another person] or %s' % (u, ana))
    want('note file', open(d + '/' + n['files'][0]['path']).read() == 'note file ' + u)
    want('events', any(k[0] == 'event' for k in by))
else:
    want('no note', 'secretnote' not in low and 'note file' not in low and not any(k[0] == 'event' for k in by))
want('html escaped', '<b>Petrova' not in html and '&lt;b&gt;Petrova' in html and '<script' not in html.lower())
want('html has all', all(x + u in html for x in ('It leaks, says ana', 'answer', 'kettles', 'words', 'other ticket')))
want('html links', f['path'] in html)
want('html alone', 'http://' not in html and 'https://' not in html and "default-src 'none'" in html)
names = {x for _, _, fs in os.walk(d + '/files') for x in fs}
want('files', len(names) == (5 if notes else 4) - 1)
print('\n'.join(bad))
sys.exit(bool(bad))
PY
look() { python3 "$TMP/look.py" "$TMP/$1" "$ANA" "$BOB" "$U" "$T" "$HT" "$BT"; }
ok "all of it, and nothing of others" look first
is "not the participant's file" 0 "$(find "$TMP/first/files" -name "$BOBS_FILE-*" | wc -l)"

# ---- nothing in the clear ----------------------------------------------------------------------
printf 'one It leaks, says ana%s\ntwo ana%s@example.org\nthree Kettle %s\n' "$U" "$U" "$U" >"$TMP/words"
"$BUILD/tests/scan" "$TMP/words" "$VAR/files" "$VAR/log" "$VAR/run" >"$TMP/out" 2>&1
is "no word in the files or logs" "" "$(grep -E '^(one|two|three)' "$TMP/out")"
cp "$TMP/first/data.json" "$VAR/files/leak$U"
"$BUILD/tests/scan" "$TMP/words" "$VAR/files" >"$TMP/out" 2>&1
is "and a leak would be seen" 1 "$(($(grep -c "leak$U" "$TMP/out") > 0))"
rm "$VAR/files/leak$U"
is "no token, no address in the logs" 0 "$(grep -rlE "${LINK#/account/data/}|$ANA" "$VAR/log" 2>/dev/null | wc -l)"

# ---- once a day; the panel's doors ------------------------------------------------------------
req ana GET /account/data
has "not again today" "You can ask for another one from" "$TMP/body"
send ana /account/data
req ana GET /account/data
has "and is told so" "less than a day ago" "$TMP/body"
EXP=$(row export_id "$ID")
req ag GET "/panel/contacts/$ID"
hasnt "an agent may not send it" "/panel/contacts/$ID/export" "$TMP/body"
req ag POST "/panel/contacts/$ID/export" --data-urlencode "csrf=${TOKEN[ag]}"
is "nor by hand" 403 "$STATUS"
for p in /panel/privacy/exports "/panel/privacy/exports/$EXP/download"; do
  req ag GET "$p"
  is "an agent: $p" 403 "$STATUS"
done
req ow GET /panel/privacy/exports
is "the owner's page" 200 "$STATUS"
has "lists it" "/panel/privacy/exports/$EXP/download" "$TMP/body"
TAKEN=$(audits 633 "$ID")
req ow GET "/panel/privacy/exports/$EXP/download"
is "an owner who proved himself just now takes it" 200 "$STATUS"
is "which is logged by his name" "$((TAKEN + 1)) 1" "$(audits 633 "$ID") $(sql "SELECT actor_kind FROM olvido.audit WHERE verb = 633 AND object_id = $ID ORDER BY n DESC LIMIT 1")"
sql "UPDATE olvido.session SET step_up_until = 0 WHERE kind = 1"
req ow GET "/panel/privacy/exports/$EXP/download"
is "later he proves himself again" 403 "$STATUS"
has "by a form" "proof-password" "$TMP/body"
agent_in ow "$OWNER_EMAIL" "$OWNER_PASSWORD"
req ow GET "/panel/privacy/exports/$((EXP + 1))/download"
is "one that is not there" 404 "$STATUS"
req ow POST "/panel/contacts/$ID/export" --data-urlencode "csrf=${TOKEN[ow]}"
is "not again today, from the panel" "303 1" "$STATUS $(sql "SELECT COUNT(*) FROM olvido.contact_export WHERE contact_id = $ID")"
req ow POST /panel/privacy/exports --data-urlencode "csrf=${TOKEN[ow]}" -d notes=1 -d agents=1
is "set: notes, agents" "303 1 1" "$STATUS $(sql "SELECT notes, agents FROM olvido.export_setting WHERE account_id = $ACC" | tr '\t' ' ')"
yesterday "$ID"
req ag GET "/panel/contacts/$ID"
has "now an agent may send it" "/panel/contacts/$ID/export" "$TMP/body"
agent_in ag "$AGENT_EMAIL" "$AGENT_PASSWORD"
req ag POST "/panel/contacts/$ID/export" --data-urlencode "csrf=${TOKEN[ag]}"
is "he does" "303 1 2" "$STATUS $(row state "$ID") $(row door "$ID")"
ok "made again" cron export
req ana GET /account/data/file
zip second
ok "with notes" look second
req ow POST /panel/privacy/exports --data-urlencode "csrf=${TOKEN[ow]}"
is "set back" "303 0 0" "$STATUS $(sql "SELECT notes, agents FROM olvido.export_setting WHERE account_id = $ACC" | tr '\t' ' ')"

# ---- who has a password proves himself -------------------------------------------------------------
ask "$BEN" "Ben Password" "Bens $U" "Hello"
BEN_ID=$(id_of "$TICKET")
req c GET /register
send c /register --data-urlencode "name=Ben Password" --data-urlencode "email=$BEN"
mail_link "$BEN" /confirm/
req c GET "$LINK"
GOOD="nine lanterns under the old bridge"
send c "$LINK" --data-urlencode "password=$GOOD"
sql "UPDATE olvido.session SET step_up_until = 0 WHERE kind = 2"
req c GET /account/data
has "his form" 'action="/account/data/sure"' "$TMP/body"
TOKEN[c]=$(csrf)
req c POST /account/data --data-urlencode "csrf=${TOKEN[c]}"
is "not without proof" "403 " "$STATUS $(row state "$BEN_ID")"
req c POST /account/data/sure --data-urlencode "csrf=${TOKEN[c]}"
is "the password again" "403 " "$STATUS $(row state "$BEN_ID")"
req c POST /account/data/sure --data-urlencode "csrf=${TOKEN[c]}" --data-urlencode "proof-password=wrong"
is "a wrong one" "422 " "$STATUS $(row state "$BEN_ID")"
req c POST /account/data/sure --data-urlencode "csrf=${TOKEN[c]}" --data-urlencode "proof-password=$GOOD"
is "the right one" "303 1" "$STATUS $(row state "$BEN_ID")"

# ---- killed in the middle, begun anew -----------------------------------------------------------------
BEN_FILE=$VAR/files/$ACC/export/$(row export_id "$BEN_ID")
(echo "LOCK TABLES olvido.ticket_tag WRITE;"; exec sleep 60) 2>/dev/null | mariadb --no-defaults -S "$MYSQL_SOCKET" >/dev/null 2>&1 &
HOLD=$!
sleep 0.5
"$BUILD/olvido-cron" --conf "$VAR/olvido.hdf" export >"$TMP/killed" 2>&1 &
BUILDER=$!
wait_for 20 test -e "$BEN_FILE.new"
kill -9 "$BUILDER"
wait "$BUILDER" 2>/dev/null
is "killed while it wrote" "2 1" "$(row 'state, attempts' "$BEN_ID" | tr '\t' ' ')"
ok "half a file" test -e "$BEN_FILE.new"
req c GET /account/data
has "he sees that it is being made" "It is being made." "$TMP/body"
sql "SELECT id FROM information_schema.processlist WHERE info IS NULL AND command = 'Sleep' AND user = 'root'" | while read -r p; do sql "KILL $p" 2>/dev/null; done
kill "$HOLD" 2>/dev/null
ok "not while its builder may live" cron export
is "still" 2 "$(row state "$BEN_ID")"
ok "a minute later" cron --now=$(($(date +%s) + 120)) export
is "made, at the second try" "3 2" "$(row 'state, attempts' "$BEN_ID" | tr '\t' ' ')"
ok "nothing half is left" test ! -e "$BEN_FILE.new"
req c GET /account/data/file
is "not without proof" 403 "$STATUS"
req c GET /account/data/download
is "proved a moment ago" 200 "$STATUS"
zip ben
is "his ticket" "Bens $U" "$(jq -r '.tickets[].subject' "$TMP/ben/data.json")"
sql "UPDATE olvido.contact_export SET state = 2, attempts = 3, due_at = 0 WHERE contact_id = $BEN_ID"
ok "begun three times" cron export
is "is given up, key and file gone" "4 2 1" "$(row 'state, fault, sealed IS NULL' "$BEN_ID" | tr '\t' ' ')"
ok "the file too" test ! -e "$BEN_FILE"
req c GET /account/data
has "said so" "Something went wrong several times." "$TMP/body"

# ---- a full disk ------------------------------------------------------------------------------------------
full_disk() { mount -t tmpfs -o "size=$1,mode=2770,gid=$(getent group olvido-files | cut -d: -f3)" olvido-test "$VAR/files/$ACC/export"; }
yesterday "$ID"
req ana GET /account/data
send ana /account/data
if ! full_disk 64k 2>"$TMP/err"; then
  echo "export: no right to mount here ($(cat "$TMP/err")): a full disk was not tried"
else
  cron export
  is "failed, the disk" "4 1 1" "$(row 'state, fault, sealed IS NULL' "$ID" | tr '\t' ' ')"
  is "no part of a file" 0 "$(find "$VAR/files/$ACC/export" -type f | wc -l)"
  umount "$VAR/files/$ACC/export"
  is "logged" 1 "$(audits 634 "$ID")"
  req ana GET /account/data
  has "she reads why" "There was no room on our disk." "$TMP/body"
  send ana /account/data
  is "and may ask at once" "303 1" "$STATUS $(row state "$ID")"
fi

# ---- one ticket that does not open ---------------------------------------------------------------------------
GOOD=$(sql "SELECT HEX(sealed) FROM olvido.ticket WHERE ticket_id = $T")
sql "UPDATE olvido.ticket SET sealed = REPEAT('x', 105) WHERE ticket_id = $T"
ok "it ends nothing" cron export
sql "UPDATE olvido.ticket SET sealed = UNHEX('$GOOD') WHERE ticket_id = $T"
is "ready, one is not whole" "3 1" "$(row 'state, problems' "$ID" | tr '\t' ' ')"
req ana GET /account/data
has "she is told" "1 ticket is not complete in it" "$TMP/body"
req ana GET /account/data/file
zip broken
is "named by its code" "$T_CODE" "$(jq -r '.not_whole[]' "$TMP/broken/data.json")"
has "in the page" "<li>$T_CODE</li>" "$TMP/broken/index.html"
is "the others are there" "$HT" "$(jq -r '.tickets[] | select(.yours) | .id' "$TMP/broken/data.json")"

# ---- over -------------------------------------------------------------------------------------------------------
mail_link "$ANA" /account/data/
FILE=$VAR/files/$ACC/export/$(row export_id "$ID")
ok "there" test -e "$FILE"
ok "six days later" cron --now=$(($(date +%s) + 6 * 86400)) export
is "it is still there" 3 "$(row state "$ID")"
ok "eight days later" cron --now=$(($(date +%s) + 8 * 86400)) export
is "its key is gone" "5 1" "$(row 'state, sealed IS NULL' "$ID" | tr '\t' ' ')"
ok "and its file" test ! -e "$FILE"
req ana GET /account/data/file
is "nothing to download" 410 "$STATUS"
req ana GET /account/data
has "said so" "The copy was deleted after 7 days." "$TMP/body"
sql "UPDATE olvido.link SET expires_at = 1 WHERE purpose = 32 AND contact_id = $ID"
req ana GET "$LINK"
is "the link is over" 410 "$STATUS"

# ---- forgotten ------------------------------------------------------------------------------------------------------
sql "UPDATE olvido.contact_export SET state = 3, expires_at = due_at + 86400 WHERE contact_id = $ID"
yesterday "$ID"
req ana GET /account/data
send ana /account/data
ok "one more" cron export
is "ready" 3 "$(row state "$ID")"
EXP=$(row export_id "$ID")
"$BUILD/tests/forget" "$VAR/olvido.hdf" "$HOST" "$ANA" >"$TMP/out" 2>&1
req ow GET "/panel/privacy/exports/$EXP/download"
is "his export is nothing any more" 410 "$STATUS"
sql "UPDATE olvido.contact_export SET state = 1, due_at = 0 WHERE export_id = $EXP"
ok "nobody to make it for" cron export
is "given up" "4 3" "$(sql "SELECT state, fault FROM olvido.contact_export WHERE export_id = $EXP" | tr '\t' ' ')"

# ---- somebody else in it is erased: what is put back of it stays shut -----------------------------------------------
cli() { "$BUILD/olvido" --conf "$VAR/olvido.hdf" "$@" >"$TMP/out" 2>&1; }
ask "dan$U@example.org" "Dan Dorn$U" "Dans own $U" "Nothing"
DAN_ID=$(id_of "$TICKET")
"$BUILD/tests/participant" "$VAR/olvido.hdf" "$HOST" "dan$U@example.org" "$BT" "danwasthere$U" >"$TMP/out"
COPY=$(sql "SELECT NEXT VALUE FOR olvido.id_seq")
again() { # CONTACT: a copy for him is asked for, and made
  sql "DELETE FROM olvido.contact_export WHERE export_id = $COPY;
    INSERT INTO olvido.contact_export (account_id, export_id, contact_id, actor_kind, actor_id, door, state, asked_at, due_at)
    VALUES ($ACC, $COPY, $1, 2, $1, 1, 1, UNIX_TIMESTAMP(), 1)"
  cron export
}
copy() { sql "SELECT $1 FROM olvido.contact_export WHERE export_id = $COPY"; }
secrets() { sql "SELECT COUNT(*) FROM olvido_keys.secret WHERE account_id = $ACC AND kind = 49 AND id = $1"; }
dead() { sql "SELECT COUNT(*) FROM olvido_keys.tombstone d JOIN olvido.erasure e USING (account_id, erasure_id) WHERE d.account_id = $ACC AND d.kind = 49 AND d.id = $1 AND e.subject_id = $2"; }
kept() {
  KEY=$(copy "HEX(sealed)") OWN=$(copy secret_id) SIZE=$(copy size)
  SECRET=$(sql "SELECT CONCAT_WS(', ', account_id, kind, id, bucket, generation, CONCAT('0x', HEX(wrapped))) FROM olvido_keys.secret WHERE account_id = $ACC AND kind = 49 AND id = $OWN")
  cp "$VAR/files/$ACC/export/$COPY" "$TMP/kept"
}
put_back() {
  sql "UPDATE olvido.contact_export SET state = 3, fault = 0, sealed = UNHEX('$KEY'), secret_id = $OWN, size = $SIZE, expires_at = UNIX_TIMESTAMP() + 86400, due_at = UNIX_TIMESTAMP() + 86400 WHERE export_id = $COPY"
  cp "$TMP/kept" "$VAR/files/$ACC/export/$COPY"
  sql "INSERT IGNORE INTO olvido_keys.secret (account_id, kind, id, bucket, generation, wrapped) VALUES ($SECRET)"
}
download() { req ow GET "/panel/privacy/exports/$COPY/download"; }
again "$BOB_ID"
is "Bob's copy, with a secret of its own" "3 1" "$(copy state) $(secrets "$(copy secret_id)")"
download
zip bob1
ok "Dan is in it" grep -q "danwasthere$U" "$TMP/bob1/data.json"
kept
rm -f "$VAR/files/$ACC/export/$COPY"
put_back
download
is "row and file put back before that open" 200 "$STATUS"
ok "Dan is erased" cli erase "$HOST" contact "$DAN_ID" --yes
is "it waits to be made anew, without key, secret and file" "1 1 0 0 0" "$(copy 'state, sealed IS NULL, secret_id' | tr '\t' ' ') $(secrets "$OWN") $(find "$VAR/files/$ACC/export" -name "$COPY*" | wc -l)"
is "by a tombstone of that erasure" 1 "$(dead "$OWN" "$DAN_ID")"
put_back
download
is "row, file and secret put back do not open" 410 "$STATUS"
sql "DELETE FROM olvido_keys.secret WHERE account_id = $ACC AND kind = 49 AND id = $OWN;
  UPDATE olvido.contact_export SET state = 1, sealed = NULL, secret_id = 0, due_at = 0 WHERE export_id = $COPY"
cron export
is "made anew with another secret" "3 1" "$(copy "state, secret_id <> 0 AND secret_id <> $OWN" | tr '\t' ' ')"
download
zip bob2
ok "which is Bob's" grep -q "Bobs own words $U" "$TMP/bob2/data.json"
ok "without Dan" test -z "$(grep -l "danwasthere$U" "$TMP/bob2/data.json")"
# Made anew before what erases had its turn: nothing else waits to be made.
ask "fay$U@example.org" "Fay Fern$U" "Fays own $U" "Nothing"
OWN=$(copy secret_id)
ok "another is erased, her rows are still there" cli erase "$HOST" contact "$(id_of "$TICKET")" --yes --later
is "Bob's copy goes" "7 1" "$(copy 'state, sealed IS NULL' | tr '\t' ' ')"
cron --dry-run export
has "and is counted" "export (dry run): 1 to make, 0 to delete" "$TMP/cron"
ok "made anew at once" cron export
is "ready, with another secret" "3 1" "$(copy "state, secret_id <> 0 AND secret_id <> $OWN" | tr '\t' ' ')"
download
zip bob3
ok "Bob's again" grep -q "Bobs own words $U" "$TMP/bob3/data.json"
# Two settle it at once: the slower one, which knows the old secret, leaves the row alone
# that went on meanwhile with another.
slower() { # STATE: what is there of it when the slower one goes on
  OWN=$(copy secret_id) OTHER=$(sql "SELECT NEXT VALUE FOR olvido.id_seq")
  sql "UPDATE olvido.contact_export SET state = 7, due_at = 0, sealed = NULL, size = 0 WHERE export_id = $COPY"
  mkfifo "$TMP/lock.in"
  mariadb --no-defaults -S "$MYSQL_SOCKET" -n -N <"$TMP/lock.in" >"$TMP/lock" 2>&1 &
  LOCK=$!
  exec 7>"$TMP/lock.in"
  echo "START TRANSACTION; SELECT id FROM olvido_keys.secret WHERE account_id = $ACC AND kind = 49 AND id = $OWN FOR UPDATE; SELECT 'locked';" >&7
  wait_for 20 grep -q locked "$TMP/lock" || bad "its secret is not locked"
  cron export 7>&- &
  SLOWER=$!
  ok "the slower one waits for its secret" wait_for 20 waits
  sql "UPDATE olvido.contact_export SET state = $1, secret_id = $OTHER, due_at = IF($1 = 7, 0, expires_at) WHERE export_id = $COPY"
  kill "$LOCK"
  wait "$LOCK" 2>/dev/null
  exec 7>&-
  rm -f "$TMP/lock.in"
  wait "$SLOWER"
  is "the slower one ends well" 0 $?
}
waits() { [ "$(sql "SELECT COUNT(*) FROM information_schema.innodb_trx WHERE trx_state = 'LOCK WAIT'")" -ge 1 ]; }
slower 7
is "what was to go again has its tombstone" 1 "$(sql "SELECT COUNT(*) FROM olvido_keys.tombstone WHERE account_id = $ACC AND kind = 49 AND id = $OTHER")"
is "and is made anew" "3 1" "$(copy "state, secret_id NOT IN (0, $OWN, $OTHER)" | tr '\t' ' ')"
slower 3
is "what was made anew is left there, and its file" "3 1 1" "$(copy "state, secret_id = $OTHER" | tr '\t' ' ') $(find "$VAR/files/$ACC/export" -name "$COPY" | wc -l)"
sql "UPDATE olvido.contact_export SET state = 1, secret_id = 0, due_at = 0 WHERE export_id = $COPY"
ok "once more for him" cron export
kept
ok "Bob is erased, his rows are still there" cli erase "$HOST" contact "$BOB_ID" --yes --later
is "his own is dead at once, by his own erasure" "0 1" "$(secrets "$OWN") $(dead "$OWN" "$BOB_ID")"
put_back
download
is "and stays shut when it is put back" 410 "$STATUS"
"$BUILD/olvido-cron" --conf "$VAR/olvido.hdf" --wait=30 erase >"$TMP/cron" 2>&1
is "then all of it goes" "0 0 0" "$(sql "SELECT COUNT(*) FROM olvido.contact_export WHERE export_id = $COPY") $(secrets "$OWN") $(find "$VAR/files/$ACC/export" -name "$COPY*" | wc -l)"
# Its days are over: neither does that one open.
ask "eve$U@example.org" "Eve Esch$U" "Eves own $U" "Nothing"
again "$(id_of "$TICKET")"
kept
sql "UPDATE olvido.contact_export SET due_at = UNIX_TIMESTAMP() - 1, expires_at = UNIX_TIMESTAMP() - 1 WHERE export_id = $COPY"
cron export
is "over: its secret and file are gone" "5 0 0" "$(copy state) $(secrets "$OWN") $(find "$VAR/files/$ACC/export" -name "$COPY*" | wc -l)"
put_back
download
is "put back, it stays shut" 410 "$STATUS"
sql "DELETE FROM olvido_keys.secret WHERE account_id = $ACC AND kind = 49 AND id = $OWN; DELETE FROM olvido.contact_export WHERE export_id = $COPY"
rm -f "$VAR/files/$ACC/export/$COPY"
ok "no key is missing" cli keys check

# ---- erased: row and file go with him ------------------------------------------------------------------------------
is "what was over long ago has no row any more" "" "$(row state "$BEN_ID")"
sql "INSERT INTO olvido.contact_export (account_id, export_id, contact_id, actor_kind, actor_id, door, state, asked_at, due_at)
  VALUES ($ACC, $(basename "$BEN_FILE"), $BEN_ID, 2, $BEN_ID, 1, 1, 1, 1)"
ok "Ben's copy again" cron export
ok "it lies there" test -e "$BEN_FILE"
ok "Ben is erased" "$BUILD/olvido" --conf "$VAR/olvido.hdf" erase "$HOST" contact "$BEN_ID" --yes
is "no row" 0 "$(sql "SELECT COUNT(*) FROM olvido.contact_export WHERE contact_id = $BEN_ID")"
ok "no file" test ! -e "$BEN_FILE"
