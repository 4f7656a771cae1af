# shellcheck shell=bash
# Signing up at the provider's: the form and what it refuses, an address wished
# twice at once, the mail, the account that comes of it, its owner's first sign-in,
# and nothing left of who did not confirm.
. "$ROOT/tests/support/panel.sh"
CONF=$VAR/olvido.hdf
cli() { "$BUILD/olvido" --conf "$CONF" "$@" >"$TMP/cli" 2>&1; }
cron() { "$BUILD/olvido-cron" --conf "$CONF" --wait=30 "$@" >"$TMP/cron" 2>&1; }
DEMO=$HOST
HOST=$DEMO
for p in /signup /signup/sent /signup/ready /signup/terms /signup/address?address=acme; do
  req guest GET "$p"
  is "not on an account's own portal: $p" 404 "$STATUS"
done

PROVIDER=provider$U.localhost
cli account create "Provider $U" "$PROVIDER"
cli account provider "$PROVIDER"
is "the provider's account" 0 $?
trap '"$BUILD/olvido" --conf "$CONF" account provider "$PROVIDER" --off >/dev/null; rm -rf "$TMP"' EXIT
PID_=$(sql "SELECT account_id FROM olvido.host WHERE host = '$PROVIDER'")
HOST=$PROVIDER
NET=127.0.47.1

version() { sed -n "s/.*name=\"$1\" value=\"\([^\"]*\)\".*/\1/p" "$TMP/body" | head -1; }
# wish ADDRESS EMAIL [curl options]: the form, read and sent as a person does
fill() {
  rm -f "$TMP/guest"
  req guest GET /signup
  T=$(csrf) TERMS=$(version terms) PROCESSING=$(version processing)
}
sends() {
  local address=$1 email=$2
  shift 2
  req guest POST /signup --data-urlencode "csrf=$T" --data-urlencode "company=Acme $U" --data-urlencode "name=Ada Applicant" \
    --data-urlencode "email=$email" --data-urlencode "address=$address" -d language=es \
    --data-urlencode "terms=$TERMS" --data-urlencode "processing=$PROCESSING" "$@"
}
rows_of() { sql "SELECT COUNT(*) FROM olvido.signup WHERE host = '$1.localhost'"; }
all_rows() { sql "SELECT COUNT(*) FROM olvido.signup"; }
secrets() { sql "SELECT COUNT(*) FROM olvido_keys.secret WHERE account_id = $PID_ AND kind = 47"; }

# What is refused, with the form kept
fill
is "the form" 200 "$STATUS"
has "shows the base domain" ".localhost" "$TMP/body"
is "texts have versions" "shipped-1 shipped-1" "$TERMS $PROCESSING"
sends "fast$U" "fast$U@example.org"
is "too fast for a person" 422 "$STATUS"
has "he is told to send again" "That was very fast" "$TMP/body"
has "what he typed is there" "value=\"fast$U@example.org\"" "$TMP/body"
is "nothing is stored" 0 "$(rows_of "fast$U")"
sleep 2
for bad in "" "ab" "-acme" "acme-" "ac me" "acme.x" "ac_me" "xn--acme" "12345" "acmé" "www" "admin" "autodiscover" "demo" "WWW" "$(printf 'a%.0s' $(seq 64))"; do
  sends "$bad" "bad$U@example.org"
  is "the address '$bad'" 422 "$STATUS"
  has "'$bad': his mistake is named" 'id="address-mistake"' "$TMP/body"
  has "'$bad': the rest is kept" "value=\"bad$U@example.org\"" "$TMP/body"
done
sends "${DEMO%%.*}" "x@example.org"
is "one that is somebody's" 422 "$STATUS"
sends "good$U" "no address"
is "no e-mail" 422 "$STATUS"
has "named" 'id="email-mistake"' "$TMP/body"
TERMS='' sends "good$U" "x@example.org"
has "without terms" 'id="terms-mistake"' "$TMP/body"
PROCESSING=old sends "good$U" "x@example.org"
has "another version" "This text was changed just now" "$TMP/body"
sends "good$U" "x@example.org" -d language=xx
is "language" 400 "$STATUS"
sends "good$U" "x@example.org" -d website=spam
is "a machine is content" "303 /signup/sent" "$STATUS $(location)"
T=wrong sends "good$U" "x@example.org"
is "no form of ours" 403 "$STATUS"
is "nothing of all that is stored" "0 0" "$(all_rows) $(secrets)"

