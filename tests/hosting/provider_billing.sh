# shellcheck shell=bash
# What billing says: signed, once, in any order, about anybody; the script of the provider's guide.
. "$ROOT/tests/support/panel.sh"
. "$ROOT/tests/hosting/_account.sh"
. "$ROOT/tests/hosting/_provider.sh"
NOW=$(date +%s)
made ann
is "an account" "201 2" "$STATUS $(state_is)"
ok "only the provider's account has secrets" test "$(cli billing-secret new "$DEMO" 2>&1 | grep -c 'not the provider')" = 1

sign() { # SECRET TIME BODY
  printf '%s.%s' "$2" "$3" | openssl dgst -sha256 -hmac "$1" -r | cut -d' ' -f1
}
# send BODY [TIME [SECRET]]: as billing does
send() {
  local t=${2:-$(date +%s)}
  rm -f "$TMP/program"
  HOST=${AT:-$PROVIDER} req program POST "$API/billing" -H 'Content-Type: application/json' \
    -H "Olvido-Signature: ${HEADER:-t=$t,v1=$(sign "${3:-$SECRET}" "$t" "$1")}" --data-binary "$1"
}
# says TYPE ID [CREATED [ACCOUNT]]
says() { send "{\"id\":\"$2$U\",\"type\":\"$1\",\"account\":\"${4:-$A}\",\"created\":${3:-$(date +%s)}}"; }
outcome() { echo "$STATUS $(field_of '.outcome // .code') $(state_is)"; }
noted() { api GET /billing; jq -r '.messages[0] | .type + " " + .outcome + " " + (.account // "none")' "$TMP/body"; }

SECRET=none
says payment.failed early
is "without a secret nobody is believed" "403 Signature 2" "$(outcome)"
SECRET=$(cli billing-secret new "$PROVIDER" | head -1)
is "a secret" 49 "${#SECRET}"
is "it is sealed" 0 "$(sql "SELECT COUNT(*) FROM olvido.billing_secret WHERE sealed LIKE '%olvs1%' OR sealed LIKE CONCAT('%', '$SECRET', '%')")"

# ---- what it means --------------------------------------------------------------------
says payment.failed a1
is "a payment failed" "200 applied 3" "$(outcome)"
is "from, to" "active past-due true" "$(field_of '.from + " " + .to + " " + (.applied | tostring)')"
is "is written down" "payment.failed applied $A" "$(noted)"
sleep 1
says payment.succeeded a2
is "one succeeded" "200 applied 2" "$(outcome)"
says payment.succeeded a3
is "and one more" "200 unchanged 2" "$(outcome)"
says payment.failed a4 $((NOW - DAY))
is "what is older moves nothing" "200 older 2" "$(outcome)"
is "and is written down" "payment.failed older $A" "$(noted)"
says subscription.cancelled a5 $((NOW - DAY))
is "nor does an old cancellation" "200 older 2" "$(outcome)"
says payment.failed a6 $((NOW + DAY))
is "nothing of tomorrow" "422 Future 2" "$(outcome)"
is "which is written down" "payment.failed future $A" "$(noted)"
says payment.failed a6
is "when it has come it counts" "200 applied 3" "$(outcome)"
says payment.succeeded a7 '' "$HOST_OF"
is "by its host" "200 applied 2" "$(outcome)"
says invoice.created a8
is "what concerns no account" "200 ignored 2" "$(outcome)"
says payment.failed a9 '' nobody.example
is "an unknown account" "404 Account 2" "$(outcome)"
ok "as a problem" problem Account
is "is written down without a name" "payment.failed unknown-account none" "$(noted)"
is "nothing of the name is kept" 0 "$(sql "SELECT COUNT(*) FROM olvido.billing_event WHERE CONCAT_WS(' ', target_id, kind, outcome, mac) LIKE '%nobody%'")"
says payment.failed b1 '' "$P"
is "the provider's own help desk hangs on nobody's payments" "200 impossible 2" "$(outcome)"
says subscription.cancelled b2
is "cancelled" "200 applied 5" "$(outcome)"
says subscription.cancelled b3
is "twice" "200 impossible 5" "$(outcome)"
says payment.succeeded b4
is "a payment gives nothing back by itself" "200 unchanged 5" "$(outcome)"
act_on lift "$A"

