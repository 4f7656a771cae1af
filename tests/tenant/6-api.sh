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
  req program POST "/panel/settings/tokens/$(one "SELECT MAX(token_id) FROM olvido.api_token WHERE account_id = ${ACCOUNT[$HOST]} AND revoked_at = 0 AND tail = '${API_TEXT[$HOST]: -4}'")/erase" --data-urlencode "csrf=$(csrf)"
  is "$HOST: which may erase" 303 "$STATUS"
  req program GET /panel/profile
  req program POST "/panel/settings/tokens/$(one "SELECT MAX(token_id) FROM olvido.api_token WHERE account_id = ${ACCOUNT[$HOST]} AND revoked_at = 0 AND tail = '${API_TEXT[$HOST]: -4}'")/let" --data-urlencode "csrf=$(csrf)" -d what=tickets.write
  is "$HOST: and write" 303 "$STATUS"
done
HOST=$A
while IFS=$'\t' read -r prog method pattern _ _ params <&5; do
  [ "$prog.$method" = api.GET ] || continue
  more=
  [[ $params != *tickets:line* ]] || more='?tickets=delete'
  [[ $params != *contacts:line* ]] || more='?contacts=delete'
  case $pattern in *'{'*)
    while read -r path <&6; do
      api $A "${API_TEXT[$A]}" "$path$more"
      is "A's program with B's id: $path" 404 "$STATUS"
    done 6< <(paths "$pattern" "${IDS[@]}")
    pattern=$(own_path "$pattern") ;;
  esac
  api $A "${API_TEXT[$A]}" "$pattern$more"
  is "A's program at A: $pattern" 200 "$STATUS"
  api $B "${API_TEXT[$A]}" "$pattern$more"
  is "A's program at B: $pattern" 401 "$STATUS"
  hasnt "it reads nothing there" "${STEM[$B]}" "$TMP/body"
done 5<"$TMP/routes"
# Nor does it do anything to B's: each act with B's ids.
rows $B >"$TMP/before"
while IFS=$'\t' read -r prog method pattern _ _ params <&5; do
  [ "$prog.$method" = api.POST ] || continue
  opts=()
  for p in $params; do
    case $p in department:*) opts+=(-d "department=${DEPARTMENT[$B]}") ;; email:*) opts+=(-d email=walk@example.org) ;; tickets:*) opts+=(-d tickets=delete) ;; contacts:*) opts+=(-d contacts=delete) ;; mentions:*) opts+=(-d mentions=redact) ;;
    contact:*) opts+=(-d "contact=${CONTACT[$B]}") ;; kind:*) opts+=(-d kind=access) ;; *\?) ;; *) opts+=(-d "${p%%:*}=x") ;; esac
  done
  while read -r path <&6; do
    rm -f "$TMP/program"
    HOST=$A req program POST "$path" -H "apikey: ${API_TEXT[$A]}" "${opts[@]}"
    is "A's program does nothing to B's: $path" 404 "$STATUS"
  done 6< <(if [[ $pattern = *'{'* ]]; then paths "$pattern" "${IDS[@]}"; else echo "$pattern"; fi)
done 5<"$TMP/routes"
rows $B >"$TMP/after"
if cmp -s "$TMP/before" "$TMP/after"; then pass; else bad "rows of B changed: $(diff "$TMP/before" "$TMP/after" | head -6)"; fi
# Neither of them is the provider's: his API is not there, whatever the token.
while IFS=$'\t' read -r prog method pattern _ _ _ <&5; do
  [ "$prog" = provider ] || continue
  while read -r path <&6; do
    rm -f "$TMP/program"
    HOST=$A req program "$method" "$path" -H "apikey: ${API_TEXT[$A]}"
    is "the provider's API at A: $method $path" 404 "$STATUS"
  done 6< <(if [[ $pattern = *'{'* ]]; then paths "$pattern" "${IDS[@]}"; else echo "$pattern"; fi)
done 5<"$TMP/routes"
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
