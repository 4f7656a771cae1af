# shellcheck shell=bash
# The provider's API: who comes in, every act of an account's life, each once, what
# is refused, what both logs say.
. "$ROOT/tests/support/panel.sh"
. "$ROOT/tests/hosting/_account.sh"
. "$ROOT/tests/hosting/_provider.sh"
is "a provider's token" 1 "$(grep -cE '^olvp1_[0-9A-Za-z]{38}$' <<<"$KEY")"

# ---- making one ----------------------------------------------------------------------
made ann -d language=es -d trial=true
is "an account is made" "201 trial es standard" "$STATUS $(field_of '.state + " " + .language + " " + .plan')"
is "as the database has it" "1 $HOST_OF" "$(state_is) $(sql "SELECT host FROM olvido.host WHERE account_id = $A")"
hasnt "no password is in the answer" assword "$TMP/body"
hasnt "nor the owner's address" "owner@" "$TMP/body"
hasnt "nor the company's name: it is kept" "ann $U" "$TMP/body"
wait_for 40 sink_mail_is "owner@$HOST_OF" || bad "the owner gets no mail"
LINK=$(sed 's/=$//' "$(sink_mail "owner@$HOST_OF")" | tr -d '\n' | grep -oE '/panel/(invite|reset)/[A-Za-z0-9_-]{43}' | head -1)
is "with a link" 1 "$(grep -c / <<<"$LINK")"
HOST=$HOST_OF req owner GET "$LINK"
is "where the owner chooses a password" 200 "$STATUS"
has "himself" 'type="password"' "$TMP/body"
is "the owner is led" 1 "$(life first_steps)"


body() { printf '%s\n' "request=$1" "name=bea $U" "host=bea$U.localhost" "owner_name=Bea" "owner_email=bea$U@example.org"; }
same() { # NAME: the same account asked for by that name
  local -a o=()
  while IFS= read -r line; do o+=(--data-urlencode "$line"); done < <(body "$1")
  api POST /accounts "${o[@]}" "${@:2}"
}
R=$(fresh)
same "$R"
is "another" 201 "$STATUS"
cp "$TMP/body" "$TMP/first"
hasnt "first" Olvido-Repeated "$TMP/head"
same "$R"
is "the same by the same name" "201 1" "$STATUS $(grep -ci '^olvido-repeated: true' "$TMP/head")"
is "has the same answer" "$(cat "$TMP/first")" "$(cat "$TMP/body")"
is "and is one account" 1 "$(count_of "host WHERE host = 'bea$U.localhost'")"
is "one owner, one mail" "1 1" "$(sql "SELECT COUNT(*), (SELECT COUNT(*) FROM olvido.outbox WHERE account_id = $(field_of .id) AND kind = 48) FROM olvido.agent WHERE account_id = $(field_of .id)" | tr '\t' ' ')"
same "$R" -d plan=standard
is "that name is another act's" 409 "$STATUS"
ok "and it says so" problem Used
same "$(fresh)"
is "the host is taken" 409 "$STATUS"
ok "and it says so" problem HostTaken
B=$(jq -r .id "$TMP/first")
# Many at once
PIDS=()
for n in 1 2 3 4 5 6; do
  curl -sk -o "$TMP/many.$n" --max-time 60 --resolve "$PROVIDER:$PORT:127.0.0.1" -H "apikey: $KEY" -d "request=many$U" \
    --data-urlencode "name=cleo" -d "host=cleo$U.localhost" -d "owner_name=Cleo" -d "owner_email=cleo$U@example.org" "https://$PROVIDER:$PORT$API/accounts" &
  PIDS+=($!)
done
for p in "${PIDS[@]}"; do wait "$p"; done
is "six at once are one" "1 1" "$(count_of "host WHERE host = 'cleo$U.localhost'") $(cat "$TMP"/many.? | jq -r .id | sort -u | wc -l)"
for h in "www.localhost" "localhost" "a b" "ab.localhost" "-x$U.localhost" "10.0.0.1" "x"; do
  api POST /accounts -d "request=$(fresh)" -d name=x --data-urlencode "host=$h" -d owner_name=x -d owner_email=x@example.org
  is "'$h' is no host for it" "422 Host" "$STATUS $(field_of .code)"
