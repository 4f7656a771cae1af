# shellcheck shell=bash
# What the tests of accounts' lives share, behind panel.sh.
CONF=$VAR/olvido.hdf
DAY=86400
cli() { "$BUILD/olvido" --conf "$CONF" --sql "$ROOT/sql" "$@"; }
cron() { "$BUILD/olvido-cron" --conf "$CONF" --wait=30 "$@" >"$TMP/cron" 2>&1; }
# account_new NAME: an account with an owner; sets HOST and A, its number
account_new() {
  HOST=$1$U.localhost
  cli account create "$1 $U" "$HOST" >"$TMP/out" || echo "no account $HOST"
  A=$(awk '{ print $2 }' "$TMP/out")
  cli agent add "$HOST" owner "owner@$HOST" "Ola Owner" <<<"the password of the owner" >/dev/null
}
# act_on WORDS...: one of 'olvido account'; answer and mistakes to $TMP/act
act_on() { cli account "$@" >"$TMP/act" 2>&1; }
state_is() { sql "SELECT state FROM olvido.account WHERE account_id = $A"; }
life() { sql "SELECT $1 FROM olvido.account WHERE account_id = $A"; }
