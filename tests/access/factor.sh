# shellcheck shell=bash
# Step-up and second factors.
. "$ROOT/tests/support/panel.sh"

add_agent() { # ROLE NAME PASSWORD: sets NEW_MAIL, NEW_ID
  NEW_MAIL=$2$U@demo.localhost
  echo "$3" | "$BUILD/olvido" --conf "$VAR/olvido.hdf" agent add "$HOST" "$1" "$NEW_MAIL" "Test $2" >/dev/null
  NEW_ID=$(sql "SELECT MAX(agent_id) FROM olvido.agent")
}
cookie() { awk '$6 == "__Host-olvido-panel" { print $7 }' "$TMP/$1"; }
stale() { sql "UPDATE olvido.session SET step_up_until = UNIX_TIMESTAMP() WHERE kind = 1 AND subject_id = $1"; }
asked() { grep -q 'name="proof-password"' "$TMP/body" && echo asked || echo not; }

# ---- step-up --------------------------------------------------------------
SECRET="a password of my own $U"
add_agent agent stepper "$SECRET"
STEPPER=$NEW_ID STEPPER_MAIL=$NEW_MAIL
FORM=$(rm -f "$TMP/s"; req s GET /panel/login; csrf)
FIRST=$(cookie s)
req s POST /panel/login --data-urlencode "csrf=$FORM" --data-urlencode "email=$STEPPER_MAIL" --data-urlencode "password=$SECRET"
is "signed in" 303 "$STATUS"
is "session fixation: no session before sign-in" "" "$FIRST"
req s GET /panel/profile
TOKEN[s]=$(csrf)
change() { # NEW [proof]
  local new=$1; shift
  req s POST /panel/password --data-urlencode "csrf=${TOKEN[s]}" --data-urlencode "current=$SECRET" --data-urlencode "new=$new" "$@"
}
change short
is "within five minutes of sign-in nothing is asked" "422 not" "$STATUS $(asked)"

# Every row with the flag asks, whoever it is for, and does nothing before.
"$BUILD/panel" --routes >"$TMP/routes"
sample() { # NAME:TYPE: something the parameter takes
  case ${1#*:} in u64* | ids* | flag*) echo 1 ;; date*) echo 2099-01-01 ;; email*) echo walk@example.org ;;
  token*) echo AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA ;; *) echo walk ;; esac
}
agent_in o "$OWNER_EMAIL" "$OWNER_PASSWORD"
stale "$OWNER_ID"
before=$(cookie o) flagged=0
while IFS=$'\t' read -r method path who flags params <&5; do
  [[ ",$flags," = *,step-up,* ]] || continue
  flagged=$((flagged + 1)) fields=()
  path=$(sed -E 's/\{token\}/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA/; s/\{agent\}/'"$AGENT_ID"'/; s/\{[a-z]+\}/1/g' <<<"$path")
  for p in $params; do
    case $p in *:files*) ;; *) fields+=(--data-urlencode "${p%%:*}=$(sample "$p")") ;; esac
  done
  if [ "$method" = GET ]; then req o GET "$path" -G "${fields[@]}"; else
    req o POST "$path" --data-urlencode "csrf=${TOKEN[o]}" "${fields[@]}"; fi
  is "step-up missing: $method $path of $who" "403 asked" "$STATUS $(asked)"
done 5<"$TMP/routes"
ok "there are such rows" test "$flagged" -ge 2
is "the session is as it was" "$before" "$(cookie o)"

