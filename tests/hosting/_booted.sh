#!/usr/bin/env bash
# A machine that systemd boots: this one's files under a layer of memory, own mounts,
# processes, network and control groups, all gone with its first process.  Called by
# systemd.sh inside unshare: "boot" becomes systemd; then, inside, "look" prints a
# line NAME=VALUE for each thing seen.
set -euo pipefail

boot() { # FOLDER
  local r=$1/root d
  mkdir -p "$1"
  mount -t tmpfs tmpfs "$1"
  mkdir "$1/up" "$1/work" "$r"
  mount -t overlay overlay -o "lowerdir=/,upperdir=$1/up,workdir=$1/work" "$r"
  mount -t proc proc "$r/proc"
  mount -t sysfs sysfs "$r/sys"
  mount -t cgroup2 cgroup2 "$r/sys/fs/cgroup"
  for d in run dev tmp var/tmp var/log var/lib/mysql var/lib/olvido; do
    mkdir -p "$r/$d"
    mount -t tmpfs tmpfs "$r/$d"
  done
  for d in null zero full random urandom tty; do
    touch "$r/dev/$d"
    mount --bind "/dev/$d" "$r/dev/$d"
  done
  mkdir "$r/dev/shm" "$r/dev/pts"
  mount -t tmpfs tmpfs "$r/dev/shm"
  mount -t devpts devpts "$r/dev/pts" -o newinstance,ptmxmode=0666
  ln -s pts/ptmx "$r/dev/ptmx"
  ln -s /proc/self/fd "$r/dev/fd"
  chmod 1777 "$r/tmp" "$r/var/tmp"
  ip link set lo up 2>/dev/null || ifconfig lo up
  # As it was installed on a machine without it; nothing else of this one's starts.
  rm -rf "$r"/etc/olvido "$r"/etc/systemd/system/*.wants
  DESTDIR=$r "$(dirname "$0")/../../bin/install/install"
  sed -i 's/^Base.Domain.*/Base.Domain = example.com/' "$r/etc/olvido/olvido.hdf"
  install -d -m 0700 -o mysql "$r/etc/mysql/keys"
  (umask 0377; printf '1;%s\n' "$(openssl rand -hex 32)" >"$r/etc/mysql/keys/key")
  chown mysql "$r/etc/mysql/keys/key" "$r/var/lib/mysql"
  cp "$r/usr/share/olvido/sql/mariadb.cnf" "$r/etc/mysql/mariadb.conf.d/70-olvido.cnf"
  cp "$r/usr/share/olvido/sql/mariadb-encrypt.cnf" "$r/etc/mysql/mariadb.conf.d/71-olvido.cnf"
  mkdir "$r/root/look"
  cp "$0" "$r/root/look"
  cd "$r"
  mkdir -p mnt
  pivot_root . mnt
  umount -l /mnt
  exec env -i container=olvido PATH=/usr/sbin:/usr/bin /lib/systemd/systemd --unit=multi-user.target --log-target=console
}

WORK=/root/look
UNITS=(olvido@portal olvido@panel olvido@api olvido@erase olvido@provider olvido-mail olvido-hash olvido-log olvido-nginx olvido-web)
for_a_while() { local i; for i in $(seq 300); do "$@" >/dev/null 2>&1 && return; sleep 0.2; done; return 1; }
get() {
  curl -sk --resolve help.example.com:443:127.0.0.1 -o "$WORK/page" -w '%{http_code}' "$@" || true
}
page_is() { [ "$(get "$@" https://help.example.com/)" = 200 ]; }
pid() { systemctl show -p MainPID --value "$1"; }
active() { # which are not
  local u
  for u in "${UNITS[@]}" olvido-cron.timer olvido-scrub.timer; do systemctl is-active -q "$u" || echo "$u"; done | xargs
}
all_active() { [ -z "$(active)" ]; }
any_active() { [ -n "$(systemctl list-units 'olvido*' --state=active,activating,deactivating --no-legend)" ]; }
none_active() { ! any_active; }

first_start() {
  mariadb-install-db --user=mysql --auth-root-authentication-method=socket --skip-test-db >"$WORK/db.log" 2>&1
  systemctl start mariadb
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 30 -subj /CN=example.com \
    -keyout /etc/olvido/tls/key.pem -out /etc/olvido/tls/cert.pem -addext 'subjectAltName=DNS:*.example.com' 2>/dev/null
  nginx-fill /etc/olvido/nginx
  systemctl daemon-reload
  systemctl enable --now olvido.target 2>/dev/null
  for_a_while all_active || true
  echo "inactive=$(active)"
  olvido account create Example help.example.com en >/dev/null
  echo 'a garden with nine lanterns' |
    olvido agent add help.example.com owner owner@example.com Olivia >/dev/null
  olvido nginx sync >/dev/null 2>&1
}

