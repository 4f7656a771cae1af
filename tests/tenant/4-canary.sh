# shellcheck shell=bash
# Every page of A that each role can reach, followed link by link, and every GET
# route with A's ids: none holds a word of B's; A's own words are there.
crawl() { # ROLE START...: all answers into $TMP/corpus.ROLE
  local role=$1 next n=0 url; shift
  declare -A seen=()
  local -a queue=("$@")
  : >"$TMP/corpus.$role"
  while [ ${#queue[@]} -gt 0 ] && [ $n -lt 150 ]; do
    url=${queue[0]}; queue=("${queue[@]:1}")
    [ -z "${seen[$url]:-}" ] || continue
    seen[$url]=1 n=$((n + 1))
    req "$role.$A" GET "$url"
    [ "$STATUS" != 500 ] || bad "$role: $url answers 500"
    { printf '\n== %s %s\n' "$STATUS" "$url"; cat "$TMP/head" "$TMP/body"; } >>"$TMP/corpus.$role"
    while read -r next; do
      case $next in /static/* | *logout*) ;; /*) [ -n "${seen[$next]:-}" ] || queue+=("$next") ;; esac
    done < <(grep -aoE '(href|src|action)="[^"#]+' "$TMP/body" | sed -E 's/^[a-z]+="//; s/&amp;/\&/g' | sort -u)
  done
  echo "$n"
}
declare -A STARTS=()
while IFS=$'\t' read -r prog method pattern who flags params; do
  [ "$method" = GET ] || continue
  path=$(own_path "$pattern")
  STARTS[$path]=1
done <"$TMP/routes"
for v in new mine open answered postponed resolved closed spam deleted all; do STARTS["/panel/tickets?view=$v"]=1; done
STARTS["/panel/tickets/$TWIN_TICKET"]=1
STARTS["/panel/contacts/$TWIN_CONTACT"]=1
STARTS["/panel/tickets/$TWIN_TICKET/attachments/$TWIN_FILE"]=1
STARTS["/panel/tickets/$TWIN_TICKET/messages/$TWIN_MESSAGE/body"]=1
STARTS["/panel/tickets/${MAIL_TICKET[$A]}"]=1
for role in agent owner; do
  for q in twin from:twin subject; do
    search "$role.$A" "$q"
    is "$role searches" 200 "$STATUS"
    STARTS["$FOLLOWED"]=1
  done
done
rm -f "$TMP/guest.$A"		# it used a link in the walk
for role in guest contact agent owner; do
  n=$(crawl $role "${!STARTS[@]}")
  is "$role: pages were read" 1 "$((n >= 25))"
  is "$role: no word of B's" "" "$(grep -aoE "(twin)?${STEM[$B]}[a-z]*" "$TMP/corpus.$role" | sort -u)"
done
# The corpus does hold what A's people wrote: the search is not blind.
for place in subject body name mail answer note tag file content mailsubject agent; do
  is "agent reads A's $place" 1 "$(grep -acm1 "${STEM[$A]}$place" "$TMP/corpus.agent")"
done
for place in subject body answer; do
  is "the customer reads A's $place" 1 "$(grep -acm1 "${STEM[$A]}$place" "$TMP/corpus.contact")"
done
is "the twin is A's" 1 "$(grep -acm1 "twin${STEM[$A]}" "$TMP/corpus.agent")"
# What a customer may not see, of his own account either.
for place in note tag mailsubject; do
  is "the customer reads no $place" 0 "$(grep -ac "${STEM[$A]}$place" "$TMP/corpus.contact")"
done
is "the guest reads nothing" "" "$(grep -aoE "${STEM[$A]}[a-z]*" "$TMP/corpus.guest" | sort -u)"
# Searching for B's words from A finds nothing (the page repeats the question).
for q in subject body note name mailsubject; do
  search "agent.$A" "${STEM[$B]}$q"
  is "search for B's $q" 0 "$(grep -c '/panel/tickets/[0-9]' "$TMP/body")"
  search "agent.$A" "${STEM[$A]}$q"
  [ $q = name ] || is "search for A's $q" 1 "$(grep -cm1 '/panel/tickets/[0-9]' "$TMP/body")"
done
search "agent.$A" "from:${STEM[$B]}name"
is "search from: B's name" 0 "$(grep -c '/panel/tickets/[0-9]' "$TMP/body")"
