#!/usr/bin/env bash
# Starts the instance named by VAR and PORT, says UP, stops it on SIGTERM.
set -euo pipefail
export TEST_INSTALLATION=1 CRON_SECONDS=${CRON_SECONDS:-0}
# Tests write more than people: tests/spam/doors2.sh lowers it.
export FORMS_HOUR=${FORMS_HOUR:-1000000} API_WRITES_HOUR=${API_WRITES_HOUR:-40}
# shellcheck source=bin/instance.sh
. "$(dirname "$0")/../../bin/instance.sh"
# Who is asked for proofs of domains: tests/hosting/domains.sh starts it.
export RESOLVER=${RESOLVER:-127.0.0.1:$(free_port)}
export FETCH_ALLOW=${FETCH_ALLOW:-127.77.$((RANDOM % 250)).$((1 + RANDOM % 250))}
stop() {
  trap '' TERM INT
  trap - EXIT
  instance_stop
  exit "$1"
}
trap 'stop 0' TERM INT
trap 'stop $?' EXIT
instance_start
echo UP
while :; do sleep 1 8>&- & wait $!; done
