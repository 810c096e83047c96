"""The tally as a Python analyst would write it with dpkt: packets per day and label, and distinct
Mirai-type sources per day. A peer of the benchmarks; prints the totals as JSON.

dpkt_tally.py FILE
"""

import collections
import json
import sys

import dpkt


def main():
    labels = collections.Counter()
    hosts = collections.defaultdict(set)
    packets = 0
    with open(sys.argv[1], "rb") as file:
        for time, frame in dpkt.pcap.Reader(file):
            packets += 1
            day = int(time // 86400)
            ip = dpkt.ethernet.Ethernet(frame).data
            if not isinstance(ip, dpkt.ip.IP):
                continue
            inner = ip.data
            if isinstance(inner, dpkt.tcp.TCP):
                labels[ip.dst, day, inner.dport, "TCP"] += 1
                syn = inner.flags & 0x12 == 0x02
                if syn and inner.seq == int.from_bytes(ip.dst, "big"):
                    hosts[day].add(ip.src)
            elif isinstance(inner, dpkt.udp.UDP):
                labels[ip.dst, day, inner.dport, "UDP"] += 1
            else:
                labels[ip.dst, day, ip.p, "IP"] += 1
    host_days = sum(len(addresses) for addresses in hosts.values())
    print(json.dumps({"packets": packets, "mirai_host_days": host_days, "cells": len(labels)}))


main()
