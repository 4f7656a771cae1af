# shellcheck shell=bash
# The units under systemd itself: a machine in small that it boots, Olvido installed
# there, used, reloaded, broken, stopped. Where that cannot be it is said.
ok "there are units" [ -e "$ROOT/bin/install/systemd/olvido.target" ]
timeout 600 unshare -mpfnuiC --kill-child bash "$ROOT/tests/hosting/_booted.sh" boot "$TMP/boot" >"$TMP/console" 2>&1 </dev/null &
BOOT=$!
# The first process of the new machine, seen from here.
first() { pgrep -P "$(pgrep -P "$BOOT" unshare)"; }
inside() { nsenter -t "$(first)" -a env -i PATH=/usr/sbin:/usr/bin HOME=/root "$@"; }
booted() { inside systemctl is-system-running | grep -qE 'running|degraded'; }
ended() { ! kill -0 "$BOOT" 2>/dev/null; }
booted_or_not() { booted || ended; }
wait_for 90 booted_or_not
if booted; then
  inside bash /root/look/_booted.sh look >"$TMP/seen" 2>"$TMP/err" || bad "it looked to the end: $(tail -2 "$TMP/err")"
  grep -E '^(inactive|inactive_then|bad|failed|after_stop)=.' "$TMP/seen"
  seen() { has "$1" "$2" "$TMP/seen"; }
  is "all units are active" "inactive=" "$(grep '^inactive=' "$TMP/seen")"
  seen "an agent signs in" "signed_in=303"
  seen "a mail is taken by LMTP" "mail=0"
  seen "the list" "list=200"
  seen "has it" "lamp=1"
  seen "what is due by the clock is done" "cron=success"
  seen "and will be each minute" "timer=set"
  seen "the doctor looked" "looked=2"
  hasnt "and finds nothing bad" "bad=" "$TMP/seen"
  # User and group ids, killing, chown (e1); ports below 1024 (400); reading (4).
  box() { seen "$1 is closed in" "box=$1 CapBnd:$2 NoNewPrivs:1 Seccomp:2 net:$3 writes:"; }
  for p in portal panel api erase provider; do box "olvido@$p" e1 own; done
  box olvido-hash e1 own
  box olvido-log e1 own
  box olvido-mail e0 shared
  box olvido-nginx 4e0 shared
  box olvido-web 4e5 shared
  seen "what is outside writes there" "writes_else=8"
  is "none writes where it must not" "" "$(grep '^box=.*writes:.' "$TMP/seen")"
  seen "a reload keeps its process" "reloaded=same"
  seen "what dies comes again" "again=mail"
  seen "what the database refuses does not" "refused=NRestarts=0 ExecMainStatus=78"
  is "stopped, nothing is left, no timer either" "after_stop=" "$(grep '^after_stop=' "$TMP/seen")"
  is "started again, all is there" "inactive_then=" "$(grep '^inactive_then=' "$TMP/seen")"
  seen "keys and schema were looked at again" "prepared=again"
  seen "pages are served" "served_then=yes"
  is "nothing failed" "failed=" "$(grep '^failed=' "$TMP/seen")"
else
  echo "systemd: not run, this machine cannot boot one: $(grep -v '^$' "$TMP/console" | tail -1)"
fi
kill -9 "$(first)" 2>/dev/null
kill "$BOOT" 2>/dev/null
wait "$BOOT" 2>/dev/null
