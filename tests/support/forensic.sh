# shellcheck shell=bash
# Looking for words, behind lib.sh and own.sh: in what every door of every program
# says, in every byte of an instance's files, in the memory of its processes.
#   WORDS      file that word() writes to, lines of LABEL WORD
#   look WORDS HITS [PID...]      the instance's files; 3: something was found
#   memory WORDS HITS [NAME]      its processes
#   walk FOLDER ROLE...           what all doors say to each role
#   forensic_after NAME WORDS     nothing of what stands in WORDS is left
BIN=${BUILD:-$ROOT/build}
SCAN=$BIN/tests/scan
LETTERS=bcdfghjklmnpqrstvwxz
WORDS=$TMP/words
: >"$TMP/begun"
# word LABEL: prints a new word; what is searched for is it without its ending, so
# that a stem in the clear would be found too.
word() {
  local s=q i
  for i in 1 2 3 4 5 6 7 8 9 10 11 12; do s+=${LETTERS:RANDOM % 20:1}; done
  printf '%s %s\n' "$1" "$s" >>"$WORDS"
  printf '%sations' "$s"
}
# Words of people who write with accents.
accents() { local s; s=$(word "$1"); sed -i "\$s/${s:6:1}\(${s:7:6}\)\$/ñé\1/" "$WORDS"; printf '%sñé%s' "${s:0:6}" "${s:7}"; }

# ---- acts, behind CONF=FILE --------------------------------------------------------
cli() { "$BIN/olvido" --conf "$CONF" --sql "$ROOT/sql" "$@" >"$TMP/out" 2>&1; }
cron() { "$BIN/olvido-cron" --conf "$CONF" --wait=30 "$@" >"$TMP/out" 2>&1; }
send() { local jar=$1 path=$2; shift 2; req "$jar" POST "$path" -F "csrf=$(csrf)" "$@"; }
# form JAR PAGE PATH [fields]: a page's form, sent
form() {
  local jar=$1 page=$2
  shift 2
  req "$jar" GET "$page"
  [ "$STATUS" = 200 ] || bad "$jar does not see $page: $STATUS"
  send "$jar" "$@"
}
one() { sql "$1" | head -1; }
proved() { sql "UPDATE olvido.session SET step_up_until = UNIX_TIMESTAMP() + 100000"; }
link_to() { # ADDRESS PATH: in the newest mail
  LINK=$(grep -li "^X-Rcpt-Args: <$1>" "$SMTP_SINK"/* 2>/dev/null | xargs -r ls -tr | xargs -r perl -0pe 's/=\r?\n//g' | grep -oE "$2[A-Za-z0-9_-]{43}" | tail -1)
  [ -n "$LINK" ]
}

# ---- files -----------------------------------------------------------------------
flush_all() {
  sql "SET GLOBAL innodb_max_dirty_pages_pct_lwm = 0; SET GLOBAL innodb_max_dirty_pages_pct = 0;
    FLUSH TABLES; FLUSH BINARY LOGS; FLUSH LOGS"
  wait_for 30 clean
}
clean() { [ "$(sql "SHOW GLOBAL STATUS LIKE 'Innodb_buffer_pool_pages_dirty'" | cut -f2)" = 0 ]; }
# Files without a name that a process of the instance (or one given) holds open.
deleted() {
  local f
  for f in $({ find /proc/[0-9]*/fd -lname "$OWN_VAR/*" 2>/dev/null | cut -d/ -f3; printf '%s\n' "$@"; } |
    sort -u | sed 's|.*|/proc/&/fd|'); do
    find "$f" \( -lname "$OWN_VAR/*(deleted)" -o -lname "$FAST/*(deleted)" -o -lname "/tmp/*(deleted)" \) 2>/dev/null
  done
}
mapfile -t USERS < <(getent passwd | cut -d: -f1 | grep -xE 'mysql|www-data|nobody|olvido-[a-z]+' |
  sed 's/^/-o\n-user\n/')
