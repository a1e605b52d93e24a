#!/usr/bin/env python3
"""Makes golden.txt: what Maglev and rendezvous tables have to be, by a plain reading of the papers.

    python3 golden.py > golden.txt

Shares no code and no trick with the library. Each line: the table, its members (id, or id*weight),
and the SHA-256 of the ids of the owners of all slots, as ints of four bytes, the lowest first; then
the ids that own the keys 0 .. 9.
"""

import hashlib
import math
import struct

MASK32, MASK64 = 2**32 - 1, 2**64 - 1
GOLDEN = 0x9E3779B97F4A7C15


def mix64(z):
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9 & MASK64
    z = (z ^ (z >> 27)) * 0x94D049BB133111EB & MASK64
    return z ^ (z >> 31)


def draw(seed, n):
    return mix64(seed + n * GOLDEN & MASK64)


def mix32(h):
    h = (h ^ (h >> 16)) * 0x85EBCA6B & MASK32
    h = (h ^ (h >> 13)) * 0xC2B2AE35 & MASK32
    return h ^ (h >> 16)


def signed(h):
    return h - 2**32 if h >= 2**31 else h


def maglev(members, m=65537):
    """NSDI 2016, section 3.4, pseudocode 1; weights as in Envoy's maglev_lb.cc."""
    ids = sorted(members)
    n = len(ids)
    permutation = []
    for i in ids:
        offset = draw(mix64(i), 1) * m >> 64
        skip = (draw(mix64(i), 2) * (m - 1) >> 64) + 1
        permutation.append([(offset + j * skip) % m for j in range(m)])
    following = [0] * n
    target = [0] * n
    entry = [-1] * m
    filled, iteration, heaviest = 0, 0, max(members.values())
    while True:
        iteration += 1
        for i in range(n):
            if iteration * members[ids[i]] < target[i]:
                continue
            target[i] += heaviest
            c = permutation[i][following[i]]
            while entry[c] >= 0:
                following[i] += 1
                c = permutation[i][following[i]]
            entry[c] = ids[i]
            following[i] += 1
            filled += 1
            if filled == m:
                return entry, lambda key: mix64(key) * m >> 64


def number(slot, i):
    return signed(mix32((draw(slot, 23) >> 32) ^ mix32(i)))


def rendezvous(members, cap=math.inf, m=65536):
    """Schindelhauer and Schomaker 2005: the highest of -weight / ln u; in rounds, where capped."""

    def score(slot, i):
        return -members[i] / math.log((number(slot, i) + 2**31 + 0.5) / 2**32)

    total = sum(members.values())
    room = {i: m if cap == math.inf else
            min(m, max(math.floor(cap * (m * w / total)), math.ceil(m * w / total)))
            for i, w in members.items()}
    entry = [-1] * m
    asking = range(m)
    while asking:
        asked = {i: [] for i in members}
        for slot in asking:
            liked = max((i for i in members if room[i] > 0), key=lambda i: score(slot, i))
            asked[liked].append(slot)
        asking = []
        for i, slots in asked.items():
            slots.sort(key=lambda slot: (signed(mix32(number(slot, i) + 1 & MASK32)), slot))
            for slot in slots[: room[i]]:
                entry[slot] = i
            asking += slots[room[i]:]
            room[i] -= min(room[i], len(slots))
    return entry, lambda key: mix64(key) >> 48


def line(name, members, table):
    entry, slot_of = table
    bytes_of_all = struct.pack("<%di" % len(entry), *entry)
    print(name,
          ",".join(str(i) if w == 1 else "%d*%d" % (i, w) for i, w in members.items()),
          hashlib.sha256(bytes_of_all).hexdigest(),
          ",".join(str(entry[slot_of(key)]) for key in range(10)))


FLEETS = [
    {1: 1},
    {1: 1, 2: 1, 3: 1},
    {i: 1 for i in range(1, 11)},
    {7: 1, 123456: 1, 2**31 - 1: 1, 0: 1},
    {1: 1, 2: 2, 3: 7},
    {1: 1000, 2: 1, 5: 500, 9: 500},
]

if __name__ == "__main__":
    for fleet in FLEETS:
        line("maglev", fleet, maglev(fleet))
        line("rendezvous", fleet, rendezvous(fleet))
        line("rendezvous:1.01", fleet, rendezvous(fleet, 1.01))