stale "$STEPPER"
before=$(cookie s)
# A proof with the act itself: the text typed is not lost, secrets are not echoed.
STALE_COOKIE=$(cookie s)
req s POST /panel/step-up --data-urlencode "csrf=${TOKEN[s]}" --data-urlencode 'next=/panel/tickets?view=mine&"x"'
is "asks" "403 asked" "$STATUS $(asked)"
has "keeps what was typed" 'name="next" value="/panel/tickets?view=mine&amp;&quot;x&quot;"' "$TMP/body"
change "a new password of $U"
is "a password change asks" "403 asked" "$STATUS $(asked)"
hasnt "secrets are not echoed: the new" "a new password of $U" "$TMP/body"
hasnt "nor the present" "$SECRET" "$TMP/body"
prove() { req s POST /panel/step-up --data-urlencode "csrf=${TOKEN[s]}" --data-urlencode "next=/panel/tickets?view=mine" "$@"; }
prove --data-urlencode "proof-password=wrong"
is "a wrong proof" "422 asked" "$STATUS $(asked)"
hasnt "is not echoed" 'value="wrong"' "$TMP/body"
is "and changes nothing" "$before" "$(cookie s)"
prove --data-urlencode "proof-password=$AGENT_PASSWORD"
is "another's password" "422 asked" "$STATUS $(asked)"
req s POST /panel/step-up --data-urlencode "csrf=x" --data-urlencode "proof-password=$SECRET"
is "a good proof without the form's token" 403 "$STATUS"
is "was no step-up" "$before" "$(cookie s)"
prove --data-urlencode "proof-password=$SECRET"
is "a good one" "303 /panel/tickets?view=mine" "$STATUS $(location)"
ok "session fixation: the token changed at step-up" test "$(cookie s)" != "$before"
is "in one cookie" 1 "$(grep -ci '^set-cookie: __Host-olvido-panel=' "$TMP/head")"
: >"$TMP/nobody"
req nobody GET /panel/profile -H "Cookie: __Host-olvido-panel=$STALE_COOKIE"
is "the old token is dead" 303 "$STATUS"
req s GET /panel/profile
is "the new one lives" 200 "$STATUS"
ok "forms have a new token too" test "$(csrf)" != "${TOKEN[s]}"
req s POST /panel/step-up --data-urlencode "csrf=${TOKEN[s]}" -d next=/panel
is "the old form's is dead" 403 "$STATUS"
req s GET /panel/profile
TOKEN[s]=$(csrf)
is "about five minutes" 1 "$(sql "SELECT COUNT(*) FROM olvido.session WHERE subject_id = $STEPPER AND step_up_until BETWEEN UNIX_TIMESTAMP() + 200 AND UNIX_TIMESTAMP() + 300")"
for next in https://evil.example/ //evil.example/ '/\evil' ""; do
  req s POST /panel/step-up --data-urlencode "csrf=${TOKEN[s]}" --data-urlencode "next=$next"
  is "leads nowhere else: $next" "303 /" "$STATUS $(location)"
done
# Fields of a proof belong to rows with the flag only.
req s POST /panel/profile --data-urlencode "csrf=${TOKEN[s]}" -d name=Test --data-urlencode "proof-password=x"
is "no proof where none is asked" 400 "$STATUS"
# Secrets are given again after the proof, in one more form.
stale "$STEPPER"
req s POST /panel/password --data-urlencode "csrf=${TOKEN[s]}" --data-urlencode "proof-password=$SECRET"
is "the form again, for what was not kept" "422 not" "$STATUS $(asked)"
TOKEN[s]=$(csrf)
SECRET2="another password of $U"
change "$SECRET2"
is "and the change" "303 /panel/profile" "$STATUS $(location)"
SECRET=$SECRET2
# Guessing a proof is throttled like signing in.
stale "$STEPPER"
req s GET /panel/profile
TOKEN[s]=$(csrf) codes=
for i in $(seq 12); do prove --data-urlencode "proof-password=guess $i"; codes+="$STATUS "; done
has "guesses are limited" 429 <(echo "$codes")

