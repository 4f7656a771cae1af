# shellcheck shell=bash
# An instance of a test's own, for parts that must break one. Behind lib.sh.
#   own_start NAME [SETTING=value...]   makes it afresh, loads its demo.env
#   own_beside NAME [SETTING=value...]   MariaDB alone, with an empty schema
#   own_stop                            ends it; its folder stays
#   own_again                           starts it again with its data
#   own_end                             ends it and removes its folder
OWN=
OWN_VAR=
OWN_SET=()
in_instance() { VAR=$OWN_VAR bash -c '. "$0/bin/instance.sh"; '"$1" "$ROOT"; }
own_place() { # NAME [SETTING=value...]: an empty one, not started
  OWN_VAR=${CHECK_VAR:-$ROOT/var-check}-$1
  shift
  OWN_SET=("$@")
  in_instance 'instance_lock && instance_leftovers && instance_remove' ||
    { echo "another test uses $OWN_VAR"; exit 1; }
  OWN_PORT=$(in_instance free_port)
}
own_start() {
  own_place "$@"
  own_again
}
own_beside() {
  own_place "$@"
  : >"$TMP/own"
  env VAR="$OWN_VAR" PORT="$OWN_PORT" "${OWN_SET[@]}" bash -c '. "$0/bin/instance.sh"
    instance_lock && instance_folders && instance_config && mysql_config && db_make && db_start
    cli migrate >/dev/null && echo UP; trap "db_stop; exit" TERM; while :; do sleep 0.2; done' "$ROOT" >"$TMP/own" 2>&1 &
  OWN=$!
  wait_for 90 grep -q UP "$TMP/own" || { cat "$TMP/own"; exit 1; }
  MYSQL_SOCKET=$OWN_VAR/run/mysql.sock
}
own_again() {
  : >"$TMP/own"
  env VAR="$OWN_VAR" PORT="$OWN_PORT" POST_RATE=1000 "${OWN_SET[@]}" \
    bash "$ROOT/tests/support/instance-main.sh" >"$TMP/own" 2>&1 &
  OWN=$!
  for _ in $(seq 900); do
    if grep -q '^UP$' "$TMP/own"; then
      # shellcheck disable=SC1091
      . "$OWN_VAR/demo.env"
      FAST=/dev/shm/olvido-$(printf %s "$OWN_VAR" | cksum | cut -d' ' -f1)
      return
    fi
    kill -0 "$OWN" 2>/dev/null || break
    sleep 0.1
  done
  cat "$TMP/own"
  echo "The instance did not start."
  exit 1
}
own_stop() {
  [ -n "$OWN" ] || return 0
  kill -TERM "$OWN" 2>/dev/null
  wait "$OWN"
  OWN=
}
own_end() {
  own_stop
  [ -z "$OWN_VAR" ] || in_instance 'instance_leftovers; instance_remove'
}
trap 'own_end; rm -rf "$TMP"' EXIT
trap 'exit 130' INT TERM
