# shellcheck shell=bash
# Roles, agents, invitations, the owner, forgotten passwords.
. "$ROOT/tests/support/panel.sh"
DEMO=$(sql "SELECT account_id FROM olvido.host WHERE host = '$HOST'")
OTHER=second.localhost
PASS="four plain words $U"
# A mail as its reader sees it, and the path in it that begins so.
plain() { perl -MMIME::QuotedPrint -0777 -ne 's/=\r?\n//g; print decode_qp($_)' "$1"; }
path_in() { # of the newest mail to ADDRESS that has one
  local f
  for f in $(grep -li "^To:.*$1" "$SMTP_SINK"/* 2>/dev/null | xargs -r ls -t); do
    plain "$f" | grep -oE "$2[A-Za-z0-9_-]{43}" && return 0
  done
  return 1
}
mailed() { [ -n "$(path_in "$1" "$2")" ]; }
# mail_says ADDRESS TEXT: one of the mails to it does
mail_says() {
  local f
  for f in $(grep -li "^To:.*$1" "$SMTP_SINK"/* 2>/dev/null); do plain "$f" | grep -qF -- "$2" && return 0; done
  return 1
}
mails_to() { grep -li "^To:.*$1" "$SMTP_SINK"/* 2>/dev/null | wc -l; }
id_of() { sql "SELECT l.id FROM olvido_index.lookup l JOIN olvido.agent g ON g.account_id = l.account_id AND g.agent_id = l.id
  WHERE l.account_id = $DEMO AND l.kind = 2 ORDER BY g.created_at DESC, g.agent_id DESC LIMIT 1"; }
state_of() { sql "SELECT role, state FROM olvido.agent WHERE agent_id = $1" | tr '\t' ' '; }
# post JAR PATH [curl options]: a form of the panel, by the jar's token.
post() { local j=$1 p=$2; shift 2; req "$j" POST "$p" --data-urlencode "csrf=${TOKEN[$j]}" "$@"; }
said() { sql "SELECT COUNT(*) FROM olvido.audit WHERE account_id = $DEMO AND verb = $1 AND object_id = $2"; }

# ---- the settings' front page ------------------------------------------------
agent_in owner "$OWNER_EMAIL" "$OWNER_PASSWORD"
agent_in agent "$AGENT_EMAIL" "$AGENT_PASSWORD"
for who in owner agent; do
  req $who GET /panel/settings
  is "$who: settings" 200 "$STATUS"
  has "$who: his own" 'href="/panel/profile"' "$TMP/body"
  has "$who: roles" 'href="/panel/settings/roles"' "$TMP/body"
  [ $who = owner ] || hasnt "not the agents" 'href="/panel/settings/agents"' "$TMP/body"
done
rm -f "$TMP/nobody"
req nobody GET /panel/settings
is "settings of nobody" "303 /panel/login?next=/panel/settings" "$STATUS $(location)"
req agent GET /panel/settings/roles
is "roles" 200 "$STATUS"
DOORS=$("$BUILD/panel" --routes | awk '$3 != "guest" && $3 != "half"' | wc -l)
is "each door of the table is shown" "$DOORS" "$(grep -c '<code>\(GET\|POST\) /' "$TMP/body")"

# ---- an invitation ------------------------------------------------------------
NEW=new.agent$U@example.org
req owner GET /panel/settings/agents/invite
is "the form" 200 "$STATUS"
post owner /panel/settings/agents/invite -d email=none -d role=agent
is "no address" 422 "$STATUS"
for evil in $'a@example.org\r\nBcc: evil@example.org' $'a@example.org\nX: y' 'a@example.org, b@example.org' '"a b"@exa mple.org'; do
  post owner /panel/settings/agents/invite --data-urlencode "email=$evil" -d role=agent
  is "not an address: ${evil@Q}" 1 "$((STATUS == 422 || STATUS == 400))"
done
for role in owner root "" 3; do
  post owner /panel/settings/agents/invite --data-urlencode "email=x$NEW" -d "role=$role"
  is "role '$role' cannot be given" 1 "$((STATUS == 400 || STATUS == 403 || STATUS == 422))"
done
post owner /panel/settings/agents/invite --data-urlencode "email=$AGENT_EMAIL" -d role=agent
is "a colleague's address" 422 "$STATUS"
has "says so" 'id="email-mistake"' "$TMP/body"
post owner /panel/settings/agents/invite --data-urlencode "email=$NEW" -d role=agent -d language=es -d departments=999999
is "an unknown department" 400 "$STATUS"
BEFORE=$(mails_to "$NEW")
post owner /panel/settings/agents/invite --data-urlencode "email=$NEW" -d role=agent -d language=es -d all=1
is "invited" "303 /panel/settings/agents" "$STATUS $(location)"
ID=$(id_of)
is "invited in the database" "1 3" "$(state_of "$ID")"
is "and in the log" 1 "$(said 301 "$ID")"
ok "a mail comes" wait_for 20 mailed "$NEW" /panel/invite/
is "one mail" 1 "$(($(mails_to "$NEW") - BEFORE))"
plain "$(grep -li "^To:.*$NEW" "$SMTP_SINK"/*)" >"$TMP/mail"
has "in the language chosen" "centro de ayuda" "$TMP/mail"
has "of our own host" "https://$HOST:$PORT/panel/invite/" "$TMP/mail"
has "not to be answered by machines" "Auto-Submitted: auto-" "$TMP/mail"
L1=$(path_in "$NEW" /panel/invite/)
T1=${L1##*/}
is "only its digest is stored" 0 "$(sql "SELECT COUNT(*) FROM olvido.link WHERE HEX(digest) = HEX('$T1')")"
is "three days" 1 "$(sql "SELECT COUNT(*) FROM olvido.link WHERE agent_id = $ID AND expires_at BETWEEN UNIX_TIMESTAMP() + 259100 AND UNIX_TIMESTAMP() + 259200")"
sign_in w "$NEW" "$PASS"
is "no way in before" 422 "$STATUS"
for p in /panel/reset/ /t/; do
  req g GET "$p$T1"
  is "for another purpose: $p" 404 "$STATUS"
done
HOST=$OTHER req g GET "$L1"
is "at another account" 404 "$STATUS"
for bad in "${T1%?}" "${T1,,}" " $T1" "A$T1"; do
  req g GET "/panel/invite/${bad// /%20}"
  is "not a token: $bad" 404 "$STATUS"
done
for _ in $(seq 20); do req g GET "$L1"; done
is "looked at twenty times" 200 "$STATUS"
G=$(csrf)
join() { req g POST "$1" --data-urlencode "csrf=$G" --data-urlencode "name=$2" --data-urlencode "new=$3"; }
join "$L1" "Nora New" "short"
is "too short a password" 422 "$STATUS"
has "says why" 'id="new-mistake"' "$TMP/body"
join "$L1" "" "$PASS"
is "no name" 422 "$STATUS"
join "$L1" "Nora New" "$NEW$NEW"
is "her own address" 422 "$STATUS"
post owner "/panel/settings/agents/$ID/resend"
is "another link" 303 "$STATUS"
sleep 1
ok "comes" wait_for 20 eval '[ "$(path_in "$NEW" /panel/invite/)" != "$L1" ]'
L2=$(path_in "$NEW" /panel/invite/)
req g GET "$L1"
is "the former link is dead" 404 "$STATUS"
sql "UPDATE olvido.link SET expires_at = UNIX_TIMESTAMP() - 1 WHERE agent_id = $ID AND used_at = 0"
req g GET "$L2"
is "over after its time" 410 "$STATUS"
join "$L2" "Nora New" "$PASS"
is "and of no use" 410 "$STATUS"
sql "UPDATE olvido.link SET expires_at = UNIX_TIMESTAMP() + 1000 WHERE agent_id = $ID AND used_at = 0"
# Two at once: one comes in.
cp "$TMP/g" "$TMP/g2"
for n in 1 2; do
  curl -sk -o /dev/null -w '%{http_code}\n' --resolve "$HOST:$PORT:127.0.0.1" -b "$TMP/g2" --data-urlencode "csrf=$G" \
    --data-urlencode "name=Nora New" --data-urlencode "new=$PASS" "https://$HOST:$PORT$L2" >"$TMP/both.$n" &
done
wait
# The other is late, or finds no hasher free.
is "of two at once one comes" "303 no" "$(sort "$TMP"/both.[12] | sed 's/4[12][09]/no/' | tr '\n' ' ' | sed 's/ $//')"
join "$L2" "Nora New" "$PASS"
is "used is gone" 410 "$STATUS"
is "she is active" "1 1" "$(state_of "$ID")"
is "joined is in the log, once" 1 "$(said 302 "$ID")"
agent_in nora "$NEW" "$PASS"
req nora GET /panel/profile
has "by her name" "Nora New" "$TMP/body"
post owner /panel/settings/agents/invite --data-urlencode "email=$NEW" -d role=agent
is "invited twice" 422 "$STATUS"

# Taken back, and invited again: the same row, and its first link stays dead.
BACK=back$U@example.org
post owner /panel/settings/agents/invite --data-urlencode "email=$BACK" -d role=admin
B=$(id_of)
ok "its mail" wait_for 20 mailed "$BACK" /panel/invite/
LB=$(path_in "$BACK" /panel/invite/)
post owner "/panel/settings/agents/$B/cancel"
is "taken back" 303 "$STATUS"
req g GET "$LB"
is "its link is dead" 404 "$STATUS"
req owner GET /panel/settings/agents
hasnt "not in the list" "$BACK" "$TMP/body"
has "the others are" "$NEW" "$TMP/body"
post owner "/panel/settings/agents/$B/resend"
is "not sent again" 404 "$STATUS"
post owner /panel/settings/agents/invite --data-urlencode "email=$BACK" -d role=agent
is "invited again" 303 "$STATUS"
is "the same row, as an agent" "1 3" "$(state_of "$B")"
req g GET "$LB"
is "the first link stays dead" 404 "$STATUS"

# ---- what tampered forms try ---------------------------------------------------
# An admin of her own, who must not touch the owner or make one.
echo "$PASS" | "$BUILD/olvido" --conf "$VAR/olvido.hdf" agent add "$HOST" admin "admin$U@example.org" "Ada Admin" >/dev/null
ADMIN=$(id_of)
agent_in admin "admin$U@example.org" "$PASS"
req admin GET /panel/settings/agents
is "an admin sees the agents" 200 "$STATUS"
powers() { sql "SELECT agent_id, role, state, generation, all_departments FROM olvido.agent ORDER BY agent_id"; }
powers >"$TMP/powers.before"
A=/panel/settings/agents
SETTINGS=$("$BUILD/panel" --routes | awk '$1 == "POST" && $2 ~ /^\/panel\/settings/ { print $2 }')
tried=0
# An agent is refused at every form of the settings, whatever it says.
for p in $SETTINGS; do
  p=${p//\{agent\}/$ID} p=${p//\{token\}/$T1} p=$(sed 's/{[a-z]*}/1/g' <<<"$p")
  post agent "$p" -d role=owner -d all=1 -d "agent=$AGENT_ID" -d sure=1
  case $STATUS in 403 | 404 | 400) pass ;; *) bad "agent at $p: $STATUS" ;; esac
  tried=$((tried + 1))