# ---- codes (RFC 6238) ------------------------------------------------------
code_at() { oathtool --totp -b "$1" -N "@$(($(date +%s) + ${2:-0}))"; }
# A right code is taken once a step: wait until the next one is not used up.
fresh_step() { sleep "$(($1 - $(date +%s) > 0 ? $1 - $(date +%s) : 0))"; }
digits() { grep -oE '<code class="key" id="key">[A-Z2-7 ]+' "$TMP/body" | sed 's/.*>//; s/ //g'; }
offer() { sed -n 's/.*name="offer" value="\([^"]*\)".*/\1/p' "$TMP/body"; }
recovery() { sed -n 's|.*<li><code>\([0-9A-Z-]*\)</code></li>.*|\1|p' "$TMP/body"; }
# enrol JAR: codes for the agent of the jar; sets KEY and RECOVERY[]
enrol() {
  req "$1" GET /panel/factor/codes
  KEY=$(digits)
  ENROL_CODE=$(code_at "$KEY" -30)
  req "$1" POST /panel/factor/codes --data-urlencode "csrf=$(csrf)" --data-urlencode "offer=$(offer)" --data-urlencode "code=$ENROL_CODE"
  mapfile -t RECOVERY < <(recovery)
}
# give JAR CODE: answers the page that asks for the second factor
give() { req "$1" POST /panel/code --data-urlencode "csrf=${HALF[$1]}" --data-urlencode "code=$2" --data-urlencode "next=${3:-/panel/sessions}"; }
declare -A HALF
# half_in JAR EMAIL PASSWORD: the first step only
half_in() {
  sign_in "$@"
  req "$1" GET /panel/code
  HALF[$1]=$(csrf)
}
forgive() { sql "DELETE FROM olvido.throttle"; }
forgive

T1="a password for codes $U"
add_agent agent coder "$T1"
C1=$NEW_ID C1_MAIL=$NEW_MAIL
agent_in c1 "$C1_MAIL" "$T1"
agent_in c1b "$C1_MAIL" "$T1"
req c1 GET /panel/factor
is "the page" 200 "$STATUS"
has "offers codes" "/panel/factor/codes" "$TMP/body"
req c1 GET /panel/factor/codes
is "an offer" 200 "$STATUS"
KEY=$(digits)
is "a seed of 160 bits" 32 "${#KEY}"
has "the picture is plain SVG" '<svg class="qr" role="img"' "$TMP/body"
hasnt "without styles" 'style=' "$TMP/body"
req c1 GET /panel/factor/codes
ok "each offer is another seed" test "$KEY" != "$(digits)"
is "nothing is stored yet" 0 "$(count_of "factor WHERE subject_id = $C1")"
FORM=$(csrf) OFFER=$(offer) KEY=$(digits)
save() { req "${3:-c1}" POST /panel/factor/codes --data-urlencode "csrf=${4:-$FORM}" --data-urlencode "offer=$1" --data-urlencode "code=$2"; }
for bad in 000000 12345 "" abcdef "$(code_at "$KEY" -120)" "$(code_at "$KEY" 120)"; do
  save "$OFFER" "$bad"
  is "a wrong code sets nothing up: $bad" "422 0" "$STATUS $(count_of "factor WHERE subject_id = $C1")"
  is "the same seed again" "$KEY" "$(digits)"