# While somebody types
look() { req looker GET "/signup/address?address=$1"; cut -d' ' -f1 "$TMP/body"; }
is "a free one" free "$(look "free$U")"
for bad in www ab -x "${DEMO%%.*}" %20 acme.x; do is "'$bad' is not" no "$(look "$bad")"; done
is "upper case is the same" free "$(look "FREE$U")"

sql "INSERT INTO olvido.account_gone (account_id, erasure_id, host, language) VALUES (9${U#u}, 9${U#u}, 'was$U.${BASE:-localhost}', 'en')"
is "one of an account that is gone is not, either" no "$(look "was$U")"

# Two wish for one at the same instant: twenty at once, one has it
fill
sleep 2.2
mkdir "$TMP/at"
for i in $(seq 20); do
  curl -sk -o "$TMP/at/$i" -w '%{http_code}\n' --interface "127.0.$((60 + i)).1" --max-time 60 --resolve "$HOST:$PORT:127.0.0.1" \
    --data-urlencode "csrf=$T" --data-urlencode "company=Race $i $U" -d "name=Racer" --data-urlencode "email=race$i$U@example.org" \
    -d "address=race$U" -d language=en --data-urlencode "terms=$TERMS" --data-urlencode "processing=$PROCESSING" \
    "https://$HOST:$PORT/signup" >"$TMP/at/$i.status" &
  RACE[i]=$!
done
wait "${RACE[@]}"
is "one wins" 1 "$(cat "$TMP"/at/*.status | grep -c '^303$')"
is "the others are told" 19 "$(cat "$TMP"/at/*.status | grep -cE '^(409|422)$')"
is "in words, with their form" 19 "$(grep -l 'This address is taken' "$TMP"/at/* | xargs grep -l "value=\"race.*@example.org\"" | wc -l)"
is "one row" 1 "$(rows_of "race$U")"

