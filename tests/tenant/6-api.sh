# shellcheck shell=bash
# Programs: a token of A opens nothing of B, and what it reads at A holds no word
# of B's; every route of the API, page by page.
api() { # HOST TOKEN PATH
  rm -f "$TMP/program"
  HOST=$1 req program GET "$3" -H "apikey: $2"
}
# The walk ended the first ones: what it changed moved their agents on.
for HOST in $A $B; do
  sign_in program "owner@$HOST" "$OWNER_PASSWORD"
  req program GET /panel/profile
  req program POST /panel/settings/tokens --data-urlencode "csrf=$(csrf)" \
    --data-urlencode "name=${STEM[$HOST]}token" --data-urlencode "expires=$(date -d '+30 days' +%F)" -d tickets.read=1 -d privacy=1
  API_TEXT[$HOST]=$(grep -oE 'olv1_[0-9A-Za-z]{38}' "$TMP/body" | head -1)
  is "$HOST: a program's token" 43 "${#API_TEXT[$HOST]}"
done
HOST=$A
req program POST /api/v1/requests -H "apikey: ${API_TEXT[$A]}" -d "contact=${CONTACT[$B]}" -d kind=access
is "A's program files nothing for B's contact" "404 1" "$STATUS $(one "SELECT COUNT(*) FROM olvido.request WHERE contact_id = ${CONTACT[$B]}")"
while IFS=$'\t' read -r prog method pattern _; do
  [ "$prog.$method" = api.GET ] || continue
  case $pattern in *'{contact}'*)
    api $A "${API_TEXT[$A]}" "${pattern/'{contact}'/${CONTACT[$B]}}"
    is "A's program with B's id: $pattern" 404 "$STATUS"
    pattern=${pattern/'{contact}'/${CONTACT[$A]}} ;;
  esac
  api $A "${API_TEXT[$A]}" "$pattern"
  is "A's program at A: $pattern" 200 "$STATUS"
  api $B "${API_TEXT[$A]}" "$pattern"
  is "A's program at B: $pattern" 401 "$STATUS"
  hasnt "it reads nothing there" "${STEM[$B]}" "$TMP/body"
done <"$TMP/routes"
: >"$TMP/corpus.api"
next=/api/v1/tickets
for n in $(seq 40); do
  api $A "${API_TEXT[$A]}" "$next"
  cat "$TMP/head" "$TMP/body" >>"$TMP/corpus.api"
  cursor=$(jq -r '.next // ""' "$TMP/body")
  [ -n "$cursor" ] || break
  next="/api/v1/tickets?cursor=$cursor"
done
is "to the end of the list" "" "$cursor"
is "no word of B's in $n pages" 0 "$(grep -ac "${STEM[$B]}" "$TMP/corpus.api")"
for place in subject name mail mailsubject; do
  is "the program reads A's $place" 1 "$(grep -acm1 "${STEM[$A]}$place" "$TMP/corpus.api")"
done
# A place in A's list is no key to B's.
api $B "${API_TEXT[$B]}" "$next"
is "A's cursor at B" 200 "$STATUS"
is "is a place in B's own list" 0 "$(grep -ac "${STEM[$A]}" "$TMP/body")"
