# shellcheck shell=bash
# Lists of tickets: views, departments, counts, 50 rows a page, keyset paging.
. "$ROOT/tests/support/panel.sh"
agent_in ag "$AGENT_EMAIL" "$AGENT_PASSWORD"
ACCOUNT=$(sql "SELECT account_id FROM olvido.host WHERE host = '$HOST'")

# 130 tickets through the form, over one connection.
MANY=130
req guest GET /ask
T=$(csrf)
for i in $(seq $MANY); do
  printf 'url = "https://%s:%s/ask"\nform-string = "csrf=%s"\nform-string = "name=Person %s"\nform-string = "email=p%s%s@example.org"\nform-string = "subject=Listed %s %s"\nform-string = "body=Body %s"\noutput = "/dev/null"\nresolve = "%s:%s:127.0.0.1"\ninsecure\nsilent\nnext\n' \
    "$HOST" "$PORT" "$T" "$i" "$i" "$U" "$i" "$U" "$i" "$HOST" "$PORT"
done >"$TMP/many"
sed -i '$d' "$TMP/many"
MARK=$(sql "SELECT IFNULL(MAX(activity_at), 0) FROM olvido.ticket WHERE account_id = $ACCOUNT")
curl --rate 150/s -b "$TMP/guest" --config "$TMP/many"
sql "SELECT ticket_id FROM olvido.ticket WHERE account_id = $ACCOUNT AND activity_at > $MARK ORDER BY activity_at DESC, ticket_id DESC" >"$TMP/mine"
is "130 were asked" $MANY "$(wc -l <"$TMP/mine")"

# all_rows PATH: ids of all pages in order, and how long each page was
all_rows() {
  local p=$1
  : >"$TMP/rows"; : >"$TMP/pages"
  while [ -n "$p" ]; do
    req ag GET "$p"
    rows >>"$TMP/rows"
    rows | wc -l >>"$TMP/pages"
    p=$(older)
  done
}
all_rows /panel/tickets?view=all
ok "several pages" test "$(wc -l <"$TMP/pages")" -ge 3
is "50 rows a page" 50 "$(sed '$d' "$TMP/pages" | sort -u)"
is "none twice" "" "$(sort "$TMP/rows" | uniq -d)"
sql "SELECT ticket_id FROM olvido.ticket WHERE account_id = $ACCOUNT AND status < 7 ORDER BY activity_at DESC, ticket_id DESC" >"$TMP/all"
ok "each one, newest activity first" cmp "$TMP/rows" "$TMP/all"
all_rows /panel/tickets?view=new
is "as many new" "$(count_of "ticket WHERE account_id = $ACCOUNT AND status = 1")" "$(wc -l <"$TMP/rows")"
has "many are shown as 99+" "99+" "$TMP/body"

# The same activity for many: the id decides, none is lost.
sql "UPDATE olvido.ticket SET activity_at = $MARK + 1000000 WHERE account_id = $ACCOUNT AND activity_at > $MARK"
all_rows /panel/tickets?view=all
is "equal times: none twice" "" "$(sort "$TMP/rows" | uniq -d)"
is "equal times: none missing" "" "$(sort "$TMP/mine" | comm -23 - <(sort "$TMP/rows"))"

# While activity changes between the pages: what stands still is seen once,
# what moved is on top and never seen twice on the way down.
req ag GET /panel/tickets?view=all
rows >"$TMP/p1"
P=$(older)
MOVED1=$(sed -n 130p "$TMP/mine") MOVED2=$(sed -n 90p "$TMP/mine")
for t in "$MOVED1" "$MOVED2"; do act ag "$t" note -d "body=It moves"; done
NEXT=$P
req ag GET "$NEXT"
rows >"$TMP/p2"
act ag "$(sed -n 10p "$TMP/p1")" note -d "body=It moves"
NEXT=$(req ag GET "$P"; older)
cat "$TMP/p1" "$TMP/p2" >"$TMP/seen"
while [ -n "$NEXT" ]; do req ag GET "$NEXT"; rows >>"$TMP/seen"; NEXT=$(older); done
is "none twice while they move" "" "$(sort "$TMP/seen" | uniq -d)"
is "only the moved are elsewhere" "$(printf '%s\n' "$MOVED1" "$MOVED2" | sort)" "$(sort "$TMP/mine" | comm -23 - <(sort "$TMP/seen"))"
req ag GET /panel/tickets?view=all
is "they are on top" "$(printf '%s\n' "$MOVED1" "$MOVED2" | sort)" "$(rows | head -3 | grep -xE "$MOVED1|$MOVED2" | sort)"