done
save "${OFFER:0:-4}AAAA" "$(code_at "$KEY")"
is "a tampered offer" "422 0" "$STATUS $(count_of "factor WHERE subject_id = $C1")"
# Another's offer, and another session's.
save "$OFFER" "$(code_at "$KEY")" o "${TOKEN[o]}"
req c1b GET /panel/factor/codes
save "$OFFER" "$(code_at "$KEY")" c1b "$(csrf)"
is "an offer of another session" "422 0" "$STATUS $(count_of "factor WHERE subject_id = $C1")"
BEFORE=$(cookie c1)
save "$OFFER" "$(code_at "$KEY" -30)"
is "codes are on" "200 10" "$STATUS $(recovery | wc -l)"
is "recovery codes: 25 letters in fives" 10 "$(recovery | grep -cE '^([0-9A-HJKMNP-TV-Z]{5}-){4}[0-9A-HJKMNP-TV-Z]{5}$')"
is "ten different ones" 10 "$(recovery | sort -u | wc -l)"
mapfile -t RECOVERY < <(recovery)
is "kept as digests" 10 "$(count_of "recovery_code WHERE subject_id = $C1")"
ok "a new session here" test "$(cookie c1)" != "$BEFORE"
req c1 GET /panel/profile
is "which lives" 200 "$STATUS"
req c1b GET /panel/profile
is "all others ended with the change" 303 "$STATUS"
save "$OFFER" "$(code_at "$KEY" -30)"
is "the offer is spent" "403" "$STATUS"
is "the seed lies sealed" 0 "$(sql "SELECT COUNT(*) FROM olvido.factor WHERE subject_id = $C1 AND (sealed IS NULL OR LENGTH(sealed) < 60)")"
ok "a mail told so" wait_for 20 sink_mail_is "$C1_MAIL"

# Signing in is two steps now.
half_in c2 "$C1_MAIL" "$T1"
is "the password alone leads to the code" 200 "$STATUS"
has "asks for it" 'autocomplete="one-time-code"' "$TMP/body"
HALF_COOKIE=$(cookie c2)
for p in /panel /panel/tickets /panel/profile /panel/factor /panel/factor/codes /panel/sessions /panel/settings; do
  req c2 GET "$p"
  is "half in: closed: $p" "303 /panel/login" "$STATUS $(location | sed 's/?.*//')"
done
req c2 GET "/panel/login?next=/panel/sessions"
is "half in: sign-in leads to the code" "303 /panel/code?next=/panel/sessions" "$STATUS $(location)"
for p in /panel/password /panel/step-up /panel/factor/codes/remove /panel/factor/recovery /panel/sessions/end-others; do
  req c2 POST "$p" --data-urlencode "csrf=${HALF[c2]}" -d x=1
  is "half in: closed to a form: $p" "303 /panel/login" "$STATUS $(location | sed 's/?.*//')"
done
req c1 GET /panel/sessions
is "half in: it is not listed" "$(count_of "session WHERE kind = 1 AND subject_id = $C1")" "$(grep -c '/revoke"' "$TMP/body")"
give c2 "$(code_at "$KEY" -30)"
is "replayed: the code that set it up" 422 "$STATUS"
hasnt "and no session" "__Host-olvido-panel=" "$TMP/head"
give c2 "$(code_at "$KEY")"
is "the right one" "303 /panel/sessions" "$STATUS $(location)"
ok "session fixation: the token changed at the second step" test "$(cookie c2)" != "$HALF_COOKIE"
: >"$TMP/nobody"
req nobody GET /panel/code -H "Cookie: __Host-olvido-panel=$HALF_COOKIE"
is "the half one is dead" "303 /panel/login" "$STATUS $(location | sed 's/?.*//')"
req c2 GET /panel/sessions
is "signed in" 200 "$STATUS"
req c2 GET /panel/code
is "no code asked any more" "303 /panel/login" "$STATUS $(location | sed 's/?.*//')"

half_in c4 "$C1_MAIL" "$T1"
cp "$TMP/c4" "$TMP/c4.copy"
req c4 POST /panel/code/leave --data-urlencode "csrf=${HALF[c4]}"
is "half in: leaves" "303 /panel/login" "$STATUS $(location)"
req c4.copy GET /panel/code
is "half in: and it is over" "303 /panel/login" "$STATUS $(location | sed 's/?.*//')"

# Replayed TOTP code: the same and older ones, from anywhere, are refused.
USED=$(code_at "$KEY")
half_in c3 "$C1_MAIL" "$T1"
give c3 "$USED"
is "replayed TOTP code" 422 "$STATUS"
give c3 "$(code_at "$KEY" -30)"
is "an older one after a newer" 422 "$STATUS"
forgive
# Window of one step each side.
give c3 "$(code_at "$KEY" 90)"
is "two steps ahead" 422 "$STATUS"
give c3 "$(code_at "$KEY" 30)"
is "one step ahead" 303 "$STATUS"

