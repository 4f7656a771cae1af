# shellcheck shell=bash
# Each program as its own Unix and database user: what it must do works, what it
# must not is refused by MariaDB.
as() { # UNIX_USER DB_USER: SQL from standard input, errors with line numbers
  setpriv --reuid="$1" --regid="$(id -g "$1")" --clear-groups \
    mariadb --no-defaults -S "$MYSQL_SOCKET" -u "$2" --force -N -B 2>&1
}
# An installation whose programs had more once: migrating takes it from them.
grep -E '^REVOKE ' "$ROOT/sql/grants.sql" | sed "s/^REVOKE/GRANT/; s/ FROM / TO /" >"$TMP/once"
sql "$(cat "$TMP/once")"
had() { # how many of them are there
  local n=0 v t p
  while read -r _ v _ t _ p; do
    p=${p%;}
    n=$((n + $(sql "SELECT COUNT(*) FROM information_schema.TABLE_PRIVILEGES WHERE PRIVILEGE_TYPE = '$v'
      AND CONCAT_WS('.', TABLE_SCHEMA, TABLE_NAME) = '$t' AND GRANTEE = '${p//\'/\'\'}'")))
  done < <(sed "s/@localhost/@'localhost'/" "$TMP/once")
  echo "$n"
}
ok "there are such rights" [ "$(grep -c . "$TMP/once")" -gt 9 ]
is "which were given" "$(grep -c . "$TMP/once")" "$(had)"
ok "it migrates" "$BUILD/olvido" --conf "$CONF" migrate
is "and they are gone" 0 "$(had)"
ok "and once more, without them" "$BUILD/olvido" --conf "$CONF" migrate
# A running program is never without what it has, not for a moment.
yes 'UPDATE olvido.request SET state = state WHERE 1 = 0;' | head -30000 >"$TMP/all_the_time"
as olvido-portal olvido-portal <"$TMP/all_the_time" >"$TMP/out" &
AS=$!
for _ in 1 2 3; do kill -0 "$AS" 2>/dev/null && "$BUILD/olvido" --conf "$CONF" migrate >/dev/null 2>&1; done
wait "$AS"
is "a program keeps its rights while it migrates" "" "$(head -1 "$TMP/out")"

for p in "${PROGRAMS[@]}"; do
  case $p in
  mail) continue ;;		# it serves: its queries run in tests/mail
  *) ok "$p prepares every query as its user" "$(program "$p")" --check --conf "$CONF" ;;
  esac
done

mapfile -t TABLES < <(sql "SELECT CONCAT_WS('.', TABLE_SCHEMA, TABLE_NAME) FROM information_schema.TABLES
  WHERE TABLE_TYPE = 'BASE TABLE' AND TABLE_SCHEMA IN ($DBS) ORDER BY 1")
for p in "${PROGRAMS[@]}"; do
  : >"$TMP/try.$p"
  for t in "${TABLES[@]}"; do
    c=$(sql "SELECT COLUMN_NAME FROM information_schema.COLUMNS WHERE CONCAT_WS('.', TABLE_SCHEMA, TABLE_NAME) = '$t' ORDER BY ORDINAL_POSITION LIMIT 1")
    {
      echo "SELECT 1 FROM $t LIMIT 0; -- SELECT $t"
      echo "INSERT INTO $t ($c) SELECT 1 FROM DUAL WHERE 1 = 0; -- INSERT $t"
      echo "UPDATE $t SET $c = 1 WHERE 1 = 0; -- UPDATE $t"
      echo "DELETE FROM $t WHERE 1 = 0; -- DELETE $t"
      echo "DROP TABLE $t; -- DROP $t"
      echo "ALTER TABLE $t ADD x INT; -- ALTER $t"
    } >>"$TMP/try.$p"
  done
  as "olvido-$p" "olvido-$p" <"$TMP/try.$p" >"$TMP/out"
  # What was refused (1142, or 1044 and 1143), by line.
  grep -oE '^ERROR (1142|1143|1044|1045) .* at line [0-9]+' "$TMP/out" | grep -oE '[0-9]+$' |
    awk 'NR == FNR { no[$1] = 1; next } { print (FNR in no ? "no " : "may ") $0 }' - "$TMP/try.$p" |
    sed -E 's/^(no|may) .* -- (.*)$/\1 \2/' >"$TMP/may.$p"
  is "$p: nothing else went wrong" "" "$(grep '^ERROR' "$TMP/out" | grep -vE '^ERROR (1142|1143|1044|1045|1364) ' | head -3)"
  is "$p: something is allowed" 1 "$(grep -c 'may SELECT olvido.account$' "$TMP/may.$p")"
done
refused() { # PROGRAM PRIVILEGE TABLE...
  local p=$1 v=$2 t; shift 2
  for t; do is "$p may not $v $t" 1 "$(grep -cxF "no $v $t" "$TMP/may.$p")"; done
}
# Programs that forget: people's rows and their secrets die through them.
forgets() { case $1 in cron | erase) ;; *) return 1 ;; esac; }
for p in "${PROGRAMS[@]}"; do
  for t in "${TABLES[@]}"; do
    refused "$p" DROP "$t"
    refused "$p" ALTER "$t"
    ! forgets "$p" || continue
    case $t in
    olvido.session | olvido.link | olvido.ticket_tag | olvido.throttle | olvido.tag | \
      olvido.agent_department | olvido.agent_avatar | olvido.recovery_code | olvido.passkey | \
      olvido.challenge | olvido.spam_sender | olvido.retention_rule) ;;
    *) refused "$p" DELETE "$t" ;;
    esac
  done
  # Who signed up is installed by cron, which settles host names, too; the provider's
  # programs make accounts by theirs.
  case $p in cron | provider) ;; *) refused "$p" INSERT olvido_keys.account_key olvido.account olvido.host ;; esac
  refused "$p" INSERT olvido_keys.bucket
  refused "$p" UPDATE olvido_keys.tombstone olvido_keys.account_key olvido.account olvido.host olvido_index.term
  # A tombstone stays, and the log goes only from its beginning (audit_expire).
  refused "$p" DELETE olvido_keys.tombstone olvido_keys.bucket
  # Accounts end by cron alone (lib/privacy/cold.h).
  [ "$p" = cron ] || refused "$p" DELETE olvido_keys.account_key olvido_keys.cold_key olvido.host
  refused "$p" UPDATE olvido.audit
  ! forgets "$p" || continue
  refused "$p" SELECT olvido_keys.tombstone
  refused "$p" INSERT olvido_keys.tombstone
  refused "$p" UPDATE olvido_keys.bucket olvido_keys.secret olvido.message
