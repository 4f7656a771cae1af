# shellcheck shell=bash
# Full text over sealed tickets, from the panel.
. "$ROOT/tests/support/panel.sh"
agent_in ag "$AGENT_EMAIL" "$AGENT_PASSWORD"
# find QUERY: the ids found, newest first, on one page
find_ids() { search ag "$1"; rows; }
# found NAME QUERY ID...: exactly these, by falling number (numbers follow time
# to a few seconds)
found() {
  local n=$1 q=$2
  shift 2
  is "$n" "$(printf '%s\n' "$@" | sort -rn | paste -sd' ')" "$(find_ids "$q" | paste -sd' ')"
}
K=k$U # every ticket of this run has it
ask "ana.lopez$U@example.org" "Ana López" "Delayed parcel $K" "The deliveries to Zürich are running late. Order 4711$U."
A=$TICKET
ask "anabel$U@example.org" "Anabel Grün" "Devolución $K" "Quiero devolver los pantalones; las devoluciones tardan."
B=$TICKET
ask "kenji$U@example.org" "健二" "配送について $K" "荷物がまだ届きません。東京都に住んでいます。"
C=$TICKET
echo x >"$TMP/warranty-certificate.pdf"
ask "olga$U@example.org" "Ольга" "Вопрос $K" "Где мой заказ? ΣΟΦΟΣ straße" -F "files=@$TMP/warranty-certificate.pdf"
D=$TICKET

found "by a word" "$K" "$D" "$C" "$B" "$A"
found "two words: both must occur" "$K parcel" "$A"
found "none has both" "$K parcel pantalones"
found "whatever case" "$K PARCEL" "$A"
found "accents folded, asked without" "$K zurich" "$A"
found "accents folded, asked with" "$K LÓPEZ zürich" # a name is no text
found "accents folded in Spanish" "$K devolucion" "$B"
found "stems: singular for plural" "$K delivery" "$A"
found "stems: run for running" "$K run late" "$A"
found "stems: running as typed" "late $K running" "$A"
found "a number" "4711$U" "$A"
found "Cyrillic" "$K ЗАКАЗ" "$D"
found "Greek, final sigma" "$K σοφος" "$D"
found "sharp s" "$K STRASSE" "$D"
found "pairs of Han characters" "$K 東京都" "$C"
found "one pair" "$K 荷物" "$C"
found "pairs that do not stand there" "$K 京東"
found "prefix of three letters" "$K par" "$A"
found "prefix of six" "$K parcel" "$A"
found "prefix past six" "$K certificat" "$D"
found "a longer prefix that goes on differently" "$K certifying"
found "two letters are a word, not a prefix" "$K pa"
found "a star, anywhere" "pantal* $K" "$B"
found "letters at the end only" "pantal $K"
found "attachment names" "$K warranty" "$D"
found "a phrase" "$K \"running late\"" "$A"
found "a phrase in another order" "$K \"late running\""
found "a phrase across a sentence" "\"running late Order\" $K" "$A"
found "a phrase with an attachment's name" "$K \"warranty certificate\"" "$D"
found "a phrase in Han" "$K \"東京都に\"" "$C"
found "a quote that never ends" "$K \"running late" "$A"
found "from: a name" "from:ana $K" "$A"
found "from: its beginning, at the end" "$K from:ana" "$B" "$A"
found "from: goes on at the end" "$K from:ana.lop" "$A"
found "from: in the middle is whole" "from:anab $K"
found "from: an address" "from:anabel$U@example.org $K" "$B"
found "de: likewise" "$K de:anabel" "$B"
found "from: in Han" "from:健二 $K" "$C"
found "from: somebody else" "from:nobody$U $K"
found "more words than are joined" "the deliveries to zurich are running late order $K" "$A"
found "one of many is wrong" "the deliveries to zurich are running early order $K"
found "more words, from: among them" "from:ana the deliveries to zurich are running late order $K" "$A"
found "from: wrong among many" "from:olga the deliveries to zurich are running late order $K"
found "more phrases than one" "\"deliveries to\" \"running late\" $K" "$A"

# Later words: replies, notes, the customer's answers.
act ag "$A" reply --data-urlencode "body=We shipped a replacement, reference quokka$U" -d "seen=$(seen ag "$A")"
found "a reply's words" "quokka$U" "$A"
act ag "$B" note --data-urlencode "body=Only for the team: numbat$U"
found "a note's words" "numbat$U" "$B"
found "a phrase in a note" "\"the team numbat$U\"" "$B"
found "words of two messages" "numbat$U pantalones" "$B"

# What is not found.
act ag "$D" status -d status=spam
found "no spam" "$K" "$C" "$B" "$A"
act ag "$D" status -d status=deleted
found "nothing deleted" "$K warranty"
act ag "$D" status -d status=open
found "restored" "$K warranty" "$D"
HOST=second.localhost ask "ana.lopez$U@example.org" "Ana López" "Delayed parcel $K" "Elsewhere"
found "nothing of another account" "$K parcel" "$A"
ok "which has it" test "$(sql "SELECT account_id FROM olvido.ticket WHERE ticket_id = $TICKET")" != "$(sql "SELECT account_id FROM olvido.ticket WHERE ticket_id = $A")"

# Pages that say why they are empty; nothing breaks the question.
req ag GET /panel/search
is "nothing asked" 200 "$STATUS"
has "says how" "from:ana" "$TMP/body"
for q in '"' '""' '*' 'from:' '-' '% _' ':' '"*"' "'" ';' '()' '--'; do
  find_ids "$q" >/dev/null
  is "no word in $q" 200 "$STATUS"
  has "says so: $q" "at least one word" "$TMP/body"