# Views.
pick() { sed -n "$1p" "$TMP/mine"; }
in_view() { all_rows "/panel/tickets?$1"; grep -cx "$2" "$TMP/rows"; }
is "new" 1 "$(in_view view=new "$(pick 1)")"
act ag "$(pick 1)" assign -d "agent=$AGENT_ID"
is "mine" 1 "$(in_view view=mine "$(pick 1)")"
act ag "$(pick 2)" assign -d "agent=$OWNER_ID"
is "not mine" 0 "$(in_view view=mine "$(pick 2)")"
n=3
for s in open answered resolved closed spam deleted; do
  act ag "$(pick $n)" status -d "status=$s"
  is "$s" "1 0" "$(in_view "view=$s" "$(pick $n)") $(in_view view=new "$(pick $n)")"
  n=$((n + 1))
done
act ag "$(pick 9)" status -d status=postponed -d "until=$(date -u -d '+2 days' +%F)"
is "postponed" 1 "$(in_view view=postponed "$(pick 9)")"
is "all: no spam, nothing deleted" "1 0 0" "$(in_view view=all "$(pick 6)") $(grep -cx "$(pick 7)" "$TMP/rows") $(grep -cx "$(pick 8)" "$TMP/rows")"
is "resolved of mine is done" 0 "$(act ag "$(pick 1)" status -d status=resolved; in_view view=mine "$(pick 1)")"
D1=$(sql "SELECT department_id FROM olvido.ticket WHERE ticket_id = $(pick 10)")
D2=$(sql "SELECT department_id FROM olvido.department WHERE account_id = $ACCOUNT AND department_id <> $D1 LIMIT 1")
act ag "$(pick 10)" department -d "department=$D2"
is "by department" "1 0" "$(in_view "department=$D2" "$(pick 10)") $(in_view "department=$D1" "$(pick 10)")"
has "the menu has it" "href=\"/panel/tickets?department=$D2\"" "$TMP/body"
is "a department pages too" "" "$(sort "$TMP/rows" | uniq -d)"
OTHER=$(sql "SELECT department_id FROM olvido.department WHERE account_id <> $ACCOUNT LIMIT 1")
for q in "department=$OTHER" department=999999999 view=nonsense "view=new'"; do
  req ag GET "/panel/tickets?$q"
  is "no such list: $q" 404 "$STATUS"
done
for q in before=x before=1 before=1.2.3 before=-1.5 before=99999999999999999999.1 department=x; do
  req ag GET "/panel/tickets?view=all&$q"
  is "no such page: $q" 400 "$STATUS"
done
req ag GET "/panel/tickets?view=all&before=1.1"
is "a page past the last" 200 "$STATUS"
ok "says there is nothing" test -z "$(rows)"

# No other account's tickets, whatever list.
sql "SELECT ticket_id FROM olvido.ticket WHERE account_id = $ACCOUNT" | sort >"$TMP/own"
all_rows /panel/tickets?view=all
is "only its own" "" "$(sort "$TMP/rows" | comm -23 - "$TMP/own")"

# What the menu and an agent's list cost does not grow with what lies there:
# the program's own queries, as they are, read a bounded part of an index.
plan() { # QUERY VALUE...: the indexes it uses
  local q v
  q=$("$BUILD/panel" --queries | sed -n "s/^$1\t[a-z]*\t//p"); shift
  for v in "$@"; do q=${q/\?/$v}; done
  mariadb --no-defaults -S "$MYSQL_SOCKET" -N -B olvido -e "EXPLAIN $q" | cut -f3,6 | grep -vE '<(derived|subquery)[0-9]'
}
plan Q_COUNTS "$ACCOUNT" "$ACCOUNT" "$ACCOUNT" "$AGENT_ID" >"$TMP/plan"
has "count of new" $'n\tticket_status' "$TMP/plan"
has "count of open" $'o\tticket_status' "$TMP/plan"
has "count of mine" $'m\tticket_agent_status' "$TMP/plan"
has "a list" $'t\tticket_status' <(plan Q_TICKETS_STATUS "$ACCOUNT" 1 9 9 9)
has "my list" $'t\tticket_agent_status' <(plan Q_TICKETS_MINE "$ACCOUNT" "$AGENT_ID" 9 9 9)
is "each counts to 100" 3 "$("$BUILD/panel" --queries | grep '^Q_COUNTS' | grep -o 'LIMIT 100)' | wc -l)"
