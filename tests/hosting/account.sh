# shellcheck shell=bash
# olvido account and plan: what each does, what each refuses, the same request twice.
. "$ROOT/tests/support/panel.sh"
. "$ROOT/tests/hosting/_account.sh"
account_new acc
is "active, no step to come" "2 0" "$(state_is) $(life state_until)"
is "its life has begun" "opened none active" "$(cli account show "$HOST" --json | jq -r '.events[0] | "\(.event) \(.from) \(.to)"')"

# Each in order
act_on billing-failed "$HOST" --request-id=bill-1
is "billing failed" "0 3" "$? $(state_is)"
has "and it says so" "active -> past-due" "$TMP/act"
is "more than seven days from now" $((7 * DAY + 1)) "$(($(life state_until) - $(life state_since)))"
act_on billing-failed "$HOST" --request-id=bill-1
is "the same again" "0 3 1" "$? $(state_is) $(grep -c 'carried out before' "$TMP/act")"
is "is one event" 1 "$(count_of "account_event WHERE account_id = $A AND request_id = 'bill-1'")"
act_on paid "$HOST" --request-id=bill-1
is "that request is another act's" "1 3" "$? $(state_is)"
has "it says why" "another act" "$TMP/act"
act_on billing-failed "$HOST" --request-id=bill-2
is "failed once more: no longer time" "0 3 1" "$? $(state_is) $(grep -c 'nothing moved' "$TMP/act")"
act_on paid "$HOST" --request-id=bill-3
is "paid" "0 2 0" "$? $(state_is) $(life state_until)"

# What billing says comes late, and in any order
act_on billing-failed "$HOST" --request-id=late-1 --at=$(($(date +%s) - DAY))
is "what failed before it paid moves nothing" "0 2" "$? $(state_is)"
act_on billing-failed "$HOST" --request-id=late-2
act_on paid "$HOST" --request-id=late-3 --at=$(($(date +%s) - 2 * DAY))
is "nor does an old payment" "0 3" "$? $(state_is)"
act_on paid "$HOST" --at=$(($(date +%s) + DAY))
is "nothing is paid tomorrow" "1 3" "$? $(state_is)"
act_on paid "$A" --json
is "by its number, as JSON" '"past-due" "active" null false' "$(jq -c '.from, .to, .until, .repeated' "$TMP/act" | tr '\n' ' ' | sed 's/ $//')"

# The same from many at once is one
P=()
for n in 1 2 3 4 5 6; do
  cli account billing-failed "$HOST" --request-id=many-1 --json >"$TMP/many.$n" 2>&1 &
  P+=($!)
done
rc=0
for p in "${P[@]}"; do wait "$p" || rc=1; done
is "six at once" "0 3 1" "$rc $(state_is) $(count_of "account_event WHERE account_id = $A AND request_id = 'many-1'")"
is "one of them did it" "1 5" "$(cat "$TMP"/many.* | grep -c '"repeated":false') $(cat "$TMP"/many.* | grep -c '"repeated":true')"
act_on paid "$HOST"

# Unknown accounts, wrong words
act_on paid nowhere.localhost --request-id=x
is "unknown" 1 $?
has "and where to look" "account list" "$TMP/act"
act_on paid 1
is "no such number" 1 $?
for o in --request-id= "--request-id=a b" "--request-id=owner@example.org" "--request-id=$(printf 'x%.0s' {1..65})" --at=2099-01-01 --at=never --what; do
  act_on paid "$HOST" "$o"
  is "'${o:0:30}' is refused" 1 $?
done
is "and nothing came of it" 2 "$(state_is)"
act_on lift "$HOST"
is "what runs is not lifted" "1 2" "$? $(state_is)"
has "it says why" "active cannot" "$TMP/act"

# By the provider's hand
act_on suspend "$HOST"
is "suspended for sixty days" "0 4 $((60 * DAY))" "$? $(state_is) $(($(life state_until) - $(life state_since)))"
act_on paid "$HOST"
is "paying does not lift it" "0 4" "$? $(state_is)"
act_on lift "$HOST"
is "lifting does" "0 2" "$? $(state_is)"
act_on terminate "$HOST"
is "terminated for thirty days" "0 5 $((30 * DAY))" "$? $(state_is) $(($(life state_until) - $(life state_since)))"
cli account list >"$TMP/out"
is "it is in the list still" "5" "$(awk -F'\t' -v a="$A" '$1 == a { print $2 }' "$TMP/out")"
is "and shown by its host" terminated "$(cli account show "$HOST" --json | jq -r .state)"
act_on paid "$HOST"
is "a payment comes too late by itself" "0 5" "$? $(state_is)"
act_on suspend "$HOST"
is "not suspended any more" "1 5" "$? $(state_is)"
act_on lift "$HOST"
is "given back" "0 2" "$? $(state_is)"
is "each change is in its audit log" 1 "$(($(count_of "audit WHERE account_id = $A AND verb = 702") >= 7))"
is "which is whole" 0 "$(cli audit verify "$A" >"$TMP/out" 2>&1; echo $?)"
is "the owner is told of each change" "$(count_of "account_event WHERE account_id = $A AND from_state <> to_state AND from_state > 0")" \
  "$(count_of "outbox WHERE account_id = $A AND kind = 101")"