# Code of another account, codes of other users.
HOST=second.localhost
T2="a password elsewhere $U"
echo "$T2" | "$BUILD/olvido" --conf "$VAR/olvido.hdf" agent add "$HOST" agent "$C1_MAIL" "Same Name" >/dev/null
X=$(sql "SELECT MAX(agent_id) FROM olvido.agent")
forgive
agent_in x "$C1_MAIL" "$T2"
enrol x
is "the same address in another account" "200 10" "$STATUS ${#RECOVERY[@]}"
KEY_X=$KEY RECOVERY_X=("${RECOVERY[@]}")
half_in x2 "$C1_MAIL" "$T2"
give x2 "$(code_at "$KEY_X")"
is "opens there" 303 "$STATUS"
HOST=demo.localhost
add_agent agent other "$T1"
C2_MAIL=$NEW_MAIL
agent_in y "$C2_MAIL" "$T1"
enrol y
is "a colleague has codes too" "200 10" "$STATUS ${#RECOVERY[@]}"
KEY_Y=$KEY RECOVERY_Y=("${RECOVERY[@]}")
half_in y2 "$C2_MAIL" "$T1"
give y2 "$(code_at "$KEY_X")"
is "code of another account" 422 "$STATUS"
give y2 "$(code_at "$KEY_X" 30)"
is "its next one too" 422 "$STATUS"
forgive
half_in c3 "$C1_MAIL" "$T1"
give c3 "$(code_at "$KEY_Y")"
is "codes of other users" 422 "$STATUS"
give c3 "${RECOVERY_Y[0]}"
is "recovery codes of other users" 422 "$STATUS"
give c3 "${RECOVERY_X[0]}"
is "recovery codes of another account" 422 "$STATUS"
is "which are all there still" "10 10" "$(count_of "recovery_code WHERE subject_id = $X") $(count_of "recovery_code WHERE subject_id = $NEW_ID")"

# 100 parallel guesses: five are looked at, at most one comes in.
forgive
half_in g "$C2_MAIL" "$T1"
RIGHT=$(code_at "$KEY_Y")
guess() { # N CODE: its own copy of the cookies
  cp "$TMP/g" "$TMP/g.$1"
  curl -sk -o "$TMP/guess.$1.body" -w '%{http_code} %{redirect_url}\n' --max-time 60 --resolve "$HOST:$PORT:127.0.0.1" -b "$TMP/g.$1" \
    --data-urlencode "csrf=${HALF[g]}" --data-urlencode "code=$2" "https://$HOST:$PORT/panel/code" >"$TMP/guess.$1"
}
for i in $(seq 100); do guess "$i" "$(printf %06d $(((10#$RIGHT + i) % 1000000)))" & done
wait $(jobs -p)
cat "$TMP"/guess.[0-9] "$TMP"/guess.[0-9][0-9] "$TMP"/guess.100 | sort | uniq -c | sed 's/^ *//' >"$TMP/guesses"
is "100 parallel guesses: five are tried" "5 422 95 429 " "$(tr -s '\n ' ' ' <"$TMP/guesses")"
give g "$RIGHT"
is "the right one is too late as well" 429 "$STATUS"
half_in g2 "$C2_MAIL" "$T1"
give g2 "$RIGHT"
is "the code is counted, not the session" 429 "$STATUS"
ok "the person is told" wait_for 20 eval "sink_mail '$C2_MAIL' >/dev/null && [ \"\$(grep -lis 'To:.*$C2_MAIL' \"$SMTP_SINK\"/* | wc -l)\" -ge 2 ]"
give g2 "${RECOVERY_Y[0]}"
is "a recovery code opens all the same: nobody is locked out" 303 "$STATUS"
forgive
half_in g "$C2_MAIL" "$T1"
rm -f "$TMP"/guess.*
RIGHT=$(code_at "$KEY_Y" 30)
for i in 1 2 3 4 5; do guess "$i" "$RIGHT" & done
wait $(jobs -p)
is "the same right code five times at once: one comes in" 1 "$(cat "$TMP"/guess.[0-9] | grep -c '303 .*/panel/tickets')"

