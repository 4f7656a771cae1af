# shellcheck shell=bash
# A private Postfix in DIR (queue, config, log), on a loopback port, that hands
# mail for our hosts to LMTP_SOCKET. second.localhost goes to OTHER_SOCKET, which
# a test starts and stops. Bounces go to the sink. Ended by its pid.

postfix_start() {
  local dir=$1 port=$2 other=$3
  POSTFIX_DIR=$dir
  install -d -m 0755 "$dir" "$dir/etc" "$dir/spool"
  install -d -m 0700 -o postfix "$dir/data"
  cat >"$dir/etc/main.cf" <<CF
compatibility_level = 3.6
queue_directory = $dir/spool
data_directory = $dir/data
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
mail_owner = postfix
setgid_group = postdrop
myhostname = mx.test.example
mydestination =
local_recipient_maps =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mynetworks = 127.0.0.0/8
relay_domains = demo.localhost, second.localhost
relay_transport = lmtp:unix:$LMTP_SOCKET
transport_maps = inline:{ second.localhost=lmtp:unix:$other }
relay_recipient_maps =
default_transport = smtp:[127.0.0.1]:$SMTP_PORT
alias_maps =
maillog_file = $dir/log
maillog_file_prefixes = $dir
message_size_limit = 28311552
mailbox_size_limit = 0
queue_run_delay = 2s
minimal_backoff_time = 2s
maximal_backoff_time = 4s
lmtp_destination_recipient_limit = 50
lmtp_connection_cache_on_demand = yes
smtpd_recipient_restrictions = permit_mynetworks, reject
smtputf8_enable = yes
strict_smtputf8 = no
CF
  cat >"$dir/etc/master.cf" <<CF
127.0.0.1:$port inet n - n - - smtpd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
proxymap unix - - n - - proxymap
smtp unix - - n - - smtp
lmtp unix - - n - - lmtp
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
tlsmgr unix - - n 1000? 1 tlsmgr
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
showq unix n - n - - showq
postlog unix-dgram n - n - 1 postlogd
CF
  postfix -c "$dir/etc" start-fg >"$dir/out" 2>&1 &
  POSTFIX_PID=$!
  for _ in $(seq 100); do
    (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null && return 0
    kill -0 "$POSTFIX_PID" 2>/dev/null || break
    sleep 0.1
  done
  cat "$dir/out" >&2
  echo "Postfix did not start" >&2
  return 1
}

# Every process of ours is a child of its master: it ends them.
postfix_stop() {
  [ -n "${POSTFIX_PID:-}" ] || return 0
  kill "$POSTFIX_PID" 2>/dev/null || true
  local master
  master=$(tr -d ' ' <"$POSTFIX_DIR/spool/pid/master.pid" 2>/dev/null || true)
  [ -z "$master" ] || kill "$master" 2>/dev/null || true
  wait "$POSTFIX_PID" 2>/dev/null || true
  POSTFIX_PID=
}
