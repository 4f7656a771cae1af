# shellcheck shell=bash
# `make run` as people use it: in a terminal, twice, beside another, with Ctrl-C early
# and late, closed, killed, with a port taken, without root.
own_end
BASE=${CHECK_VAR:-$ROOT/var-check}-run
RUN_PORT=$(in_instance free_port)
RUN_PID=
# runs NAME [TEXT [COMMAND]]: make run in a terminal of its own, until it says TEXT
runs() {
  local name=$1 text=${2:-Ctrl-C stops it} command=${3:-bin/run}
  rm -f "$TMP/$name.keys" "$TMP/$name.out"
  mkfifo "$TMP/$name.keys"
  # Background jobs of a script ignore SIGINT, and so would what they start. The shell
  # that script(1) takes (SHELL, or sh) must not stay between, and answer for bin/run.
  env --default-signal=INT,QUIT script -qefc "exec env VAR=$BASE-$name PORT=$RUN_PORT $command" "$TMP/$name.out" <"$TMP/$name.keys" >/dev/null 2>&1 &
  RUN_PID=$!
  exec 6>"$TMP/$name.keys"
  wait_for 120 sh -c "grep -q '$text' '$TMP/$name.out' || ! kill -0 $RUN_PID"
  ok "$name: make run says $text" grep -q "$text" "$TMP/$name.out"
}
left() { VAR=$BASE-one bash -c '. bin/instance.sh; REAL=$(readlink -f "$VAR"); leftover_pids'; }
nothing_left() { [ -z "$(left)" ]; }
ends() { # NAME STATUS
  wait_for 60 gone "$RUN_PID" || {
    bad "$1: it does not end"
    tail -3 "$TMP/one.out"
    for p in $(left); do ps -o pid,etime,args -p "$p"; done
    kill "$RUN_PID"
  }
  exec 6>&-
  wait "$RUN_PID"
  is "$1: it ends with" "$2" $?
  is "$1: no process is left" "" "$(left)"
}
ctrl_c() { # NAME [STATUS]
  printf '\003' >&6
  ends "Ctrl-C $1" "${2:-0}"
}
refused() { # NAME TEXT COMMAND...: it ends with an error that says what to do
  local name=$1 text=$2
  shift 2
  if "$@" >"$TMP/refused" 2>&1 </dev/null; then bad "$name: was not refused"; else has "$name" "$text" "$TMP/refused"; fi
}
clear_run() {
  for d in "$BASE-one" "$BASE-two"; do
    VAR=$d bash -c '. bin/instance.sh; instance_leftovers; instance_remove'
  done
}
trap '[ -z "$RUN_PID" ] || kill "$RUN_PID" 2>/dev/null; cd "$ROOT"; sleep 1; clear_run; rm -rf "$TMP"' EXIT
cd "$ROOT" || exit 1
clear_run

refused "without root" "sudo make run" setpriv --reuid=65534 --regid=65534 --clear-groups bash bin/run
runs one
# shellcheck disable=SC1091
. "$BASE-one/demo.env"
is "demo.env is for root alone" 600 "$(stat -c %a "$BASE-one/demo.env")"
is "what demo.env names" "URL OWNER_EMAIL OWNER_PASSWORD AGENT_EMAIL AGENT_PASSWORD API_USER API_TOKEN LMTP_SOCKET SMTP_SINK MYSQL_SOCKET" \
  "$(cut -d= -f1 "$BASE-one/demo.env" | head -10 | tr '\n' ' ' | sed 's/ $//')"
has "it prints the address" "$URL" "$TMP/one.out"
has "and the logins" "$OWNER_PASSWORD" "$TMP/one.out"
PORT=$RUN_PORT
req guest GET /ask
is "its form" 200 "$STATUS"
req guest POST /ask --data-urlencode "csrf=$(csrf)" --data-urlencode name=Run --data-urlencode email=run@load.example \
  --data-urlencode subject=Run --data-urlencode body=text
follow guest
CODE=$(sed -n 's/.*id="code">\([^<]*\)<.*/\1/p' "$TMP/body")
is "a question" 12 "${#CODE}"
LOGINS=$(grep PASSWORD "$BASE-one/demo.env")