done
made dan -d plan=nothing
is "no such plan" "422 Plan" "$STATUS $(field_of .code)"
made dan -d language=fr
is "no such language" "422 Language" "$STATUS $(field_of .code)"
made dan -d trial=perhaps
is "trial is true or false" 400 "$STATUS"
api POST /accounts -d name=x -d "host=dan$U.localhost" -d owner_name=x -d owner_email=x@example.org
is "an act has a name" 400 "$STATUS"
is "nothing came of it" 0 "$(count_of "host WHERE host = 'dan$U.localhost'")"

# ---- looking -------------------------------------------------------------------------
api GET "/accounts/$B"
is "one account" "200 bea $U active opened" "$STATUS $(field_of '.name + " " + .state + " " + .events[0].event')"
api GET "/accounts?domain=bea$U.localhost"
is "by a domain" "$B" "$(field_of '.accounts[].id')"
api GET "/accounts?domain=nobody$U.localhost"
is "by nobody's" "200 0" "$STATUS $(field_of '.accounts | length')"
api GET "/accounts?state=trial"
is "by a state" "true" "$(jq -c --arg a "$A" '[.accounts[].state] == [range(.accounts | length) | "trial"]' "$TMP/body")"
for q in state=nonsense plan=nonsense before=x; do
  api GET "/accounts?$q"
  is "no such filter: $q" 400 "$STATUS"
done
cli plan set "gold$U" trial-days=20 >/dev/null
api POST "/accounts/$B/plan" -d "request=$(fresh)" -d "plan=gold$U"
is "another plan" "200 gold$U" "$STATUS $(field_of .plan)"
api GET "/accounts?plan=gold$U"
is "by a plan" "$B" "$(field_of '.accounts[].id')"
api GET "/accounts?plan=gold$U&state=trial"
is "of a plan and a state" "" "$(field_of '.accounts[].id')"
api POST "/accounts/$B/plan" -d "request=$(fresh)" -d plan=none
is "to no plan" "422 Plan" "$STATUS $(field_of .code)"
api GET /plans
is "plans" 20 "$(jq --arg p "gold$U" '.plans[] | select(.name == $p) | .trial_days' "$TMP/body")"
# Page by page: each account once, newest first.
for n in $(seq 60); do sql "INSERT INTO olvido.account (account_id, name, language, state, created_at, plan_id) SELECT 9000000000000000 + $n, '', 'en', 7, 0, plan_id FROM olvido.plan WHERE name = 'gold$U'"; done
: >"$TMP/pages" ; next=
for n in 1 2 3 4; do
  api GET "/accounts?plan=gold$U${next:+&before=$next}"
  jq -r '.accounts[].id' "$TMP/body" >>"$TMP/pages"
  next=$(field_of '.next // ""')
  [ -n "$next" ] || break
done
is "in two pages" 2 "$n"
is "each once, newest first" "61 $(sort -rnu "$TMP/pages" | md5sum)" "$(wc -l <"$TMP/pages") $(md5sum <"$TMP/pages")"
sql "DELETE FROM olvido.account WHERE account_id > 9000000000000000"