# Its owner wants it gone
act_on delete "$HOST"
is "not without a yes" "1 0" "$? $(life delete_at)"
has "it says what will be" "without a backup" "$TMP/act"
act_on delete "$HOST" --yes --days=91
is "not in a year" "1 0" "$? $(life delete_at)"
act_on delete "$HOST" --yes --request-id=gone-1
is "in a week" "0 2 1" "$? $(state_is) $(($(life delete_at) - $(date +%s) > 7 * DAY - 60))"
cron accounts
is "which cron waits for" "0 2" "$? $(state_is)"
act_on delete "$HOST" --cancel
is "and taken back" "0 2 0" "$? $(state_is) $(life delete_at)"
cli account create "Wish $U" "wish$U.localhost" >"$TMP/out"
W=$(awk '{ print $2 }' "$TMP/out")
act_on delete "$W" --yes --days=0
cron accounts
is "at once: gone" "0 7 0" "$? $(sql "SELECT state FROM olvido.account WHERE account_id = $W") $(count_of "host WHERE host = 'wish$U.localhost'")"
is "by the owner's wish" "delete-due gone" "$(cli account show "$W" --json | jq -r '[.events[] | select(.to == "gone")][0] | "\(.event) \(.to)"')"
act_on lift "$W"
is "for good" 1 $?

# A trial, and plans
cli account create "Trial $U" "trial$U.localhost" es --trial --plan=standard >"$TMP/out"
T=$(awk '{ print $2 }' "$TMP/out")
is "a trial of fourteen days" "1 $((14 * DAY))" "$(sql "SELECT state, state_until - state_since FROM olvido.account WHERE account_id = $T" | tr '\t' ' ')"
cli account create "Trial $U" "other$U.localhost" --plan=none >"$TMP/out" 2>&1
is "no such plan, no account" "1 0" "$? $(count_of "host WHERE host = 'other$U.localhost'")"
cli account create "Trial $U" "trial$U.localhost" >"$TMP/out" 2>&1
is "a host is taken once" 1 $?
cli plan set "p$U" trial-days=5 warn-first=4 warn-second=2 agents=3 storage-bytes=5000000000 >"$TMP/out"
is "a plan" 0 $?
is "as asked" "5 7 4 2 1 3 5000000000" "$(cli plan list --json | jq -r ".[] | select(.name == \"p$U\") | [.[\"trial-days\"], .[\"past-due-days\"], .[\"warn-first\"], .[\"warn-second\"], .[\"warn-last\"], .agents, .[\"storage-bytes\"]] | join(\" \")")"
cli plan set "p$U" agents=4 >/dev/null
is "changed, and else as it was" "trial-days=5 4" "$(cli plan list | grep "^p$U " | grep -oE 'trial-days=5|agents=4' | sed 's/agents=//' | tr '\n' ' ' | sed 's/ $//')"
for f in trial-days=0 trial-days=x warn-first=2 warn-last=2 nothing=1 agents; do
  cli plan set "p$U" $f >"$TMP/out" 2>&1
  is "plan set $f is refused" 1 $?
done
act_on plan "$HOST" "p$U"
is "put on it" "0 p$U" "$? $(cli account show "$HOST" --json | jq -r .plan)"
act_on plan "$HOST" "none$U"
is "not on one that is not there" "1 p$U" "$? $(cli account show "$HOST" --json | jq -r .plan)"
for k in show plan paid billing-failed suspend lift terminate delete provider; do
  ok "account $k says what it does" cli account "$k" --help
  has "account $k: usage" "account $k HOST" "$TMP/ok.out"
done
sed 's/^Test.Installation = 1/Test.Installation = 0/' "$CONF" >"$TMP/real.hdf"
"$BUILD/olvido" --conf "$TMP/real.hdf" account suspend "$HOST" --now=2030-01-01 >"$TMP/out" 2>&1
is "a real installation knows no other time" "1 2" "$? $(state_is)"