done
# What erases makes nobody, gives nobody a password, and leaves the proof alone.
refused erase INSERT olvido.agent olvido.agent_login olvido.contact_login olvido.session olvido.ticket \
  olvido.attachment olvido.api_token olvido.link olvido_keys.account_key olvido_keys.bucket olvido.account
refused erase UPDATE olvido_keys.tombstone olvido_keys.account_key olvido.account olvido.audit olvido.api_token \
  olvido.agent olvido.agent_login olvido.request
# The provider's programs lead accounts on, and read nothing of what is in them.
for v in SELECT INSERT UPDATE; do
  refused provider "$v" olvido.ticket olvido.message olvido.attachment olvido.contact olvido.contact_login olvido.agent_login \
    olvido.session olvido.link olvido.factor olvido.company olvido.request olvido_index.term
done
refused provider SELECT olvido.audit olvido_index.lookup olvido.outbox
is "of secrets they read what opens one, not which lie together" 1 \
  "$(as olvido-provider olvido-provider <<<'SELECT generation, wrapped FROM olvido_keys.secret LIMIT 0; SELECT bucket FROM olvido_keys.secret LIMIT 0' | grep -c 'ERROR 1143')"
is "they ask for copies of accounts, not of a contact" "0 1" "$(for c in actor_id contact_id; do
  as olvido-provider olvido-provider <<<"INSERT INTO olvido.contact_export (account_id, export_id, $c) SELECT 1, 1, 1 FROM DUAL WHERE 1 = 0" | grep -c 'ERROR 1143'