# ---- its life ------------------------------------------------------------------------
A=$B
# goes ACT WANTED [curl options]: the answer's "from to applied"
goes() {
  local act=$1 want=$2
  shift 2
  api POST "/accounts/$A/$act" -d "request=$(fresh)" "$@"
  is "$act" "200 $want" "$STATUS $(field_of '.from + " " + .to + " " + (.applied | tostring)')"
}
goes billing-failed "active past-due true"
is "as the database has it" 3 "$(state_is)"
goes billing-failed "past-due past-due false"
goes paid "past-due active true"
goes billing-failed "active active false" -d "at=$(($(date +%s) - DAY))"
is "older than what was said: not applied, and said" true "$(field_of .older)"
api POST "/accounts/$A/paid" -d "request=$(fresh)" -d "at=$(($(date +%s) + DAY))"
is "not tomorrow" "422 Future" "$STATUS $(field_of .code)"
goes suspend "active suspended true"
goes paid "suspended suspended false"
goes lift "suspended active true"
goes terminate "active terminated true"
api POST "/accounts/$A/suspend" -d "request=$(fresh)"
is "not from there" "409 State 5" "$STATUS $(field_of .code) $(state_is)"
goes lift "terminated active true"
goes delete "active active true" -d days=3
is "it is told for when" 1 "$(($(life delete_at) > $(date +%s) + 2 * DAY && $(life delete_at) < $(date +%s) + 4 * DAY))"
goes delete/cancel "active active true"
is "and taken back" 0 "$(life delete_at)"
api POST "/accounts/$A/delete" -d "request=$(fresh)" -d days=91
is "not so late" 400 "$STATUS"
# A name is kept for its act, its answer with it.
R=$(fresh)
api POST "/accounts/$A/billing-failed" -d "request=$R"
cp "$TMP/body" "$TMP/first"
goes paid "past-due active true"
api POST "/accounts/$A/billing-failed" -d "request=$R"
is "a name that was used does nothing again" "200 2 $(cat "$TMP/first")" "$STATUS $(state_is) $(cat "$TMP/body")"
api POST "/accounts/$A/suspend" -d "request=$R"
is "nor anything else" "409 Used 2" "$STATUS $(field_of .code) $(state_is)"
# What was refused has used no name.
R=$(fresh)
api POST "/accounts/$A/lift" -d "request=$R"
is "nothing to lift" "409 State" "$STATUS $(field_of .code)"
goes suspend "active suspended true"
api POST "/accounts/$A/lift" -d "request=$R"
is "the same name, when it can be" "200 2" "$STATUS $(state_is)"
for act in paid suspend terminate delete plan; do
  api POST "/accounts/$P/$act" -d "request=$(fresh)" -d plan=standard -d days=1
  [ "$STATUS" != 400 ] || api POST "/accounts/$P/$act" -d "request=$(fresh)"
  [ "$act" != plan ] || api POST "/accounts/$P/$act" -d "request=$(fresh)" -d plan=standard
  is "the provider's own account: not $act" "409 Own" "$STATUS $(field_of .code)"
done
is "it runs" "2 0" "$(sql "SELECT state, delete_at FROM olvido.account WHERE account_id = $P" | tr '\t' ' ')"
for act in paid terminate domains; do
  api POST "/accounts/$((P + 4000000))/$act" -d "request=$(fresh)" -d domain=x.example
  [ "$STATUS" != 400 ] || api POST "/accounts/$((P + 4000000))/$act" -d "request=$(fresh)"
  is "an account that is not there: $act" 404 "$STATUS"
done
api GET "/accounts/$((P + 4000000))"
is "nor to be seen" "404 NotFound" "$STATUS $(field_of .code)"

# ---- domains ---------------------------------------------------------------------------
D=help$U.example
api POST "/accounts/$A/domains" -d "request=$(fresh)" -d "domain=$D"
is "a domain waits for its proof" "201 waiting _olvido.$D" "$STATUS $(field_of '.state + " " + .record')"
DOMAIN=$(field_of .id)
api POST "/accounts/$A/domains" -d "request=$(fresh)" -d "domain=$PROVIDER"
is "not below the base domain" "422 Host" "$STATUS $(field_of .code)"
api GET "/accounts/$A/domains"
is "its domains" "$D 43" "$(field_of '.domains[] | .domain + " " + (.token | length | tostring)')"
api POST "/accounts/$P/domains/$DOMAIN/remove" -d "request=$(fresh)"
is "not the provider's own" "409 Own" "$STATUS $(field_of .code)"
made eve
api POST "/accounts/$A/domains/$DOMAIN/remove" -d "request=$(fresh)"
is "nor through another account" 404 "$STATUS"
A=$B
api POST "/accounts/$A/domains/$DOMAIN/remove" -d "request=$(fresh)"
is "removed" "200 leaving" "$STATUS $(field_of .state)"
cron domains
is "and gone" 0 "$(count_of "domain WHERE account_id = $A")"

