# shellcheck shell=bash
# One ticket in the panel: what is shown, what is sent, what is changed.
. "$ROOT/tests/support/panel.sh"
agent_in ag "$AGENT_EMAIL" "$AGENT_PASSWORD"
agent_in ow "$OWNER_EMAIL" "$OWNER_PASSWORD"
page() { req "$1" GET "/panel/tickets/$TICKET"; }
portal_in() { # JAR EMAIL: the customer opens the link of his newest mail
  local link
  link=$(grep -oE "/t/[A-Za-z0-9_-]{43}" "$(sink_mail "$2")" | head -1)
  rm -f "$TMP/$1"
  req "$1" GET "$link"
  req "$1" POST "$link" --data-urlencode "csrf=$(csrf)"
}

# ---- what is shown -----------------------------------------------------------
head -c 300000 /dev/urandom >"$TMP/big.bin"
printf '\x89PNG\r\n\x1a\n%s' "rest of it" >"$TMP/dot.png"
printf '%%PDF-1.4 of sorts' >"$TMP/in voice ñ.pdf"
ask "ana$U@example.org" "Ana Ticket" "My <b>parcel</b> $U" $'It is late.\n\nhttps://example.org/x <script>alert(1)</script>' \
  -F "files=@$TMP/big.bin" -F "files=@$TMP/dot.png" -F "files=@$TMP/in voice ñ.pdf"
is "asked by web" 200 "$STATUS"
page ag
is "the ticket" 200 "$STATUS"
has "its code" "$CODE" "$TMP/body"
has "subject escaped" "My &lt;b&gt;parcel&lt;/b&gt; $U" "$TMP/body"
hasnt "no markup of his" "<script>alert" "$TMP/body"
has "a link, safe" 'rel="noopener noreferrer nofollow" target="_blank" href="https://example.org/x"' "$TMP/body"
has "his name" "Ana Ticket" "$TMP/body"
has "his address" "ana$U@example.org" "$TMP/body"
has "not proven yet" 'class="warn"' "$TMP/body"
for f in big.bin dot.png "in voice ñ.pdf"; do has "listed: $f" "download>$f</a>" "$TMP/body"; done
file_of() { grep -o "/attachments/[0-9]*\" download>$1" "$TMP/body" | grep -o '[0-9]*' | head -1; }
for f in big.bin dot.png "in voice ñ.pdf"; do
  page ag
  A=$(file_of "$f")
  req ag GET "/panel/tickets/$TICKET/attachments/$A"
  is "download $f" 200 "$STATUS"
  ok "byte for byte: $f" cmp "$TMP/body" "$TMP/$f"
  has "never shown inside: $f" "attachment;" "$TMP/head"
  has "no sniffing: $f" "nosniff" "$TMP/head"