# The right way
fill
sleep 2.2
APPLICANT=ada$U@example.org
sends " Acme$U " "${APPLICANT^^}"
is "it is taken" "303 /signup/sent" "$STATUS $(location)"
req guest GET /signup/sent
has "he is sent to his mailbox" "look into your mailbox" "$TMP/body"
is "sealed at rest" 0 "$(sql "SELECT COUNT(*) FROM olvido.signup WHERE sealed LIKE '%$U%' OR sealed LIKE '%Ada%'")"
ok "a mail comes" wait_for 40 sink_mail_is "$APPLICANT"
MAIL=$(perl -0pe 's/=\r?\n//g' "$(sink_mail "$APPLICANT")")
hasnt "with none of his words" "Acme" "$(sink_mail "$APPLICANT")"
CONFIRM=$(grep -oE '/signup/confirm/[A-Za-z0-9_-]{43}' <<<"$MAIL" | head -1)
is "from the provider's host" 1 "$(grep -c "https://$PROVIDER:$PORT$CONFIRM" <<<"$MAIL")"
is "only a digest is stored" 0 "$(sql "SELECT COUNT(*) FROM olvido.signup WHERE HEX(digest) = HEX('${CONFIRM##*/}')")"
for _ in 1 2 3 4 5; do req mail GET "$CONFIRM"; done
is "looking uses nothing up" 200 "$STATUS"
has "the address is shown" "acme$U.localhost" "$TMP/body"
is "still waiting" 1 "$(sql "SELECT state FROM olvido.signup WHERE host = 'acme$U.localhost'")"
T=$(csrf)
req mail POST "${CONFIRM%?}x" --data-urlencode "csrf=$T"
is "another token" 404 "$STATUS"
HOST=$DEMO
req other POST "$CONFIRM" -d csrf=x
is "nor on another account" 1 "$((STATUS >= 403))"
HOST=$PROVIDER
req mail POST "$CONFIRM" --data-urlencode "csrf=$T"
is "confirmed" "303 /signup/ready" "$STATUS $(location)"
req mail POST "$CONFIRM" --data-urlencode "csrf=$T"
is "twice is once" "303 /signup/ready" "$STATUS $(location)"
is "its secret is there until it is installed" 1 "$(sql "SELECT COUNT(*) FROM olvido_keys.secret s JOIN olvido.signup g ON g.signup_id = s.id AND g.account_id = s.account_id WHERE s.kind = 47 AND g.host = 'acme$U.localhost'")"
cli account create "Somebody" "acme$U.localhost"
is "nobody else gets the address meanwhile" 1 $?
has "in words" "taken" "$TMP/cli"
SIGNUP=$(sql "SELECT signup_id FROM olvido.signup WHERE host = 'acme$U.localhost'")
cron --dry-run signup
has "a dry run says it" "signup (dry run): 1 accounts installed" "$TMP/cron"
is "and does nothing" 0 "$(sql "SELECT COUNT(*) FROM olvido.host WHERE host = 'acme$U.localhost'")"
cron signup
has "installed" "signup: 1 accounts installed" "$TMP/cron"
NEW=$(sql "SELECT account_id FROM olvido.host WHERE host = 'acme$U.localhost'")
is "on trial, with first steps" "Acme $U es 1 1" "$(sql "SELECT CONCAT_WS(' ', name, language, state, first_steps) FROM olvido.account WHERE account_id = $NEW")"
is "two agreements, with version and time" "1:shipped-1:es 2:shipped-1:es" "$(sql "SELECT CONCAT_WS(':', kind, version, language) FROM olvido.agreement WHERE account_id = $NEW AND agreed_at > UNIX_TIMESTAMP() - 600 ORDER BY kind" | tr '\n' ' ' | sed 's/ $//')"
is "nothing is left of the sign-up" "0 0 1" "$(rows_of "acme$U") $(sql "SELECT COUNT(*) FROM olvido_keys.secret WHERE kind = 47 AND id = $SIGNUP AND account_id = $PID_") $(sql "SELECT COUNT(*) FROM olvido_keys.tombstone WHERE kind = 47 AND id = $SIGNUP AND account_id = $PID_")"
is "an owner who is only invited" "3 3" "$(sql "SELECT CONCAT_WS(' ', role, state) FROM olvido.agent WHERE account_id = $NEW")"
is "nobody has a password" 0 "$(sql "SELECT COUNT(*) FROM olvido.agent_login WHERE account_id = $NEW")"
cron signup
has "again: nothing" "nothing to do" "$TMP/cron"
req mail GET "$CONFIRM"
is "its link is over" 404 "$STATUS"
cli terms agreed "acme$U.localhost"
has "what was agreed to" "processing	shipped-1	es" "$TMP/cli"

