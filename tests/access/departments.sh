# shellcheck shell=bash
# An agent sees the tickets of his departments: at every door, in every list, and
# in the mails he gets. What he does not see is not there.
. "$ROOT/tests/support/panel.sh"
DEMO=$(sql "SELECT account_id FROM olvido.host WHERE host = '$HOST'")
mapfile -t D < <(sql "SELECT department_id FROM olvido.department WHERE account_id = $DEMO AND restricted = 0 ORDER BY department_id LIMIT 2")
PASS="four plain words $U"
cli() { "$BUILD/olvido" --conf "$VAR/olvido.hdf" "$@"; }
newest() { sql "SELECT MAX(agent_id) FROM olvido.agent WHERE account_id = $DEMO"; }
echo "$PASS" | cli agent add "$HOST" agent "narrow$U@example.org" "Nils Narrow" >/dev/null
NARROW=$(newest)
A=/panel/settings/agents
agent_in owner "$OWNER_EMAIL" "$OWNER_PASSWORD"
agent_in narrow "narrow$U@example.org" "$PASS"
post() { local j=$1 p=$2; shift 2; req "$j" POST "$p" --data-urlencode "csrf=${TOKEN[$j]}" "$@"; }
give() { post owner "$A/$NARROW/departments" "$@"; is "departments given: $*" 303 "$STATUS"; }

# One ticket in each department, with a file, a mail body, a tag.
printf 'the file' >"$TMP/f.txt"
ask "mine$U@example.org" "Mina" "Minesubject$U" "Minebody$U" -F "department=${D[0]}" -F "files=@$TMP/f.txt"
MINE=$TICKET
ask "theirs$U@example.org" "Theo" "Theirsubject$U" "Theirbody$U" -F "department=${D[1]}" -F "files=@$TMP/f.txt"
THEIRS=$TICKET
is "in two departments" "${D[0]} ${D[1]}" "$(sql "SELECT department_id FROM olvido.ticket WHERE ticket_id IN ($MINE, $THEIRS) ORDER BY ticket_id = $THEIRS" | tr '\n' ' ' | sed 's/ $//')"
FILE=$(sql "SELECT attachment_id FROM olvido.attachment WHERE ticket_id = $THEIRS")
MESSAGE=$(sql "SELECT MIN(message_id) FROM olvido.message WHERE ticket_id = $THEIRS")
WHO=$(sql "SELECT contact_id FROM olvido.ticket WHERE ticket_id = $THEIRS")
MYFILE=$(sql "SELECT attachment_id FROM olvido.attachment WHERE ticket_id = $MINE")
MYWHO=$(sql "SELECT contact_id FROM olvido.ticket WHERE ticket_id = $MINE")

req narrow GET "/panel/tickets/$THEIRS"
is "with all departments he sees it" 200 "$STATUS"
give -d "departments=${D[0]}"
req narrow GET "/panel/tickets/$MINE"
is "his own, at once" 200 "$STATUS"
T=$(csrf)

# Every row of the table with a ticket of the other department.
before() { sql "SELECT agent_id, status, department_id, activity_at, messages FROM olvido.ticket WHERE ticket_id = $THEIRS; SELECT COUNT(*) FROM olvido.message WHERE ticket_id = $THEIRS; SELECT COUNT(*) FROM olvido.ticket_tag WHERE ticket_id = $THEIRS"; }
before >"$TMP/before"
tried=0
while IFS=$'\t' read -r method path who _ params; do
  case $path in *'{ticket}'* | *'{contact}'*) ;; *) continue ;; esac
  for own in no yes; do
    t=$THEIRS f=$FILE m=$MESSAGE c=$WHO
    # A file of the other's ticket by the address of his own.
    [ $own = no ] || t=$MINE
    case $own.$path in yes.*attachment* | yes.*message*) ;; yes.*) continue ;; esac
    p=${path/'{ticket}'/$t} p=${p/'{attachment}'/$f} p=${p/'{message}'/$m} p=${p/'{contact}'/$c}
    opts=()
    for x in $params; do
      case $x in
      *\?) continue ;;
      agent:*) opts+=(-d "agent=$NARROW") ;;
      department:*) opts+=(-d "department=${D[0]}") ;;
      status:*) opts+=(-d status=open) ;;
      *:u64) opts+=(-d "${x%%:*}=1") ;;
      *) opts+=(-d "${x%%:*}=word") ;;
      esac
    done
    if [ "$method" = GET ]; then req narrow GET "$p"
    else req narrow POST "$p" -d "csrf=${TOKEN[narrow]}" "${opts[@]}"; fi
    want=404
    case $who in admin | owner) want=403 ;; esac	# what is not his to do anywhere
    is "$method $path" "$want" "$STATUS"
    hasnt "$method $path says nothing" "Theirsubject$U" "$TMP/body"
    tried=$((tried + 1))
  done