# A recovery code works once; regenerating kills the old ones.
half_in r "$C2_MAIL" "$T1"
give r "$(tr 'A-Z' 'a-z' <<<"${RECOVERY_Y[1]}" | tr -d -)"
is "a recovery code, typed plainly" 303 "$STATUS"
half_in r "$C2_MAIL" "$T1"
give r "${RECOVERY_Y[1]}"
is "recovery code twice" 422 "$STATUS"
is "it is gone" 8 "$(count_of "recovery_code WHERE subject_id = $NEW_ID")"
for i in 1 2 3 4 5 6; do cp "$TMP/r" "$TMP/g"; HALF[g]=${HALF[r]}; guess "$i" "${RECOVERY_Y[2]}" & done
wait $(jobs -p)
is "the same recovery code six times at once: one comes in" 1 "$(cat "$TMP"/guess.[0-9] | grep -c '303 .*/panel/tickets')"
half_in r "$C2_MAIL" "$T1"
give r "${RECOVERY_Y[3]}"
req r GET /panel/factor
is "in by a recovery code" 200 "$STATUS"
TOKEN[r]=$(csrf)
stale "$NEW_ID"
req r POST /panel/factor/recovery --data-urlencode "csrf=${TOKEN[r]}"
is "new recovery codes want a proof" "403 asked" "$STATUS $(asked)"
forgive
req r POST /panel/factor/recovery --data-urlencode "csrf=${TOKEN[r]}" --data-urlencode "proof-code=${RECOVERY_Y[4]}"
is "a recovery code is one" "200 10" "$STATUS $(recovery | wc -l)"
mapfile -t RECOVERY < <(recovery)
half_in r2 "$C2_MAIL" "$T1"
give r2 "${RECOVERY_Y[5]}"
is "the old ones are dead" 422 "$STATUS"
give r2 "${RECOVERY[0]}"
is "the new ones work" 303 "$STATUS"
# Switched off: the password is enough again, and everything is gone.
req r GET /panel/factor
is "the change ended the other session" 200 "$STATUS"
req r POST /panel/factor/codes/remove --data-urlencode "csrf=$(csrf)"
is "switched off" "303 /panel/factor" "$STATUS $(location)"
is "nothing is left" "0 1" "$(count_of "recovery_code WHERE subject_id = $NEW_ID") $(count_of "factor WHERE subject_id = $NEW_ID AND methods = 0 AND sealed IS NULL")"
req r2 GET /panel/profile
is "and ended all other sessions" 303 "$STATUS"
sign_in r3 "$C2_MAIL" "$T1"
is "one step" "303 /panel/tickets" "$STATUS $(location)"
# The half session lives five minutes.
half_in h "$C1_MAIL" "$T1"
ok "five minutes" test 0 -lt "$(count_of "session WHERE kind = 4 AND subject_id = $C1 AND expires_at BETWEEN UNIX_TIMESTAMP() + 200 AND UNIX_TIMESTAMP() + 300")"
sql "UPDATE olvido.session SET expires_at = UNIX_TIMESTAMP() WHERE kind = 4 AND subject_id = $C1"
give h "$(code_at "$KEY")"
is "then it is over" "303 /panel/login" "$STATUS $(location | sed 's/?.*//')"
# A password change ends the half session too.
half_in h "$C1_MAIL" "$T1"
sql "UPDATE olvido.agent SET generation = generation + 1 WHERE agent_id = $C1"
give h "$(code_at "$KEY" 30)"
is "a change ends the half session" "303 /panel/login" "$STATUS $(location | sed 's/?.*//')"

