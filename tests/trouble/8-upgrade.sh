# shellcheck shell=bash
# An upgrade as PROVIDER.md says, under load: `olvido migrate` while the programs of
# the version before serve, old and new beside each other, back and forth, without a
# lost request; what is more than one version old does not start.  The version
# before is what was built; the next is it with one more file of the schema, whose
# programs write its column.
own_end
FROM=$BUILD OLD=$TMP/old NEW=$TMP/new P=$TMP/programs
# Those that change; the others stay (each is linked with the same library).
PROGRAMS=(portal panel olvido olvido-mail)
chmod 0711 "$TMP"
mkdir -p "$OLD" "$NEW"
find "$FROM" -maxdepth 1 -type f -exec cp -p {} "$OLD" \;
cp -a "$OLD" "$P"
cp -a "$ROOT/Makefile" "$ROOT/lib" "$ROOT/cgi-bin" "$ROOT/bin" "$ROOT/sql" "$NEW"
cp -a "$FROM" "$NEW/build"
cat >"$NEW/sql/schema/9001_novelty.sql" <<'EOF'
-- What a version may add to what the one before uses.
CREATE TABLE IF NOT EXISTS olvido.novelty (
  account_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id',
  ticket_id BIGINT UNSIGNED NOT NULL COMMENT 'plain: id',
  PRIMARY KEY (account_id, ticket_id)
) ENGINE=InnoDB;
CREATE OR REPLACE TRIGGER olvido.novelty_insert AFTER INSERT ON olvido.ticket FOR EACH ROW
  INSERT INTO olvido.novelty (account_id, ticket_id) SELECT NEW.account_id, NEW.ticket_id FROM DUAL;
ALTER TABLE olvido.ticket
  ADD COLUMN IF NOT EXISTS novelty TINYINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'plain: number' AFTER status,
  ADD KEY IF NOT EXISTS ticket_novelty (account_id, novelty);
ALTER TABLE olvido.message
  ADD COLUMN IF NOT EXISTS novelty BIGINT UNSIGNED NULL COMMENT 'plain: number' AFTER account_id;
EOF
echo "GRANT SELECT ON olvido.novelty TO 'olvido-portal'@localhost;" >>"$NEW/sql/grants.sql"
sed -i 's/ messages, language, linked_id, sealed)"/ messages, language, linked_id, sealed, novelty)"/
  s/\(VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?, ?, ?\))"/\1, 7)"/' "$NEW/lib/model/ticket/ticket.c"
is "the next version's programs write something new" 2 "$(diff "$ROOT/lib/model/ticket/ticket.c" "$NEW/lib/model/ticket/ticket.c" | grep -c '^>')"
ok "they build" make -s -C "$NEW" -j2 ${SAN:+SAN=1} O=build "${PROGRAMS[@]/#/build/}"
further() { # FOLDER NUMBER OLDEST: a file of the schema that takes something away
  printf -- '-- oldest: %s\nDROP TABLE IF EXISTS olvido.gone_%s;\n' "$3" "$2" >"$1/schema/$2_gone.sql"
}
cp -a "$NEW/sql" "$TMP/skip"
further "$TMP/skip" 9002 9001

