# shellcheck shell=bash
# What the doctor says of the machine: swap, core files, the clock, volumes, each as it
# should be and as it should not.  The kernel's files and disks are others in a mount
# namespace of the doctor's alone; nothing of this machine is changed.
BIN=${BUILD:-$ROOT/build}
CONF=$VAR/olvido.hdf
X=$TMP/machine
mkdir -p "$X/block/dm-7/dm" "$X/block/dm-8/dm" "$X/dev" "$X/tmp"
touch "$X/dev/dm-7" "$X/dev/dm-8" "$X/dev/zram0" "$X/dev/sda2"
echo CRYPT-LUKS2-0123456789abcdef-swap >"$X/block/dm-7/dm/uuid"
echo LVM-0123456789abcdef >"$X/block/dm-8/dm/uuid"
# doctor_with COMMANDS: in a namespace where they were run
doctor_with() { X=$X CONF=$CONF BIN=$BIN VAR=$VAR unshare -m --propagation private bash -euc "$1; \"\$BIN/olvido\" --conf \"\$CONF\" doctor" >"$TMP/out" 2>&1; }
line() { grep -E "^(good|warn|BAD )  $1: " "$TMP/out" | head -1; }
swaps() { # DEVICE...
  { printf 'Filename\tType\tSize\tUsed\tPriority\n'; for d; do printf '%s/dev/%s  partition\t1048572\t0\t-2\n' "$X" "$d"; done; } >"$X/swaps"
  doctor_with 'mount --bind "$X/swaps" /proc/swaps; mount --bind "$X/block" /sys/block'
}

# ---- swap ------------------------------------------------------------------------
swaps
is "no swap" "good  swap: 0, of them 0 not encrypted" "$(line swap)"
swaps dm-7 zram0
is "on dm-crypt and in memory" "good  swap: 2, of them 0 not encrypted" "$(line swap)"
for d in dm-8 sda2; do
  swaps dm-7 "$d"
  is "on $d besides" "1 BAD   swap: 2, of them 1 not encrypted" "$(grep -c '^BAD   swap' "$TMP/out") $(line swap)"
  has "with how to mend it" "swap on dm-crypt" "$TMP/out"
done
swaps dm-9
is "on a device that is not there" "BAD   swap: 1, of them 1 not encrypted" "$(line swap)"

# ---- core files ---------------------------------------------------------------------
core() { echo "$1" >"$X/core"; doctor_with 'mount --bind "$X/core" /proc/sys/kernel/core_pattern'; }
core core
is "to a file" "good  core_pattern: core" "$(line core_pattern)"
core '|/usr/lib/systemd/systemd-coredump %P'
is "to a program" "warn  core_pattern: |/usr/lib/systemd/systemd-coredump %P" "$(line core_pattern)"

# ---- the clock: as the kernel says -----------------------------------------------------
doctor_with true
case $(perl -e 'my $b = "\0" x 512; print syscall(159, $b)') in # adjtimex()
5) is "the clock is not synchronised" "warn  clock: not synchronised" "$(line clock)" ;;
-1) is "the clock cannot be asked" "warn  clock: cannot be asked" "$(line clock)" ;;
*) is "the clock is synchronised" "good  clock: synchronised" "$(line clock)" ;;
esac

# ---- volumes --------------------------------------------------------------------------
is "keys and data on one" "warn  volume.keys: keys and data lie on one volume" "$(line volume.keys)"
doctor_with 'cp -a "$VAR/keys/." "$X/keys"; mount -t tmpfs -o mode=0700 none "$VAR/keys"; cp -a "$X/keys/." "$VAR/keys"; shred -u "$X/keys/master.key"'
is "on two" "good  volume.keys: keys and data lie on two volumes" "$(line volume.keys)"
ok "and they open" grep -q '^good  keys.open' "$TMP/out"
T=$(sql "SELECT @@GLOBAL.tmpdir")
doctor_with true
is "MariaDB's temporary files in memory" "good  mariadb.tmpdir: $T" "$(line mariadb.tmpdir)"
T=$T doctor_with 'mount --bind "$X/tmp" "$T"'
is "on a disk" "BAD   mariadb.tmpdir: $T" "$(line mariadb.tmpdir)"