# ---- who must have one -------------------------------------------------------
ACCOUNT_ID=$(sql "SELECT account_id FROM olvido.host WHERE host = '$HOST'")
rule() { sql "REPLACE INTO olvido.factor_policy VALUES ($ACCOUNT_ID, $1, $2, UNIX_TIMESTAMP() - $3)"; }
rule 2 14 0
add_agent admin boss "$T1"
BOSS=$NEW_ID BOSS_MAIL=$NEW_MAIL
add_agent agent worker "$T1"
WORKER=$NEW_ID WORKER_MAIL=$NEW_MAIL
forgive
agent_in boss "$BOSS_MAIL" "$T1"
agent_in worker "$WORKER_MAIL" "$T1"
req boss GET /panel/tickets
has "a bar tells the days left" "14 days left to set up a second factor." "$TMP/body"
req worker GET /panel/tickets
hasnt "not to those who need not" "left to set up" "$TMP/body"
save_rule() { req "$1" POST /panel/settings/access --data-urlencode "csrf=${TOKEN[$1]}" -d "need=$2" -d "grace=${3:-}"; }
for bad in "0 14" "4 14" "3 91" "3 "; do
  # shellcheck disable=SC2086
  save_rule boss $bad
  is "a rule that is none: $bad" "422 2" "$STATUS $(sql "SELECT policy FROM olvido.factor_policy WHERE account_id = $ACCOUNT_ID")"
done
save_rule worker 1 14
is "an agent sets no rule" "403 2" "$STATUS $(sql "SELECT policy FROM olvido.factor_policy WHERE account_id = $ACCOUNT_ID")"
save_rule boss 3 7
is "required for all" "303 3 7" "$STATUS $(sql "SELECT policy, grace_days FROM olvido.factor_policy WHERE account_id = $ACCOUNT_ID" | tr '\t' ' ')"
req worker GET /panel/tickets
has "now it concerns everybody" "7 days left" "$TMP/body"
save_rule boss 3 1
is "the grace goes on counting from the same day" 1 "$(sql "SELECT COUNT(*) FROM olvido.factor_policy WHERE account_id = $ACCOUNT_ID AND since > UNIX_TIMESTAMP() - 60")"
# Past the grace: nothing but setting one up.
rule 3 1 $((3 * 86400))
sql "UPDATE olvido.agent SET created_at = created_at - 10 * 86400 WHERE agent_id IN ($BOSS, $WORKER)"
while IFS=$'\t' read -r method path who flags _ <&5; do
  case $who in guest | half) continue ;; esac
  path=$(sed -E 's/\{token\}/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA/; s/\{agent\}/'"$AGENT_ID"'/; s/\{[a-z]+\}/1/g' <<<"$path")
  case ",$flags," in
  *,enrol,*) [ "$method$path" != GET/panel/factor ] || { req boss GET "$path"; is "open: $path" 200 "$STATUS"; } ;;
  *)
    if [ "$method" = GET ]; then req boss GET "$path"; else req boss POST "$path" --data-urlencode "csrf=${TOKEN[boss]}"; fi
    [ "$who" = owner ] && want="403 " || want="303 /panel/factor"
    is "closed without a factor: $method $path" "$want" "$STATUS $(location)" ;;
  esac
done 5<"$TMP/routes"
req boss GET /panel/factor
has "and says why" "asks for a second factor" "$TMP/body"
enrol worker
is "set up" "200 10" "$STATUS ${#RECOVERY[@]}"
req worker GET /panel/tickets
is "and everything is open again" 200 "$STATUS"
req boss POST /panel/logout --data-urlencode "csrf=${TOKEN[boss]}"
is "leaving is always open" "303 /panel/login" "$STATUS $(location)"
rule 2 14 0