# ---- once -------------------------------------------------------------------------------
T=$(date +%s)
BODY="{\"id\":\"c1$U\",\"type\":\"payment.failed\",\"account\":\"$A\",\"created\":$T}"
send "$BODY" "$T"
is "failed" "200 applied 3" "$(outcome)"
cp "$TMP/body" "$TMP/first"
act_on paid "$A"
send "$BODY" "$T"
is "the very same again is refused" "409 Replayed 2" "$(outcome)"
send "$BODY" $((T + 1))
is "signed anew it gets the same answer" "200 2 1" "$STATUS $(state_is) $(grep -ci '^olvido-repeated: true' "$TMP/head")"
is "to the byte" "$(cat "$TMP/first")" "$(cat "$TMP/body")"
is "and is written down" "payment.failed repeated $A" "$(noted)"
send "$BODY" $((T + 1))
is "but not by that signature either" "409 Replayed 2" "$(outcome)"
says payment.succeeded c1
is "that name is another message's" "409 Used 2" "$(outcome)"
is "which is written down" "payment.succeeded name-in-use $A" "$(noted)"
BODY="{\"id\":\"c2$U\",\"type\":\"payment.failed\",\"account\":\"$A\",\"created\":$T}"
PIDS=()
E=$(count_of "account_event WHERE account_id = $A")
for n in 1 2 3 4 5 6; do
  curl -sk -o "$TMP/many.$n" --max-time 60 --resolve "$PROVIDER:$PORT:127.0.0.1" -H 'Content-Type: application/json' \
    -H "Olvido-Signature: t=$((T + n)),v1=$(sign "$SECRET" $((T + n)) "$BODY")" --data-binary "$BODY" "https://$PROVIDER:$PORT$API/billing" &
  PIDS+=($!)
done
for p in "${PIDS[@]}"; do wait "$p"; done
is "six at once are one" "1 1" "$(($(count_of "account_event WHERE account_id = $A") - E)) $(cat "$TMP"/many.? | jq -r .to | sort -u | wc -l)"

# ---- whose it is ---------------------------------------------------------------------------
BODY="{\"id\":\"d1$U\",\"type\":\"payment.failed\",\"account\":\"$A\",\"created\":$(date +%s)}"
T=$(date +%s)
E=$(count_of "account_event") N=$(count_of billing_event)
V=$(sign "$SECRET" "$T" "$BODY")
refused() { # NAME CODE HEADER
  HEADER=$3 send "$BODY"
  is "$1" "403 $2" "$STATUS $(field_of .code)"
}
refused "no time" Signature "v1=$V"
refused "no signature" Signature "t=$T"
refused "two times" Signature "t=$T,t=$T,v1=$V"
refused "another time than signed" Signature "t=$((T + 1)),v1=$V"
refused "half a signature" Signature "t=$T,v1=${V:0:32}"
refused "not hex" Signature "t=$T,v1=${V/[0-9a-f]/g}"
refused "one letter off" Signature "t=$T,v1=$(tr '0-9a-f' '1-9a-f0' <<<"$V")"
refused "another version" Signature "t=$T,v0=$V"
refused "five of them" Signature "t=$T,v1=$V,v1=$V,v1=$V,v1=$V,v1=$V"
refused "nothing" Signature "x"
for d in -301 -86400 400 86400; do
  t=$((T + d))
  refused "$d seconds from now" SignatureOld "t=$t,v1=$(sign "$SECRET" $t "$BODY")"
done
sql "DELETE FROM olvido.throttle"
rm -f "$TMP/program"
HOST=$PROVIDER req program POST "$API/billing" -H 'Content-Type: application/json' --data-binary "$BODY"
is "no header" "403 Signature" "$STATUS $(field_of .code)"
send "$BODY " "$T" "$SECRET"x
is "another secret" 403 "$STATUS"
AT=$DEMO send "$BODY"
is "at another account" 404 "$STATUS"
for b in '' '[]' '{' '"x"' "{} x" "{\"id\":\"x\"}" "{\"id\":\"x$U\",\"type\":\"payment.failed\",\"account\":\"$A\"}" "{\"id\":\"x$U\",\"type\":\"payment.failed\",\"account\":\"$A\",\"created\":\"now\"}" \
  "{\"id\":7,\"type\":\"payment.failed\",\"account\":\"$A\",\"created\":1}" "$(printf '[%.0s' {1..40})" "{\"id\":\"$(printf 'x%.0s' {1..201})\",\"type\":\"payment.failed\",\"account\":\"$A\",\"created\":1}" $'{"id":"\xff","type":"a","created":1}'; do
  send "$b"
  is "signed nonsense: ${b:0:40}" 400 "$STATUS"
done
rm -f "$TMP/program"
HOST=$PROVIDER req program POST "$API/billing" -d x=y
is "a form" 415 "$STATUS"
is "nothing came of any of it" "$E $N" "$(count_of account_event) $(count_of billing_event)"
HEADER="t=$T,v0=abc,v1=$(sign other "$T" "$BODY"),v1=$V" send "$BODY"
is "one good one among others" "200 3" "$STATUS $(state_is)"