done
is "forms were tried" 1 "$((tried >= 9))"
# refuse NAME WANT JAR PATH OPTIONS: and nothing changes.
refuse() {
  local n=$1 want=$2
  shift 2
  post "$@"
  is "$n" "$want" "$STATUS"
}
refuse "an agent makes himself admin" 403 agent "$A/$AGENT_ID/role" -d role=admin
refuse "an admin makes herself owner" 403 admin "$A/$ADMIN/role" -d role=owner
refuse "an admin makes another owner" 403 admin "$A/$ID/role" -d role=owner
refuse "an admin demotes the owner" 403 admin "$A/$OWNER_ID/role" -d role=agent
refuse "an admin deactivates the owner" 403 admin "$A/$OWNER_ID/deactivate" -d return=1
refuse "an admin signs the owner out" 403 admin "$A/$OWNER_ID/sign-out"
refuse "an admin sets the owner's departments" 403 admin "$A/$OWNER_ID/departments"
refuse "an admin hands over" 403 admin /panel/settings/owner -d "agent=$ADMIN" -d sure=1
refuse "an admin changes her own role" 403 admin "$A/$ADMIN/role" -d role=agent
refuse "the owner changes his own role" 403 owner "$A/$OWNER_ID/role" -d role=agent
refuse "the owner deactivates himself" 403 owner "$A/$OWNER_ID/deactivate"
refuse "the owner by the invitation's form" 403 owner "$A/$OWNER_ID/cancel"
refuse "an active one's invitation" 409 admin "$A/$ID/cancel"
refuse "an invited one is no colleague to activate" 409 admin "$A/$B/activate"
refuse "hand over to the invited" 422 owner /panel/settings/owner -d "agent=$B" -d sure=1
refuse "hand over to himself" 403 owner /panel/settings/owner -d "agent=$OWNER_ID" -d sure=1
refuse "hand over to nobody" 422 owner /panel/settings/owner -d agent=1 -d sure=1
refuse "hand over unsure" 422 owner /panel/settings/owner -d "agent=$ID"
refuse "a number for a role" 400 owner "$A/$ID/role" -d role=3
refuse "a field that is not there" 400 owner "$A/$ID/role" -d role=agent -d state=1
refuse "a column as a field" 400 owner "$A/$ID/departments" -d all=1 -d generation=1
THEIRS=$(sql "SELECT g.agent_id FROM olvido.agent g JOIN olvido.host h USING (account_id) WHERE h.host = '$OTHER' AND g.role = 1 LIMIT 1")
for f in role departments deactivate activate sign-out resend cancel; do
  refuse "another account's agent: $f" 404 owner "$A/$THEIRS/$f" $([ $f != role ] || echo "-d role=admin")
