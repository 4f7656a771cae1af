# shellcheck shell=bash
# An instance of its own without MariaDB's encryption, and unique words in every
# field that a customer, an agent or a stranger can write.
own_start forensic DB_ENCRYPT=0 DB_REDO=16M DB_POOL=64M
is "encryption at rest is off here" 0 \
  "$(sql "SELECT COUNT(*) FROM information_schema.plugins WHERE plugin_name = 'file_key_management'")"

file_with() { { head -c "$2" /dev/urandom; printf '%s' "$3"; } >"$TMP/$1"; }

# ---- a customer by the web form ----------------------------------------------
req web GET /ask
T=$(csrf)
ANA=$(word web-address)@$(word web-domain).example
file_with small 1000 "$(word web-file-content)"
file_with large 300000 "$(word web-large-file-content)"
ask() { # [curl options]
  req web POST /ask -F "csrf=$T" -F "name=$(accents web-name) $(word web-surname)" -F "email=$ANA" \
    -F "subject=$(accents web-subject)" -F "body=$(word web-text) and $(accents web-text-accents)" \
    -F "files=@$TMP/small;filename=\"$(word web-file-name).pdf\";type=application/pdf" \
    -F "files=@$TMP/large;filename=\"$(word web-large-file-name).png\";type=image/png" "$@"
  follow web
}
ask -H 'Accept: */*'
is "a question by the form" 200 "$STATUS"
ask_again() { # a refused one: what was typed must not stay either
  req web POST /ask -F "csrf=${2:-$T}" -F "name=$(word "$1-name")" -F "email=$(word "$1-address")" \
    -F "subject=$(word "$1-subject")" -F "body=$(word "$1-text")" "${@:3}"
}
ask_again mistaken
is "a mistaken one" 422 "$STATUS"
ask_again forged wrong
is "a forged one" 403 "$STATUS"
ask_again unknown "$T" -F "$(word unknown-field)=1"
is "an unknown field" 400 "$STATUS"
{ word huge-text; head -c 28000000 /dev/zero; } >"$TMP/huge"
ask_again huge "$T" -F "files=@$TMP/huge;filename=$(word huge-file-name)"
is "too large" 413 "$STATUS"
{ word waste-text; head -c 26300000 /dev/zero; word waste-end; } >"$TMP/huge"
ask_again waste "$T" -F "files=@$TMP/huge;filename=$(word waste-file-name)"
rm -f "$TMP/huge"
req web GET "/nothing/$(word path)?q=$(word query)" -A "$(word agent-header)" \
  -H "Referer: https://x.example/$(word referer)" -H "Accept-Language: $(word language)" \
  -H "Cookie: x=$(word cookie)" -H "X-Forwarded-For: $(word forwarded)"
is "a page that is not there" 404 "$STATUS"
req web GET "/static/$(word static-path).css?$(word static-query)" -H "Referer: https://$(word static-referer)/"
req web GET /ask -H "Content-Type: $(word type)" -H "Cookie: __Host-olvido=$(word session)"

# ---- by mail: LMTP, the pipe, plain, HTML, attached, broken --------------------
BEN=$(word mail-address)@$(word mail-domain).example
FILE64=$({ head -c 500 /dev/urandom; word mail-file-content; } | base64 -w 76)
cat >"$TMP/mail" <<EOF
From: =?UTF-8?B?$(accents mail-name | base64 -w 0)?= <$BEN>
To: support@demo.localhost
Cc: "$(word mail-cc-name)" <$(word mail-cc-address)@cc.example>
Subject: =?UTF-8?Q?$(word mail-subject)?=
Message-ID: <$(word mail-message-id)@mail.example>
X-Mailer: $(word mail-header)
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=b1

$(word mail-preamble)
--b1
Content-Type: multipart/alternative; boundary=b2

--b2
Content-Type: text/plain; charset=utf-8

$(word mail-text)
> $(word mail-quote)
--b2
Content-Type: text/html; charset=utf-8

<p style="color:red" title="$(word mail-html-title)">$(word mail-html)<!-- $(word mail-html-comment) -->
<a href="https://x.example/$(word mail-html-link)">$(word mail-html-link-text)</a><script>$(word mail-html-script)</script>
<img src="https://x.example/$(word mail-html-image).png" alt="$(word mail-html-alt)"></p>
--b2--
--b1
Content-Type: application/octet-stream; name="$(word mail-file-name-1).bin"
Content-Disposition: attachment; filename="$(word mail-file-name).bin"
Content-Transfer-Encoding: base64

$FILE64
--b1--
EOF
lmtp() { node "$ROOT/tests/support/lmtp.mjs" "$LMTP_SOCKET" "$@"; }
ok "a mail by LMTP" lmtp "$BEN" support@demo.localhost <"$TMP/mail"
ok "a mail by the pipe" "${BUILD:-$ROOT/build}/olvido-mail" --conf "$OWN_VAR/olvido.hdf" \
  --sender "$(word pipe-sender)@pipe.example" deliver support@demo.localhost <<EOF
From: $(word pipe-name) <$(word pipe-address)@pipe.example>
Subject: $(word pipe-subject)

$(word pipe-text)
EOF
ok "one that is not MIME" lmtp x@y.example support@demo.localhost <<EOF
From $(word broken-from)
$(word broken-text)
EOF
is "a recipient who is not here" 1 "$(lmtp "$(word refused-sender)@x.example" "$(word refused)@demo.localhost" <"$TMP/mail" >/dev/null; echo $?)"
wait_for 20 sh -c "grep -lq 'X-Rcpt-Args: <$ANA>' '$SMTP_SINK'/*"
wait_for 20 sh -c "grep -lq 'X-Rcpt-Args: <$BEN>' '$SMTP_SINK'/*"
grep -v 'address\|domain\|sender' "$TMP/words" >"$TMP/words-ack"
"$SCAN" "$TMP/words-ack" "$SMTP_SINK" >"$TMP/hits" 2>/dev/null
is "acknowledgements hold nothing that was written" 0 $?