BUILD=$P own_start upgrade DB_REDO=16M DB_POOL=64M
sign_in agent "$AGENT_EMAIL" "$AGENT_PASSWORD"
COOKIE=$(awk '$6 == "__Host-olvido-panel" { print $6 "=" $7 }' "$TMP/agent")
CONF=$OWN_VAR/olvido.hdf
old() { "$OLD/olvido" --conf "$CONF" "$@" >"$TMP/out" 2>&1; }
new() { "$NEW/build/olvido" --conf "$CONF" --sql "$NEW/sql" "$@" >"$TMP/out" 2>&1; }
refused() { # NAME TEXT COMMAND...: it does not run, and says this
  local name=$1 text=$2
  shift 2
  if "$@" >"$TMP/out" 2>&1; then bad "$name"; else has "$name, and why" "$text" "$TMP/out"; fi
}
started() { grep -c ' started, ' "$OWN_VAR/log/$1.log"; }
more_started() { [ "$(started "$1")" -gt "$2" ]; }
put() { # FOLDER: its programs are installed
  local p
  for p in "${PROGRAMS[@]}"; do cp "$1/$p" "$P/.$p" && mv "$P/.$p" "$P/$p"; done
}
reload() { # PROGRAM...: as systemctl reload
  local p n
  for p; do
    n=$(started "$p")
    kill -HUP "$(pid_of "$p")"
    wait_for 60 more_started "$p" "$n" || bad "$p does not start: $(tail -2 "$OWN_VAR/log/$p.log")"
  done
}
restart() { # NAME SOCKET COMMAND...: as systemctl restart
  local name=$1 socket=$2 pid
  shift 2
  pid=$(pid_of "$name")
  kill -TERM "$pid"
  wait_for 60 gone "$pid" || bad "$name does not end"
  "$@" >>"$OWN_VAR/log/$name.log" 2>&1 &
  echo $! >"$OWN_VAR/run/$name.pid"
  wait_for 60 test -S "$OWN_VAR/run/$socket" || bad "$name does not come back"
}
at_least() { [ "$("${@:2}")" -ge "$1" ]; }
asked() { answers web 303; }
taken() { answers mail 250; }
go_on() { # NAME: questions and mails are taken still
  ok "$1: questions are taken" wait_for 60 at_least $(($(asked) + 10)) asked
  ok "$1: mails are taken" wait_for 60 at_least $(($(taken) + 5)) taken
}
newest() { sql "SELECT COALESCE(MAX(ticket_id), 0) + 128 FROM olvido.ticket"; }
# made CHANNEL NOVELTY AFTER: tickets that came by it, from programs that write that
made() { sql "SELECT COUNT(*) FROM olvido.ticket WHERE channel = $1 AND novelty = $2 AND ticket_id > $3"; }
replies() { # an agent answers one ticket again and again
  local n=0
  while [ ! -e "$1" ] && [ "$n" -lt 2000 ]; do
    act agent "$TICKET" reply --data-urlencode "body=answer $((++n)) of many" --data-urlencode "seen=$(seen agent "$TICKET")"
    echo "$STATUS"
  done
}

# What may come before it.
refused "the next version's programs do not start before it" "run 'olvido migrate'" "$NEW/build/portal" --check --conf "$CONF"
refused "nor its command line" "run 'olvido migrate'" new account list
old doctor
has "the doctor knows versions" "schema" "$TMP/out"

. "$ROOT/tests/support/panel.sh"
BUILD=$FROM
ask replied@load.example Replied "To be answered" "many times"
agent_in agent "$AGENT_EMAIL" "$AGENT_PASSWORD"
BEFORE=$(mail_tickets)
load_start "$TMP/upgrade" RETRY=1 WEB=2 READ=1 MAIL=1
(TMP=$(mktemp -d "$TMP/XXXXXX"); cp "$(dirname "$TMP")/agent" "$TMP"; replies "$(dirname "$TMP")/enough") >"$TMP/replies" &
REPLIES=$!
go_on "before"

# A version left out takes away what runs.
refused "two versions at once" "9002_gone.sql takes away what programs before schema 9001 use" \
  "$NEW/build/olvido" --conf "$CONF" --sql "$TMP/skip" migrate
is "and nothing was changed" 0 "$(sql "SELECT COUNT(*) FROM olvido.schema_version WHERE version > 9000")"

# A long transaction (a dump) holds the table: migrate waits, programs do not.
mkfifo "$TMP/hold"
mariadb --no-defaults -S "$MYSQL_SOCKET" -nN <"$TMP/hold" >"$TMP/held" &
exec 5>"$TMP/hold"
echo "START TRANSACTION; SELECT 'held', ticket_id FROM olvido.ticket LIMIT 1; SELECT SLEEP(0);" >&5
ok "a transaction has read tickets" wait_for 30 grep -q held "$TMP/held"
"$NEW/build/olvido" --conf "$CONF" --sql "$NEW/sql" migrate >"$TMP/migrate" 2>&1 &
MIGRATE=$!
waits_for_table() {
  [ "$(sql "SELECT COUNT(*) FROM information_schema.PROCESSLIST WHERE INFO LIKE 'ALTER TABLE olvido.ticket%' OR INFO LIKE 'CREATE OR REPLACE TRIGGER olvido.novelty%'")" -gt 0 ]
}
ok "migrate waits for it" wait_for 60 waits_for_table
go_on "while it waits"
ok "it waits still" kill -0 "$MIGRATE"
echo "COMMIT;" >&5
exec 5>&-
wait "$MIGRATE"
is "then it is through" "0 schema 9001_novelty.sql" "$? $(cat "$TMP/migrate")"
is "which is the version in force" "9001" "$(sql "SELECT MAX(version) FROM olvido.schema_version WHERE oldest > 0")"

