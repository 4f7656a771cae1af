# shellcheck shell=bash
# Passkeys in a real Chromium with its virtual authenticator, and by a key made of
# software that may lie: tests/access/passkey.mjs.
if [ ! -d "$ROOT/node_modules/playwright-core" ]; then
  bad "playwright-core is missing: bin/setup --all"
else
  (cd "$ROOT" && timeout 300 node --test-reporter=spec tests/access/passkey.mjs) >"$TMP/passkey" 2>&1
  rc=$?
  p=$(sed -nE 's/^ℹ pass ([0-9]+)$/\1/p' "$TMP/passkey")
  f=$(($(sed -nE 's/^ℹ (fail|cancelled) ([0-9]+)$/\2/p' "$TMP/passkey" | paste -sd+)))
  [ "$rc" = 0 ] || [ "$f" != 0 ] || f=1
  [ "$rc" = 0 ] || cat "$TMP/passkey"
  PASSED=$((PASSED + ${p:-0})) FAILED=$((FAILED + f))
fi