strays() {
  # Other instances that run beside this one have their own folders.
  local -a beside=()
  while read -r d; do beside+=(! -path "${d%/olvido.hdf}/*"); done < <(find /tmp /var/tmp -maxdepth 4 -name olvido.hdf 2>/dev/null)
  find /tmp /var/tmp /dev/shm -xdev -type f -newer "$TMP/begun" \
    \( -group olvido-files "${USERS[@]}" \) ! -path "$FAST/*" ! -path "$OWN_VAR/*" ! -path "$TMP/*" "${beside[@]}" 2>/dev/null
}
look() { # WORDS HITS [PID...]
  local words=$1 hits=$2
  shift 2
  mapfile -t more < <(deleted "$@"; strays)
  [ -d "$FAST" ] && more+=("$FAST")
  "$SCAN" "$words" -x "$OWN_VAR/sink" -x "$OWN_VAR/keys/master.key" "$OWN_VAR" "${more[@]}" >"$hits" 2>"$TMP/summary"
}
show() { [ "$1" != 0 ] || return 0; cut -f1-3 "$2" | sort | uniq | head -40; cat "$TMP/summary"; }

# ---- memory ----------------------------------------------------------------------
# The programs', MariaDB's and nginx's; smtp-sink is the world outside.
processes() {
  find /proc/[0-9]*/fd/1 /proc/[0-9]*/fd/2 -maxdepth 0 -lname "$OWN_VAR/log/*" 2>/dev/null | cut -d/ -f3 | sort -un |
    while read -r p; do grep -qx smtp-sink "/proc/$p/comm" 2>/dev/null || echo "$p"; done
}
memory() { # WORDS HITS [NAME]: of all, or of those of a name
  local p
  local -a m=()
  for p in $(processes); do
    [ -n "${3:-}" ] && ! grep -qx "$3" "/proc/$p/comm" 2>/dev/null && continue
    m+=(-m "$p")
  done
  [ ${#m[@]} -gt 40 ] || [ -n "${3:-}" ] || return 99
  "$SCAN" "$1" "${m[@]}" >"$2" 2>"$TMP/summary"
}

# ---- doors -----------------------------------------------------------------------
# IDS[NAME]: numbers for {NAME} of a path; IDS[ticket/NAME]: "ticket number" pairs.
declare -A IDS=() APIKEY=()
urls() { # METHOD: each such row of every program, with each of the numbers
  local p
  for p in portal panel api erase provider; do "$BIN/$p" --routes | awk -F'\t' -v m="$1" '$1 == m { print $2 }'; done | sort -u >"$TMP/doors"
  for p in "${!IDS[@]}"; do printf '%s\t%s\n' "$p" "${IDS[$p]}"; done >"$TMP/ids"
  perl -e 'open I, shift; while (<I>) { chomp; ($n, $v) = split /\t/; $id{$n} = [split " ", $v] } open D, shift;
    while (<D>) { chomp; my @out = ($_); 
      if (/\{ticket\}.*\{(attachment|message)\}/) { my ($n, @p) = ($1, @{$id{"ticket/$1"}}); my $d = $_; @out = ();
        while (@p) { my ($t, $x) = splice @p, 0, 2; (my $q = $d) =~ s/\{ticket\}/$t/; $q =~ s/\{$n\}/$x/; push @out, $q } }
      while (grep /\{/, @out) { @out = map { my $q = $_; if ($q =~ /\{(\w+)\}/) { my $n = $1; map { my $r = $q; $r =~ s/\{$n\}/$_/; $r } @{$id{$n} || ["1"]} } else { $q } } @out }
      print "$_\n" for @out }
' "$TMP/ids" "$TMP/doors"
  [ "$1" = GET ] || return 0
  printf '/panel/tickets?view=%s\n' all mine unassigned open closed spam bin deleted
  printf '/panel/privacy/requests?state=%s\n' open extended "done" refused withdrawn overdue
  echo '/api/v1/tickets?view=all'
}
# A role is a jar of cookies, or api.NAME with the key APIKEY[NAME].
walk() { # FOLDER ROLE...
  local out=$1 role w
  shift
  rm -rf "$out"
  mkdir "$out"
  urls GET >"$TMP/urls"
  sed "s|.*|url = \"https://$HOST:$PORT&\"|" "$TMP/urls" >"$TMP/curl"
  for role; do
    local -a as=(-b "$TMP/$role")
    case $role in api.*) as=(-H "apikey: ${APIKEY[${role#api.}]}") ;; esac
    curl -sk -i --resolve "$HOST:$PORT:127.0.0.1" "${as[@]}" \
      -w '\n@answer %{http_code}\n' -K "$TMP/curl" >"$out/$role" 2>/dev/null
    is "every door answered $role" "$(wc -l <"$TMP/urls")" "$(grep -ac '^@answer [1-5]' "$out/$role")"
    case $role in api.*) continue ;; esac
    for w in ${ASK_FOR:-}; do
      search "$role" "$w"
      # The words asked for stand in the form again.
      sed 's/name="q"[^>]*//' "$TMP/body" >>"$out/$role.search"
    done
  done
}
# The rows that change something, with numbers of who is gone: IDS is of these only.
walk_posts() { # FOLDER ROLE...
  local out=$1 role
  shift
  urls POST | grep '[0-9]' >"$TMP/urls"
  for role; do
    case $role in api.* | nobody) continue ;; ana | ben | eva) req "$role" GET /privacy/requests ;; *) req "$role" GET /panel/profile ;; esac
    sed "s|.*|url = \"https://$HOST:$PORT&\"|" "$TMP/urls" >"$TMP/curl"
    curl -sk -i --resolve "$HOST:$PORT:127.0.0.1" -b "$TMP/$role" --data-urlencode "csrf=$(csrf)" \
      -w '\n@answer %{http_code}\n' -K "$TMP/curl" >"$out/$role.posts" 2>/dev/null
    is "every form answered $role" "$(wc -l <"$TMP/urls")" "$(grep -ac '^@answer [1-5]' "$out/$role.posts")"
  done
}
# said WORDS FOLDER: the labels that were said, and to whom
said() { "$SCAN" "$1" "$2" 2>"$TMP/summary" | awk -F'\t' '{ n = $3; sub(/.*\//, "", n); print n, $1 }' | sort -u; }

