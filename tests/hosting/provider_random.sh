# shellcheck shell=bash
# Acts and billing's messages in a random order, several at once: no account ever
# stands where the diagram (ARCHITECTURE: life of an account) has no line, every step
# begins where the last one ended, and nothing of the account is lost. SEED repeats.
. "$ROOT/tests/support/panel.sh"
. "$ROOT/tests/hosting/_account.sh"
. "$ROOT/tests/hosting/_provider.sh"
SEED=${SEED:-$RANDOM}
RANDOM=$SEED
SECRET=$(cli billing-secret new "$PROVIDER" | head -1)
made rnd
is "an account" 201 "$STATUS"
HOST=$HOST_OF ask "cus$U@example.org" "Cleo Customer" "Before" "a word"
is "with a ticket" 1 "$(count_of "ticket WHERE account_id = $A")"
# Those of a suspended account would wait.
none_waits() { [ "$(count_of "outbox WHERE account_id = $A AND state = 1")" = 0 ]; }
ok "its mails are out" wait_for 60 none_waits

# The lines of the drawing, by hand: from, event, to.
cat >"$TMP/drawn" <<'END'
none opened active
active paid active
active billing-failed past-due
active suspend suspended
active terminate terminated
past-due paid active
past-due billing-failed past-due
past-due suspend suspended
past-due terminate terminated
suspended paid active
suspended paid suspended
suspended billing-failed suspended
suspended lift active
suspended suspend suspended
suspended terminate terminated
terminated paid terminated
terminated billing-failed terminated
terminated lift active
active billing-failed active
past-due paid past-due
END
for s in active past-due suspended terminated; do
  printf '%s delete-asked %s\n%s delete-cancelled %s\n' $s $s $s $s >>"$TMP/drawn"
done
# What is older than what billing said stays where it stands.
acts=(paid billing-failed suspend lift terminate delete delete/cancel)
types=(payment.succeeded payment.failed subscription.cancelled)
when() { echo $(($(date +%s) - (RANDOM % 3 == 0 ? RANDOM % 4000 : 0))); }
# one NUMBER: an act or a message; told to come back later (429) it does
one() {
  local n=$1 body t o=() act
  if ((RANDOM % 3)); then
    act=${acts[RANDOM % 7]}
    case $act in paid | billing-failed) o=(-d "at=$(when)") ;; esac
    curl -sk --max-time 60 --retry 9 --retry-delay 1 -w ' repeated=%header{olvido-repeated} %{http_code}\n' --resolve "$PROVIDER:$PORT:127.0.0.1" -H "apikey: $KEY" -d "request=rnd$U-$((RANDOM % 5 ? n : n / 2))" "${o[@]}" \
      "https://$PROVIDER:$PORT$API/accounts/$A/$act"
  else
    body="{\"id\":\"rnd$U-$((RANDOM % 4 ? n : n / 2))\",\"type\":\"${types[RANDOM % 3]}\",\"account\":\"$A\",\"created\":$(when)}"
    t=$(($(date +%s) - RANDOM % 200))
    curl -sk --max-time 60 --retry 9 --retry-delay 1 -w ' repeated=%header{olvido-repeated} %{http_code}\n' --resolve "$PROVIDER:$PORT:127.0.0.1" -H 'Content-Type: application/json' \
      -H "Olvido-Signature: t=$t,v1=$(printf '%s.%s' "$t" "$body" | openssl dgst -sha256 -hmac "$SECRET" -r | cut -d' ' -f1)" --data-binary "$body" "https://$PROVIDER:$PORT$API/billing"
  fi
}
several() { # FROM: forty of them, one after the other
  local n
  RANDOM=$((SEED + $1))
  for n in $(seq "$1" $(($1 + 39))); do one "$n"; done
}
PIDS=()
for w in 0 1000 2000 3000; do
  several $w >"$TMP/said.$w" &
  PIDS+=($!)
done
for p in "${PIDS[@]}"; do wait "$p"; done
cat "$TMP"/said.* >"$TMP/said"
echo "seed $SEED: $(grep -o ' [0-9]*$' "$TMP/said" | sort | uniq -c | xargs)"
# nginx may be told of a new list in the midst of it: a few connections may be lost.
LOST=$((160 - $(grep -cE ' (200|409)$' "$TMP/said")))
is "all were answered, as they should" "160 1" "$(grep -cE ' (200|409|000)$' "$TMP/said") $((LOST < 4))"
is "many did something" 1 "$(($(grep -c '"applied":true' "$TMP/said") > 20))"
is "some came too late, some could not be, some came twice" "1 1 1" \
  "$(($(grep -cE '"older":true|"outcome":"older"' "$TMP/said") > 0)) $(($(grep -cE '"State"|"impossible"' "$TMP/said") > 0)) $(($(grep -c '"Used"' "$TMP/said") > 0))"
api GET "/accounts/$A"
sql "SELECT event, from_state, to_state, at, event_id FROM olvido.account_event WHERE account_id = $A ORDER BY recorded_at, event_id" >"$TMP/rows"
NAMES='{"0":"none","2":"active","3":"past-due","4":"suspended","5":"terminated"}'
EVENTS='{"2":"paid","3":"billing-failed","5":"suspend","6":"lift","7":"terminate","8":"delete-asked","9":"delete-cancelled","12":"opened"}'
jq -rRn --argjson n "$NAMES" --argjson e "$EVENTS" '[inputs | split("\t")] | .[] | ($n[.[1]] // "other") + " " + ($e[.[0]] // "other") + " " + ($n[.[2]] // "other")' "$TMP/rows" >"$TMP/went"
is "many steps were written down" 1 "$(($(wc -l <"$TMP/went") > 60))"
is "each is a line of the drawing" "" "$(grep -vxFf "$TMP/drawn" "$TMP/went" | sort -u | head -5)"
# Steps as a walk: each state is left as often as it is come to, but for the first and the last.
awk '$1 != $3 { out[$1]++; in_[$3]++ } END { for (s in out) n[s]; for (s in in_) n[s]; for (s in n) if (in_[s] - out[s]) print s, in_[s] - out[s] }' "$TMP/went" | sort >"$TMP/ends"
LAST=$(field_of .state)
{ echo "none -1"; echo "$LAST 1"; } | sort >"$TMP/want"
is "it is one walk from the beginning to where the account stands" "$(cat "$TMP/want")" "$(cat "$TMP/ends")"
SAID=$(grep -v 'repeated=true' "$TMP/said" | grep -c '"applied":true')
DONE=$(awk '$1 != $3 || $2 ~ /^delete/' "$TMP/went" | grep -vc '^none')
is "each answer that something was done is an event: $SAID, $DONE" 1 "$((DONE >= SAID && DONE <= SAID + LOST))"
is "what is there is there" "1 1" "$(count_of "ticket WHERE account_id = $A") $(count_of "host WHERE account_id = $A")"
# And where it stands it goes on.
if [ "$LAST" != active ]; then
  [ "$LAST" = past-due ] && act=paid || act=lift
  sleep 1
  api POST "/accounts/$A/$act" -d "request=$(fresh)"
  is "back by $act" "200 2" "$STATUS $(state_is)"
fi
HOST=$HOST_OF req guest GET /ask
is "served again" 200 "$STATUS"
ok "and the log is whole" cli audit verify "$A"
