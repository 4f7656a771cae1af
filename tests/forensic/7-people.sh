# shellcheck shell=bash
# The story (issue: Proof): Ana, Ben and Eva, each in the others' tickets as Cc,
# quote, note and file, and Gil, who answers them; another word in every place
# where something of a person is kept. Which places there are says the program
# (lib/model/key/sealed.c, nouns.c): one that nobody planted fails here.
own_start proof DB_ENCRYPT=0 DB_REDO=16M DB_POOL=64M
BIN=${BUILD:-$ROOT/build}
LIVE=$OWN_VAR
CONF=$OWN_VAR/olvido.hdf
MIRROR=$OWN_VAR/mirror
ACC=$(sql "SELECT account_id FROM olvido.host WHERE host = '$HOST'")
. "$ROOT/tests/support/erased.sh"
install -d -m 0700 -o olvido-cron "$MIRROR"
sed -i "s|^Keys.Mirrors = .*|Keys.Mirrors = $MIRROR|" "$CONF"
OWN_SET+=("MIRRORS=$MIRROR")
WORDS=$TMP/planted
declare -A MAIL FIRST LAST ID TICKET QUOTE T2 PASS_OF
PEOPLE="ana ben eva"
upper() { local w=$1; printf %s "${w^}"; }

# ---- each writes by the form, registers, answers, asks by law ------------------------
is "no sign-in is held up" 0 "$(sql "DELETE FROM olvido.throttle; SELECT COUNT(*) FROM olvido.throttle")"
for p in $PEOPLE; do
  MAIL[$p]=$(word "$p.address")@$(word "$p.domain").example
  FIRST[$p]=$(upper "$(word "$p.name")") LAST[$p]=$(upper "$(word "$p.surname")")
  QUOTE[$p]=$(for _ in 1 2 3 4 5 6 7 8 9 10; do word "$p.quoted" | tr '\n' ' '; printf ' '; done | sed 's/ $//')
  PASS_OF[$p]="$(word "$p.password") under the bridge"
  { head -c 1000 /dev/urandom; word "$p.file"; head -c 1000 /dev/urandom; } >"$TMP/$p.bin"
done
asks() { # PERSON SUBJECT BODY [curl options]: sets ASKED
  local p=$1 s=$2 b=$3
  shift 3
  rm -f "$TMP/$p.form"
  req "$p.form" GET /ask
  send "$p.form" /ask --form-string "name=${FIRST[$p]} ${LAST[$p]}" -F "email=${MAIL[$p]}" --form-string "subject=$s" --form-string "body=$b" "$@"
  [ "$STATUS" = 303 ] || bad "$p could not ask: $STATUS"
  follow "$p.form"
  ASKED=$(one "SELECT ticket_id FROM olvido.ticket WHERE code = '$(grep -oE '[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{2}' "$TMP/body" | head -1)'")
}
for p in $PEOPLE; do
  NET=127.$((20 + RANDOM % 200)).$((RANDOM % 250)).1
  asks $p "$(word $p.subject) $(accents $p.subject-accents)" "$(printf 'It is %s.\n%s.\nBye' "$(word $p.text)" "${QUOTE[$p]}")" \
    -F "files=@$TMP/$p.bin;filename=$(word $p.file-name).bin"
  TICKET[$p]=$ASKED
  ID[$p]=$(one "SELECT contact_id FROM olvido.ticket WHERE ticket_id = ${TICKET[$p]}")
  form $p /register /register -F "name=${FIRST[$p]} ${LAST[$p]}" -F "email=${MAIL[$p]}"
  wait_for 20 link_to "${MAIL[$p]}" /confirm/ || bad "$p has no mail to confirm"
  form $p "$LINK" "$LINK" -F "password=${PASS_OF[$p]}"
  req $p GET "/ticket/${TICKET[$p]}"
  is "$p is in" 200 "$STATUS"
  send $p "/ticket/${TICKET[$p]}/reply" -F "body=$(word $p.reply)" -F "files=@$TMP/$p.bin;filename=$(word $p.reply-file-name).bin"
  is "$p answers" 303 "$STATUS"
  form $p /privacy/requests /privacy/requests -F kind=rectification -F "text=$(word $p.request)"
  is "$p asks by law" 303 "$STATUS"
  form $p /forgot /forgot -F "email=${MAIL[$p]}"
  "$BIN/tests/set_phone" "$CONF" "$HOST" "${MAIL[$p]}" "+34 600 $((RANDOM % 800 + 100)) $((RANDOM % 800 + 100))" || bad "$p has no phone"