# The mail with the login details, and the first sign-in
welcome() { grep -li "^To:.*$APPLICANT" "$SMTP_SINK"/* | xargs -r grep -l "acme$U.localhost"; }
ok "a second mail comes" wait_for 40 welcome
WELCOME=$(perl -0pe 's/=\r?\n//g' "$(welcome | head -1)")
is "where to sign in" 1 "$(($(grep -c "https://acme$U.localhost:$PORT/panel/" <<<"$WELCOME") > 0))"
INVITE=$(grep -oE '/panel/invite/[A-Za-z0-9_-]{43}' <<<"$WELCOME" | head -1)
is "it has no password" 0 "$(grep -ciE 'contrase.a: |password: ' <<<"$WELCOME")"
cli agent welcome "acme$U.localhost"
is "who missed it gets another" 0 $?
twice() { [ "$(welcome | wc -l)" = 2 ]; }
ok "it comes" wait_for 40 twice
HOST=acme$U.localhost
NET=127.0.47.2
req owner GET "$INVITE"
is "the page to choose a password" 200 "$STATUS"
has "with the name that was given" 'value="Ada Applicant"' "$TMP/body"
req owner POST "$INVITE" --data-urlencode "csrf=$(csrf)" -d "name=Ada Applicant" --data-urlencode "new=four plain words here"
is "chosen" 303 "$STATUS"
req owner POST "$INVITE" -d csrf=x -d "name=A" --data-urlencode "new=four plain words here"
is "once" 1 "$((STATUS >= 400))"
sign_in owner "$APPLICANT" "four plain words here"
is "he is in" 303 "$STATUS"
cli agent welcome "$HOST"
has "not once he has a password" "has a password already" "$TMP/cli"
req owner GET /panel/tickets
is "his own help desk" 200 "$STATUS"
HOST=$PROVIDER
NET=127.0.47.1

# Who does not confirm: after 48 hours nothing is left
LATE=$(sql "SELECT signup_id FROM olvido.signup WHERE host = 'race$U.localhost'")
cron "--now=$(($(date +%s) + 47 * 3600))" signup
is "47 hours: it waits" 1 "$(rows_of "race$U")"
cron "--now=$(($(date +%s) + 48 * 3600 + 60))" signup
has "48: it goes" "signup: 1 sign-ups nobody confirmed" "$TMP/cron"
is "row and secret" "0 0" "$(rows_of "race$U") $(sql "SELECT COUNT(*) FROM olvido_keys.secret WHERE kind = 47 AND id = $LATE AND account_id = $PID_")"
is "written down by its number" 1 "$(sql "SELECT COUNT(*) FROM olvido.audit WHERE account_id = $PID_ AND verb = 483 AND value = $LATE")"

# Killed between installing and destroying: the next one ends it
fill
sleep 2.2
sends "crash$U" "crash$U@example.org"
sql "UPDATE olvido.signup SET state = 3 WHERE host = 'crash$U.localhost'"
cron signup
is "what is left is destroyed" "0 0 0" "$(rows_of "crash$U") $(all_rows) $(secrets)"

# Versions: the provider's own texts
printf 'New terms %s\n' "$U" >"$TMP/en"; printf 'Condiciones nuevas %s\n' "$U" >"$TMP/es"
fill
sleep 2.2
cli terms set terms "v$U" "$TMP/en" "$TMP/es"
is "set" 0 $?
cli terms set terms "v$U" "$TMP/en" "$TMP/es"
has "a version never changes" "already" "$TMP/cli"
cli terms set terms "bad version" "$TMP/en" "$TMP/es"
is "a version is a word" 1 $?
printf '\xff' >"$TMP/bad"
cli terms set terms "w$U" "$TMP/bad" "$TMP/es"
has "no text" "is no text" "$TMP/cli"
cli terms set nothing "w$U" "$TMP/en" "$TMP/es"
has "no such kind" "terms or processing" "$TMP/cli"
sends "late$U" "late$U@example.org"
is "changed while he read" 422 "$STATUS"
has "he is asked again" "read it and agree again" "$TMP/body"
req guest GET /signup/terms
has "the new text" "New terms $U" "$TMP/body"
rm -f "$TMP/spanish"
req spanish GET /signup/terms -H 'Accept-Language: es'
has "and in Spanish" "Condiciones nuevas $U" "$TMP/body"
cli terms list
has "in force" "terms	v$U" "$TMP/cli"
sql "DELETE FROM olvido.legal_text WHERE version = 'v$U'"

# Limits: an address gets three mails a day, a network ten sign-ups an hour
NET=127.$((100 + RANDOM % 100)).$((RANDOM % 250)).1
for i in 1 2 3 4; do
  fill
  [ $i != 1 ] || sleep 2.2
  FIRST=${FIRST:-$T}
  T=$FIRST sends "many$i$U" "many$U@example.org"
  is "$i of one address is answered alike" "303 /signup/sent" "$STATUS $(location)"
done
mails_out() { [ "$(sql "SELECT COUNT(*) FROM olvido.outbox WHERE account_id = $PID_ AND state = 1")" = 0 ]; }
ok "mails are out" wait_for 40 mails_out
is "three mails" 3 "$(grep -li "^To:.*many$U@example.org" "$SMTP_SINK"/* | wc -l)"
for i in 5 6 7 8 9 10; do T=$FIRST sends "many$i$U" "m$i$U@example.org"; done
T=$FIRST sends "many11$U" "m11$U@example.org"
is "the eleventh of a network" 429 "$STATUS"
has "keeps its form" "value=\"m11$U@example.org\"" "$TMP/body"
has "and says when" "try again in an hour" "$TMP/body"
cron "--now=$(($(date +%s) + 48 * 3600 + 60))" signup
is "nothing is left at the end" "0 0" "$(all_rows) $(secrets)"