done | xargs)"
refused provider UPDATE olvido.agent olvido.host olvido_keys.secret olvido.billing_secret
refused provider INSERT olvido.api_token olvido.billing_secret
# Of a request its own contact takes it back, and no more.
refused portal UPDATE olvido.request
refused erase DELETE olvido.audit olvido.audit_head olvido.erasure olvido.erasure_count olvido_keys.tombstone \
  olvido_keys.account_key olvido_keys.bucket olvido.account olvido.host olvido.department
# What they write of the index and of the log they do not read.
refused portal SELECT olvido_index.term olvido.audit
refused mail SELECT olvido_index.term
refused api SELECT olvido.audit
for p in portal mail; do
  for v in SELECT INSERT UPDATE; do refused "$p" "$v" olvido.agent_login; done
  refused "$p" INSERT olvido.agent olvido.department
  refused "$p" UPDATE olvido.agent olvido.department
done
for v in SELECT INSERT UPDATE DELETE; do
  refused mail "$v" olvido.session
  # Customers' passwords are for the portal alone.
  for p in panel mail; do refused "$p" "$v" olvido.contact_login; done
done

# Nothing is granted that no query of the program needs.
for p in "${PROGRAMS[@]}"; do
  "$(program "$p")" --queries >"$TMP/queries.$p"
  while read -r _ v t; do
    n=${t#olvido.}
    # Asked at each start, before any query is (lib/db/version.c).
    [ "$v $n" != "SELECT schema_version" ] || continue
    case $v in
    SELECT) r="(FROM|JOIN|UPDATE|INTO) +(olvido\.)?$n\b" ;;
    INSERT) r="INSERT (IGNORE )?INTO +(olvido\.)?$n\b" ;;
    UPDATE) r="UPDATE +(olvido\.)?$n\b|INTO +(olvido\.)?$n\b.*ON DUPLICATE KEY UPDATE" ;;
    DELETE) r="DELETE FROM +(olvido\.)?$n\b" ;;
    esac
    if grep -qE "$r" "$TMP/queries.$p"; then pass; else bad "$p needs no $v on $t"; fi
  done < <(grep '^may' "$TMP/may.$p")
done

# The door itself.
for p in "${PROGRAMS[@]}"; do
  u=olvido-$p
  is "$p is who it is" "$u@localhost" "$(as "$u" "$u" <<<'SELECT CURRENT_USER()')"
  for other in root olvido-portal olvido-panel olvido-mail; do
    [ "$other" != "$u" ] || continue
    is "$p cannot be $other" 1 "$(as "$u" "$other" <<<'SELECT 1' | grep -cE 'ERROR (1698|1045)')"
  done
  as "$u" "$u" >"$TMP/out" <<'END'
SELECT 1 FROM mysql.global_priv LIMIT 1;
SET GLOBAL general_log = 1;
SELECT LOAD_FILE('/etc/hostname') INTO @x; SELECT IF(@x IS NULL, 'null', 'read');
SELECT 1 INTO OUTFILE '/tmp/olvido-never';
CREATE DATABASE olvido_never;
CREATE USER never@localhost;
GRANT SELECT ON olvido.agent_login TO 'olvido-portal'@localhost;
SET SESSION sql_log_bin = 0;
END
  is "$p: no administration" 7 "$(grep -cE '^ERROR (1142|1227|1044|1045|1290|1410)' "$TMP/out")"
  hasnt "$p: no file is read" read "$TMP/out"
done
is "nobody cannot come in" 1 "$(as nobody olvido-portal <<<'SELECT 1' | grep -cE 'ERROR (1698|1045)')"
none "an account with a password, or without a lock" "SELECT User FROM mysql.global_priv
  WHERE User LIKE 'olvido-%' AND (JSON_VALUE(Priv, '\$.plugin') <> 'unix_socket'
  OR JSON_VALUE(Priv, '\$.authentication_string') <> '')"
none "a global or database-wide right" "SELECT GRANTEE, PRIVILEGE_TYPE FROM information_schema.USER_PRIVILEGES
  WHERE GRANTEE LIKE '%olvido-%' AND PRIVILEGE_TYPE <> 'USAGE'
  UNION SELECT GRANTEE, PRIVILEGE_TYPE FROM information_schema.SCHEMA_PRIVILEGES WHERE GRANTEE LIKE '%olvido-%'"