done < <("$BUILD/panel" --routes)
is "doors were tried" 1 "$((tried >= 10))"
before >"$TMP/after"
ok "nothing happened to it" cmp "$TMP/before" "$TMP/after"

# Lists, counts, search, the menu, other tickets of a contact.
for v in new open all mine answered postponed resolved closed spam deleted; do
  req narrow GET "/panel/tickets?view=$v"
  is "the list $v" 200 "$STATUS"
  hasnt "$v without it" "Theirsubject$U" "$TMP/body"
done
req narrow GET "/panel/tickets?view=new"
has "his is there" "Minesubject$U" "$TMP/body"
is "the count is of his" "$(sql "SELECT LEAST(COUNT(*), 99) FROM olvido.ticket WHERE account_id = $DEMO AND status = 1 AND department_id = ${D[0]}")" \
  "$(grep -o 'view=new"[^<]*<span>[^<]*</span> <span class="count">[0-9]*' "$TMP/body" | grep -o '[0-9]*$' | head -1)"
hasnt "not in the menu" "department=${D[1]}" "$TMP/body"
req narrow GET "/panel/tickets?department=${D[1]}"
is "the other's list" 404 "$STATUS"
req narrow GET "/panel/tickets?department=${D[0]}"
has "his own list" "Minesubject$U" "$TMP/body"
search() { post "$1" /panel/search --data-urlencode "q=$2"; req "$1" GET "$(location)"; }
for q in "Theirsubject$U" "Theirbody$U" "from:theo" "f.txt"; do
  search narrow "$q"
  is "asked $q" 200 "$STATUS"
  is "search $q" 0 "$(grep -c "/panel/tickets/$THEIRS" "$TMP/body")"
done
hasnt "nothing about more" "There may be more" "$TMP/body"
search narrow "Minesubject$U"
is "search finds his" 1 "$(grep -c "/panel/tickets/$MINE\"" "$TMP/body")"
# The same person asks both departments.
ask "mine$U@example.org" "Mina" "Othersubject$U" "Otherbody" -F "department=${D[1]}"
req narrow GET "/panel/tickets/$MINE"
hasnt "beside the ticket" "Othersubject$U" "$TMP/body"
req narrow GET "/panel/contacts/$MYWHO"
is "her page" 200 "$STATUS"
has "her page has his" "Minesubject$U" "$TMP/body"
hasnt "and not the other" "Othersubject$U" "$TMP/body"
req owner GET "/panel/contacts/$MYWHO"
has "the owner sees both" "Othersubject$U" "$TMP/body"
req narrow GET "/panel/tickets/$MINE/attachments/$MYFILE"
is "his file" 200 "$STATUS"

# Paging over a narrow sight gives every ticket once.
ids=$(for n in $(seq 53); do echo "$n"; done | while read -r n; do ask "p$n.$U@example.org" P "Page$U $n" b -F "department=${D[0]}"; echo "$TICKET"; done | sort)
is "made" 53 "$(wc -l <<<"$ids")"
p="/panel/tickets?view=all" got=
while [ -n "$p" ]; do req narrow GET "$p"; got+=$'\n'$(rows); p=$(older); done
is "each once" "$ids" "$(sort <<<"$got" | grep -xF "$ids" | sort)"