done
refuse "hand over to another account's agent" 422 owner /panel/settings/owner -d "agent=$THEIRS" -d sure=1
for p in /panel/settings/agents "/panel/settings/agents/$ID" /panel/settings/agents/invite /panel/settings/owner; do
  req agent GET "$p"
  is "an agent at $p" 403 "$STATUS"
done
req admin GET /panel/settings/owner
is "an admin at the owner's page" 403 "$STATUS"
powers >"$TMP/powers.after"
ok "nothing of it did anything" diff "$TMP/powers.before" "$TMP/powers.after"
# MariaDB itself knows one owner.
is "no second owner in the database" 1 "$(sql "UPDATE olvido.agent SET role = 3 WHERE agent_id = $ID" 2>&1 | grep -c 'Duplicate entry')"
echo "$PASS" | "$BUILD/olvido" --conf "$VAR/olvido.hdf" agent add "$HOST" owner "second$U@example.org" X >"$TMP/out" 2>&1
is "nor by the command line" 1 "$(grep -c 'an owner already' "$TMP/out")"

# ---- a role changed: the cookie that was stolen is worth nothing ----------------
cp "$TMP/nora" "$TMP/stolen"
req stolen GET /panel/tickets
is "a stolen cookie works until then" 200 "$STATUS"
post admin "$A/$ID/role" -d role=admin
is "an admin makes an admin" 303 "$STATUS"
is "in the log" 1 "$(said 303 "$ID")"
req stolen GET /panel/tickets
is "stolen before, dead after a change of role" 303 "$STATUS"
ok "she is told" wait_for 20 mail_says "$NEW" "lo que puedes hacer en este centro de ayuda"
agent_in nora "$NEW" "$PASS"
req nora GET "$A"
is "she is an admin now" 200 "$STATUS"
post nora "$A/$ADMIN/role" -d role=agent
is "and may manage admins" 303 "$STATUS"
req admin GET "$A"
is "whose session is over at once" 303 "$STATUS"
agent_in admin "admin$U@example.org" "$PASS"
req admin GET "$A"
is "and who is an agent now" 403 "$STATUS"

