# shellcheck shell=bash
# Reads that are sent ahead, over a real connection (tests/support/ahead_db.c).
"$BUILD/tests/ahead_db" "$CONF" >"$TMP/ahead" 2>"$TMP/ahead.err"
is "it ran" 0 $?
PASSED=$((PASSED + $(grep -c '^ok' "$TMP/ahead")))
is "all of it" 10 "$(grep -c . "$TMP/ahead")"
while IFS= read -r line; do bad "ahead: $line"; done < <(grep -v '^ok' "$TMP/ahead")