# Assigning: only who sees it; moved away: gone.
post owner "/panel/tickets/$THEIRS/assign" -d "agent=$NARROW"
is "not to who does not see it" 400 "$STATUS"
req owner GET "/panel/tickets/$THEIRS"
hasnt "nor offered" "<option value=\"$NARROW\"" "$TMP/body"
post owner "/panel/tickets/$MINE/assign" -d "agent=$NARROW"
is "to who sees it" 303 "$STATUS"
post narrow "/panel/tickets/$MINE/department" -d "department=${D[1]}"
is "moved away he is at his list" "303 /panel/tickets" "$STATUS $(location)"
req narrow GET "/panel/tickets/$MINE"
is "and it is gone for him" 404 "$STATUS"
req narrow GET "/panel/tickets?view=mine"
hasnt "from his own list too" "Minesubject$U" "$TMP/body"
give -d "departments=${D[1]}"
req narrow GET "/panel/tickets/$THEIRS"
is "another department, at once" 200 "$STATUS"
give -d "departments=${D[0]}"
is "what he sees no longer is nobody's" 0 "$(sql "SELECT agent_id FROM olvido.ticket WHERE ticket_id = $MINE")"
give
req narrow GET "/panel/tickets?view=all"
is "no department, no ticket" "200 0" "$STATUS $(rows | wc -l)"
# A restricted department is not one of "all".
sql "UPDATE olvido.department SET restricted = 1 WHERE department_id = ${D[1]}"
give -d all=1
req narrow GET "/panel/tickets/$THEIRS"
is "restricted" 404 "$STATUS"
req owner GET "/panel/tickets/$THEIRS"
is "not for the owner" 200 "$STATUS"
give -d all=1 -d "departments=${D[1]}"
req narrow GET "/panel/tickets/$THEIRS"
is "given by name" 200 "$STATUS"
sql "UPDATE olvido.department SET restricted = 0 WHERE department_id = ${D[1]}"

