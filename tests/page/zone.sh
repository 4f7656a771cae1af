# shellcheck shell=bash
# Times are told by the account's clock: panel, portal, a day to postpone to.
. "$ROOT/tests/support/panel.sh"
agent_in ag "$AGENT_EMAIL" "$AGENT_PASSWORD"
cli() { "$BUILD/olvido" --conf "$VAR/olvido.hdf" settings "$@" >"$TMP/cli" 2>&1; }
cli "$HOST" time-zone UTC
guest_ticket zo "zone$U@example.org"
T=$TICKET
sql "UPDATE olvido.ticket SET created_at = 1795564500 WHERE ticket_id = $T"
shown() { # TEXT: in the ticket's page of both
  req ag GET "/panel/tickets/$T"
  has "panel: $1" "title=\"$1\"" "$TMP/body"
  req zo GET "/ticket/$T"
  has "portal: $1" "title=\"$1\"" "$TMP/body"
  has "for machines as ever" 'datetime="2026-11-24T23:55:00Z"' "$TMP/body"
}
shown "24 November 2026, 23:55 UTC"
cli "$HOST"
has "UTC at first" "time-zone UTC" "$TMP/cli"
cli "$HOST" time-zone Europe/Madrid
is "set" 0 "$?"
shown "25 November 2026, 00:55 CET"
cli "$HOST"
has "it is told" "time-zone Europe/Madrid" "$TMP/cli"
has "beside the language" "language en" "$TMP/cli"
HOST=second.localhost req other GET /
is "the other account's page" 200 "$STATUS"
cli second.localhost
has "its own clock" "time-zone UTC" "$TMP/cli"
for z in Nowhere ../../etc/passwd europe/madrid ""; do
  cli "$HOST" time-zone "$z"
  is "no zone: '$z'" "1" "$?"
  has "says what one is" "Europe/Madrid" "$TMP/cli"
done
cli "$HOST" colour red
is "no setting" 1 "$?"
cli nowhere.localhost time-zone UTC
is "no account" 1 "$?"
shown "25 November 2026, 00:55 CET"

# The day that an agent chooses begins at his midnight.
until_of() { sql "SELECT postponed_until FROM olvido.ticket WHERE ticket_id = $T"; }
act ag "$T" status -d status=postponed -d until=2036-07-01
is "postponed" 303 "$STATUS"
is "till midnight in Madrid" 2098476000 "$(until_of)"
req ag GET "/panel/tickets/$T"
has "the field has his day" 'name="until" type="date" value="2036-07-01"' "$TMP/body"
cli "$HOST" time-zone America/New_York
act ag "$T" status -d status=postponed -d until=2036-07-01
is "and in New York" $((2098476000 + 6 * 3600)) "$(until_of)"
sql "UPDATE olvido.account SET time_zone = 'Gone/Away' WHERE account_id = (SELECT account_id FROM olvido.host WHERE host = '$HOST')"
shown "24 November 2026, 23:55 UTC"
cli "$HOST" time-zone UTC
is "back" 0 "$?"
