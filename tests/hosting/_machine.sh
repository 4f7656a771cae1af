#!/usr/bin/env bash
# A provider's machine in small: what 'make install' put below $1 laid over this one
# (own mounts, processes and network, all gone at the end), started by its own
# units' lines: their users' rights, capabilities and read-only folders; how they
# would be started by systemd but for what only systemd can do. Called by
# install.sh inside unshare; prints a line NAME=VALUE for each thing seen.
set -euo pipefail
root=$1 work=$2
lay() {
  mkdir -p "$work/up$1" "$work/w$1" "$root$1"
  mount -t overlay overlay -o "lowerdir=$root$1:$1,upperdir=$work/up$1,workdir=$work/w$1" "$1"
}
mkdir -p "$work"
mount -t tmpfs tmpfs "$work"
lay /usr
lay /etc
mount -t tmpfs tmpfs /var/lib
mount -t tmpfs tmpfs /var/log
mount -t tmpfs tmpfs /run
mount -t tmpfs tmpfs /var/tmp
ip link set lo up 2>/dev/null || ifconfig lo up
systemd-sysusers
systemd-tmpfiles --create /usr/lib/tmpfiles.d/olvido.conf
files=
for u in $(sed -n 's/^u olvido-\([a-z]*\) .*/\1/p' /usr/lib/sysusers.d/olvido.conf); do
  ! setpriv --reuid="olvido-$u" --regid="olvido-$u" --init-groups test -w /var/lib/olvido/files || files+=" $u"
done
echo "files=$files"

# ---- MariaDB with the settings as installed ----
install -d -m 0755 -o mysql /run/mysqld /var/lib/mysql /var/lib/nginx
install -d -m 0700 -o mysql /etc/mysql/keys
(umask 0377; printf '1;%s\n' "$(openssl rand -hex 32)" >/etc/mysql/keys/key)
chown mysql /etc/mysql/keys/key
cp /usr/share/olvido/sql/mariadb.cnf /etc/mysql/mariadb.conf.d/70-olvido.cnf
cp /usr/share/olvido/sql/mariadb-encrypt.cnf /etc/mysql/mariadb.conf.d/71-olvido.cnf
mariadb-install-db --user=mysql --auth-root-authentication-method=socket --skip-test-db >"$work/db.log" 2>&1
mariadbd --user=mysql >>"$work/db.log" 2>&1 &
for _ in $(seq 200); do mariadb-admin ping >/dev/null 2>&1 && break; sleep 0.1; done

# ---- units ----
unit=/usr/lib/systemd/system
value() { sed -n "s/^$2=//p" "$unit/$1.service"; }

# run_as UNIT COMMAND...: with the unit's capabilities and niceness, and everything read-only but
# what it names. Its system calls go to $work/calls.UNIT.
run_as() {
  local u=$1 caps nice
  shift
  nice=$(value "$u" Nice)
  caps=-all,$(value "$u" CapabilityBoundingSet | tr 'A-Z ' 'a-z,' | sed 's/cap_/+/g')
  # shellcheck disable=SC2016
  unshare -m bash -c '
    for p in $1; do mount --bind "$p" "$p"; done
    for m in / /usr /etc /var/lib /var/log /run; do
      mount -o remount,bind,ro "$m" 2>/dev/null || { mount --bind "$m" "$m" && mount -o remount,bind,ro "$m"; }
    done
    calls=$2 caps=$3 nice=$4
    shift 4
    umask 0077
    exec nice -n "$nice" strace -f -qq -e signal=none -o "$calls" \
      setpriv --bounding-set="$caps" --no-new-privs "$@"
  ' _ "$(value "$u" ReadWritePaths)" "$work/calls.$u.$BASHPID" "$caps" "${nice:-0}" "$@"
}
# start UNIT INSTANCE SOCKET
start() {
  local line
  line=$(value "$1" ExecStart | sed "s/%i/$2/")
  # shellcheck disable=SC2086
  run_as "$1" $line >>"$work/$1$2.log" 2>&1 &
  for _ in $(seq 200); do [ -S "$3" ] && { echo "started=$1$2"; return; }; sleep 0.1; done
  echo "refused=$1$2"
  tail -3 "$work/$1$2.log" | sed 's/^/why=/'
}

sed -i 's/^Base.Domain.*/Base.Domain = example.com/' /etc/olvido/olvido.hdf
while IFS= read -r line; do
  # shellcheck disable=SC2086
  run_as olvido-prepare $line >>"$work/prepare.log" 2>&1 && echo "prepared=${line##*hdf }" ||
    tail -2 "$work/prepare.log" | sed 's/^/why=/'