refused "twice the same" "is running already" env VAR="$BASE-one" PORT="$RUN_PORT" bin/run
refused "a port in use" "choose another: make run PORT=" env VAR="$BASE-two" PORT="$RUN_PORT" bin/run
refused "reset while it runs" "stop it first" env VAR="$BASE-one" bin/run --reset
is "another beside it" "UP" "$(env VAR="$BASE-two" PORT="$(in_instance free_port)" bash -c '
  . bin/instance.sh; trap "instance_stop" EXIT; instance_start >&2; curl -sk --resolve "demo.localhost:$PORT:127.0.0.1" \
  -o /dev/null -w "%{http_code}" "https://demo.localhost:$PORT/" | sed "s/200/UP/"' 2>"$TMP/two.err")"
ok "and it still answers" answers_200 /

# What dies is started again.
kill -9 "$(cat "$BASE-one/run/portal.pid")"
ok "after one was killed it answers again" wait_for 30 answers_200 /ask
kill -9 "$(cat "$BASE-one/run/portal.pid")" "$(cat "$BASE-one/run/mysql.pid")"
ok "after two were killed they answer again" wait_for 60 answers_200 /ask
ctrl_c "after that"

# Again, with its data; the sink's old port is taken now.
SINK_PORT=$(cat "$BASE-one/smtp-port")
node -e "require('net').createServer().listen($SINK_PORT, '127.0.0.1')" &
SQUATTER=$!
wait_for 10 bash -c "exec 3<>/dev/tcp/127.0.0.1/$SINK_PORT"
runs one
kill "$SQUATTER"
is "the same logins" "$LOGINS" "$(grep PASSWORD "$BASE-one/demo.env")"
is "the question is there" 1 "$(sql "SELECT COUNT(*) FROM olvido.ticket WHERE code = '$CODE'")"
is "another port for the sink" 0 "$([ "$(cat "$BASE-one/smtp-port")" != "$SINK_PORT" ]; echo $?)"

# Everything is killed at once; sockets, pid files and memory files stay behind.
pkill -9 -P "$RUN_PID"
kill -9 "$RUN_PID" 2>/dev/null
wait "$RUN_PID" 2>/dev/null
exec 6>&-
# shellcheck disable=SC2046
kill -9 $(VAR=$BASE-one bash -c '. bin/instance.sh; REAL=$(readlink -f "$VAR"); leftover_pids')
sleep 0.5
ok "sockets are left behind" test -S "$BASE-one/run/portal.sock"
runs one
ok "after that it answers" answers_200 /ask
is "the question is there still" 1 "$(sql "SELECT COUNT(*) FROM olvido.ticket WHERE code = '$CODE'")"
# Only the one that watches is killed.
pkill -9 -P "$RUN_PID"
wait "$RUN_PID" 2>/dev/null
exec 6>&-
runs one
ok "after that too" answers_200 /ask
is "the question is there to the end" 1 "$(sql "SELECT COUNT(*) FROM olvido.ticket WHERE code = '$CODE'")"
ctrl_c "in the same moment"

# Ctrl-C reaches the programs, too: some end before they are told.
runs one "Ctrl-C stops it" "make run"
ctrl_c "of make run" 130
for DELAY in 0.3 1 1.1; do
  runs one
  sleep $DELAY
  ctrl_c "after $DELAY s"
done
for TEXT in "Starting MariaDB" "Starting the programs"; do
  runs one "$TEXT"
  ctrl_c "at '$TEXT'"
done
# Ctrl-C ends tee first, and nobody reads what it says then.
runs one "Ctrl-C stops it" "bin/run | tee $TMP/one.tee"
printf '\003' >&6
ok "Ctrl-C before a pipe: no process is left" wait_for 60 nothing_left
exec 6>&-
wait "$RUN_PID"
# The window is closed.
runs one
kill -9 "$RUN_PID"
ok "a closed terminal: no process is left" wait_for 60 nothing_left
exec 6>&-
wait "$RUN_PID" 2>/dev/null

ok "make reset" env VAR="$BASE-one" bin/run --reset
is "throws it away" 1 "$([ -e "$BASE-one" ]; echo $?)"
mkdir "$TMP/mine"
touch "$TMP/mine/letter"
refused "and nothing else" "is no instance" env VAR="$TMP/mine" bin/run --reset
RUN_PID=
