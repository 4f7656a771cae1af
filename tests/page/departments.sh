# shellcheck shell=bash
# Settings, Departments: made, renamed, their mailboxes on the account's own hosts;
# a mailbox that is another's; who may; mail comes to where it belongs.
. "$ROOT/tests/support/panel.sh"
HOST=dep$U.localhost OTHER=odep$U.localhost OWN=mail$U.example PASS="a password of some length"
P=/panel/settings/departments
cli() { "$BUILD/olvido" --conf "$VAR/olvido.hdf" "$@"; }
account_of() { sql "SELECT account_id FROM olvido.host WHERE host = '$1'"; }
cli account create "Dep $U" "$HOST" en >/dev/null
cli account create "Other $U" "$OTHER" en >/dev/null
A=$(account_of "$HOST") B=$(account_of "$OTHER")
for n in Olga:owner Anna:admin Ben:agent Carl:agent; do
  echo "$PASS" | cli agent add "$HOST" "${n#*:}" "$(tr A-Z a-z <<<"${n%:*}")$U@example.org" "${n%:*}" >/dev/null
done
agent_in anna "anna$U@example.org" "$PASS"
agent_in ben "ben$U@example.org" "$PASS"
agent_in olga "olga$U@example.org" "$PASS"
post() { local p=$1; shift; req anna POST "$p" --data-urlencode "csrf=${TOKEN[anna]}" "$@"; }
make() { post "$P" --data-urlencode "name=$1" --data-urlencode "mailbox=$2"; }
dep() { sql "SELECT department_id FROM olvido.department WHERE account_id = $A AND mailbox = '$1'"; }
how_many() { sql "SELECT COUNT(*) FROM olvido.department WHERE account_id = $A"; }
audited() { sql "SELECT COUNT(*) FROM olvido.audit WHERE account_id = $A AND verb = $1 AND object_kind = 4 AND object_id = $2"; }
# row NAME: its mailbox, agents and tickets on the page just read
row() { sed -n "s|.*/departments/[0-9]*\">$1</a>.*<td>\([^<]*\)<.*<td>\([^<]*\)</td><td>\([^<]*\)</td>.*|\1 \2 \3|p" "$TMP/body" | tr -s ' '; }

# ---- who may ---------------------------------------------------------------------
req ben GET "$P"
is "not an agent" 403 "$STATUS"
req ben POST "$P" -d "csrf=${TOKEN[ben]}" -d name=x --data-urlencode "mailbox=x@$HOST"
is "nor to make one" 403 "$STATUS"
req olga GET "$P"
is "the owner" 200 "$STATUS"
req anna GET "$P"
is "an admin" 200 "$STATUS"
has "its mailbox" "support@$HOST" "$TMP/body"
has "no people's names" "do not put people&#39;s names in it" "$TMP/body"
req anna GET /panel/settings/roles
has "said on the page of roles" "Add departments, change their names" "$TMP/body"

# ---- made --------------------------------------------------------------------------
make "Returns $U" "Returns@$HOST"
is "made" "303 $P" "$STATUS $(location)"
D=$(dep "returns@$HOST")
is "with its mailbox in lower case" 1 "$((D > 0))"
is "logged" 1 "$(audited 405 "$D")"
req anna GET "$P"
has "said" "The department was added" "$TMP/body"
is "everybody active sees it, no ticket" "returns@$HOST 4 agents 0 tickets" "$(row "Returns $U")"
req guest GET /ask
has "customers may choose it" "Returns $U" "$TMP/body"
deliver "returns@$HOST" "eva$U@example.org" <<END
From: eva$U@example.org
To: returns@$HOST
Subject: Back
Message-ID: <d$U@example.org>

It goes back.
END
is "mail comes in" 0 "$?"
is "to it" 1 "$(sql "SELECT COUNT(*) FROM olvido.ticket WHERE account_id = $A AND department_id = $D AND status = 1")"