done
page ag
A=$(file_of big.bin)
for r in 0-99 65530-65545 299990- -10 0-0; do
  req ag GET "/panel/tickets/$TICKET/attachments/$A" -r "$r"
  is "range $r" 206 "$STATUS"
  case $r in
  -10) tail -c 10 "$TMP/big.bin" ;;
  *-) tail -c +299991 "$TMP/big.bin" ;;
  *) tail -c +$((${r%-*} + 1)) "$TMP/big.bin" | head -c $((${r#*-} - ${r%-*} + 1)) ;;
  esac >"$TMP/part"
  ok "its bytes $r" cmp "$TMP/body" "$TMP/part"
done
req ag GET "/panel/tickets/$TICKET/attachments/$A" -r 300000-
is "range past the end" 416 "$STATUS"
P=$(page ag; file_of dot.png)
req ag GET "/panel/tickets/$TICKET/attachments/$P?inline=1"
has "a picture may be looked at" "content-type: image/png" <(tr 'A-Z' 'a-z' <"$TMP/head")
req ag GET "/panel/tickets/$TICKET/attachments/$A?inline=1"
has "what is none is not" "application/octet-stream" "$TMP/head"
FIRST=$TICKET
ask "ben$U@example.org" "Ben Other" "Another $U" "Hello"
req ag GET "/panel/tickets/$TICKET/attachments/$A"
is "a file under another ticket" 404 "$STATUS"

# By mail, with the same bytes.
{
  printf 'From: "Ana Ticket" <ana%s@example.org>\r\nTo: support@%s\r\nSubject: =?utf-8?q?Ma=C3=B1ana_%s?=\r\n' "$U" "$HOST" "$U"
  printf 'Message-ID: <m1.%s@example.org>\r\nDate: Tue, 24 Nov 2026 10:00:00 +0000\r\nMIME-Version: 1.0\r\n' "$U"
  printf 'Content-Type: multipart/mixed; boundary=bb\r\n\r\n--bb\r\nContent-Type: text/html; charset=utf-8\r\n\r\n'
  printf '<p>Hola <b>mundo</b> <img src="https://track.example/x.png"><script>1</script></p>\r\n'
  printf -- '--bb\r\nContent-Type: application/octet-stream\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: attachment; filename="data.bin"\r\n\r\n'
  base64 -w 76 "$TMP/big.bin" | sed 's/$/\r/'
  printf -- '\r\n--bb--\r\n'
} >"$TMP/mail"
ok "mail comes in" deliver "support@$HOST" "ana$U@example.org" <"$TMP/mail"
TICKET=$(sql "SELECT ticket_id FROM olvido.ticket WHERE channel = 2 ORDER BY created_at DESC, activity_at DESC LIMIT 1")
MAILED=$TICKET
page ag
is "the mailed ticket" 200 "$STATUS"
has "its subject" "Mañana $U" "$TMP/body"
has "its text" "Hola mundo" "$TMP/body"
has "unverified" 'class="warn"' "$TMP/body"
A=$(file_of data.bin)
req ag GET "/panel/tickets/$TICKET/attachments/$A"
ok "mailed file, byte for byte" cmp "$TMP/body" "$TMP/big.bin"
page ag
BODY=$(grep -o "/panel/tickets/$TICKET/messages/[0-9]*/body" "$TMP/body" | head -1)
req ag GET "$BODY"
is "its frame" 200 "$STATUS"
has "formatted" "<b>mundo</b>" "$TMP/body"
hasnt "no script" "<script" "$TMP/body"
hasnt "nothing is fetched" ' src="https://track.example' "$TMP/body"
has "sandboxed" "sandbox allow-popups" "$TMP/head"
req ag GET "$BODY?remote=1"
has "only when asked" "https://track.example/x.png" "$TMP/body"
page ag
has "his other ticket" "href=\"/panel/tickets/$FIRST\"" "$TMP/body"
C=$(grep -o '/panel/contacts/[0-9]*' "$TMP/body" | head -1)
req ag GET "$C"
is "the contact" 200 "$STATUS"
has "with both" "$FIRST $MAILED" <(rows | sort -n | grep -xE "$FIRST|$MAILED" | tr '\n' ' ')

# A mail that names a ticket only suggests it.
printf 'From: eve%s@example.org\r\nTo: support@%s\r\nSubject: Re: x [%s]\r\n\r\nI am in\r\n' "$U" "$HOST" \
  "$(sql "SELECT code FROM olvido.ticket WHERE ticket_id = $FIRST")" | deliver "support@$HOST" "eve$U@example.org"
TICKET=$(sql "SELECT ticket_id FROM olvido.ticket WHERE linked_id = $FIRST")
page ag
has "the suggestion" "href=\"/panel/tickets/$FIRST\"" "$TMP/body"
TICKET=$FIRST
page ag
hasnt "and nothing joined" "I am in" "$TMP/body"

# ---- replies -----------------------------------------------------------------
TICKET=$MAILED
act ag "$TICKET" reply --data-urlencode "body=Hello Ana,"$'\n'"it is on its way $U." -d status=answered -d "seen=$(seen ag "$TICKET")"
is "replied" "303 /panel/tickets/$TICKET" "$STATUS $(location)"
page ag
has "shown" "it is on its way $U" "$TMP/body"
has "said so" "Your reply was sent." "$TMP/body"
is "answered" 3 "$(status_of "$TICKET")"
is "taken by who answered" "$AGENT_ID" "$(sql "SELECT agent_id FROM olvido.ticket WHERE ticket_id = $TICKET")"
is "in order" "Hola mundo it is on its way $U" "$(grep -oE "Hola mundo|it is on its way $U" "$TMP/body" | awk '!s[$0]++' | paste -sd' ')"
reply_mail() { grep -l "it is on its way $U" "$SMTP_SINK"/* | head -1; }
wait_for 15 reply_mail
ok "the mail went out" wait_for 15 test -n "$(reply_mail)"
M=$(reply_mail)
tr -d '\r' <"$M" >"$TMP/out"
CODE=$(sql "SELECT code FROM olvido.ticket WHERE ticket_id = $TICKET")
has "to him" "ana$U@example.org" <(grep -i '^To:' "$TMP/out")
has "answers his mail" "<m1.$U@example.org>" <(grep -iA1 '^In-Reply-To:' "$TMP/out")
has "in his thread" "<m1.$U@example.org>" <(grep -iA2 '^References:' "$TMP/out")
has "a Message-ID of ours" "@$HOST>" <(grep -iA1 '^Message-ID:' "$TMP/out")
has "a reply address of his own" "ticket+" <(grep -iA1 '^Reply-To:' "$TMP/out")
SUBJECT=$(python3 -c 'import email,email.policy,sys; print(email.message_from_binary_file(open(sys.argv[1],"rb"),policy=email.policy.default)["subject"])' "$M")
is "subject with code" "Re: Mañana $U [$CODE]" "$SUBJECT"

reply_files() { # BODY STATUS FILES...
  local b=$1 s=$2; shift 2
  req ag POST "/panel/tickets/$TICKET/reply" -F "csrf=${TOKEN[ag]}" --form-string "body=$b" -F "status=$s" -F "seen=$(seen ag "$TICKET")" "$@"
}
reply_files "With two files $U" resolved -F "files=@$TMP/big.bin" -F "files=@$TMP/dot.png"
is "with files" 303 "$STATUS"
is "resolved" 5 "$(status_of "$TICKET")"
two_files() { grep -l "With two files $U" "$SMTP_SINK"/* | head -1; }
wait_for 15 two_files
python3 - "$(two_files)" "$TMP/big.bin" "$TMP/dot.png" >"$TMP/py" <<'P'
import email, email.policy, sys
m = email.message_from_binary_file(open(sys.argv[1], "rb"), policy=email.policy.default)
have = {p.get_filename(): p.get_payload(decode=True) for p in m.iter_attachments()}
for f in sys.argv[2:]:
    assert have[f.split("/")[-1]] == open(f, "rb").read(), f
print("same", len(have))
P
is "both in the mail, byte for byte" "same 2" "$(cat "$TMP/py")"
page ag
has "listed under the reply" "download>big.bin</a>" "$TMP/body"

reply_files "Still working $U" open
is "kept open" "303 2" "$STATUS $(status_of "$TICKET")"
BEFORE=$(count_of "message WHERE ticket_id = $TICKET")
reply_files "No such status $U" closed
is "no other status by a reply" 400 "$STATUS"
reply_files "   " answered
is "an empty reply" 422 "$STATUS"
head -c 70000 /dev/zero | tr '\0' 'x' >"$TMP/long"
reply_files "$(cat "$TMP/long")" answered
is "a reply too long" 422 "$STATUS"
ok "is kept" grep -q xxxxxxxxxxxxxxx "$TMP/body"
head -c 26300000 /dev/zero >"$TMP/huge"
reply_files "Kept text of $U" answered -F "files=@$TMP/huge"
is "files too large" 422 "$STATUS"
has "the text stays" "Kept text of $U</textarea>" "$TMP/body"
rm -f "$TMP/huge"
is "nothing of this was stored" "$BEFORE" "$(count_of "message WHERE ticket_id = $TICKET")"

# The same form twice, and forms that cross.
SEEN=$(seen ag "$TICKET")
for _ in 1 2; do act ag "$TICKET" reply --data-urlencode "body=Only once $U" -d "seen=$SEEN"; done
is "sent twice: looks the same" "303 /panel/tickets/$TICKET" "$STATUS $(location)"
page ag
is "stands there once" 1 "$(grep -c "Only once $U" "$TMP/body")"
is "and mailed once" 1 "$(count_of "outbox WHERE kind = 2 AND message_id = (SELECT message_id FROM olvido.message WHERE ticket_id = $TICKET ORDER BY created_at DESC LIMIT 1)")"
SEEN=$(seen ag "$TICKET")
N=$(count_of "message WHERE ticket_id = $TICKET")
for i in $(seq 8); do
  curl -sk -o /dev/null --resolve "$HOST:$PORT:127.0.0.1" -b "$TMP/ag" "https://$HOST:$PORT/panel/tickets/$TICKET/reply" \
    --data-urlencode "csrf=${TOKEN[ag]}" --data-urlencode "body=All at once $U" -d "seen=$SEEN" &
done
wait $(jobs -p)
is "eight at once: one" $((N + 1)) "$(count_of "message WHERE ticket_id = $TICKET")"
SEEN=$(seen ow "$TICKET")
act ag "$TICKET" reply --data-urlencode "body=Faster $U" -d "seen=$(seen ag "$TICKET")"
act ow "$TICKET" reply --data-urlencode "body=Slower $U" -d "seen=$SEEN"
is "somebody was faster" 409 "$STATUS"
has "his text stays" "Slower $U</textarea>" "$TMP/body"
has "he reads the other first" "Faster $U" "$TMP/body"
has "and is told" "Somebody wrote meanwhile" "$TMP/body"
SEEN2=$(sed -n 's/.*name="seen" value="\([0-9]*\)".*/\1/p' "$TMP/body" | head -1)
ok "the form has read more now" test "$SEEN2" -gt "$SEEN"
act ow "$TICKET" reply --data-urlencode "body=Slower $U" -d "seen=$SEEN2"
is "sent again on purpose" 303 "$STATUS"

# ---- notes -------------------------------------------------------------------
MAILS=$(count_of "outbox WHERE ticket_id = $TICKET")
S=$(status_of "$TICKET")
SEEN=$(seen ag "$TICKET")
for _ in 1 2; do
  req ag POST "/panel/tickets/$TICKET/note" -F "csrf=${TOKEN[ag]}" --form-string "body=Secretnote $U" -F "seen=$SEEN" -F "files=@$TMP/dot.png;filename=inside-$U.png"
done
is "noted" "303 /panel/tickets/$TICKET" "$STATUS $(location)"
page ag
is "once" 1 "$(grep -c "Secretnote $U" "$TMP/body")"
is "no mail for it" "$MAILS" "$(count_of "outbox WHERE ticket_id = $TICKET")"
is "the status stays" "$S" "$(status_of "$TICKET")"
NOTEFILE=$(file_of "inside-$U.png")
ok "its file is listed" test -n "$NOTEFILE"
act ag "$TICKET" note -d body=
is "an empty note" 422 "$STATUS"
portal_in ana "ana$U@example.org"
is "the customer is in" 303 "$STATUS"
MINE=$(location)
req ana GET "$MINE"
is "the customer's page" "200 /ticket/$TICKET" "$STATUS $MINE"
has "he reads the replies" "it is on its way $U" "$TMP/body"
hasnt "never the note" "Secretnote" "$TMP/body"
hasnt "nor its file" "inside-$U" "$TMP/body"
hasnt "nor who moved what" "message-event" "$TMP/body"
req ana GET "/ticket/$TICKET/attachments/$NOTEFILE"
is "nor by its number" 404 "$STATUS"
ok "nor by mail" bash -c '! grep -l "Secretnote" "$1"/*' - "$SMTP_SINK"

# ---- the customer's side -------------------------------------------------------
req ana GET "/ticket/$TICKET"
T=$(csrf)
for s in 3 5 6 4; do
  sql "UPDATE olvido.ticket SET status = $s, postponed_until = IF($s = 4, UNIX_TIMESTAMP() + 99999, 0) WHERE ticket_id = $TICKET"
  req ana POST "/ticket/$TICKET/reply" -F "csrf=$T" -F "body=Still here $s $U"
  is "an answer reopens $s" "303 2 0" "$STATUS $(sql "SELECT status, postponed_until FROM olvido.ticket WHERE ticket_id = $TICKET" | tr '\t' ' ')"
done
page ag
has "the agent reads it" "Still here 4 $U" "$TMP/body"
req ana POST "/ticket/$TICKET/close" -F "csrf=$T"
is "he closes it" 6 "$(status_of "$TICKET")"
page ag
has "as an event of his" "<strong>Ana Ticket</strong> set the status to <strong>Closed</strong>" <(tr -s ' ' <"$TMP/body")
# By mail to the reply address of his.
TO=$(grep -iA1 '^Reply-To:' "$TMP/out" | grep -oE 'ticket\+[a-z0-9]+@[a-z.]+' | head -1)
printf 'From: ana%s@example.org\r\nTo: %s\r\nSubject: Re: x\r\n\r\nBy mail again %s\r\n' "$U" "$TO" "$U" | deliver "$TO" "ana$U@example.org"
is "his mail reopens too" 2 "$(status_of "$TICKET")"
page ag
has "and joins" "By mail again $U" "$TMP/body"

# ---- the small forms -------------------------------------------------------------
value() { sql "SELECT $1 FROM olvido.ticket WHERE ticket_id = $TICKET"; }
events() { count_of "message WHERE ticket_id = $TICKET AND kind = 4"; }
act ag "$TICKET" assign -d "agent=$OWNER_ID"
is "assigned to another" "303 $OWNER_ID" "$STATUS $(value agent_id)"
act ag "$TICKET" assign -d "agent=$AGENT_ID"
is "to me" "$AGENT_ID" "$(value agent_id)"
E=$(events)
act ag "$TICKET" assign -d "agent=$AGENT_ID"
is "again: nothing happened" "303 $E" "$STATUS $(events)"
act ag "$TICKET" assign -d agent=0
is "to nobody" 0 "$(value agent_id)"
page ag
has "told in the conversation" "assigned the ticket to <strong>Olivia Owner</strong>" <(tr -s ' ' <"$TMP/body")
FOREIGN=$(sql "SELECT agent_id FROM olvido.agent WHERE account_id <> (SELECT account_id FROM olvido.host WHERE host = '$HOST') LIMIT 1")
for a in "$FOREIGN" 999999999; do
  act ag "$TICKET" assign -d "agent=$a"
  is "to a stranger" "400 0" "$STATUS $(value agent_id)"
done
act ag "$TICKET" assign -d agent=x
is "to a word" 400 "$STATUS"
D1=$(value department_id)
D2=$(sql "SELECT department_id FROM olvido.department WHERE account_id = (SELECT account_id FROM olvido.host WHERE host = '$HOST') AND department_id <> $D1 LIMIT 1")
ok "there are two departments" test -n "$D2"
act ag "$TICKET" department -d "department=${D2:-0}"
is "moved" "303 $D2" "$STATUS $(value department_id)"
act ag "$TICKET" department -d department=999999999
is "to no department" "400 $D2" "$STATUS $(value department_id)"
act ag "$TICKET" department -d department=0
is "to none at all" "400 $D2" "$STATUS $(value department_id)"
i=1
for s in new open answered; do
  act ag "$TICKET" status -d "status=$s"
  is "status $s" "303 $i" "$STATUS $(value status)"
  i=$((i + 1))
done
for s in resolved closed spam deleted open; do
  act ag "$TICKET" status -d "status=$s"
  is "status $s" "303 $s" "$STATUS $(page ag; grep -o 'badge badge-[a-z]*' "$TMP/body" | head -1 | sed 's/.*-//')"
done
act ag "$TICKET" status -d status=nonsense
is "no such status" 400 "$STATUS"
act ag "$TICKET" status -d status=postponed -d "until=$(date -u -d '+3 days' +%F)"
is "postponed" "303 4" "$STATUS $(value status)"
is "until midnight of that day" "$(date -u -d "$(date -u -d '+3 days' +%F)" +%s)" "$(value postponed_until)"
for d in "$(date -u -d '-1 day' +%F)" 2020-01-01 2026-02-30 tomorrow ""; do
  act ag "$TICKET" status -d status=postponed --data-urlencode "until=$d"
  is "postponed until '$d'" 422 "$STATUS"
  has "told" 'id="until-mistake"' "$TMP/body"
done
has "the choice is kept" 'value="postponed" selected' "$TMP/body"
sql "UPDATE olvido.ticket SET postponed_until = UNIX_TIMESTAMP() - 1 WHERE ticket_id = $TICKET"
woke() { [ "$(value status)" = 2 ]; }
ok "it wakes up when its day has come" wait_for 20 woke
is "once" "0" "$(value postponed_until)"
page ag
has "told as Olvido's" "<strong>Olvido</strong> set the status to <strong>Open</strong>" <(tr -s ' ' <"$TMP/body")

# Deleted: not for the customer any more, in no list but its own, and back.
act ag "$TICKET" status -d status=deleted
req ana GET "/ticket/$TICKET"
is "deleted for him" 404 "$STATUS"
in_list() { req ag GET "/panel/tickets?view=$1"; rows | grep -cx "$TICKET"; }
is "in its own list only" "1 0 0" "$(in_list deleted) $(in_list all) $(in_list open)"
act ag "$TICKET" status -d status=open
is "restored" "0 1 1" "$(in_list deleted) $(in_list all) $(in_list open)"
req ana GET "/ticket/$TICKET"
is "for him too" 200 "$STATUS"

# ---- tags ------------------------------------------------------------------------
tags() { sql "SELECT GROUP_CONCAT(g.name ORDER BY g.name SEPARATOR '|') FROM olvido.ticket_tag x JOIN olvido.tag g USING (account_id, tag_id) WHERE x.ticket_id = $TICKET"; }
act ag "$TICKET" tags --data-urlencode "tags= Refund ,, late   parcel,DEVOLUCIÓN, refund,"
is "tags, cleaned" "303 devoluciÓn|late parcel|refund" "$STATUS $(tags)"
act ag "$TICKET" tags --data-urlencode "had=late parcel,refund" --data-urlencode "tags=refund,vip"
is "one off, one on" "devoluciÓn|refund|vip" "$(tags)"
# Two agents who both saw "refund": neither loses the other's.
act ag "$TICKET" tags --data-urlencode "had=devoluciÓn,refund,vip" --data-urlencode "tags=devoluciÓn,refund,vip,from-ag"
act ow "$TICKET" tags --data-urlencode "had=devoluciÓn,refund,vip" --data-urlencode "tags=refund,from-ow"
is "nothing lost" "from-ag|from-ow|refund" "$(tags)"
page ag
has "shown" "<li>from-ag</li>" "$TMP/body"
has "the form knows them" 'name="had" value="from-ag,from-ow,refund"' "$TMP/body"
act ag "$TICKET" tags --data-urlencode "tags=$(seq -s, 21)"
is "21 tags" 422 "$STATUS"
has "what was typed stays" "20,21" "$TMP/body"
act ag "$TICKET" tags --data-urlencode "tags=$(seq -s, 18)"
is "21 together" "422 from-ag|from-ow|refund" "$STATUS $(tags)"
act ag "$TICKET" tags --data-urlencode "tags=$(printf 'ñ%.0s' $(seq 41))"
is "41 letters" 422 "$STATUS"
act ag "$TICKET" tags --data-urlencode "tags=$(printf 'ñ%.0s' $(seq 40))"
is "40 letters" 303 "$STATUS"
act ag "$TICKET" tags --data-urlencode "had=$(tags | tr '|' ',')" -d tags=
is "all off" "303 NULL" "$STATUS $(tags)"
act ag "$TICKET" tags --data-urlencode "tags=<img src=x onerror=1>"
page ag
has "a tag is text" "<li>&lt;img src=x onerror=1&gt;</li>" "$TMP/body"

# ---- two at once, strangers, nothing ------------------------------------------------
act ag "$TICKET" status -d status=open
E=$(events)
for s in resolved closed; do
  curl -sk -o /dev/null --resolve "$HOST:$PORT:127.0.0.1" -b "$TMP/ag" "https://$HOST:$PORT/panel/tickets/$TICKET/status" -d "csrf=${TOKEN[ag]}" -d "status=$s" &
  curl -sk -o /dev/null --resolve "$HOST:$PORT:127.0.0.1" -b "$TMP/ow" "https://$HOST:$PORT/panel/tickets/$TICKET/note" -d "csrf=${TOKEN[ow]}" -d "body=Crossing $s" &
done
wait $(jobs -p)
is "both changes stand in the conversation" $((E + 2)) "$(events)"
LAST=$(sql "SELECT event_value FROM olvido.message WHERE ticket_id = $TICKET AND kind = 4 ORDER BY created_at DESC LIMIT 1")
is "the later counts, whatever crossed it" "$LAST" "$(value status)"
for id in 1 999999999999 "$(sql "SELECT IFNULL(MAX(ticket_id), 2) FROM olvido.ticket WHERE account_id <> (SELECT account_id FROM olvido.host WHERE host = '$HOST')")"; do
  req ag GET "/panel/tickets/$id"
  is "no such ticket: $id" 404 "$STATUS"
  act ag "$id" note -d body=x
  is "no note on it" 404 "$STATUS"
  act ag "$id" status -d status=closed
  is "no status either" 404 "$STATUS"
  act ag "$id" tags -d tags=x
  is "nor tags" 404 "$STATUS"
done
req ag GET /panel/contacts/999999999
is "no such contact" 404 "$STATUS"
req ag GET "/panel/tickets/$TICKET/messages/999/body"
is "no such message" 404 "$STATUS"