# ---- deactivated: out at once, tickets back in the queue -------------------------
ask "cust$U@example.org" "Cora" "Whose is it" "A question."
post nora "/panel/tickets/$TICKET/assign" -d "agent=$ADMIN"
is "assigned" "$ADMIN" "$(sql "SELECT agent_id FROM olvido.ticket WHERE ticket_id = $TICKET")"
req admin GET "/panel/tickets/$TICKET"
is "he works on it" 200 "$STATUS"
post nora "$A/$ADMIN/deactivate" -d return=1
is "deactivated" 303 "$STATUS"
req admin GET "/panel/tickets/$TICKET"
is "his session dies at once" 303 "$STATUS"
sign_in w "admin$U@example.org" "$PASS"
is "he cannot come in" 422 "$STATUS"
is "his ticket is nobody's" 0 "$(sql "SELECT agent_id FROM olvido.ticket WHERE ticket_id = $TICKET")"
req nora GET "/panel/tickets/$TICKET"
hasnt "and cannot be given to him" "<option value=\"$ADMIN\"" "$TMP/body"
post nora "/panel/tickets/$TICKET/assign" -d "agent=$ADMIN"
is "not by a tampered form" 400 "$STATUS"
post nora "$A/$ADMIN/activate"
is "activated" 303 "$STATUS"
agent_in admin "admin$U@example.org" "$PASS"
req admin GET /panel/profile
is "he may come again" 200 "$STATUS"
post nora "$A/$ADMIN/sign-out"
is "signed out by an admin" 303 "$STATUS"
req admin GET /panel/profile
is "his session is over" 303 "$STATUS"

