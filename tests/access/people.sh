# shellcheck shell=bash
# Roles, agents, invitations, new passwords, and which tickets an agent sees.
. "$ROOT/tests/support/panel.sh"

# The settings' front page shows each what he may set.
agent_in owner "$OWNER_EMAIL" "$OWNER_PASSWORD"
agent_in agent "$AGENT_EMAIL" "$AGENT_PASSWORD"
for who in owner agent; do
  req $who GET /panel/settings
  is "$who: settings" 200 "$STATUS"
  has "$who: his own" 'href="/panel/profile"' "$TMP/body"
done
rm -f "$TMP/nobody"
req nobody GET /panel/settings
is "settings of nobody" "303 /panel/login?next=/panel/settings" "$STATUS $(location)"
