# ranges.py PROGRAM [COUNT] [SEED]: random lists and addresses, decided by the
# program and by Python's ipaddress; prints each difference.
import ipaddress as ip, random, subprocess, sys

count = int(sys.argv[2]) if len(sys.argv) > 2 else 100000
rnd = random.Random(int(sys.argv[3]) if len(sys.argv) > 3 else 20261124)
WIDTH = {4: 32, 6: 128}
# Few different places, so that ranges meet, touch, overlap and just miss.
BASES = {4: [0, 0x0A000000, 0xC0000200, 0x7F000001, 0xFFFFFF00],
         6: [0, 0x20010DB8 << 96, (0x20010DB8 << 96) + (7 << 64), 0xFE80 << 112,
             (1 << 128) - 256, 0xFFFE << 32, 1 << 48]}

def number(f):
    top = (1 << WIDTH[f]) - 1
    kind = rnd.randrange(4)
    if kind == 0:
        n = rnd.getrandbits(WIDTH[f])
    else:
        n = rnd.choice(BASES[f]) + rnd.randrange(1 << rnd.choice([1, 3, 8, 16]))
    n = min(max(n, 0), top)
    # An IPv4 address in IPv6's clothes is IPv4: said below, where it is meant.
    return n ^ (1 << 40) if f == 6 and n >> 32 == 0xFFFF else n

def address(f, n):
    return ip.IPv4Address(n) if f == 4 else ip.IPv6Address(n)

def text(f, n):
    a = address(f, n)
    if f == 4:
        return rnd.choice([str(a), str(a), str(a), "::ffff:%s" % a, "::FFFF:%x:%x" % (n >> 16, n & 65535)])
    return rnd.choice([str(a), a.exploded, str(a).upper()])

def entry():
    """text, (family, from, to) or None when it must be refused"""
    f = rnd.choice([4, 6])
    kind = rnd.randrange(10)
    n = number(f)
    if kind < 3:
        return text(f, n), (f, n, n)
    if kind < 6:
        p = rnd.randint(0, WIDTH[f])
        net = (ip.IPv4Network if f == 4 else ip.IPv6Network)((n, p), strict=False)
        lo, hi = int(net[0]), int(net[-1])
        t = str(net.network_address)
        if f == 4 and rnd.randrange(3) == 0:
            return "::ffff:%s/%d" % (t, p + 96), (f, lo, hi)
        return "%s/%d" % (t, p), (f, lo, hi)
    if kind < 9:
        m = number(f)
        lo, hi = min(n, m), max(n, m)
        if f == 6 and lo >> 32 < 0xFFFF < hi >> 32:     # all of IPv4 in its middle
            return "%s-%s" % (address(6, lo), address(6, hi)), None
        return text(f, lo) + rnd.choice(["-", " - ", "-  "]) + text(f, hi), (f, lo, hi)
    return wrong()

def wrong():
    f = rnd.choice([4, 6])
    n = number(f)
    kind = rnd.randrange(6)
    if kind == 0:                       # host bits
        p = rnd.randint(0, WIDTH[f] - 1)
        n |= 1
        return "%s/%d" % (address(f, n), p), None
    if kind == 1:                       # the wrong way round
        m = number(f)
        return ("%s-%s" % (address(f, max(n, m)), address(f, min(n, m))), None) if n != m else ("", ())
    if kind == 2:
        return "%s-%s" % (address(4, number(4)), address(6, number(6))), None
    if kind == 3:
        return "%s%%eth0" % address(6, number(6)), None
    if kind == 4:
        q = [str(rnd.randrange(256)) for _ in range(4)]
        i = rnd.randrange(4)
        q[i] = "0" + q[i]
        return ".".join(q), None
    # one byte of a good one changed: what Python says
    s = list(text(f, n))
    s[rnd.randrange(len(s))] = rnd.choice("0123456789abcdef:./ gx-%")
    s = "".join(s).strip()
    if not s or "/" in s or "-" in s or "%" in s:
        return "", ()
    try:
        a = ip.ip_address(s)
    except ValueError:
        return s, None
    if a.version == 6 and a.ipv4_mapped:
        a = a.ipv4_mapped
    return s, (a.version, int(a), int(a))

cases, want = [], []
for _ in range(count):
    es = [entry() for _ in range(rnd.choice([0, 1, 1, 2, 3, 5, 9]))]
    if rnd.randrange(3):
        es = [e for e in es if e[1] is not None]
    ranges = [e[1] for e in es if e[1]]
    f = rnd.choice([4, 6])
    n = number(f)
    if ranges and rnd.randrange(4):     # near an edge of one of them
        f, lo, hi = rnd.choice(ranges)
        n = rnd.choice([lo, hi]) + rnd.randint(-1, 1)
        n = min(max(n, 0), (1 << WIDTH[f]) - 1)
        if f == 6 and n >> 32 == 0xFFFF:
            f, n = 4, n & 0xFFFFFFFF
    cases.append(",".join(e[0] for e in es) + "|" + text(f, n))
    if any(e[1] is None for e in es):
        want.append(("x", ""))
        continue
    inside = any(g == f and lo <= n <= hi for g, lo, hi in ranges)
    want.append(("1" if inside else "0", ranges if rnd.randrange(20) == 0 else None))

got = subprocess.run([sys.argv[1]], input="\n".join(cases) + "\n", capture_output=True, text=True)
lines = got.stdout.split("\n")[:-1]
bad = abs(len(lines) - len(cases))

def networks(ranges):
    out = []
    for f in (4, 6):
        ns = []
        for g, lo, hi in ranges:
            if g == f:
                ns += ip.summarize_address_range(address(g, lo), address(g, hi))
        out += ip.collapse_addresses(ns)
    return out

def same(w, g):
    if g[:1] != w[0] or w[0] == "x" or w[1] is None:
        return g[:1] == w[0]
    return networks(w[1]) == [ip.ip_network(x) for x in g.split("\t")[1].split(",")[:-1]]

for c, w, g in zip(cases, want, lines):
    if not same(w, g):
        bad += 1
        if bad < 10:
            print("case %.300s\n  wanted %.300s\n  got    %.300s" % (c, w, g), file=sys.stderr)
kinds = [w[0] for w in want]
print("%d cases, %d in, %d out, %d refused, %d different" %
      (count, kinds.count("1"), kinds.count("0"), kinds.count("x"), bad))
sys.exit(1 if bad or min(kinds.count(k) for k in "10x") < count // 20 else 0)
