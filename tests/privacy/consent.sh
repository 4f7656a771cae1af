# shellcheck shell=bash
# Consent: purposes with versioned texts, unticked boxes, given and withdrawn with
# one click each, written down by agents, the history kept, gone with the person.
. "$ROOT/tests/privacy/_people.sh"
P=/panel/privacy/consent
agent_in owner "$OWNER_EMAIL" "$OWNER_PASSWORD"
agent_in agent "$AGENT_EMAIL" "$AGENT_PASSWORD"
purpose_of() { sql "SELECT purpose_id FROM olvido.purpose_text WHERE account_id = $DEMO AND name = '$1'"; }
consents() { count_of "consent WHERE account_id = $DEMO AND contact_id = $1${2:+ AND purpose_id = $2}"; }
shown() { req "$1" GET /ask; grep -c "name=\"consent\" value=\"$2\"" "$TMP/body"; }

# ---- purposes are the admins' ------------------------------------------------------
for p in "$P" "$P/1"; do
  req agent GET "$p"
  is "not an agent's: $p" 403 "$STATUS"
done
post owner "$P" --data-urlencode "name_en=News$U" --data-urlencode "body_en=<b>Kept$U</b>" -d active=1
is "both languages, or none" 422 "$STATUS"
has "what was typed is kept" "News$U" "$TMP/body"
has "and the ticks" 'name="active" value="1" checked' "$TMP/body"
post owner "$P" --data-urlencode "name_en=News$U" --data-urlencode "body_en=<b>Once$U</b> a month" --data-urlencode "name_es=Noticias$U" --data-urlencode "body_es=Unavez$U" -d active=1 -d on_ask=1
is "added" 303 "$STATUS"
N=$(purpose_of "News$U")
is "logged" 1 "$(audits 669 "$N")"
post owner "$P" --data-urlencode "name_en=Survey$U" -d body_en=Survey --data-urlencode "name_es=Encuesta$U" -d body_es=Encuesta -d active=1
S=$(purpose_of "Survey$U")

# ---- the question form: a box, empty; nothing before it is ticked --------------------
is "offered where it should be" "1 0" "$(shown guest "$N") $(shown guest "$S")"
req guest GET /ask
hasnt "never ticked" "checked" "$TMP/body"
has "its text, escaped" "&lt;b&gt;Once$U&lt;/b&gt; a month" "$TMP/body"
hasnt "no cookie for it" "set-cookie: consent" "$TMP/head"
req guest GET /ask -H "Accept-Language: es"
has "in Spanish" "Noticias$U" "$TMP/body"
requester() { sql "SELECT contact_id FROM olvido.ticket WHERE ticket_id = $TICKET"; }
given_by() { sql "SELECT COUNT(*) FROM olvido.audit WHERE account_id = $DEMO AND verb = 667 AND object_id = $1 AND value = $2 AND actor_kind = $3 AND actor_id = $4"; }
ask "olga$U@example.org" "Olga Other" "Without" "b"
OLGA=$(requester)
is "unticked: nothing is stored" 0 "$(consents "$OLGA")"
ask "olga$U@example.org" "Olga Other" "By whom?" "b" -F "consent=$N"
is "for somebody who was there already: nothing, whoever ticks it" "$OLGA 0 0" "$(requester) $(consents "$OLGA") $(audits 667 "$OLGA")"
E=cora$U@example.org
ask "$E" "Cora Consent" "With" "b" -F "consent=$N" -F "consent=$S" -F "consent=1"
WHO=$(requester)
is "ticked: that purpose, and none that was not offered" "1 1" "$(consents "$WHO" "$N") $(consents "$WHO")"
is "by which door (unproved), which text" "4 1 en 0" "$(sql "SELECT given_door, version, language, given_by FROM olvido.consent WHERE contact_id = $WHO" | tr '\t' ' ')"
is "logged as nobody's" "1 0" "$(given_by "$WHO" "$N" 0 0) $(given_by "$WHO" "$N" 2 "$WHO")"
ask "$E" "Cora Consent" "Again" "b" -F "consent=$N"
is "twice is once" 1 "$(consents "$WHO")"

# ---- her account: one click each way ---------------------------------------------------
customer_in cora "$E" "Cora Consent"
has "what she agreed to" "News$U" "$TMP/body"
has "and what she may" "Survey$U" "$TMP/body"
send cora /account/consent -d "purpose=$S"
is "given" "303 1" "$STATUS $(consents "$WHO" "$S")"
req cora GET /account
send cora /account/consent/withdraw -d "purpose=$S"
is "withdrawn as easily" "303 2" "$STATUS $(sql "SELECT withdrawn_door FROM olvido.consent WHERE contact_id = $WHO AND purpose_id = $S AND withdrawn_at <> 0")"
req cora GET /account
send cora /account/consent/withdraw -d "purpose=$S"
is "nothing to withdraw" 404 "$STATUS"
req cora GET /account
send cora /account/consent -d "purpose=1"
is "no such purpose" 400 "$STATUS"
req cora GET /account
send cora /account/consent -d "purpose=$S"
is "given again: another row, the history stays" 2 "$(consents "$WHO" "$S")"

