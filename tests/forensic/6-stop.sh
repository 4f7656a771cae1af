# shellcheck shell=bash
# Stopped: what shutting down wrote.
own_stop
is "the memory file system is gone" 1 "$([ -e "$FAST" ]; echo $?)"
look "$TMP/words" "$TMP/hits"
R=$?
is "no word is in the clear when it is stopped" 0 "$R"
show "$R" "$TMP/hits"
own_end
