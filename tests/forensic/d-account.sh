# shellcheck shell=bash
# An account is ended, by the same searcher as a person is erased: another word in
# every place of it, of its people and of its customers; before it each is to be
# seen; behind it no door says one, of its host or of another's, no byte on disk and
# in memory has one, nor its key, nor how its rows were stored.
own_start account DB_ENCRYPT=0 DB_REDO=16M DB_POOL=64M
LIVE=$OWN_VAR
CONF=$OWN_VAR/olvido.hdf
MIRROR=$OWN_VAR/mirror
. "$ROOT/tests/support/erased.sh"
install -d -m 0700 -o olvido-cron "$MIRROR"
sed -i "s|^Keys.Mirrors = .*|Keys.Mirrors = $MIRROR|" "$CONF"
WORDS=$TMP/account
: >"$WORDS"
DEMO=$HOST
NAME=$(word account.name)
HOST=$(word account.host).localhost
cli account create "$NAME" "$HOST" en
is "an account" 0 $?
ACC=$(sql "SELECT account_id FROM olvido.host WHERE host = '$HOST'")
BOSS=$(word account.owner-address)@$HOST
BOSS_PASSWORD="$(word account.owner-password) over the bridge"
"$BIN/olvido" --conf "$CONF" agent add "$HOST" owner "$BOSS" "$(word account.owner-name)" <<<"$BOSS_PASSWORD" >/dev/null
is "its owner" 1 "$(left olvido.agent "role = 3")"

# ---- planted -------------------------------------------------------------------------
sign_in owner "$BOSS" "$BOSS_PASSWORD"
is "he is in" 303 "$STATUS"
proved
form owner /panel/profile /panel/profile -F "name=$(word account.owner-name-2)" -F language=en -F "signature=$(word account.signature)"
is "a signature" 303 "$STATUS"
{ head -c 1000 /dev/urandom; word account.file; } >"$TMP/account.bin"
rm -f "$TMP/guest"
req guest GET /ask
send guest /ask --form-string "name=$(accents account.customer)" -F "email=$(word account.address)@x.example" \
  --form-string "subject=$(word account.subject)" --form-string "body=$(word account.text)" \
  -F "files=@$TMP/account.bin;filename=$(word account.file-name).bin"
is "a question by the form" 303 "$STATUS"
node "$ROOT/tests/support/lmtp.mjs" "$LMTP_SOCKET" "$(word account.sender)@x.example" "support@$HOST" >/dev/null <<END
From: $(word account.mail-name) <$(word account.mail-address)@x.example>
Subject: $(word account.mail-subject)
Message-ID: <$(word account.message-id)@x.example>

$(word account.mail-text)
END
is "and one by mail" 2 "$(left olvido.ticket "1")"
T=$(one "SELECT ticket_id FROM olvido.ticket WHERE account_id = $ACC AND channel <> 2")
WHO=$(one "SELECT contact_id FROM olvido.ticket WHERE ticket_id = $T")
form owner "/panel/tickets/$T" "/panel/tickets/$T/note" -F "body=$(word account.note)"
form owner "/panel/tickets/$T" "/panel/tickets/$T/reply" -F "body=$(word account.reply)" -F status=answered
is "answered" 303 "$STATUS"
form owner /panel/companies /panel/companies -F "name=$(word account.company)"
is "a company" 303 "$STATUS"
form owner /panel/settings/spam /panel/settings/spam/sender -F "name=$(word account.listed)@x.example" -F kind=block
is "a sender on the filter's list" 303 "$STATUS"
API=$(form owner /panel/settings/tokens /panel/settings/tokens -F "name=$(word account.token-name)" -F "expires=$(date -d '+30 days' +%F)" -F tickets.read=1 -F privacy=1
  grep -oE 'olv1_[0-9A-Za-z]{38}' "$TMP/body" | head -1)
echo "account.token $API" >>"$WORDS"
req api POST /api/v1/requests -H "apikey: $API" -d "contact=$WHO" -d kind=objection --data-urlencode "text=$(word account.request)"
is "a request by the API" 201 "$STATUS"
form owner /panel/privacy/consent /panel/privacy/consent -F "name_en=$(word account.purpose)" -F "body_en=$(word account.purpose-text)" -F name_es=x -F body_es=x -F active=1
is "a purpose" 303 "$STATUS"
form owner "/panel/privacy/holds/contact/$WHO" "/panel/privacy/holds/contact/$WHO" -F "reason=$(word account.hold)" -F "ends=$(date -d '+10 days' +%F)"
H=$(one "SELECT hold_id FROM olvido.legal_hold WHERE account_id = $ACC")
req owner GET /panel/privacy/holds
send owner "/panel/privacy/holds/$H/lift"
is "a hold, lifted" 303 "$STATUS"
search owner "$(sed -n 's/^account.text //p' "$WORDS")ations"
mails_out() { [ "$(left olvido.outbox "state = 1")" = 0 ]; }
ok "mails are out" wait_for 30 mails_out
TOKEN=$(awk '/__Host-olvido/ && length($7) == 43 { t = $7 } END { print t }' "$TMP/owner")
printf 'account.session %s\n' "$TOKEN" >>"$WORDS"