# ---- who comes in ------------------------------------------------------------------------
# Every door: none without a token, none with an ordinary one, none anywhere else.
owner_token() { # HOST EMAIL PASSWORD: an ordinary token of its owner
  HOST=$1 agent_in tok "$2" "$3"
  HOST=$1 req tok POST /panel/settings/tokens --data-urlencode "csrf=${TOKEN[tok]}" -d name=x -d "expires=$(date -d '+30 days' +%F)" -d tickets.read=1 -d privacy=1
  grep -oE 'olv1_[0-9A-Za-z]{38}' "$TMP/body" | head -1
}
ORDINARY=$(owner_token "$PROVIDER" "$PROVIDER_OWNER" "$PROVIDER_PASSWORD")
OTHERS=$(owner_token "$DEMO" "$OWNER_EMAIL" "$OWNER_PASSWORD")
is "ordinary tokens" "43 43" "${#ORDINARY} ${#OTHERS}"
"$BUILD/provider" --routes >"$TMP/routes"
is "its doors" 1 "$(($(wc -l <"$TMP/routes") >= 16))"
BEFORE=$(count_of "account_event")
while IFS=$'\t' read -r method path who _ params <&5; do
  path=${path//'{account}'/$A}
  path=${path//'{domain}'/1}
  o=()
  if [ "$method" = POST ]; then
    for p in $params; do o+=(-d "${p%%:*}=1"); done
    [[ $params != *raw* ]] || o=(-H 'content-type: application/json' -d '{}')
  fi
  rest=${path#"$API"}
  want=401
  [ "$who" = owner ] || want=403
  AS='' api "$method" "$rest" "${o[@]}"
  is "no token: $method $path" "$want" "$STATUS"
  AS=$ORDINARY api "$method" "$rest" "${o[@]}"
  is "an ordinary one of its owner: $method $path" "$want" "$STATUS"
  AS=$OTHERS api "$method" "$rest" "${o[@]}"
  is "another account's: $method $path" "$want" "$STATUS"
  for AT in "$DEMO" "bea$U.localhost"; do
    for AS in '' "$KEY" "$OTHERS"; do
      api "$method" "$rest" "${o[@]}"
      is "at another account ${AS:0:6}: $method $path" 404 "$STATUS"
    done
  done
  unset AT AS
  sql "DELETE FROM olvido.throttle"
done 5<"$TMP/routes"
is "nothing moved" "$BEFORE" "$(count_of account_event)"
rm -f "$TMP/program"
HOST=$PROVIDER req program GET /api/v1/me -H "apikey: $KEY"
is "and a provider's opens nothing else" 401 "$STATUS"
HOST=$PROVIDER req program GET "$API/plans" -u "$PROVIDER_OWNER:$PROVIDER_PASSWORD"
is "nor does a password open this" 401 "$STATUS"
# Of an account that is the provider's no more
cli account provider "$PROVIDER" --off >/dev/null
api GET /plans
is "not the provider's any more" 404 "$STATUS"
cli account provider "$PROVIDER" >/dev/null
api GET /plans
is "and again" 200 "$STATUS"
ok "only the provider's account has such tokens" test "$(cli token provider "$DEMO" x 2>&1 | grep -c 'not the provider')" = 1
NARROW=$(cli token provider "$PROVIDER" narrow --network=203.0.113.0/24 --days=2 --json | jq -r .token)
AS=$NARROW api GET /plans
is "from its own networks only" 403 "$STATUS"
# Its owner makes and ends one in the panel, nobody else.
HOST=$PROVIDER
agent_in own "$PROVIDER_OWNER" "$PROVIDER_PASSWORD"
req own GET /panel/settings/tokens
has "the owner is offered one" 'formaction="/panel/settings/tokens/provider"' "$TMP/body"
new_one() { req "$1" POST /panel/settings/tokens/provider --data-urlencode "csrf=${TOKEN[$1]}" -d name=billing -d "expires=$(date -d '+30 days' +%F)" "${@:2}"; }
sql "UPDATE olvido.session SET step_up_until = 0 WHERE account_id = $P"
new_one own
hasnt "not without proving himself" olvp1_ "$TMP/body"
agent_in own "$PROVIDER_OWNER" "$PROVIDER_PASSWORD"
new_one own
PANEL_KEY=$(grep -oE 'olvp1_[0-9A-Za-z]{38}' "$TMP/body" | head -1)
is "made in the panel" "200 44" "$STATUS ${#PANEL_KEY}"
AS=$PANEL_KEY api GET /plans
is "it opens" 200 "$STATUS"
T=$(sql "SELECT token_id FROM olvido.api_token WHERE account_id = $P AND tail = '${PANEL_KEY: -4}' AND scopes = 8")
req own POST "/panel/settings/tokens/$T/erase" --data-urlencode "csrf=${TOKEN[own]}"
is "it cannot be let erase" 404 "$STATUS"
req own POST "/panel/settings/tokens/$T/revoke" --data-urlencode "csrf=${TOKEN[own]}"
AS=$PANEL_KEY api GET /plans
is "ended" 401 "$STATUS"
cli agent add "$PROVIDER" admin "admin@$PROVIDER" "Ada Admin" <<<"the password of an admin" >/dev/null
agent_in adm "admin@$PROVIDER" "the password of an admin"
new_one adm
is "an admin makes none" 403 "$STATUS"
HOST=$DEMO
agent_in dem "$OWNER_EMAIL" "$OWNER_PASSWORD"
new_one dem
is "nor the owner of another account" 404 "$STATUS"
req dem GET /panel/settings/tokens
hasnt "who is offered none" tokens/provider "$TMP/body"

# ---- what is written down, and for how long ------------------------------------------------
is "the provider's log" 1 "$(count_of "audit WHERE account_id = $P AND verb = 740 AND object_kind = 50 AND object_id = $B AND value = 7 AND actor_kind = 1")"
is "the account's own says who" 1 "$(($(count_of "audit WHERE account_id = $B AND verb = 702 AND actor_kind = 4 AND value = 5") > 0))"
HOST=$PROVIDER
req own GET "/panel/settings/audit?family=7"
has "in words" "account $B: suspended" "$TMP/body"
ok "both chains are whole" cli audit verify "$P"
ok "both chains are whole" cli audit verify "$B"
is "the answers are sealed" 0 "$(sql "SELECT COUNT(*) FROM olvido.provider_request WHERE account_id = $P AND sealed LIKE '%account%'")"
cron purge
N=$(count_of "provider_request WHERE account_id = $P")
is "answers are kept" 1 "$((N > 20))"
sql "UPDATE olvido.provider_request SET made_at = made_at - 30 * $DAY - 60 WHERE account_id = $P"
cron purge
is "for thirty days" 0 "$(count_of "provider_request WHERE account_id = $P")"
has "and cron says so" "old answers to provider's programs" "$TMP/cron"

# ---- too many --------------------------------------------------------------------------------
for n in $(seq 240); do echo "url = \"https://$PROVIDER:$PORT$API/plans\""; echo 'output = /dev/null'; done >"$TMP/urls"
curl -sk -Z --parallel-max 60 --resolve "$PROVIDER:$PORT:127.0.0.1" --interface 127.0.55.1 -H "apikey: $KEY" -w '%{http_code}\n' -K "$TMP/urls" >"$TMP/codes" 2>/dev/null
is "a flood is cut" "1 1" "$(($(grep -c 200 "$TMP/codes") > 90)) $(($(grep -c 429 "$TMP/codes") > 5))"