# ---- the owner hands over, and gets it back ---------------------------------------
post owner /panel/settings/owner -d "agent=$ID" -d sure=1
is "handed over" "303 /panel/login" "$STATUS $(location)"
is "one owner" "$ID" "$(sql "SELECT agent_id FROM olvido.agent WHERE account_id = $DEMO AND role = 3")"
is "the former is an admin" "2 1" "$(state_of "$OWNER_ID")"
is "in the log" 1 "$(said 308 "$ID")"
for j in owner nora; do
  req $j GET /panel/profile
  is "$j is signed out" 303 "$STATUS"
done
ok "the former is told" wait_for 20 mail_says "$OWNER_EMAIL" "Subject: You handed the help desk over"
ok "the new one too" wait_for 20 mail_says "$NEW" "Subject: El centro de ayuda es tuyo"
agent_in nora "$NEW" "$PASS"
agent_in owner "$OWNER_EMAIL" "$OWNER_PASSWORD"
req owner GET /panel/settings/owner
is "his page is hers" 403 "$STATUS"
post owner "$A/$ID/deactivate"
is "he cannot put her out" 403 "$STATUS"
post nora /panel/settings/owner -d "agent=$OWNER_ID" -d sure=1
is "handed back" 303 "$STATUS"
is "the owner is the owner" "3 1" "$(state_of "$OWNER_ID")"