# ---- notices by mail: only to who wants them and sees it -------------------------
plain() { perl -MMIME::QuotedPrint -0777 -ne 's/=\r?\n//g; print decode_qp($_)' "$1"; }
says() { # ADDRESS TEXT CODE
  local f
  for f in $(grep -li "^To:.*$1" "$SMTP_SINK"/* 2>/dev/null); do plain "$f" | grep -qF -- "$2" && plain "$f" | grep -qF -- "$3" && return 0; done
  return 1
}
jobs_done() { [ "$(sql "SELECT COUNT(*) FROM olvido.outbox WHERE account_id = $DEMO AND state = 1")" = 0 ]; }
N=narrow$U@example.org
profile() { post narrow /panel/profile -d "name=Nils Narrow" "$@"; is "profile: $*" 303 "$STATUS"; }
give -d "departments=${D[0]}"
profile -d notify_new=1 -d notify_assigned=1 -d notify_answered=1
ask "n1$U@example.org" "Secretname$U" "Secretsubject$U" "Secretbody$U" -F "department=${D[0]}"
C1=$CODE T1=$TICKET
ok "a new ticket is told" wait_for 20 says "$N" "New ticket" "$C1"
grep -li "^To:.*$N" "$SMTP_SINK"/* | while read -r f; do plain "$f"; done >"$TMP/notices"
hasnt "no subject, name or text in it" "Secret" "$TMP/notices"
hasnt "no address" "n1$U@example.org" "$TMP/notices"
has "a link to it" "https://$HOST:$PORT/panel/tickets/$T1" "$TMP/notices"
ask "n2$U@example.org" "X" "Y" "Z" -F "department=${D[1]}"
C2=$CODE
post owner "/panel/tickets/$T1/assign" -d "agent=$NARROW"
ok "assigned is told" wait_for 20 says "$N" "was assigned to you" "$C1"
req g GET /ask
deliver "support@$HOST" "n3$U@example.org" <<END
From: n3$U@example.org
To: support@$HOST
Subject: by mail
Message-ID: <n3$U@example.org>

by mail
END
jobs_done || wait_for 20 jobs_done
is "of the other department nothing" 1 "$(says "$N" "New ticket" "$C2"; echo $?)"
# His customer answers; then he wants nothing any more.
plain "$(sink_mail "n1$U@example.org")" | grep -oE "/t/[A-Za-z0-9_-]{43}" | head -1 >"$TMP/link"
req cust GET "$(cat "$TMP/link")"
req cust POST "$(cat "$TMP/link")" --data-urlencode "csrf=$(csrf)"
req cust GET "/ticket/$T1"
req cust POST "/ticket/$T1/reply" -F "csrf=$(csrf)" -F "body=Secretanswer$U"
is "the customer answers" 303 "$STATUS"
ok "an answer is told" wait_for 20 says "$N" "A contact answered" "$C1"
profile
MAILS=$(sql "SELECT COUNT(*) FROM olvido.outbox WHERE agent_id = $NARROW")
ask "n4$U@example.org" "X" "Y" "Z" -F "department=${D[0]}"
is "wanted no more" "$MAILS" "$(sql "SELECT COUNT(*) FROM olvido.outbox WHERE agent_id = $NARROW")"

# ---- zone and picture --------------------------------------------------------------
post narrow /panel/profile -d "name=Nils Narrow" --data-urlencode "zone=Europe/../etc/passwd"
is "no zone" 422 "$STATUS"
profile --data-urlencode "zone=Pacific/Kiritimati"
req narrow GET "/panel/tickets/$T1"
has "times in his zone" "+14" "$TMP/body"
req owner GET "/panel/tickets/$T1"
hasnt "and not in another's" "+14" "$TMP/body"
base64 -d >"$TMP/p.png" <<'END'
iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==
END
# The same with a comment before its end, and a script behind it.
perl -e 'local $/; open F, "<:raw", $ARGV[0]; $_ = <F>; my $t = pack("N", 10) . "tEXtCanary" . "$ARGV[1]"; s/(....IEND)/pack("N", 4 + length $ARGV[1]) . "tEXt" . "K\0Ca" . $ARGV[1] . "0000" . $1/se; print $_, "<script>$ARGV[1]</script>"' "$TMP/p.png" "Canary$U" >"$TMP/talk.png"
picture() { req narrow POST /panel/profile/avatar -F "csrf=${TOKEN[narrow]}" -F "picture=@$1;type=image/png"; }
picture "$TMP/talk.png"
is "a picture" "303 /panel/profile" "$STATUS $(location)"
req narrow GET /panel/profile
has "is shown" "/panel/agents/$NARROW/avatar?v=" "$TMP/body"
req owner GET "/panel/agents/$NARROW/avatar"
is "to colleagues" "200 image/png" "$STATUS $(sed -n 's/^content-type: \(.*\)\r$/\1/Ip' "$TMP/head")"
ok "as it was, without the talk" cmp "$TMP/p.png" "$TMP/body"
has "sandboxed" "sandbox" <(grep -i '^content-security-policy' "$TMP/head")
has "not sniffed" "nosniff" "$TMP/head"
is "sealed" 0 "$(sql "SELECT COUNT(*) FROM olvido.agent_avatar WHERE sealed LIKE '%IHDR%'")"
req g GET "/panel/agents/$NARROW/avatar"
is "not to strangers" 303 "$STATUS"
req owner GET "/panel/agents/$OWNER_ID/avatar"
is "who has none" 404 "$STATUS"
printf '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>' >"$TMP/x.svg"
printf 'GIF89a' >"$TMP/x.gif"
head -c 400000 /dev/zero >"$TMP/big.png"
for f in x.svg x.gif big.png; do
  picture "$TMP/$f"
  is "no picture: $f" 1 "$((STATUS == 422 || STATUS == 413))"
done
req narrow POST /panel/profile/avatar -F "csrf=${TOKEN[narrow]}"
is "taken away" 303 "$STATUS"
req owner GET "/panel/agents/$NARROW/avatar"
is "gone" 404 "$STATUS"
is "also in the database" 0 "$(sql "SELECT COUNT(*) FROM olvido.agent_avatar WHERE agent_id = $NARROW")"
