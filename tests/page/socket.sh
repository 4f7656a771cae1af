# shellcheck shell=bash
# The programs' sockets, past nginx: cut bodies, lies about lengths, noise. A
# worker may end by libfcgi's own faults; the next request is served.
second_start 500r/s
is "who may connect" "660 olvido-portal www-data" "$(stat -c '%a %U %G' "$VAR/run/portal.sock")"
is "the panel's" "660 olvido-panel www-data" "$(stat -c '%a %U %G' "$VAR/run/panel.sock")"
is "MariaDB cannot put its own in their place" "755 root" "$(stat -Lc '%a %U' "$VAR/run")"
N=$(tickets)
node "$ROOT/tests/page/fcgi.mjs" "$S/run/portal.sock" >"$TMP/fcgi" 2>"$TMP/fcgi.err"
is "it ran to its end" "0 ok" "$? $(tail -1 "$TMP/fcgi" | cut -d' ' -f1)"
while read -r word name; do
  if [ "$word" = ok ]; then pass; else bad "$word $name"; fi
done <"$TMP/fcgi"
ok "all of them" test "$(wc -l <"$TMP/fcgi")" -ge 19
is "nothing stored" "$N" "$(tickets)"
answers() { req2 so GET /; [ "$STATUS" = 200 ]; }
ok "served after all that" wait_for 20 answers
two() { [ "$(workers_of "$SECOND" | wc -w)" = 2 ]; }
# What ends a worker is libfcgi's own abort(), never a call we forgot.
is "no forbidden call" 0 "$(grep -c 'died (31)' "$S/portal.log")"
ok "by two workers" wait_for 20 two
second_stop