# ---- all of it -------------------------------------------------------------------
nginx_renewed() { ! for p in $(processes); do tr '\0' ' ' <"/proc/$p/cmdline"; done 2>/dev/null | grep -q 'shutting down'; }
# forensic_after NAME WORDS: after an erasure: no door tells a word to any of ROLES;
# scrubbed and mirrored, no byte of the files has any, nor of what stands in STORED
# (files of such lines: keys, rows); nor has a process in memory, or any of KEYS.
# MEMORY, where it is set: the words that are looked for there.
forensic_after() {
  local r
  proved
  # shellcheck disable=SC2086
  walk "$TMP/after" $ROLES
  is "$1: no door of any program says a word to anybody" "" "$(said "$2" "$TMP/after" | tr '\n' ' ')"
  ok "$1: the mirror follows" cron mirror
  cli scrub
  is "$1: scrubbed" 0 $?
  ok "$1: nginx has new workers" wait_for 45 nginx_renewed
  cat "$2" ${STORED:-} >"$TMP/all"
  look "$TMP/all" "$TMP/hits"
  r=$?
  is "$1: no byte on disk" 0 "$r"
  show "$r" "$TMP/hits"
  # What is sealed is nobody's any more, and MariaDB reads it: words and keys.
  cat "${MEMORY:-$2}" ${KEYS:-} >"$TMP/all"
  memory "$TMP/all" "$TMP/hits"
  r=$?
  is "$1: no byte in any process" 0 "$r"
  show "$r" "$TMP/hits"
  echo "$1: $(cat "$TMP/summary")"
}
