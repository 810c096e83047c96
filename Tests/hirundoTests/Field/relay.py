"""Hands connections on, badly or as a proxy, inside of a namespace.

relay.py LISTEN TO [--delay SECONDS] [--break COUNT]      hands everything on to TO, HOST:PORT
relay.py LISTEN proxy --login USER:PASSWORD               opens the tunnels that CONNECT asks for, to who knows both

With --delay every byte is that late, each way. With --break the COUNT connections behind the first, by which a
sensor enrols, end early, each after another number of bytes, every second of them after three seconds of silence.
"""

import argparse
import base64
import queue
import socket
import threading
import time

CHUNK = 4096


def address(text):
    host, port = text.rsplit(":", 1)
    return host, int(port)


def hand_on(source, target, delay, budget):
    """Hands on what comes; `budget` is what may pass before the connection breaks, None for all."""
    late = queue.Queue()

    def write():
        while True:
            due, data = late.get()
            time.sleep(max(0, due - time.monotonic()))
            try:
                if not data:
                    return target.shutdown(socket.SHUT_WR)
                target.sendall(data)
            except OSError:
                return

    threading.Thread(target=write, daemon=True).start()
    passed = 0
    while True:
        try:
            data = source.recv(CHUNK)
        except OSError:
            data = b""
        passed += len(data)
        if budget is not None and passed > budget:
            if budget % 2:
                time.sleep(3)
            for side in (source, target):
                try:
                    side.shutdown(socket.SHUT_RDWR)
                except OSError:  # it is closed
                    pass
            return
        late.put((time.monotonic() + delay, data))
        if not data:
            return


def tunnel(client, login):
    """Where a client's CONNECT goes, None where it is refused."""
    head = b""
    while not head.endswith(b"\r\n\r\n"):
        data = client.recv(CHUNK)
        if not data:
            return None
        head += data
    wanted = "Proxy-Authorization: Basic " + base64.b64encode(login.encode()).decode()
    if wanted not in head.decode().split("\r\n"):
        print("407", flush=True)
        client.sendall(b"HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"test\"\r\n\r\n")
        return None
    place = head.split()[1].decode()
    print("CONNECT", place, flush=True)
    return place


def serve(client, number, options):
    place = tunnel(client, options.login) if options.to == "proxy" else options.to
    if place is None:
        return client.close()
    server = socket.create_connection(address(place))
    if options.to == "proxy":
        client.sendall(b"HTTP/1.1 200 Connected\r\n\r\n")
    # A handshake has about two thousand bytes, so that some break in it and some behind it.
    budget = 1000 + 1501 * number if 0 < number <= options.broken else None
    for pair in ((client, server), (server, client)):
        threading.Thread(target=hand_on, args=(*pair, options.delay, budget), daemon=True).start()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("listen")
    parser.add_argument("to")
    parser.add_argument("--login", default="")
    parser.add_argument("--delay", type=float, default=0)
    parser.add_argument("--break", dest="broken", type=int, default=0)
    options = parser.parse_args()
    listener = socket.create_server(address(options.listen))
    print("listening", flush=True)
    number = 0
    while True:
        client, _ = listener.accept()
        print("connection", number, flush=True)
        threading.Thread(target=serve, args=(client, number, options), daemon=True).start()
        number += 1


main()