# Rotation
OLD=$SECRET
SECRET=$(cli billing-secret new "$PROVIDER" --overlap=2 --json | jq -r .secret)
says payment.succeeded e1
is "the new secret" "200 applied 2" "$(outcome)"
send "{\"id\":\"e2$U\",\"type\":\"payment.failed\",\"account\":\"$A\",\"created\":$(date +%s)}" "$(date +%s)" "$OLD"
is "the former one is good for a while" "200 applied 3" "$(outcome)"
is "two are" 2 "$(cli billing-secret list "$PROVIDER" | wc -l)"
T=$(date +%s)
BODY="{\"id\":\"e3$U\",\"type\":\"payment.succeeded\",\"account\":\"$A\",\"created\":$T}"
HEADER="t=$T,v1=$(sign "$OLD" "$T" "$BODY"),v1=$(sign "$SECRET" "$T" "$BODY")" send "$BODY"
is "signed by both" "200 2" "$STATUS $(state_is)"
send "$BODY" "$T" "$OLD"
is "one of them is a replay too" "409 Replayed" "$STATUS $(field_of .code)"
THIRD=$(cli billing-secret new "$PROVIDER" | head -1)
send "{\"id\":\"e4$U\",\"type\":\"payment.failed\",\"account\":\"$A\",\"created\":1}" "$(date +%s)" "$OLD"
is "the first is not good any more" 403 "$STATUS"
ok "the second ends at once" cli billing-secret end "$PROVIDER"
says payment.failed e5 1
is "ended" 403 "$STATUS"
SECRET=$THIRD
says payment.failed e6 1
is "the third is good" "200 older" "$STATUS $(field_of .outcome)"
is "none is left to end" 1 "$(cli billing-secret end "$PROVIDER" >/dev/null 2>&1; echo $?)"

# Who guesses is stopped, and the log says so.
for n in $(seq 32); do NET=127.0.56.1 HEADER="t=$T,v1=$V" send "{\"n\":$n}"; done
is "after thirty wrong ones" 429 "$STATUS"
NET=127.0.57.1 says payment.failed f1 1
is "others are not" 200 "$STATUS"
is "they are in the log" 1 "$(($(count_of "audit WHERE account_id = $P AND verb = 504 AND result = 1") > 10))"
sql "DELETE FROM olvido.throttle"
is "what came is, too" 1 "$(($(count_of "audit WHERE account_id = $P AND verb = 741 AND object_id = $A") > 10))"
ok "and the chain is whole" cli audit verify "$P"

# ---- the script of the guide, as it stands there ----------------------------------------------
awk '/^# tell-olvido/ { on = 1; print "#!/bin/sh" } on && /^```/ { exit } on' "$ROOT/bin/install/PROVIDER.md" >"$TMP/tell-olvido"
chmod +x "$TMP/tell-olvido"
is "the script is there" 1 "$(($(wc -l <"$TMP/tell-olvido") > 8))"
(umask 077; echo "$SECRET" >"$TMP/secret")
printf 'insecure\nresolve = "%s:%s:127.0.0.1"\n' "$PROVIDER" "$PORT" >"$TMP/.curlrc"
tell() { HOME=$TMP URL=https://$PROVIDER:$PORT SECRET=$TMP/secret "$TMP/tell-olvido" "$@" >"$TMP/told" 2>/dev/null; }
tell payment.failed "$A" "g1$U"
is "it tells that a payment failed" "0 applied 3" "$? $(jq -r .outcome "$TMP/told") $(state_is)"
sleep 1
tell payment.succeeded "$HOST_OF" "g2$U"
is "and that one succeeded" "0 applied 2" "$? $(jq -r .outcome "$TMP/told") $(state_is)"
tell payment.succeeded nobody "g3$U"
is "it fails for an unknown account" "22 Account" "$? $(jq -r .code "$TMP/told")"
echo wrong >"$TMP/secret"
tell payment.succeeded "$A" "g4$U"
is "and without the secret" "22 Signature" "$? $(jq -r .code "$TMP/told")"

# ---- for how long -----------------------------------------------------------------------------
N=$(count_of "billing_event WHERE account_id = $P")
cron purge
is "messages are kept" "1 $N" "$((N > 20)) $(count_of "billing_event WHERE account_id = $P")"
sql "UPDATE olvido.billing_event SET received_at = received_at - 400 * $DAY - 60 WHERE account_id = $P"
cron purge
is "for 400 days" 0 "$(count_of "billing_event WHERE account_id = $P")"
