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
is "guesses are limited" 429 "${codes: -4:3}"