# The old programs go on, and may come again.
AT=$(newest)
go_on "old programs on the new schema"
ok "they write as before" wait_for 60 at_least 10 made 1 0 "$AT"
ok "what the schema does by itself happens" wait_for 60 at_least 10 sql "SELECT COUNT(*) FROM olvido.novelty"
for p in portal panel api erase provider olvido-cron; do ok "old $p prepares every query" "$OLD/$p" --check --conf "$CONF"; done
ok "the old command line works" old account list
ok "and what is due by the clock" "$OLD/olvido-cron" --conf "$CONF" purge

# Beside each other, then the new ones alone.
put "$NEW/build"
AT=$(newest)
reload portal
ok "new questions by the new program" wait_for 60 at_least 10 made 1 7 "$AT"
ok "mails by the old one" wait_for 60 at_least 5 made 2 0 "$AT"
req agent GET "/panel/tickets/$(sql "SELECT MAX(ticket_id) FROM olvido.ticket WHERE novelty = 7")"
is "the old panel shows what the new portal took" 200 "$STATUS"
reload panel
restart mail lmtp.sock "$P/olvido-mail" --conf "$CONF" serve
ok "mails by the new one" wait_for 60 at_least 10 made 2 7 "$AT"
sign_in second "$AGENT_EMAIL" "$AGENT_PASSWORD"
is "signing in, by the new programs" 303 "$STATUS"
ok "the new command line works" new account list

# And back.
put "$OLD"
AT=$(newest)
reload portal panel
restart mail lmtp.sock "$P/olvido-mail" --conf "$CONF" serve
go_on "back"
ok "the old programs took them" wait_for 60 at_least 10 made 1 0 "$AT"
ok "migrate of the version before" old migrate
has "changes nothing" "nothing was changed" "$TMP/out"
is "no right of the new programs is lost" 1 "$(sql "SELECT COUNT(*) FROM mysql.tables_priv WHERE Table_name = 'novelty' AND User = 'olvido-portal'")"
put "$NEW/build"
AT=$(newest)
reload portal panel
ok "and forth" wait_for 60 at_least 10 made 1 7 "$AT"
touch "$TMP/enough"
wait "$REPLIES"
load_stop
only "every request succeeds" "web|get" "200|303"
only "every delivery succeeds, or later" mail "250|none|4.."
many "questions were asked" "$(asked)" 100
ledger_kept "upgrade"
mail_kept "upgrade" "$BEFORE"
many "answers were written" "$(wc -l <"$TMP/replies")" 5
is "each was taken" "303" "$(sort -u "$TMP/replies")"
is "and is there once" "$(wc -l <"$TMP/replies")" "$(sql "SELECT COUNT(*) FROM olvido.message WHERE ticket_id = $TICKET AND kind = 2")"
is "the database refused nothing" "" "$(grep -h ' error [0-9]' "$OWN_VAR"/log/{portal,panel,api,erase,provider,mail}.log | head -3)"

# One version more: the first is too old now, the second goes on.
further "$NEW/sql" 9002 9001
ok "the version after it" new migrate
refused "the first one's programs do not start" "takes none before 9001: more than one version" "$OLD/portal" --check --conf "$CONF"
refused "nor its mail" "more than one version" "$OLD/olvido-mail" --conf "$CONF" serve
refused "nor what is due by the clock" "more than one version" "$OLD/olvido-cron" --conf "$CONF" purge
refused "nor its command line" "more than one version" old account list
refused "and it migrates nothing" "more than one version" old migrate
old doctor
has "its doctor says so" "install the present version" "$TMP/out"
put "$OLD"
kill -HUP "$(pid_of portal)"
ok "a reload of it is refused" wait_for 60 grep -q 'reload refused' "$OWN_VAR/log/portal.log"
req any GET /
is "and the second one goes on" 200 "$STATUS"
put "$NEW/build"
reload portal
req any GET /
is "which may start anew" 200 "$STATUS"
further "$NEW/sql" 9003 9001
further "$NEW/sql" 9004 9003
refused "a version left out, again" "olvido migrate --stopped" new migrate
ok "with programs stopped it goes" new migrate --stopped
refused "and they are too old then" "takes none before 9003" "$NEW/build/portal" --check --conf "$CONF"
own_end