# An admin resets another's; not above himself; all that person's sessions end.
forgive
agent_in boss "$BOSS_MAIL" "$T1"
agent_in owner "$OWNER_EMAIL" "$OWNER_PASSWORD"
req boss GET /panel/settings/access
is "the list" 200 "$STATUS"
has "who may be reset" "/panel/settings/access/$WORKER/reset" "$TMP/body"
hasnt "nobody who has none" "/panel/settings/access/$BOSS/reset" "$TMP/body"
reset() { req "$1" POST "/panel/settings/access/$2/reset" --data-urlencode "csrf=${TOKEN[$1]}"; }
reset worker "$BOSS"
is "no agent resets" 403 "$STATUS"
sql "INSERT INTO olvido.factor (account_id, kind, subject_id, methods, changed_at) VALUES ($ACCOUNT_ID, 2, $OWNER_ID, 1, 0) ON DUPLICATE KEY UPDATE methods = 1"
reset boss "$OWNER_ID"
is "no admin resets an owner's" "403 1" "$STATUS $(count_of "factor WHERE subject_id = $OWNER_ID AND methods = 1")"
sql "DELETE FROM olvido.factor WHERE subject_id = $OWNER_ID"
reset boss "$X"
is "nor another account's" 404 "$STATUS"
reset boss "$BOSS"
is "nor where there is none" 404 "$STATUS"
stale "$BOSS"
reset boss "$WORKER"
is "it wants a proof" "403 asked 1" "$STATUS $(asked) $(count_of "factor WHERE subject_id = $WORKER AND methods = 1")"
req boss POST "/panel/settings/access/$WORKER/reset" --data-urlencode "csrf=${TOKEN[boss]}" --data-urlencode "proof-password=$T1"
is "reset" "303 /panel/settings/access" "$STATUS $(location)"
is "nothing is left" "0 0" "$(count_of "factor WHERE subject_id = $WORKER AND methods > 0") $(count_of "recovery_code WHERE subject_id = $WORKER")"
req worker GET /panel/profile
is "his sessions ended" 303 "$STATUS"
is "logged" 1 "$(count_of "audit WHERE verb = 206 AND object_kind = 1 AND object_id = $WORKER AND actor_id = $BOSS")"
ok "he is told" wait_for 20 sink_mail_is "$WORKER_MAIL"
sign_in worker "$WORKER_MAIL" "$T1"
is "the password is enough again" "303 /panel/tickets" "$STATUS $(location)"

# Right password, no code: a word to the person after three minutes, unless he
# came in (the wait is cut short here).
waiting() { count_of "outbox WHERE kind = 33 AND agent_id = $1 AND state = $2"; }
forgive
rule 2 14 0
add_agent agent halfway "$T1"
H=$NEW_ID H_MAIL=$NEW_MAIL
agent_in hw "$H_MAIL" "$T1"
enrol hw
sql "UPDATE olvido.factor SET last_step = last_step - 10 WHERE subject_id = $H"
half_in hw2 "$H_MAIL" "$T1"
is "a mail waits for three minutes" "1 1" "$(waiting "$H" 1) $(count_of "outbox WHERE kind = 33 AND agent_id = $H AND next_at - created_at = 180")"
mails() { grep -lis "^To:.*$H_MAIL" "$SMTP_SINK"/* | wc -l; }
ok "the mail about the codes is there" wait_for 20 eval '[ "$(mails)" = 1 ]'
sql "UPDATE olvido.outbox SET next_at = 0 WHERE kind = 33 AND agent_id = $H"
ok "nobody gave the code: it goes" wait_for 20 eval '[ "$(mails)" = 2 ]'
half_in hw2 "$H_MAIL" "$T1"
give hw2 "$(code_at "$KEY" 30)"
is "he gives it" 303 "$STATUS"
sql "UPDATE olvido.outbox SET next_at = 0 WHERE kind = 33 AND agent_id = $H"
ok "then it is dropped" wait_for 20 eval '[ "$(waiting "$H" 1)" = 0 ]'
is "and nobody is alarmed" 2 "$(mails)"