done
find_ids "nothinghasthis$U" >/dev/null
has "no result" "Nothing was found" "$TMP/body"
for q in "' OR 1=1 --" '" OR ""="' "%$K%" "${K}_" '<script>alert(1)</script>' "$K'); DROP TABLE ticket" "x\\" "a/**/b" \
  "$(printf 'w%.0s ' $(seq 100))" "$(seq -s' ' 60)" "𝔘𝔫𝔦 ‮ \u0000"; do
  find_ids "$q" >/dev/null
  is "harmless: ${q:0:20}" 200 "$STATUS"
  hasnt "escaped: ${q:0:20}" "<script>alert" "$TMP/body"
done
ok "the table is there" test -n "$(count_of ticket)"
find_ids "$(head -c 250 /dev/zero | tr '\0' x)" >/dev/null
is "too long" 422 "$STATUS"
has "says so" "This is too long" "$TMP/body"
req ag POST /panel/search -d "csrf=${TOKEN[ag]}&q=%FF%FE"
is "not UTF-8" 400 "$STATUS"
req ag GET "/panel/search?s=x&before=y"
is "no such page" 400 "$STATUS"
req ag POST /panel/search -d "csrf=${TOKEN[ag]}" -d "q="
is "nothing" "303 /panel/search" "$STATUS $(location)"

# Words of a search are personal: none in an address, in a page's links, in a log.
search ag "from:anabel$U@example.org"
S=$FOLLOWED
is "by an address that is sealed" 1 "$(grep -cE '^/panel/search\?s=[A-Za-z0-9_-]{60,}$' <<<"$S")"
is "in no link either" 0 "$(grep -aoE '(href|src|action)="[^"]*' "$TMP/body" | grep -ci "anabel")"
has "the field has them" "value=\"from:anabel$U@example.org\"" "$TMP/body"
for _ in 1 2; do req ag GET "$S"; is "back and again" 200 "$STATUS"; done
has "with its result" '/panel/tickets/' "$TMP/body"
search ag "from:anabel$U@example.org"
ok "another address each time" test "$S" != "$FOLLOWED"
req ag POST /panel/search -d csrf=wrong -d q=x
is "not without a token" 403 "$STATUS"
agent_in ow "$OWNER_EMAIL" "$OWNER_PASSWORD"
req ow GET "$S"
is "another's session" 410 "$STATUS"
hasnt "reads nothing of it" "anabel" "$TMP/body"
has "is told" "search is over" "$TMP/body"
req nobody GET "$S"
is "nobody" 303 "$STATUS"
hasnt "and it leads nowhere" "anabel" "$TMP/head"
for s in "${S%?}" "${S}A" "/panel/search?s=$(printf 'A%.0s' $(seq 100))" "/panel/search?s=%00" ; do
  req ag GET "$s"
  is "changed: ${s:14:8}" 1 "$((STATUS == 410 || STATUS == 400))"
done
agent_in ag "$AGENT_EMAIL" "$AGENT_PASSWORD"
req ag GET "$S"
is "his next session" 410 "$STATUS"
is "not in the logs" 0 "$(cat "$VAR"/log/*.log | grep -c "anabel$U")"

# 130 results over three pages, each once, newest first; a common beginning.
req guest GET /ask
T=$(csrf)
for i in $(seq 130); do
  printf 'url = "https://%s:%s/ask"\nform-string = "csrf=%s"\nform-string = "name=Searched"\nform-string = "email=s%s@example.org"\nform-string = "subject=Many %s"\nform-string = "body=wombat%s zebra%sx%s"\noutput = "/dev/null"\nresolve = "%s:%s:127.0.0.1"\ninsecure\nsilent\nnext\n' \
    "$HOST" "$PORT" "$T" "$U" "$i" "$U" "$U" "$i" "$HOST" "$PORT"
done >"$TMP/many"
sed -i '$d' "$TMP/many"
curl --rate 150/s -b "$TMP/guest" --config "$TMP/many"
pages() { # QUERY: all ids over its pages to $TMP/ids
  local p
  find_ids "$1" >"$TMP/ids"
  p=$(older)
  while [ -n "$p" ]; do req ag GET "$p"; rows >>"$TMP/ids"; p=$(older); done
}
for q in "wombat$U" "from:s$U womb" "zebra$U" "wombat$U zebra$U" "from:s$U wombat$U" "from:s$U zebra$U*"; do
  pages "$q"
  is "all found: $q" 130 "$(wc -l <"$TMP/ids")"
  is "each once: $q" 130 "$(sort -u "$TMP/ids" | wc -l)"
  ok "newest first: $q" sort -rnc "$TMP/ids"
done
CONTACT=$(sql "SELECT contact_id FROM olvido.ticket WHERE ticket_id = $(head -1 "$TMP/ids")")
: >"$TMP/his"
P=/panel/contacts/$CONTACT
while [ -n "$P" ]; do req ag GET "$P"; rows >>"$TMP/his"; P=$(older); done
is "his page leads to all of his" "$(sort "$TMP/ids")" "$(sort "$TMP/his")"
req ag GET "/panel/contacts/$CONTACT?before=nonsense"
is "no such page of his" 400 "$STATUS"
find_ids "wombat$U" >/dev/null
is "50 a page" 50 "$(rows | wc -l)"
pages "\"wombat$U zebra${U}x77\""
is "a phrase is found on whatever page" 1 "$(wc -l <"$TMP/ids")"