use() {
  local token mail=0
  for_a_while page_is || true
  echo "login=$(get -c "$WORK/jar" https://help.example.com/panel/login)"
  token=$(grep -o 'name="csrf" value="[^"]*' "$WORK/page" | head -1 | cut -d'"' -f4)
  echo "signed_in=$(get -b "$WORK/jar" -c "$WORK/jar" -e https://help.example.com/panel/login -H 'Origin: https://help.example.com' \
    --data-urlencode "csrf=$token" --data-urlencode email=owner@example.com \
    --data-urlencode 'password=a garden with nine lanterns' https://help.example.com/panel/login)"
  printf 'From: v@example.org\nTo: support@help.example.com\nSubject: Lamp\n\nIt broke.\n' |
    setpriv --reuid=nobody --regid=nogroup --clear-groups /usr/libexec/olvido/olvido-mail \
      --conf /etc/olvido/olvido.hdf deliver support@help.example.com || mail=$?
  echo "mail=$mail"
  echo "list=$(get -b "$WORK/jar" 'https://help.example.com/panel/tickets?view=all')"
  echo "lamp=$(grep -c Lamp "$WORK/page" || true)"
  systemctl start olvido-cron || true
  echo "cron=$(systemctl show -p Result --value olvido-cron)"
  echo "timer=$([ -z "$(systemctl show -p NextElapseUSecRealtime --value olvido-cron.timer)" ] || echo set)"
  olvido doctor >"$WORK/doctor" 2>&1 || true
  sed -n 's/^BAD */bad=/p' "$WORK/doctor"
  echo "looked=$(grep -c ^good "$WORK/doctor")"
}

PROBE='for d in /usr /etc /home /root /boot /var /var/lib /opt; do (: >$d/probe) 2>/dev/null && echo $d; done'
# What holds the process that systemd started.
sandbox() {
  local u p n=
  echo "writes_else=$(sh -c "$PROBE" | wc -l)"
  for u in "${UNITS[@]}"; do
    p=$(pid "$u")
    [ "$(readlink "/proc/$p/ns/net")" = "$(readlink /proc/1/ns/net)" ] && n=shared || n=own
    echo "box=$u $(sed -n 's/^\(NoNewPrivs\|Seccomp\|CapBnd\):\s*0*/\1:/p' "/proc/$p/status" | xargs) net:$n" \
      "writes:$(nsenter -t "$p" -m sh -c "$PROBE" | xargs)"
  done
}

troubles() {
  local p prepared
  p=$(pid olvido@portal)
  systemctl reload olvido@portal
  reloaded() { journalctl -u olvido@portal --no-pager | grep -q ' reload$'; }
  for_a_while reloaded || true
  echo "reloaded=$(for_a_while page_is && [ "$p" = "$(pid olvido@portal)" ] && echo same)"
  p=$(pid olvido-mail)
  kill -9 "$p"
  again() { [ "$(pid olvido-mail)" != 0 ] && [ "$(pid olvido-mail)" != "$p" ]; }
  echo "again=$(for_a_while again && echo mail)"
  # What the database takes no more is not started again and again.
  mariadb -e 'UPDATE olvido.schema_version SET oldest = 9999 ORDER BY version DESC LIMIT 1'
  systemctl restart olvido@api 2>/dev/null || true
  failed() { systemctl is-failed -q olvido@api; }
  for_a_while failed || true
  echo "refused=$(systemctl show -p ExecMainStatus,NRestarts olvido@api | xargs)"
  mariadb -e 'UPDATE olvido.schema_version SET oldest = 0 WHERE oldest = 9999'
  systemctl start olvido@api
  prepared=$(systemctl show -p ActiveEnterTimestampMonotonic --value olvido-prepare)
  systemctl stop olvido.target
  for_a_while none_active || true
  echo "after_stop=$(systemctl list-units 'olvido*' --state=active,activating,deactivating --no-legend --plain | awk '{ print $1 }' | xargs)"
  systemctl start olvido.target
  for_a_while all_active || true
  echo "inactive_then=$(active)"
  [ "$(systemctl show -p ActiveEnterTimestampMonotonic --value olvido-prepare)" = "$prepared" ] || echo "prepared=again"
  echo "served_then=$(for_a_while page_is && echo yes)"
  echo "failed=$(systemctl list-units 'olvido*' --failed --no-legend --plain | awk '{ print $1 }' | xargs)"
}

case $1 in
boot) boot "$2" ;;
look)
  first_start
  use
  sandbox
  troubles
  ;;
esac