done < <(value olvido-prepare ExecStart)
start olvido-hash "" /run/olvido/hash.sock
start olvido-log "" /run/olvido/log.sock
for p in portal panel api erase provider; do start olvido@ "$p" "/run/olvido/$p.sock"; done
start olvido-mail "" /run/olvido/lmtp.sock

olvido account create Example help.example.com en >/dev/null
echo 'a garden with nine lanterns' |
  olvido agent add help.example.com owner owner@example.com Olivia >/dev/null

# ---- nginx ----
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 30 -subj /CN=example.com \
  -keyout /etc/olvido/tls/key.pem -out /etc/olvido/tls/cert.pem -addext 'subjectAltName=DNS:*.example.com' 2>/dev/null
nginx-fill /etc/olvido/nginx
olvido nginx sync >"$work/sync.log" 2>&1 || sed 's/^/why=/' "$work/sync.log"
# shellcheck disable=SC2046
eval "$(value olvido-web Environment) $(value olvido-web ExecStart) &" 2>>"$work/web.log"
for _ in $(seq 100); do (exec 3<>/dev/tcp/127.0.0.1/443) 2>/dev/null && break; sleep 0.1; done
get() {
  curl -sk --resolve help.example.com:443:127.0.0.1 -o "$work/page" -w '%{http_code}' "$@" || true
}
echo "home=$(get https://help.example.com/)"
echo "css=$(get "https://help.example.com$(grep -o '/static/base.css[^"]*' "$work/page" | head -1)")"
echo "login=$(get -c "$work/jar" https://help.example.com/panel/login)"
token=$(grep -o 'name="csrf" value="[^"]*' "$work/page" | head -1 | cut -d'"' -f4)
echo "signed_in=$(get -b "$work/jar" -c "$work/jar" -e https://help.example.com/panel/login -H 'Origin: https://help.example.com' \
  --data-urlencode "csrf=$token" --data-urlencode email=owner@example.com \
  --data-urlencode 'password=a garden with nine lanterns' https://help.example.com/panel/login)"
echo "list=$(get -b "$work/jar" 'https://help.example.com/panel/tickets?view=all')"
echo "api=$(get https://help.example.com/api/v1/me)"
echo "erase_key=$(get https://help.example.com/.well-known/olvido-certificate-key)"
printf 'From: v@example.org\nTo: support@help.example.com\nSubject: Lamp\n\nIt broke.\n' >"$work/mail"
chmod 0644 "$work/mail"
mail=$(setpriv --reuid=nobody --regid=nogroup --clear-groups /usr/libexec/olvido/olvido-mail --conf /etc/olvido/olvido.hdf deliver support@help.example.com <"$work/mail" 2>&1) &&
  echo "mail=0" || echo "mail=$? $mail"
echo "list=$(get -b "$work/jar" 'https://help.example.com/panel/tickets?view=all')"
echo "lamp=$(grep -c Lamp "$work/page")"
# shellcheck disable=SC2046
run_as olvido-cron $(value olvido-cron ExecStart) >"$work/cron.log" 2>&1 && echo "cron=0" || { echo "cron=$?"; sed 's/^/why=/' "$work/cron.log"; }
# shellcheck disable=SC2046
run_as olvido-scrub $(value olvido-scrub ExecStart) >"$work/scrub.log" 2>&1 && echo "scrub=0" || { echo "scrub=$?"; sed 's/^/why=/' "$work/scrub.log"; }

olvido doctor >"$work/doctor" 2>/dev/null || true
sed -n 's/^BAD */doctor=/p' "$work/doctor"
echo "looked=$(grep -c '^good' "$work/doctor")"

# ---- system calls each unit made, that its filter does not let through ----
expand() {
  local s
  for s in "$@"; do
    case $s in
    @*) # shellcheck disable=SC2046
      expand $(systemd-analyze syscall-filter "$s" | sed -n 's/^    \([@a-z_0-9-]*\)$/\1/p') ;;
    *) echo "$s" ;;
    esac
  done
}
for u in olvido-prepare olvido-hash olvido-log olvido@ olvido-mail olvido-cron olvido-scrub; do
  # shellcheck disable=SC2046
  { expand @default $(value "$u" SystemCallFilter | grep -v '^~'); } | sort -u >"$work/yes"
  # shellcheck disable=SC2046
  expand $(value "$u" SystemCallFilter | sed -n 's/^~//p') | sort -u >"$work/no"
  comm -23 "$work/yes" "$work/no" >"$work/let"
  sed -n 's/^[0-9]* *\([a-z_0-9]*\)(.*/\1/p' "$work"/calls."$u".* | sort -u >"$work/made"
  echo "calls=$u $(wc -l <"$work/made")"
  comm -23 "$work/made" "$work/let" | sed "s/^/forbidden=$u /"
done
