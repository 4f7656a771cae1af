# shellcheck shell=bash
# make install: what a provider's machine gets, and that it works from there.
R=$TMP/root
ok "it installs" env DESTDIR="$R" make -s -C "$ROOT" install
is "nothing for the world to write" "" "$(find "$R" ! -type l -perm /022)"
echo 'Base.Domain = mine.example' >"$R/etc/olvido/olvido.hdf"
touch "$R/usr/share/olvido/templates/gone.cs"
ok "again, over it" env DESTDIR="$R" make -s -C "$ROOT" install
is "settings stay" "Base.Domain = mine.example" "$(cat "$R/etc/olvido/olvido.hdf")"
is "what a version lost is not left" "" "$(ls "$R/usr/share/olvido/templates/gone.cs" 2>/dev/null)"

# Manual pages and completion come from what the programs say.
for m in "$R"/usr/share/man/man*/*; do
  is "$(basename "$m") is a manual page" "" "$(groff -man -ww -z -Tutf8 "$m" 2>&1)"
done
has "with the commands" 'keys rotate' "$R/usr/share/man/man8/olvido.8"
words() {
  PATH="$R/usr/bin:$PATH" bash -c '. "$1"; shift; compopt() { :; }; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _olvido; printf "%s\n" "${COMPREPLY[@]}"' _ \
    "$R/usr/share/bash-completion/completions/olvido" "$@"
}
words olvido ba >"$TMP/out"
has "a command is completed" "backup" "$TMP/out"
hasnt "and no other" "account" "$TMP/out"
words olvido account su >"$TMP/out"
is "its second word" "suspend" "$(cat "$TMP/out")"
words olvido --conf /x account list -- >"$TMP/out"
has "its options" "--json" "$TMP/out"

# The units, as systemd reads them.
for u in "$R"/usr/lib/systemd/system/*.service; do
  n=$(basename "$u" .service)
  sed 's/%i/portal/' "$u" >"$TMP/${n%@}.service"
  systemd-analyze security --offline=true "$TMP/${n%@}.service" >"$TMP/out" 2>&1
  v=$(sed -n 's/.*Overall exposure level for .*: \([0-9.]*\) .*/\1/p' "$TMP/out")
  case $n in olvido-web | olvido-nginx) most=30 ;; *) most=20 ;; esac
  ok "$n is closed: $v" [ "${v/./}" -lt "$most" ]
done
# By the clock: all that "all" does, but nginx, which has a unit of its own.
is "cron's unit names every action" \
  "$("$R/usr/libexec/olvido/olvido-cron" --help | sed -n '/^  all /,/^$/s/^  \([a-z]*\) .*/\1/p' | grep -v '^\(all\|nginx\)$' | sort | xargs)" \
  "$(sed -n 's/^ExecStart=.*olvido.hdf //p' "$R/usr/lib/systemd/system/olvido-cron.service" | tr ' ' '\n' | sort | xargs)"
is "nginx overwrites what it frees, as in make run" "$(grep -o 'GLIBC_TUNABLES=[^ ]*' "$ROOT/bin/instance.sh")" \
  "$(grep -o 'GLIBC_TUNABLES=.*' "$R/usr/lib/systemd/system/olvido-web.service")"
mkdir -p "$R/usr/lib/systemd/system" "$R/usr/sbin" "$R/bin"
touch "$R/usr/sbin/nginx" "$R/bin/kill"
chmod 0755 "$R/usr/sbin/nginx" "$R/bin/kill"
for u in "$R"/usr/lib/systemd/system/*; do
  n=$(basename "$u")
  systemd-analyze --root="$R" --man=no verify "$R/usr/lib/systemd/system/${n/@./@portal.}" >"$TMP/out" 2>&1
  is "$n has no mistake" "" "$(grep -F "$n" "$TMP/out" | grep -v 'mariadb.service\|sysinit\|basic.target')"
done
rm "$R/usr/sbin/nginx" "$R/bin/kill"
rmdir "$R/bin"

# And it works: the tree over this machine, started by the units' lines.
cp "$ROOT/bin/install/olvido.hdf" "$R/etc/olvido/olvido.hdf"
unshare -mpfn --kill-child --mount-proc bash "$ROOT/tests/hosting/_machine.sh" "$R" "$TMP/machine" >"$TMP/seen" 2>"$TMP/err"
grep -E '^(refused|why|forbidden|doctor)=' "$TMP/seen"
seen() { has "$1" "$2" "$TMP/seen"; }
is "who comes to people's files" "files= portal panel api erase cron mail" "$(grep '^files=' "$TMP/seen")"
seen "the schema is made" "prepared=migrate"
seen "and the keys" "prepared=keys init"
for u in olvido-hash olvido-log olvido@portal olvido@panel olvido@api olvido@erase olvido@provider olvido-mail; do
  seen "$u starts by its unit" "started=$u"
done
seen "the portal answers" "home=200"
seen "static files are there" "css=200"
seen "an agent signs in" "signed_in=303"
seen "and sees the list" "list=200"
seen "the API asks who" "api=401"
seen "the erase program answers" "erase_key=200"
seen "a mail is taken" "mail=0"
seen "and is a ticket" "lamp=1"
seen "what is due is done" "cron=0"
seen "the scrub too" "scrub=0"
seen "the doctor looked" "looked=2"
hasnt "and finds nothing bad" "doctor=" "$TMP/seen"
for u in olvido-prepare olvido-hash olvido-log olvido@ olvido-mail olvido-cron olvido-scrub; do
  seen "$u: its system calls were seen" "calls=$u "
done
hasnt "none that its unit forbids" "forbidden=" "$TMP/seen"