# ---- before: they are seen -------------------------------------------------------------
IDS=([ticket]=$T [contact]=$WHO [hold]=$H)
IDS[ticket/attachment]="$T $(one "SELECT attachment_id FROM olvido.attachment WHERE account_id = $ACC")"
IDS[request]=$(one "SELECT request_id FROM olvido.request WHERE account_id = $ACC")
IDS[company]=$(one "SELECT company_id FROM olvido.company WHERE account_id = $ACC")
APIKEY=([owner]=$API)
ROLES="nobody owner api.owner"
ASK_FOR=
proved
# shellcheck disable=SC2086
walk "$TMP/before" $ROLES
said "$WORDS" "$TMP/before" >"$TMP/said"
for l in subject text file note reply customer address company listed request purpose hold signature; do
  has "the owner was shown account.$l" "owner account.$l" "$TMP/said"
done
"$BIN/tests/opened" "$CONF" "$HOST" >"$TMP/opened"
awk -F'\t' 'length($6) == 64 { printf "stored.%s.%s hex:%s\n", $1, $4, $6 }' "$TMP/opened" >"$TMP/stored"
is "it is known how its values are stored" 1 "$(($(wc -l <"$TMP/stored") >= 10))"
sql "SELECT CONCAT('wrapped.', kind, '.', id, ' hex:', LOWER(HEX(SUBSTR(wrapped, 26, 32)))) FROM olvido_keys.secret WHERE account_id = $ACC
  UNION ALL SELECT CONCAT('account-key hex:', LOWER(HEX(SUBSTR(wrapped, 26, 32)))) FROM olvido_keys.account_key WHERE account_id = $ACC" >"$TMP/wrapped"
mapfile -t ALL < <(sql "SELECT kind, id FROM olvido_keys.secret WHERE account_id = $ACC AND kind <> 6" | tr '\t' '\n')
"$BIN/tests/secrets" --keys "$CONF" "$HOST" "${ALL[@]}" | awk '{ printf "secret.%d hex:%s\n", NR, $1 }' >"$TMP/secrets"
echo "gate hex:$("$BIN/tests/cold" gate "$CONF" "$ACC")" >>"$TMP/secrets"
is "and its keys" 1 "$(($(wc -l <"$TMP/secrets") > 5))"
flush_all
cat "$TMP/stored" "$TMP/wrapped" >"$TMP/all"
look "$TMP/all" "$TMP/hits"
is "they are all on disk" "$(sort -u "$TMP/all" | cut -d' ' -f1 | sort -u | wc -l)" "$(cut -f1 "$TMP/hits" | sort -u | wc -l)"

# ---- it ends: its owner wants it, the clock comes ----------------------------------------------
sql "UPDATE olvido.legal_hold SET ends_at = 1 WHERE account_id = $ACC"
req owner GET /panel/erase/account
is "the page for it" 200 "$STATUS"
cli account delete "$HOST" --yes --days=0
is "its owner wants it gone" 0 $?
sql "UPDATE olvido.account SET delete_at = UNIX_TIMESTAMP() - 60 WHERE account_id = $ACC"
cron accounts
is "and it goes" "0 7" "$? $(sql "SELECT state FROM olvido.account WHERE account_id = $ACC")"
GONE_HOST=$HOST
# The name of its host stays in the certificate and in nginx's log: it names no person.
grep -v '^account.host ' "$WORDS" >"$TMP/gone"
# Its name and its purposes are no person's, lie in the clear, and stay in memory for a while.
grep -vE '^account.(name|purpose|purpose-text) ' "$TMP/gone" >"$TMP/people"
MEMORY=$TMP/people
STORED="$TMP/secrets $TMP/wrapped $TMP/stored" KEYS=$TMP/secrets
# Others live on: what programs kept of it goes with their next requests, after a minute.
HOST=$DEMO
sign_in owner "$OWNER_EMAIL" "$OWNER_PASSWORD"
is "another's owner is in" 303 "$STATUS"
proved
sleep 61
for i in 1 2 3; do
  node "$ROOT/tests/support/lmtp.mjs" "$LMTP_SOCKET" "other$i@x.example" "support@$HOST" >/dev/null <<END
From: Other <other$i@x.example>
Subject: Another question
Message-ID: <other$i@x.example>

$(seq 3000)
END
done
all_out() { [ "$(sql 'SELECT COUNT(*) FROM olvido.outbox WHERE state = 1')" = 0 ]; }
ok "others' mails are out" wait_for 30 all_out
# shellcheck disable=SC2086
walk "$TMP/after" $ROLES
is "another's owner is told no word of it" "" "$(said "$TMP/gone" "$TMP/after" | tr '\n' ' ')"
HOST=$GONE_HOST
forensic_after "the account" "$TMP/gone"
is "its host knows nobody" "" "$(grep -a '^@answer' "$TMP/after/owner" | grep -v ' 40[0-9]$' | sort | uniq -c | head -5)"
# ---- its certificate --------------------------------------------------------------------------
cli cold certificate "$ACC"
is "it has a certificate" 0 $?
cp "$TMP/out" "$TMP/certificate"
cli certificate verify "$TMP/certificate"
is "which is good" 0 $?
is "and says that the bytes are gone" true "$(jq '.certificate.bytes_gone != null' "$TMP/certificate")"
sed 's/"message":\([0-9]\)/"message":9\1/' "$TMP/certificate" >"$TMP/changed"
cmp -s "$TMP/certificate" "$TMP/changed" && bad "nothing was changed in it"
cli certificate verify "$TMP/changed"
is "a changed one is not" 1 $?
own_end