# ---- the form: her own word signed in, not a stranger's ------------------------------------
req cora GET /account
send cora /account/consent/withdraw -d "purpose=$N"
held() { sql "SELECT COUNT(*) FROM olvido.consent WHERE contact_id = $WHO AND purpose_id = $N AND withdrawn_at = 0"; }
is "withdrawn" "303 0" "$STATUS $(held)"
ask "$E" "Cora Consent" "Again" "b" -F "consent=$N"
is "no stranger gives it again" "$WHO 0 1" "$(requester) $(held) $(consents "$WHO" "$N")"
customer_in eve "eve$U@example.org" "Eve Evil"
EVE=$WHO WHO=$(requester)
ask_as() { local j=$1; shift; req "$j" GET /ask; send "$j" /ask -d subject=s -d body=b "$@"; }
ask_as eve -d name=Cora --data-urlencode "email=$E" -d "consent=$N"
is "nor one who is signed in as another" "303 0 0" "$STATUS $(held) $(consents "$EVE")"
ask_as cora -d name=Cora --data-urlencode "email=$E" -d "consent=$N"
is "she does" "303 1 1" "$STATUS $(held) $(sql "SELECT given_door FROM olvido.consent WHERE contact_id = $WHO AND purpose_id = $N AND withdrawn_at = 0")"
is "logged as hers" 1 "$(given_by "$WHO" "$N" 2 "$WHO")"

# ---- a new version changes nothing that was said --------------------------------------------
req owner GET "$P/$N"
has "the form has the text" "Once$U" "$TMP/body"
post owner "$P/$N" --data-urlencode "name_en=News$U" --data-urlencode "body_en=Everyday$U" --data-urlencode "name_es=Noticias$U" --data-urlencode "body_es=Unavez$U" -d active=1 -d on_ask=1
is "changed" "303 2" "$STATUS $(sql "SELECT version FROM olvido.purpose WHERE purpose_id = $N")"
post owner "$P/$N" --data-urlencode "name_en=News$U" --data-urlencode "body_en=Everyday$U" --data-urlencode "name_es=Noticias$U" --data-urlencode "body_es=Unavez$U" -d active=1 -d on_ask=1
is "the same again is no version" 2 "$(sql "SELECT version FROM olvido.purpose WHERE purpose_id = $N")"
is "hers is of the first" 1 "$(sql "SELECT DISTINCT version FROM olvido.consent WHERE contact_id = $WHO AND purpose_id = $N")"
req cora GET /account
has "she reads what she agreed to" "Once$U" "$TMP/body"
has "and that there is a newer text" "There is a newer text" "$TMP/body"
req guest GET /ask
has "others are asked with the new" "Everyday$U" "$TMP/body"

# ---- agents see it, and write down what they were told -----------------------------------------
req agent GET "/panel/contacts/$WHO"
has "on the contact's page" "News$U" "$TMP/body"
has "by which door" "on the question form" "$TMP/body"
has "and what nobody proved" "on the question form, address not proved" "$TMP/body"
post agent "/panel/contacts/$WHO/consent" -d "purpose=$N" -d how=
is "not without how" 422 "$STATUS"
post agent "/panel/contacts/$WHO/consent" -d "purpose=$N" --data-urlencode "how=phoned$U"
is "written down" "303 3 2" "$STATUS $(sql "SELECT given_door, version FROM olvido.consent WHERE contact_id = $WHO AND purpose_id = $N ORDER BY version DESC LIMIT 1" | tr '\t' ' ')"
is "sealed" 0 "$(sql "SELECT COUNT(*) FROM olvido.consent WHERE sealed LIKE '%phoned$U%'")"
req agent GET "/panel/contacts/$WHO"
has "and shown" "phoned$U" "$TMP/body"
post agent "/panel/contacts/$WHO/consent/withdraw" -d "purpose=$N"
is "withdrawn by an agent: all of it" "303 0" "$STATUS $(sql "SELECT COUNT(*) FROM olvido.consent WHERE contact_id = $WHO AND purpose_id = $N AND withdrawn_at = 0")"
is "all rows stay" 3 "$(consents "$WHO" "$N")"
post agent "/panel/contacts/$WHO/consent" -d "purpose=1" -d how=x
is "no such purpose" 400 "$STATUS"
# What is no longer asked for can still be withdrawn.
post owner "$P/$S" --data-urlencode "name_en=Survey$U" -d body_en=Survey --data-urlencode "name_es=Encuesta$U" -d body_es=Encuesta
req cora GET /account
has "she sees the ended one that she gave" "Survey$U" "$TMP/body"
send cora /account/consent/withdraw -d "purpose=$S"
is "and withdraws it" 303 "$STATUS"
req cora GET /account
hasnt "then it is gone from there" "Survey$U" "$TMP/body"
send cora /account/consent -d "purpose=$S"
is "and cannot be given" 400 "$STATUS"
ask "z$U@example.org" "Z" "S" "b" -F "consent=$S"
is "nor by a form of before" 0 "$(count_of "consent WHERE contact_id = (SELECT contact_id FROM olvido.ticket WHERE ticket_id = $TICKET)")"
# A restricted person's are not shown.
post owner "/panel/contacts/$WHO/restrict" -d ground=1 -d reason=x
req agent GET "/panel/contacts/$WHO"
hasnt "restricted: not shown" "News$U" "$TMP/body"
post agent "/panel/contacts/$WHO/consent" -d "purpose=$N" -d how=x
is "nor written" 403 "$STATUS"
# No box is left for the tests to come.
for p in "$N" "$S"; do sql "UPDATE olvido.purpose SET active = 0 WHERE purpose_id = $p"; done
