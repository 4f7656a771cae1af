# shellcheck shell=bash
# What the tests of the provider's API share, behind panel.sh and _account.sh: the
# provider's account with its owner, a token, a secret of billing.
DEMO=$HOST
PROVIDER=prov$U.localhost
PROVIDER_OWNER=owner@$PROVIDER PROVIDER_PASSWORD="the password of the provider"
cli account create "Provider $U" "$PROVIDER" >"$TMP/out"
P=$(awk '{ print $2 }' "$TMP/out")
cli agent add "$PROVIDER" owner "$PROVIDER_OWNER" "Olga Provider" <<<"$PROVIDER_PASSWORD" >/dev/null
cli account provider "$PROVIDER" >/dev/null
trap 'cli account provider "$PROVIDER" --off >/dev/null; rm -rf "$TMP"' EXIT
KEY=$(cli token provider "$PROVIDER" "a program" | head -1)
API=/api/v1/provider
# api METHOD PATH [curl options]: as the provider's program, at his account
api() {
  local method=$1 path=$2
  shift 2
  rm -f "$TMP/program"
  HOST=${AT:-$PROVIDER} req program "$method" "$API$path" -H "apikey: ${AS-$KEY}" "$@"
}
field_of() { jq -r "$1" "$TMP/body"; }
# problem CODE: whether the answer is that refusal
problem() { [ "$(jq -r .code "$TMP/body")" = "$1" ] && grep -qi '^content-type: application/problem+json' "$TMP/head"; }
# fresh: a name for an act that nobody used
fresh() { echo "r$(date +%s%N)"; }
# made NAME [curl options]: a customer's account by the API; sets A, HOST_OF
made() {
  HOST_OF=$1$U.localhost
  api POST /accounts -d "request=$(fresh)" --data-urlencode "name=$1 $U" -d "host=$HOST_OF" \
    --data-urlencode "owner_name=Ola Owner" --data-urlencode "owner_email=owner@$HOST_OF" "${@:2}"
  A=$(jq -r .id "$TMP/body")
}
