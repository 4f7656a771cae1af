# shellcheck shell=bash
# The disk for attachments is full: "later", no row without its file, nothing left
# over; with space again it works. The small disk is a tmpfs under the folder.
small_disk() { mount -t tmpfs -o "size=$1,mode=2770,gid=$(getent group olvido-files | cut -d: -f3)" olvido-test "$OWN_VAR/files"; }
counts() { sql "SELECT (SELECT COUNT(*) FROM olvido.ticket), (SELECT COUNT(*) FROM olvido.message),
  (SELECT COUNT(*) FROM olvido.attachment), (SELECT COUNT(*) FROM olvido.contact), (SELECT COUNT(*) FROM olvido_keys.secret)"; }
stored() { find "$OWN_VAR/files" -type f | wc -l; }
file_rows() { sql "SELECT COUNT(*) FROM olvido.attachment"; }
with_file() { req guest POST /ask -F "csrf=$T" -F name=Disk -F email=disk@load.example -F subject=Disk -F "body=text" -F "files=@$TMP/three"; }
mail_with_file() {
  { printf 'From: <disk@load.example>\nSubject: disk\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\ntext\n--b\nContent-Disposition: attachment; filename=three.bin\nContent-Transfer-Encoding: base64\n\n'
    base64 "$TMP/three"; printf -- '--b--\n'; } | node "$ROOT/tests/support/lmtp.mjs" "$LMTP_SOCKET" disk@load.example support@demo.localhost
}
head -c 3000000 /dev/urandom >"$TMP/three"
[ -z "$DB" ] || { kill "$DB"; wait "$DB"; DB=; }
own_end
umount -l "${CHECK_VAR:-$ROOT/var-check}-trouble-disk/files" 2>/dev/null
own_start trouble-disk DB_REDO=16M DB_POOL=64M
own_stop
if ! small_disk 2m 2>"$TMP/err"; then
  echo "5-disk: no right to mount here ($(cat "$TMP/err")): not tried"
else
  own_again
  req guest GET /ask
  T=$(csrf)
  BEFORE=$(counts)
  with_file
  friendly_503 "a full disk"
  is "mail is put off" 4 "$(mail_with_file | cut -c1)"
  is "no row without its file" "$BEFORE" "$(counts)"
  is "nothing is left over" 0 "$(stored)"
  req guest POST /ask -F "csrf=$T" -F name=Disk -F email=disk@load.example -F subject=Disk -F "body=text"
  is "text alone is taken" 303 "$STATUS"
  mount -o remount,size=64m "$OWN_VAR/files"
  with_file
  is "with space again: taken" 303 "$STATUS"
  is "and mail" 250 "$(mail_with_file | cut -c1-3)"
  is "each file has its row" "$(file_rows)" "$(stored)"
  is "both files" 2 "$(stored)"
  own_stop
  umount "$OWN_VAR/files"
fi
own_end
own_start trouble DB_REDO=16M DB_POOL=64M
sign_in agent "$AGENT_EMAIL" "$AGENT_PASSWORD"
COOKIE=$(awk '$6 == "__Host-olvido-panel" { print $6 "=" $7 }' "$TMP/agent")