# ---- which one the account's own mails come from ------------------------------------
main() { sql "SELECT GROUP_CONCAT(SUBSTRING_INDEX(mailbox, '@', 1)) FROM olvido.department WHERE account_id = $A AND main = 1"; }
# from EMAIL: whence his newest mail came
from() { sink_mail "$1" | xargs -r grep -i '^From:' | grep -oE '[a-z]+@dep[^>]*'; }
forgot() { req guest GET /panel/forgot; req guest POST /panel/forgot --data-urlencode "csrf=$(csrf)" --data-urlencode "email=$1"; }
is "the first one, as the account was made" support "$(main)"
forgot "carl$U@example.org"
ok "a link to a new password comes" wait_for 30 sink_mail_is "carl$U@example.org"
is "from there" "support@$HOST" "$(from "carl$U@example.org")"
post "$P/$D" --data-urlencode "name=Returns $U" --data-urlencode "mailbox=returns@$HOST" -d main=1
is "another one is marked" "303 returns 1" "$STATUS $(main) $(audited 406 "$D")"
req anna GET "$P/$D"
has "it says so" "own mails come from here: links to sign in, invitations, notices.<" "$TMP/body"
hasnt "without a box" 'name="main"' "$TMP/body"
post "$P/$D" --data-urlencode "name=Returns $U" --data-urlencode "mailbox=returns@$HOST"
is "saving it anew takes nothing away" "returns 1" "$(main) $(audited 406 "$D")"
forgot "ben$U@example.org"
ok "the next mail comes" wait_for 30 sink_mail_is "ben$U@example.org"
is "from the new one" "returns@$HOST" "$(from "ben$U@example.org")"
post "$P/$(dep "support@$HOST")" --data-urlencode "name=Support" --data-urlencode "mailbox=support@$HOST" -d main=1
is "and back" support "$(main)"
sql "UPDATE olvido.agent SET all_departments = 0 WHERE account_id = $A AND role = 1"
sql "INSERT INTO olvido.agent_department (account_id, agent_id, department_id)
  SELECT account_id, MAX(agent_id), $D FROM olvido.agent WHERE account_id = $A AND role = 1"
req anna GET "$P"
is "admins and the one it was given to; a new ticket" "returns@$HOST 3 agents 1 ticket" "$(row "Returns $U")"
sql "UPDATE olvido.ticket SET status = 5 WHERE account_id = $A AND department_id = $D"
req anna GET "$P"
is "a resolved one is not counted" "returns@$HOST 3 agents 0 tickets" "$(row "Returns $U")"

# ---- mistakes: said at the field, what was typed is kept ------------------------------
N=$(how_many)
refused() { # WHAT TEXT
  is "$1: refused" 422 "$STATUS"
  has "$1: said" "$2" "$TMP/body"
  is "$1: nothing is made" "$N" "$(how_many)"
}
make "Typed<$U>" "x@elsewhere$U.example"
refused "a domain of nobody's" "one of your own domains"
has "the name is kept" "value=\"Typed&lt;$U&gt;\"" "$TMP/body"
has "the address is kept" "value=\"x@elsewhere$U.example\"" "$TMP/body"
make "Typed" "x@$OTHER"
refused "another account's host" "one of your own domains"
make "Typed" "ticket+abcdefghijklmnopqrstuvwxyz@$HOST"
refused "an address that answers come to" "one of your own domains"
make "Typed" "returns@$HOST"
refused "taken here" "This address is taken"
make "" "y@$HOST"
refused "no name" 'id="name-mistake"'
make "Typed" "nonsense"
refused "no address" 'id="mailbox-mistake"'
req anna POST "$P" -H 'Sec-Fetch-Site: same-origin' -d csrf=old -d "name=Stale$U" --data-urlencode "mailbox=stale@$HOST"
is "a form that is too old" 403 "$STATUS"
has "keeps what was typed" "value=\"Stale$U\"" "$TMP/body"
is "and makes nothing" "$N" "$(how_many)"

# ---- changed --------------------------------------------------------------------------
req anna GET "$P/$D"
has "its name is in the form" "value=\"Returns $U\"" "$TMP/body"
save() { post "$P/$D" --data-urlencode "name=$1" --data-urlencode "mailbox=$2"; }
save "Refunds $U" "returns@$HOST"
is "renamed" "303 $P" "$STATUS $(location)"
is "logged" 2 "$(audited 406 "$D")"
save "Refunds $U" "returns@$HOST"
is "nothing changed, nothing logged" "303 2" "$STATUS $(audited 406 "$D")"
save "Refunds $U" "refunds@$HOST"
is "another address" 303 "$STATUS"
deliver "returns@$HOST" "eva$U@example.org" </dev/null >"$TMP/out" 2>&1
is "mail to the former one is refused" 67 "$?"
save "Kept $U" "support@$HOST"
is "not another department's" 422 "$STATUS"
has "typed is kept" "value=\"Kept $U\"" "$TMP/body"
has "the heading is as before" "<h1>Refunds $U</h1>" "$TMP/body"
save "Kept $U" "x@$OTHER"
is "nor another account's" 422 "$STATUS"
is "it is as before" "Refunds $U refunds@$HOST" "$(sql "SELECT CONCAT(name, ' ', mailbox) FROM olvido.department WHERE department_id = $D")"
req anna POST "$P/$D" -H 'Sec-Fetch-Site: same-origin' -d csrf=old -d "name=Stale$U" --data-urlencode "mailbox=stale@$HOST"
is "a form that is too old" 403 "$STATUS"
has "keeps what was typed" "value=\"Stale$U\"" "$TMP/body"
is "and changes nothing" "Refunds $U" "$(sql "SELECT name FROM olvido.department WHERE department_id = $D")"
OTHERS=$(sql "SELECT department_id FROM olvido.department WHERE account_id = $B")
req anna GET "$P/$OTHERS"
is "another account's is not there" 404 "$STATUS"
post "$P/$OTHERS" -d name=x --data-urlencode "mailbox=x@$HOST"
is "nor to be changed" 404 "$STATUS"

