# shellcheck shell=bash
# Measuring a spam filter with the tool beside the project. Needs TMP and ROOT.
for d in "${SHARED:-}" "$ROOT/../shared" "$ROOT/../../shared"; do
  SPAM_TOOL=$d/tools/spam-eval/eval.py
  [ ! -e "$SPAM_TOOL" ] || break
done

# The collection unpacked below TMP, or false.
spam_corpus() {
  local at
  at=$(dirname "$SPAM_TOOL")/../../data/spam/spamassassin.tar.zst
  [ -e "$SPAM_TOOL" ] && [ -e "$at" ] && command -v zstd >/dev/null && command -v python3 >/dev/null || return 1
  zstd -dc "$at" | tar xf - -C "$TMP"
  SPAM_INDEX=$TMP/sa/shuffled/index
  [ -s "$SPAM_INDEX" ]
}

# spam_eval COMMAND NAME ARG...: one run, online or as SPAM_MODE says; its figures by
# spam_value KEY.
spam_eval() {
  local command=$1
  SPAM_JSON=$TMP/eval.$2
  shift 2
  python3 "$SPAM_TOOL" "${SPAM_MODE:-online}" "$SPAM_INDEX" --coproc "$command" --warm "$@" >"$SPAM_JSON"
}
spam_value() { python3 -c 'import json, sys; print(json.load(open(sys.argv[1]))[sys.argv[2]])' "$SPAM_JSON" "$1"; }
