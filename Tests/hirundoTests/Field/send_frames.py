"""Sends TCP SYN frames, each of them unlike any other, out of an interface of a namespace.

send_frames.py INTERFACE TARGET-MAC TARGET-ADDRESS FIRST COUNT RATE

Frame n comes from address 198.18.0.0 + n (RFC 2544's block for tests, then on) with sequence number n, so that a store can
tell which of them it has. RATE is in frames/s; 0 is as fast as it goes.
"""

import socket
import struct
import sys
import time


def checksum(data):
    total = sum(struct.unpack(f">{len(data) // 2}H", data))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF


def main():
    interface, mac, target = sys.argv[1:4]
    first, count, rate = (int(text) for text in sys.argv[4:7])
    sender = socket.socket(socket.AF_PACKET, socket.SOCK_RAW)
    sender.bind((interface, 0))
    ethernet = bytes.fromhex(mac.replace(":", "")) + bytes.fromhex("020000000001") + b"\x08\x00"
    destination = socket.inet_aton(target)
    begin = time.monotonic()
    for number in range(first, first + count):
        source = struct.pack(">I", 0xC6120000 + number)
        header = struct.pack(">BBHHHBBH4s4s", 0x45, 0, 40, number & 0xFFFF, 0, 64, 6, 0, source, destination)
        header = header[:10] + struct.pack(">H", checksum(header)) + header[12:]
        port = (22, 23, 80, 445, 8728)[number % 5]
        tcp = struct.pack(">HHIIBBHHH", 40000, port, number, 0, 0x50, 2, 1024, 0, 0)
        pseudo = source + destination + struct.pack(">BBH", 0, 6, len(tcp))
        tcp = tcp[:16] + struct.pack(">H", checksum(pseudo + tcp)) + tcp[18:]
        while True:
            try:
                sender.send(ethernet + header + tcp)
                break
            except OSError as error:  # the queue of the interface is full
                if error.errno not in (11, 105):
                    raise
                time.sleep(0.001)
        if rate:
            ahead = begin + (number - first + 1) / rate - time.monotonic()
            if ahead > 0:
                time.sleep(ahead)


main()