# ---- a domain that was proved, and went to another account ------------------------------
make "Late $U" "late@$OWN"
is "before it is proved" 422 "$STATUS"
sql "INSERT INTO olvido.host (host, account_id, is_primary) VALUES ('$OWN', $A, 0)"
make "Late $U" "late@$OWN"
is "proved" 303 "$STATUS"
L=$(dep "late@$OWN")
mail_late() { printf 'From: eva%s@example.org\r\nTo: late@%s\r\nSubject: x\r\n\r\nx\r\n' "$U" "$OWN" | deliver "late@$OWN" "eva$U@example.org" >"$TMP/out" 2>&1; }
mail_late
is "mail comes in" "0 1" "$? $(sql "SELECT COUNT(*) FROM olvido.ticket WHERE department_id = $L")"
sql "UPDATE olvido.host SET account_id = $B WHERE host = '$OWN'"
mail_late
is "of a domain that is another's: none" "67 1" "$? $(sql "SELECT COUNT(*) FROM olvido.ticket WHERE department_id = $L")"
req anna GET "$P"
has "which is said" "its domain is not yours any more" "$TMP/body"
post "$P/$L" --data-urlencode "name=Later $U" --data-urlencode "mailbox=late@$OWN"
is "it may still be renamed" 303 "$STATUS"
# Whose domain it is now is told that it is taken, not by whom.
echo "$PASS" | cli agent add "$OTHER" owner "theo$U@example.org" Theo >/dev/null
( HOST=$OTHER
  agent_in theo "theo$U@example.org" "$PASS"
  req theo POST "$P" --data-urlencode "csrf=${TOKEN[theo]}" -d name=Mine --data-urlencode "mailbox=late@$OWN"
  echo "$STATUS" >"$TMP/status" )
is "taken elsewhere" 422 "$(cat "$TMP/status")"
has "said" "This address is taken" "$TMP/body"
hasnt "not by whom" "Dep $U" "$TMP/body"
hasnt "nor where" "$HOST" <(sed "s/o$HOST//g" "$TMP/body")

# ---- words of the log, in both languages; the first steps --------------------------------
req anna GET /panel/settings/audit
has "the log says it" "added the department Refunds $U" "$TMP/body"
req olga GET /panel/first-steps
has "a first step" "href=\"$P\"" "$TMP/body"
is "is done" 1 "$(tr -d '\n' <"$TMP/body" | grep -c 'Done: </span></span>Departments')"
req olga POST /panel/profile --data-urlencode "csrf=${TOKEN[olga]}" -d name=Olga -d language=es
req olga GET "$P"
has "in Spanish" "Añadir un departamento" "$TMP/body"
has "its hint" "no ponga en él nombres de personas" "$TMP/body"
sql "INSERT INTO olvido.department (account_id, department_id, name, mailbox)
  SELECT $A, NEXT VALUE FOR olvido.id_seq, 'Many', CONCAT('m', seq, '@$HOST') FROM olvido.seq_1_to_200"
N=$(how_many)
make "More $U" "more@$HOST"
refused "too many" "200 departments at most"
# Counted up to a hundred.
more() { # FROM TO
  sql "INSERT INTO olvido.ticket (account_id, ticket_id, code, contact_id, department_id, agent_id, status, channel, created_at, activity_at, sealed)
    SELECT t.account_id, NEXT VALUE FOR olvido.id_seq, CONCAT('C', RIGHT('$U', 5), LPAD(seq, 4, '0')), t.contact_id, $D, 0, 1 + seq % 2, 2, 1, 1, t.sealed
    FROM (SELECT * FROM olvido.ticket WHERE account_id = $A AND department_id = $D LIMIT 1) t, olvido.seq_$1_to_$2"
  req anna GET "$P"
}
more 1 99
is "ninety-nine" "refunds@$HOST 3 agents 99 tickets" "$(row "Refunds $U")"
more 100 101
is "a hundred or more" "refunds@$HOST 3 agents 100 tickets or more" "$(row "Refunds $U")"
