# shellcheck shell=bash
# The Privacy section: who comes in, its entry in the menu, its tabs, both languages.
. "$ROOT/tests/support/panel.sh"
sql "DELETE FROM olvido.throttle"
req guest GET /panel/privacy
is "a guest signs in first" "303 /panel/login" "$STATUS $(location | sed 's/?.*//')"
agent_in agent "$AGENT_EMAIL" "$AGENT_PASSWORD"
agent_in owner "$OWNER_EMAIL" "$OWNER_PASSWORD"
for who in agent owner; do
  req $who GET /panel/tickets
  has "$who: in the menu" 'href="/panel/privacy"' "$TMP/body"
  req $who GET /panel/privacy
  is "$who: the page" 200 "$STATUS"
  has "$who: its title" "<title>Privacy ·" "$TMP/body"
  is "$who: it does not name itself" 0 "$(grep -c 'href="/panel/privacy" aria-current="page">Overview' "$TMP/body")"
  # Every tab that is shown opens, and says that it is the one.
  mapfile -t tabs < <(sed -n '/settings-nav/,/<\/nav>/p' "$TMP/body" | grep -o 'href="/panel/privacy[^"]*"' | cut -d'"' -f2)
  for path in "${tabs[@]}"; do
    req $who GET "$path"
    is "$who: $path" 200 "$STATUS"
    ok "$who: $path is marked" grep -q "href=\"$path\" aria-current=\"page\"" "$TMP/body"
  done
done
req owner POST /panel/profile --data-urlencode "csrf=${TOKEN[owner]}" -d "name=Olivia Owner" -d language=es
req owner GET /panel/privacy
has "in Spanish" "<h1>Privacidad</h1>" "$TMP/body"
req owner POST /panel/profile --data-urlencode "csrf=${TOKEN[owner]}" -d "name=Olivia Owner" -d language=en
is "and back" 303 "$STATUS"