done
NET=
proved
codes() { # PERSON: a second factor; its seed
  req "$1" GET /factor/codes
  SEED=$(sed -n 's/.*id="key">\([^<]*\)<.*/\1/p' "$TMP/body" | tr -d ' ')
  send "$1" /factor/codes -F "offer=$(sed -n 's/.*name="offer" value="\([^"]*\)".*/\1/p' "$TMP/body")" -F "code=$(oathtool --totp -b "$SEED")"
  is "$1 has a second factor" "200 10" "$STATUS $(grep -c '<li><code>' "$TMP/body")"
  sed -n 's/.*<li><code>\([^<]*\)<.*/\1/p' "$TMP/body" | sed "s/^/$1.recovery-code /" >>"$WORDS"
  printf '%s.seed %s\n%s.seed-bytes hex:%s\n' "$1" "$SEED" "$1" "$(base32 -d <<<"$SEED" | od -An -v -tx1 | tr -d ' \n')" >>"$WORDS"
}
codes ana

# ---- Gil, an agent, and the owner --------------------------------------------------------
GIL_MAIL=$(word gil.address)@$HOST
PASS_OF[gil]="$(word gil.password) over the bridge"
echo "${PASS_OF[gil]}" | "$BIN/olvido" --conf "$CONF" agent add "$HOST" agent "$GIL_MAIL" "$(word gil.first-name)" >/dev/null || bad "no Gil"
sign_in gil "$GIL_MAIL" "${PASS_OF[gil]}"
sign_in owner "$OWNER_EMAIL" "$OWNER_PASSWORD"
sign_in agent "$AGENT_EMAIL" "$AGENT_PASSWORD"
is "agents are in" 303 "$STATUS"
proved
GIL=$(one "SELECT agent_id FROM olvido.agent WHERE account_id = $ACC ORDER BY created_at DESC, agent_id DESC LIMIT 1")
GIL=$(one "SELECT subject_id FROM olvido.session WHERE account_id = $ACC AND kind = 1 AND subject_id NOT IN (SELECT agent_id FROM olvido.agent WHERE role = 3) ORDER BY created_at, session_id LIMIT 1")
form gil /panel/profile /panel/profile -F "name=$(word gil.name)" -F language=en -F "signature=$(word gil.signature)"
is "his name" 303 "$STATUS"
python3 -c 'import os, struct, sys, zlib
c = lambda t, d: struct.pack(">I", len(d)) + t + d + struct.pack(">I", zlib.crc32(t + d))
sys.stdout.buffer.write(b"\x89PNG\r\n\x1a\n" + c(b"IHDR", struct.pack(">IIBBBBB", 16, 16, 8, 2, 0, 0, 0)) +
c(b"IDAT", zlib.compress(b"".join(b"\0" + os.urandom(48) for _ in range(16)))) + c(b"IEND", b""))' >"$TMP/face.png"
printf 'gil.picture hex:%s\n' "$(tail -c 200 "$TMP/face.png" | head -c 100 | od -An -v -tx1 | tr -d ' \n')" >>"$WORDS"
form gil /panel/profile /panel/profile/avatar -F "picture=@$TMP/face.png;type=image/png"
is "his picture" 303 "$STATUS"
token() { # JAR NAME: a key for programs
  form "$1" /panel/settings/tokens /panel/settings/tokens -F "name=$2" -F "expires=$(date -d '+30 days' +%F)" -F tickets.read=1 -F privacy=1
  grep -oE 'olv1_[0-9A-Za-z]{38}' "$TMP/body" | head -1
}
API_GIL=$(token gil "$(word gil.token-name)") API_OWNER=$(token owner "owner's")
printf 'gil.token %s\n' "$API_GIL" >>"$WORDS"
is "keys for programs" "43 43" "${#API_GIL} ${#API_OWNER}"
req gil GET /panel/factor/passkeys
T=$(csrf)
req gil POST /panel/passkey/start -F "csrf=$T" -F for=register
CHALLENGE=$(jq -r '.. | .challenge? // empty' "$TMP/body" 2>/dev/null | head -1)
req gil POST /panel/factor/passkeys -F "csrf=$T" -F "name=$(word gil.passkey)" -F "passkey=$(node "$ROOT/tests/support/softkey.mjs" "https://$HOST:$PORT" "$CHALLENGE")"
is "his passkey" 1 "$(sql "SELECT COUNT(*) FROM olvido.passkey WHERE account_id = $ACC AND kind = 2")"

# ---- by mail, with the others in Cc, and their quotes, names and files --------------------
# By way of a real MTA; what it keeps is the world outside.
MTA=$(mktemp -d /tmp/olvido-mta.XXXXXX)
chmod 0755 "$MTA"
for MTA_PORT in $(shuf -i 20000-32000 -n 20); do (exec 3<>"/dev/tcp/127.0.0.1/$MTA_PORT") 2>/dev/null || break; done
. "$ROOT/tests/mail/postfix.sh"
trap 'postfix_stop; rm -rf "$MTA"; own_end; rm -rf "$TMP"' EXIT
ok "Postfix starts" postfix_start "$MTA" "$MTA_PORT" "$MTA/nobody.sock"
others() { printf '%s\n' $PEOPLE | grep -v "$1"; }
mail_of() { # PERSON
  local p=$1 o
  mapfile -t o < <(others "$p")
  curl -s --crlf --url "smtp://127.0.0.1:$MTA_PORT/mx.example" --mail-from "${MAIL[$p]}" --mail-rcpt "support@$HOST" -T - <<END
From: ${FIRST[$p]} ${LAST[$p]} <${MAIL[$p]}>
Cc: "${FIRST[${o[0]}]} ${LAST[${o[0]}]}" <${MAIL[${o[0]}]}>, "${FIRST[${o[1]}]} ${LAST[${o[1]}]}" <${MAIL[${o[1]}]}>
To: support@$HOST
Subject: $(word "$p.mail-subject")
Message-ID: <$(word "$p.message-id")@mail.example>
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=b1

--b1
Content-Type: multipart/alternative; boundary=b2

--b2
Content-Type: text/plain; charset=utf-8

$(word "$p.mail-text")
${FIRST[${o[0]}]} ${LAST[${o[0]}]} (${MAIL[${o[0]}]}) wrote:
> ${QUOTE[${o[0]}]}
> ${QUOTE[${o[1]}]}
--b2
Content-Type: text/html; charset=utf-8

<p>$(word "$p.mail-html")</p><blockquote>${QUOTE[${o[0]}]}</blockquote>
--b2--
--b1
Content-Type: application/octet-stream; name=x
Content-Disposition: attachment; filename="${FIRST[${o[0]}]}-${LAST[${o[0]}]}.bin"
Content-Transfer-Encoding: base64

$({ head -c 600 /dev/urandom; word "$p.mail-file"; } | base64 -w 76)
--b1--
END
}
arrived() { [ "$(sql "SELECT COUNT(*) FROM olvido.ticket WHERE contact_id = ${ID[$1]} AND channel = 2")" -gt 0 ]; }
for p in $PEOPLE; do
  mail_of $p || bad "the mail of $p was not taken"
  wait_for 30 arrived $p || bad "the mail of $p did not arrive"
  T2[$p]=$(one "SELECT ticket_id FROM olvido.ticket WHERE contact_id = ${ID[$p]} AND channel = 2")
  is "the mail of $p is a ticket" 1 "$((${T2[$p]:-0} > 0))"
  for o in $(others $p); do
    form agent "/panel/tickets/${T2[$p]}" "/panel/tickets/${T2[$p]}/note" -F "body=${FIRST[$o]} ${LAST[$o]} <${MAIL[$o]}> rang about it."
    is "a note on $o at $p" 303 "$STATUS"
    # In the first ticket of each, as a participant's mail is stored (no door yet).
    "$BIN/tests/participant" "$CONF" "$HOST" "${MAIL[$o]}" "${TICKET[$p]}" "$(word "$o.elsewhere-$p")" >>"$TMP/parts" || bad "$o does not speak at $p"
  done
  form gil "/panel/tickets/${TICKET[$p]}" "/panel/tickets/${TICKET[$p]}/reply" -F "body=An answer to $(word $p.answer)" -F status=answered
  is "$p is answered" 303 "$STATUS"
done

has "by the MTA" "status=sent" "$MTA/log"
postfix_stop
rm -rf "$MTA"

# ---- what an account keeps of a person besides ------------------------------------------------
form owner /panel/privacy/consent /panel/privacy/consent -F name_en=News -F body_en=Text -F name_es=Noticias -F body_es=Texto -F active=1
PURPOSE=$(one "SELECT purpose_id FROM olvido.purpose WHERE account_id = $ACC")
for p in ana ben; do
  form agent "/panel/contacts/${ID[$p]}" "/panel/contacts/${ID[$p]}/consent" -F "purpose=$PURPOSE" -F "how=$(word $p.consent)"
  is "a consent of $p" 303 "$STATUS"
  form owner /panel/settings/security /panel/settings/security/thanks -F "ticket=${TICKET[$p]}" -F "name=$(word $p.thanks)"
  is "$p is thanked" 303 "$STATUS"
  form owner "/panel/privacy/holds/contact/${ID[$p]}" "/panel/privacy/holds/contact/${ID[$p]}" -F "reason=$(word $p.hold)" -F "ends=$(date -d '+10 days' +%F)"
  HOLD=$(one "SELECT hold_id FROM olvido.legal_hold WHERE kind = 1 AND id = ${ID[$p]}")
  req owner GET /panel/privacy/holds
  send owner "/panel/privacy/holds/$HOLD/lift"
  is "a hold on $p, lifted" 303 "$STATUS"
  form agent "/panel/privacy/requests/new?contact=${ID[$p]}" /panel/privacy/requests -F "contact=${ID[$p]}" -F kind=portability -F "text=$(word $p.request-by-agent)" -F "how=$(word $p.request-proof)"
  is "a request of $p, written down" 303 "$STATUS"
  REQUEST=$(location | grep -o '[0-9]*$')
  form agent "/panel/privacy/requests/$REQUEST" "/panel/privacy/requests/$REQUEST/note" -F "note=$(word $p.request-note)"
  req api POST /api/v1/requests -H "apikey: $API_OWNER" -d "contact=${ID[$p]}" -d kind=objection --data-urlencode "text=$(word $p.request-by-api)" --data-urlencode "how=$(word $p.proof-by-api)"
  is "a request of $p by the API" 201 "$STATUS"
  form $p /account/data /account/data/sure
  is "a copy for $p" 303 "$STATUS"
done
ok "copies are made" cron export
for p in ana ben; do
  form owner /panel/settings/spam /panel/settings/spam/sender -F "name=${MAIL[$p]}" -F kind=allow
  is "$p is on the spam filter's list" 303 "$STATUS"
done
search agent "$(sed -n 's/^ana.text //p' "$WORDS")ations"
# Kept on purpose: a phone in a ticket of Eva's, with a reason (what is kept is not searched for).
PHONE=$("$BIN/tests/opened" "$CONF" "$HOST" | awk -F'\t' -v id="${ID[ana]}" '$1 == "contact.sealed" && $3 == id { print $5 }' | xxd -r -p | grep -aoE '600 ?[0-9]{3} ?[0-9]{3}' | head -1)
asks eva "A call" "Please ring $PHONE at noon."
T_PHONE=$ASKED
# Ben's ticket, Eva's message and Eva's file will go by themselves.
echo "$(word ticket.file)" >"$TMP/ticket.bin"
asks ben "$(word ticket.subject)" "$(word ticket.text)" -F "files=@$TMP/ticket.bin;filename=$(word ticket.file-name).bin"
T_TICKET=$ASKED
form agent "/panel/tickets/$T_TICKET" "/panel/tickets/$T_TICKET/note" -F "body=$(word ticket.note)"
echo "$(word message.file)" >"$TMP/message.bin"
asks eva "A subject that stays" "$(word message.text)" -F "files=@$TMP/message.bin;filename=$(word message.file-name).bin"
T_MESSAGE=$ASKED
M_MESSAGE=$(one "SELECT message_id FROM olvido.message WHERE ticket_id = $T_MESSAGE AND kind = 1")
{ head -c 70000 /dev/urandom; word attachment.file; } >"$TMP/attachment.bin"
asks eva "With a file" "A text that stays" -F "files=@$TMP/attachment.bin;filename=$(word attachment.name).bin"
T_FILE=$ASKED
F_FILE=$(one "SELECT attachment_id FROM olvido.attachment WHERE ticket_id = $T_FILE")
outbox_empty() { [ "$(sql 'SELECT COUNT(*) FROM olvido.outbox WHERE state = 1')" = 0 ]; }
ok "mails are out" wait_for 30 outbox_empty

# ---- before: each role is shown what it may see; the walk can see ---------------------------
IDS[contact]="${ID[*]}" IDS[agent]="$GIL $(one "SELECT agent_id FROM olvido.agent WHERE account_id = $ACC AND role = 3")"
ids() { sql "SELECT $1 FROM olvido.$2 WHERE account_id = $ACC" | tr '\t\n' '  '; }
all_ids() {
  IDS[ticket]=$(ids ticket_id ticket) IDS[ticket/attachment]=$(ids ticket_id,attachment_id attachment)
  IDS[ticket/message]=$(ids ticket_id,message_id message) IDS[export]=$(ids export_id contact_export)
  IDS[request]=$(ids request_id request) IDS[purpose]=$PURPOSE IDS[hold]=$(ids hold_id legal_hold)
  IDS[session]=$(ids session_id session) IDS[passkey]=$(ids passkey_id passkey) IDS[apitoken]=$(ids token_id api_token)
  IDS[token]=$(cat "$SMTP_SINK"/* | perl -0pe 's/=\r?\n//g' | grep -oE '/[A-Za-z0-9_-]{43}' | sort -u | tr -d / | tr '\n' ' ')
}
all_ids
KEPT_IDS=$(declare -p IDS)
APIKEY=([owner]=$API_OWNER [gil]=$API_GIL)
ROLES="nobody ana ben eva gil agent owner api.owner api.gil"
ASK_FOR="$(sed -n 's/^ana.text //p' "$WORDS")ations ${MAIL[ana]}"
proved
walk "$TMP/before" $ROLES
said "$WORDS" "$TMP/before" >"$TMP/said"
of() { awk -v r="$1" -v s="$2" '$1 == r && index($2, s ".") == 1' "$TMP/said" | wc -l; }
is "nobody was told a word" 0 "$(grep -c '^nobody ' "$TMP/said")"
for r in ana agent gil owner; do is "$r was shown Ana's" 1 "$(($(of $r ana) >= 10))"; done
for l in ana.text ana.mail-text ana.mail-html ana.file ana.mail-file ana.file-name ana.quoted ana.address ana.elsewhere-ben ana.consent ana.request-note ana.request-by-api ana.proof-by-api ana.hold gil.name gil.address ticket.text message.file attachment.name; do
  has "the owner was shown $l" "owner $l" "$TMP/said"
done
has "a program was told" "api.owner ana.subject" "$TMP/said"
has "by a search" "owner.search ana.subject" "$TMP/said"
has "Ben was shown what Ana wrote at his" "ben ana.elsewhere-ben" "$TMP/said"
is "and nothing else of hers but her quotes, her name, her address" "" "$(sed -n 's/^ben ana\.//p' "$TMP/said" | grep -vxE 'elsewhere-ben|name|surname|address|domain|quoted' | tr '\n' ' ')"
for p in ana ben; do
  form owner "/panel/contacts/${ID[$p]}" "/panel/contacts/${ID[$p]}/restrict" -F ground=1 -F "reason=$(word $p.restriction)"
  is "$p is restricted" 303 "$STATUS"
done

# ---- every place has something ---------------------------------------------------------------
"$BIN/tests/opened" "$CONF" "$HOST" >"$TMP/opened"
is "every sealed value opens" 0 $?
# Places where a person's own word cannot stand, and why; a value of the person's
# key must be there all the same, and is looked for as it is.
declare -A WORDLESS=([agent_login.password]="a hash" [contact_login.password]="a hash" [audit.sealed]="a network" [session.sealed]="a network, a browser's family"
  [contact_export.sealed]="a file's key" [spam_ticket.sealed]="words' weights" [factor.sealed]="a seed"
  [link.sealed]="an export's number" [outbox.sealed]="the same")
# Places of the account: what its people type there about others is theirs.
declare -A OF_COMPANY=([allow_list.sealed]="networks" [billing_secret.sealed]="the provider's and its billing's" [provider_request.sealed]="answers to that, of accounts"
  [spam_model.sealed]="weights of hashed words"
  [company.sealed]="an organisation's name, under a secret of its own: tests/privacy/company.sh"
  [signup.sealed]="of who signs a company up, which expires by itself"
  [farewell.sealed]="of who owned an account that was deleted: tests/hosting/farewell.sh"
  [erasure_job.sealed]="of the seconds of an erasure: b-faults.sh"
  [mention_review.sealed]="made while she is erased: 9-gone.sh")
awk '$2 !~ /^hex:/ { print $2 }' "$WORDS" >"$TMP/stems"
awk -F'\t' '{ print $1 "\t" $5 }' "$TMP/opened" | while IFS=$'\t' read -r c h; do
  printf '%s\t' "$c"; xxd -r -p <<<"$h" | tr -d '\0' | grep -aoiFf "$TMP/stems" | head -1; echo
done | awk 'NF == 2 { print $1 }' | sort -u >"$TMP/places"
FACE=$(sed -n 's/^gil.picture hex://p' "$WORDS")
for c in $("$BIN/tests/opened" --columns | sort -u) attachment.file; do
  [ -z "${OF_COMPANY[$c]:-}" ] || continue
  if [ "$c" = agent_avatar.sealed ]; then has "a word was planted in $c" "$FACE" "$TMP/opened"
  elif [ -n "${WORDLESS[$c]:-}" ]; then ok "there is something in $c" grep -qE "^$c	(1	${ID[ana]}|2	$GIL|4	(${TICKET[ana]}|${T2[ana]}))	" "$TMP/opened"
  else ok "a word was planted in $c" grep -qx "$c" "$TMP/places"; fi
done
# And every table that has rows of people has some of these.
# Numbers alone, once a day: by hand.
sql "INSERT INTO olvido.spam_digest VALUES ($ACC, 1, $GIL, 1, 2)"
T_ANA="${TICKET[ana]},${T2[ana]}"
{ names_left contact "${ID[ana]}" "$T_ANA"
  sql "SELECT CONCAT_WS('.', TABLE_SCHEMA, TABLE_NAME) FROM information_schema.COLUMNS WHERE COLUMN_NAME = 'agent_id' AND TABLE_SCHEMA = 'olvido'" | while read -r t; do
    sql "SELECT '$t.agent_id', COUNT(*) FROM $t WHERE account_id = $ACC AND agent_id = $GIL HAVING COUNT(*) > 0"
  done
  sql "SELECT CONCAT('olvido.', t, '.subject_id'), n FROM (SELECT 'legal_hold' t, COUNT(*) n FROM olvido.legal_hold WHERE kind = 1 AND id = ${ID[ana]} UNION SELECT 'passkey' t, COUNT(*) n FROM olvido.passkey WHERE subject_id = $GIL UNION SELECT 'recovery_code', COUNT(*) FROM olvido.recovery_code WHERE subject_id = ${ID[ana]}) x WHERE n > 0"
} | sed -E 's/^([a-z_]+\.[a-z_]+)\..*/\1/' | sort -u >"$TMP/tables"
"$BIN/tests/nouns" | while IFS=$'\t' read -r t owner erased _; do
  case $owner in nobody | account) continue ;; esac
  case $t in
  # Of minutes; made in 9-gone.sh; of an erasure at work: b-faults.sh; of an earlier version.
  olvido.challenge | olvido.mention_review | olvido.erasure_job | olvido.parting) ;;
  olvido.agent_department | olvido.ticket_tag) ;;	# names of departments and tags only
  olvido.company) ;;	# of no person
  *) ok "somebody has rows in $t" grep -qx "$t" "$TMP/tables" ;;
  esac
done