# ---- the customer follows his link ---------------------------------------------
LINK=$(sed 's/=$//' "$(sink_mail "$ANA")" | tr -d '\r\n' | grep -o '/t/[A-Za-z0-9_-]\{43\}' | head -1)
req web GET "$LINK"
req web POST "$LINK" --data-urlencode "csrf=$(csrf)"
TICKET=$(location)
is "the link opens his ticket" 0 "$(grep -q '^/ticket/[0-9]' <<<"$TICKET"; echo $?)"
req web GET "$TICKET"
T=$(csrf)
req web POST "$TICKET/reply" -F "csrf=$T" -F "body=$(word reply-text)" \
  -F "files=@$TMP/small;filename=$(word reply-file-name)"
is "he replies" 303 "$STATUS"
req web POST "$TICKET/reply" -F "csrf=$T" -F "body=" -F "files=@$TMP/small;filename=$(word reply-mistaken-file-name)"

# ---- the agent -----------------------------------------------------------------
sign_in nobody "$(word login-address)@demo.localhost" "$(word login-password)"
sign_in nobody "$AGENT_EMAIL" "$(word wrong-password)"
sign_in agent "$AGENT_EMAIL" "$AGENT_PASSWORD"
is "the agent signs in" 303 "$STATUS"
req agent GET /panel/profile
T=$(csrf)
req agent POST /panel/profile --data-urlencode "csrf=$T" --data-urlencode "name=$(accents agent-name)" \
  --data-urlencode "language=en" --data-urlencode "signature=$(word agent-signature)"
is "his name and signature" 303 "$STATUS"
NEW_PASSWORD=$(word agent-new-password)
req agent POST /panel/password --data-urlencode "csrf=$T" --data-urlencode "current=$AGENT_PASSWORD" \
  --data-urlencode "new=$NEW_PASSWORD"
req agent GET "/panel${TICKET/ticket/tickets}"
is "he reads the ticket" 200 "$STATUS"
T=$(csrf)
AT=/panel${TICKET/ticket/tickets}
req agent POST "$AT/reply" -F "csrf=$T" -F "body=$(word sent-text)" -F status=answered \
  -F "files=@$TMP/small;filename=$(word sent-file-name).pdf"
is "he replies" 303 "$STATUS"
req agent POST "$AT/note" -F "csrf=$T" -F "body=$(word note-text)" -F "files=@$TMP/small;filename=$(word note-file-name)"
is "he writes a note" 303 "$STATUS"
req agent POST "$AT/reply" -F "csrf=$T" -F "body=" -F "files=@$TMP/small;filename=$(word mistaken-file-name)"
search agent "$(word search) from:$(word search-from) \"$(word search-phrase)\""
is "he searches" 200 "$STATUS"
search agent "$(sed -n 's/^mail-text //p' "$TMP/words")ations"
has "the search knows the words" "$(sed -n 's/^mail-subject //p' "$TMP/words")" "$TMP/body"
MAIL_TICKET=$(grep -o '/panel/tickets/[0-9]*' "$TMP/body" | head -1)
req agent GET "$MAIL_TICKET"
has "the ticket shows them" "$(sed -n 's/^mail-text //p' "$TMP/words")" "$TMP/body"
is "the reply goes out" 0 "$(wait_for 20 "$SCAN" "$TMP/words" "$SMTP_SINK" && echo 1 || echo 0)"
wait_for 20 sh -c "! '$SCAN' '$TMP/words' '$SMTP_SINK' 2>/dev/null | grep -q '^sent-text' && exit 1; exit 0"

# ---- failures in nginx's log: the program is away ------------------------------
PORTAL=$(cat "$OWN_VAR/run/portal.pid")
kill -TERM "$PORTAL"
wait_for 15 sh -c "! kill -0 $PORTAL"
req web GET "/?q=$(word away-query)" -H "Referer: https://x.example/$(word away-referer)"
is "away" 503 "$STATUS"
req web POST "/ask?$(word away-post-query)" -F "csrf=$T" -F "body=$(word away-text)" -F "files=@$TMP/large"
ok "nginx wrote of it" grep -q 'portal.sock' "$OWN_VAR/log/nginx-error.log"

# ---- what opens doors ------------------------------------------------------------
bytes_of() { od -An -v -tx1 "$1" | tr -d ' \n'; }
token_bytes() { { tr -- '-_' '+/' <<<"$1" | tr -d '\n'; echo '='; } | base64 -d 2>/dev/null | od -An -v -tx1 | tr -d ' \n'; }
for jar in web agent; do
  TOKEN=$(awk '/__Host-olvido/ && length($7) == 43 { t = $7 } END { print t }' "$TMP/$jar")
  is "the $jar token" 43 "${#TOKEN}"
  printf 'token-%s %s\ntoken-%s-bytes hex:%s\n' "$jar" "$TOKEN" "$jar" "$(token_bytes "$TOKEN")" >>"$TMP/words"
done
{
  printf 'token-link %s\ntoken-link-bytes hex:%s\n' "${LINK#/t/}" "$(token_bytes "${LINK#/t/}")"
  printf 'master-key hex:%s\n' "$(bytes_of "$OWN_VAR/keys/master.key")"
  printf 'new-password %s\n' "$NEW_PASSWORD"
} >>"$TMP/words"
