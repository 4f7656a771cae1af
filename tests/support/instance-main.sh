#!/usr/bin/env bash
# Starts the instance named by VAR and PORT, says UP, stops it on SIGTERM.
set -euo pipefail
export TEST_INSTALLATION=1 CRON_SECONDS=${CRON_SECONDS:-0}
# shellcheck source=bin/instance.sh
. "$(dirname "$0")/../../bin/instance.sh"
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
