#!/usr/bin/env bash
# Starts the instance named by VAR and PORT, says UP, stops it on SIGTERM.
set -euo pipefail
# shellcheck source=bin/instance.sh
. "$(dirname "$0")/../../bin/instance.sh"
trap 'trap - TERM INT EXIT; instance_stop; exit 0' TERM INT EXIT
instance_start
echo UP
while :; do sleep 1 & wait $!; done
