# shellcheck shell=bash
# /healthz of each program: well, and with each thing that it looks at broken.
. "$ROOT/tests/support/panel.sh"
. "$ROOT/tests/hosting/_account.sh"
ops() { curl -s -o "$TMP/ops" -D "$TMP/ophead" -w '%{http_code}' --max-time 30 "${@:2}" "http://127.0.0.1:$OPS_PORT$1"; }
health() { printf '%s %s' "$(ops "/healthz/$1")" "$(grep -v ': ok$' "$TMP/ops" | tr '\n' ' ' | sed 's/ $//')"; }
cron metrics
for p in portal panel api erase provider mail cron; do is "$p is well" "200 " "$(health "$p")"; done
is "what it looks at" "database keys disk mail" "$(ops /healthz/mail >/dev/null; cut -d: -f1 "$TMP/ops" | grep -v mirrors | tr '\n' ' ' | sed 's/ $//')"
is "no other program" 404 "$(ops /healthz/nobody)"
is "nor none" 404 "$(ops /healthz)"
rm -f "$TMP/guest"
for path in /healthz /healthz/portal /panel/healthz /api/healthz; do
  req guest GET "$path"
  case $STATUS in 404 | 401) pass ;; *) bad "$path of a stranger: $STATUS" ;; esac
  hasnt "nothing is said there" "database" "$TMP/body"
done

# Mirrors
sql "INSERT INTO olvido.gauge VALUES ('mirror_confirmed_timestamp_seconds', '', UNIX_TIMESTAMP() - 700, 0) ON DUPLICATE KEY UPDATE value = VALUES(value)"
is "a mirror that is behind" "503 mirrors: late" "$(health panel)"
sql "UPDATE olvido.gauge SET value = UNIX_TIMESTAMP() - 500 WHERE name = 'mirror_confirmed_timestamp_seconds'"
is "not too far" "200 " "$(health panel)"
cron metrics
is "there is none" 0 "$(count_of "gauge WHERE name = 'mirror_confirmed_timestamp_seconds'")"
# Cron
late() { # the instance's own cron runs each minute
  sql "UPDATE olvido.gauge SET value = UNIX_TIMESTAMP() - 400 WHERE name = 'cron_last_run_timestamp_seconds'"
  [ "$(health cron)" = "503 cron: not at work" ]
}
ok "cron that does not run" wait_for 20 late
is "is its own trouble" "200 " "$(health portal)"
cron metrics
is "it runs" "200 " "$(health cron)"
# Mail
kill -STOP "$(cat "$VAR/run/mail.pid")"
sleep 17
is "mail that does nothing" "503 mail: not at work" "$(health mail)"
kill -CONT "$(cat "$VAR/run/mail.pid")"
sleep 2
is "goes on" "200 " "$(health mail)"
# Keys: the one that is looked at does not open
FIRST=$(sql "SELECT MIN(account_id) FROM olvido_keys.account_key")
sql "CREATE TABLE olvido_keys.kept_key AS SELECT * FROM olvido_keys.account_key WHERE account_id = $FIRST"
sql "UPDATE olvido_keys.account_key SET wrapped = CONCAT(LEFT(wrapped, 40), REVERSE(SUBSTRING(wrapped, 41))) WHERE account_id = $FIRST"
is "a key that does not open" "503 keys: do not open" "$(health erase)"
sql "UPDATE olvido_keys.account_key a JOIN olvido_keys.kept_key k USING (account_id) SET a.wrapped = k.wrapped"
sql "DROP TABLE olvido_keys.kept_key"
is "opens again" "200 " "$(health erase)"
# The database: what the program may read of it goes away
sql "RENAME TABLE olvido.gauge TO olvido.gauge_away"
is "a database without its tables" "503 database: away" "$(health api)"
is "metrics say so" "200 0" "$(ops /metrics) $(awk '$1 == "olvido_database_up" { print $2 }' "$TMP/ops")"
is "in good form" 0 "$("$ROOT/tests/support/promcheck" <"$TMP/ops" >"$TMP/out"; echo $?)"
sql "RENAME TABLE olvido.gauge_away TO olvido.gauge"
is "back" "200 " "$(health api)"