# ---- forgotten passwords -------------------------------------------------------
forgot() { # JAR EMAIL
  req "$1" GET /panel/forgot
  req "$1" POST /panel/forgot --data-urlencode "csrf=$(csrf)" --data-urlencode "email=$2" "${@:3}"
}
answer() {
  rm -f "$TMP/f"
  forgot f "$2"
  sed -e '/^date:/Id' -e '/request-id/Id' "$TMP/head" >"$TMP/answer.$1"
  req f GET /panel/forgot/sent
  sed 's/name="csrf" value="[^"]*"//' "$TMP/body" >>"$TMP/answer.$1"
}
answer known "$NEW"
answer unknown "nobody$U@example.org"
ok "known and unknown get the very same answer" cmp "$TMP/answer.known" "$TMP/answer.unknown"
is "a job for each" 1 "$(sql "SELECT COUNT(*) FROM olvido.outbox WHERE account_id = $DEMO AND kind = 20 AND agent_id = 0 AND created_at > UNIX_TIMESTAMP() - 60 ORDER BY 1 LIMIT 1" | awk '{ print ($1 > 0) }')"
ok "a mail to the known" wait_for 20 mailed "$NEW" /panel/reset/
jobs_done() { [ "$(sql "SELECT COUNT(*) FROM olvido.outbox WHERE account_id = $DEMO AND state = 1")" = 0 ]; }
ok "both jobs are done" wait_for 20 jobs_done
is "and none to the unknown" 0 "$(mails_to "nobody$U@example.org")"
R1=$(path_in "$NEW" /panel/reset/)
req g GET "/panel/invite/${R1##*/}"
is "no invitation" 404 "$STATUS"
HOST=$OTHER req g GET "$R1"
is "not at another account" 404 "$STATUS"
for _ in $(seq 20); do req g GET "$R1"; done
is "looked at twenty times" 200 "$STATUS"
is "half an hour" 1 "$(sql "SELECT COUNT(*) FROM olvido.link WHERE purpose = 3 AND agent_id = $ID AND expires_at BETWEEN UNIX_TIMESTAMP() + 1500 AND UNIX_TIMESTAMP() + 1800")"
sql "UPDATE olvido.link SET expires_at = UNIX_TIMESTAMP() WHERE purpose = 3 AND agent_id = $ID"
req g GET "$R1"
is "then it is over" 410 "$STATUS"
sql "UPDATE olvido.link SET expires_at = UNIX_TIMESTAMP() + 900 WHERE purpose = 3 AND agent_id = $ID"
agent_in nora "$NEW" "$PASS"
req g GET "$R1"
G=$(csrf)
anew() { req g POST "$R1" --data-urlencode "csrf=$G" --data-urlencode "new=$1"; }
anew "passwordpassword"
is "a common one is refused" 422 "$STATUS"
# A hundred wrong ones of strangers: no new browser comes in but by the link.
sign_in stranger "$NEW" "a guess of a stranger"
sql "UPDATE olvido.throttle SET hits = 100, next_at = 0 WHERE hits > 0 AND expires_at > UNIX_TIMESTAMP() + 86400 ORDER BY expires_at DESC LIMIT 1"
sign_in elsewhere "$NEW" "$PASS"
is "strangers have closed her name" 429 "$STATUS"
anew "$PASS and more"
is "set" "303 /panel/login" "$STATUS $(location)"
has "this browser is known from now on" "__Host-olvido-panel-device=" "$TMP/head"
hasnt "nobody is signed in by it" "__Host-olvido-panel=" "$TMP/head"
anew "$PASS and much more"
is "used is gone" 410 "$STATUS"
req nora GET /panel/profile
is "her sessions are over" 303 "$STATUS"
sign_in w "$NEW" "$PASS"
is "the old password is dead, and her name open again" 422 "$STATUS"
ok "she is told" wait_for 20 mail_says "$NEW" "la contraseña de tu acceso"
agent_in nora "$NEW" "$PASS and more"
req nora GET /panel/profile
is "the new one opens" 200 "$STATUS"
# Not more than three mails an hour, and nobody is told.
for _ in 1 2 3 4 5; do forgot f "$NEW"; done
is "the fifth is answered like the first" "303 /panel/forgot/sent" "$STATUS $(location)"
ok "jobs are done" wait_for 20 jobs_done
is "three in all" 3 "$(sql "SELECT COUNT(*) FROM olvido.outbox WHERE account_id = $DEMO AND kind = 21 + 1 AND agent_id = $ID")"
# The host of the link is never the one that was asked for.
forgot f "admin$U@example.org" -H "X-Forwarded-Host: evil.example" -H "Forwarded: host=evil.example"
ok "a mail" wait_for 20 mailed "admin$U@example.org" /panel/reset/
is "no foreign host in any" "" "$(grep -l evil.example "$SMTP_SINK"/*)"
curl -sk -o /dev/null --resolve "$HOST:$PORT:127.0.0.1" -H "Host: evil.example" -b "$TMP/f" --data-urlencode "email=admin$U@example.org" \
  -w '%{http_code}' "https://$HOST:$PORT/panel/forgot" >"$TMP/out" 2>&1
is "an unknown host asks nothing" 1 "$(grep -cE '^(000|404|421|444)' "$TMP/out")"
# Somebody who is not active gets none.
post owner "$A/$ADMIN/deactivate"
agent_in owner "$OWNER_EMAIL" "$OWNER_PASSWORD"
post owner "$A/$ADMIN/deactivate"
forgot f "admin$U@example.org"
is "a deactivated one asks" 303 "$STATUS"
ok "jobs are done" wait_for 20 jobs_done
is "and gets nothing more" 1 "$(sql "SELECT COUNT(*) FROM olvido.outbox WHERE kind = 22 AND agent_id = $ADMIN")"

# ---- one's own sessions, everywhere ---------------------------------------------
agent_in agent "$AGENT_EMAIL" "$AGENT_PASSWORD"
agent_in agent2 "$AGENT_EMAIL" "$AGENT_PASSWORD"
post agent /panel/sessions/end-all
is "signed out everywhere" "303 /panel/login" "$STATUS $(location)"
for j in agent agent2; do
  req $j GET /panel/profile
  is "$j too" 303 "$STATUS"
done
# Who changes his password is told.
agent_in nora "$NEW" "$PASS and more"
post nora /panel/password --data-urlencode "current=$PASS and more" --data-urlencode "new=$PASS and much more"
is "changed by herself" "303 /panel/profile" "$STATUS $(location)"
told() { [ "$(sql "SELECT COUNT(*) FROM olvido.outbox WHERE kind = 27 AND agent_id = $ID AND state = 2")" = 2 ]; }
ok "and told again" wait_for 20 told
