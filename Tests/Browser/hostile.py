"""Sends what no browser sends, over bare sockets, and sees that each is refused and that the server lives on.

hostile.py URL PROCESS READERS

PROCESS is the number of the server's process, whose memory is looked at.
"""

import re
import socket
import sys
import threading
import time
from pathlib import Path
from urllib.parse import urlsplit

from dashboard import Findings, fetch, readers

if len(sys.argv) != 4:
    sys.exit(__doc__.split("\n\n")[1])
base, process = sys.argv[1].rstrip("/"), int(sys.argv[2])
analyst = readers(sys.argv[3])[2]
address = (urlsplit(base).hostname, urlsplit(base).port)
findings = Findings()
sent = 0
FORM = b"Content-Type: application/x-www-form-urlencoded\r\n"
CLOSED = "closed"


def exchange(data, patience=5.0):
    """All that comes back to some bytes until the other side closes, and whether it did."""
    with socket.create_connection(address, timeout=patience) as connection:
        got = b""
        try:
            for start in range(0, len(data), 65536):
                connection.sendall(data[start:start + 65536])
            while part := connection.recv(65536):
                got += part
        except TimeoutError:
            return got, False
        except OSError:
            pass
        return got, True


def status(answer):
    return int(answer[9:12]) if answer.startswith(b"HTTP/1.1 ") else None


def request(line, *fields, body=b"", host=b"Host: monitor.example.net"):
    fields = [field.encode() if isinstance(field, str) else field for field in fields]
    head = [line.encode(), *([host] if host else []), *fields, b"Connection: close"]
    return b"\r\n".join(head) + b"\r\n\r\n" + body


def expect(name, data, *allowed, answers=1):
    """Sends bytes: the answer has one of some statuses, or the connection is closed without one."""
    global sent
    sent += 1
    answer, closed = exchange(data)
    found = status(answer)
    findings.check(found in allowed or (found is None and CLOSED in allowed and closed), name,
                   f"it is answered with {found if found else answer[:60]}, not {allowed}")
    findings.check(closed, name, "the connection stays open")
    findings.check(answer.count(b"HTTP/1.1 ") <= answers, name, "it is answered more than once")
    lowered = answer.lower()
    findings.check(b"x-injected" not in lowered.partition(b"\r\n\r\n")[0], name, "a field of ours came back")
    findings.check(b"root:" not in answer and b"fatal error" not in lowered, name, "the answer tells too much")


def memory():
    """The resident memory of the server, in bytes."""
    for line in Path(f"/proc/{process}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) * 1024
    return 0


def smuggling():
    """Lengths that two readers could understand differently (RFC 9112, section 6.3)."""
    post = "POST /sign-in HTTP/1.1"
    hidden = b"GET /accounts HTTP/1.1\r\nHost: x\r\n\r\n"
    expect("two lengths", request(post, FORM.strip(), "Content-Length: 3", "Content-Length: 4", body=b"abcd"), 400)
    expect("length and chunks", request(post, FORM.strip(), "Content-Length: 4", "Transfer-Encoding: chunked",
                                        body=b"0\r\n\r\n" + hidden), 400)
    expect("unknown coding", request(post, FORM.strip(), "Transfer-Encoding: xchunked", body=b"0\r\n\r\n" + hidden), 400)
    expect("coding behind chunked", request(post, FORM.strip(), "Transfer-Encoding: chunked, identity",
                                            body=b"0\r\n\r\n" + hidden), 400)
    expect("space before the colon", request(post, FORM.strip(), "Transfer-Encoding : chunked",
                                             body=b"0\r\n\r\n" + hidden), 400)
    expect("folded field", request(post, FORM.strip(), "Transfer-Encoding:\r\n chunked", body=b"0\r\n\r\n" + hidden),
           400)
    for length in ["-1", "+3", "0x3", "3, 4", "3 3", "99999999999999999999"]:
        expect(f"length {length}", request(post, FORM.strip(), f"Content-Length: {length}", body=b"abc"), 400)
    for chunk in [b"zz\r\n\r\n", b"-1\r\n\r\n", b"fffffffffffffffff\r\n", b"3;\nabc\r\n0\r\n\r\n", b"3\r\nabcde\r\n0\r\n\r\n"]:
        expect(f"chunk {chunk[:6]}", request(post, FORM.strip(), "Transfer-Encoding: chunked", body=chunk), 400, CLOSED)


def heads():
    """Heads that are none."""
    expect("no host", request("GET / HTTP/1.1", host=b""), 400)
    expect("without a version", b"GET /\r\n\r\n", 400, CLOSED)
    expect("version 2.0", request("GET / HTTP/2.0"), 400, 505, CLOSED)
    expect("preface of HTTP/2", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400, CLOSED)
    expect("bare line feeds", b"GET / HTTP/1.1\nHost: x\nX: y\n\n", 400)
    expect("bare carriage return", request("GET / HTTP/1.1", b"A: b\rX-Injected: 1"), 400)
    expect("zero byte in a field", request("GET / HTTP/1.1", b"A: b\x00c"), 400)
    expect("zero byte in the path", request("GET /\x00 HTTP/1.1"), 400)
    expect("bytes above ASCII in the path", "GET /pörts HTTP/1.1\r\nHost: x\r\n\r\n".encode(), 400)
    expect("unknown method", request("BREW / HTTP/1.1"), 400, 405)
    expect("CONNECT", request("CONNECT monitor.example.net:443 HTTP/1.1"), 400, 404, 405)
    expect("TRACE", request("TRACE / HTTP/1.1", "X-Injected: 1"), 400, 404, 405)
    expect("all bytes", bytes(range(256)) * 4, 400, CLOSED)
    expect("a hello of TLS", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(100), 400, CLOSED)
    expect("a long address", request(f"GET /ports?period={'0' * 70000} HTTP/1.1"), 400, 414, 431, CLOSED)
    expect("a long field", request("GET / HTTP/1.1", f"A: {'0' * 70000}"), 400, 431, CLOSED)
    expect("many fields", request("GET / HTTP/1.1", *[f"A{number}: b" for number in range(100)]), 400, 431)


def paths():
    """Ways out of the site, and into the head of its answers."""
    for path in ["/../../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/figures/..%2f..%2fetc/passwd", "//etc/passwd",
                 "/..%5c..%5cetc/passwd", "/figures/mirai-hosts.svg/../../etc/passwd", "/.git/config", "/%00"]:
        expect(path, request(f"GET {path} HTTP/1.1", "Accept: text/html"), 400, 404)
    for path in ["/?lang=en%0d%0aX-Injected:%201", "/ports?period=2024-05%0d%0aX-Injected:%201"]:
        expect(path, request(f"GET {path} HTTP/1.1", "Accept: text/html"), 400)
    for path in ["/account?a=%0d%0aX-Injected:%201", "/account%0d%0aX-Injected:%201"]:
        expect(path, request(f"GET {path} HTTP/1.1", "Accept: text/html"), 400, 404)
    for target in ["//elsewhere.example", "https://elsewhere.example/", "/\\elsewhere.example", "%2f%2felsewhere.example"]:
        _, _, body = fetch(f"{base}/sign-in?next={target}")
        findings.check(not re.search(rb'name="next" value="[^"]*elsewhere', body), target, "signing in would lead elsewhere")
    _, _, body = fetch(f"{base}/ports?period=%3Cscript%3Ealert(1)%3C/script%3E")
    findings.check(b"<script>alert" not in body, "/ports", "markup in a field comes back as markup")


def questions():
    """Filters that cannot be, as a reader who may ask anything."""
    for query in ["period=0001..9999", "period=9999-12-31", "period=-1", "period=2024-13", "period=2024-05-01..2024-04-01",
                  "period=1%27%20OR%201=1", "port=99999/TCP", "port=" + "23/TCP," * 900, "region=zz", "source=1.2.3.4/99",
                  "source=::/0", "network=AS99999999999999999999", "sensors=nobody", "tag=%F0%9F%90%A6", "class=",
                  "stack=a", "limit=-1", "limit=1e9", "by_sensor=maybe", "period=%", "period=%ff", "nothing=1",
                  "&".join(f"a{number}=1" for number in range(200))]:
        for path in ["/ports", "/api/v1/top/ports", "/api/v1/top/sources"]:
            started = time.monotonic()
            found, _, _ = fetch(f"{base}{path}?{query}", analyst,
                                accept="text/html" if path == "/ports" else "application/json")
            global sent
            sent += 1
            findings.check(found < 500, f"{path}?{query[:60]}", f"it is answered with {found}")
            findings.check(time.monotonic() - started < 10, f"{path}?{query[:60]}", "it takes longer than 10 s")
    for token in ["x", "0" * 64, "Bearer", "é" * 20, "0" * 7000]:
        expect(f"token {token[:8]}", request("GET /api/v1/top/ports HTTP/1.1", f"Authorization: Bearer {token}"),
               400, 401)
    expect("another scheme", request("GET /api/v1/top/ports HTTP/1.1", "Authorization: Basic YTpi"), 401)
    for cookie in ["hirundo=x", "hirundo=" + "0" * 64, "hirundo=;hirundo=", "=;" * 100]:
        expect(f"cookie {cookie[:12]}", request("GET /account HTTP/1.1", "Accept: text/html", f"Cookie: {cookie}"), 303)


def bodies():
    """Bodies that are too long, no form, or never come."""
    post = "POST /sign-in HTTP/1.1"
    for count in [8193, 1 << 20, 50 << 20]:
        expect(f"a form of {count} bytes", request(post, FORM.strip(), f"Content-Length: {count}",
                                                   body=b"a" * min(count, 8 << 20)), 413, CLOSED)
    chunks = b"10000\r\n" + b"a" * 65536 + b"\r\n"
    expect("chunks without end", request(post, FORM.strip(), "Transfer-Encoding: chunked", body=chunks * 100), 413, CLOSED)
    expect("JSON as a form", request(post, "Content-Type: application/json", "Content-Length: 2", body=b"{}"), 415)
    expect("no text", request(post, FORM.strip(), "Content-Length: 3", body=b"\xff\xfe="), 400)
    expect("a body of GET", request("GET /ports HTTP/1.1", "Content-Length: 20", body=b"x" * 20), 200, 400)
    started = time.monotonic()
    answer, closed = exchange(request(post, FORM.strip(), "Content-Length: 100", body=b"name="), patience=20)
    findings.check(closed and time.monotonic() - started < 15, "a form that never ends",
                   f"after {time.monotonic() - started:.0f} s it is answered with {answer[:30]}, closed: {closed}")


def slow():
    """Two hundred clients that send a head byte by byte hold nobody up, and are shown out."""
    clients = []
    for _ in range(200):
        clients.append(socket.create_connection(address, timeout=60))
        clients[-1].sendall(b"GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ")
    stop = threading.Event()

    def drip():
        while not stop.wait(1):
            for client in clients:
                try:
                    client.sendall(b"a")
                except OSError:
                    pass

    dripping = threading.Thread(target=drip)
    dripping.start()
    started = time.monotonic()
    found, _, _ = fetch(f"{base}/ports")
    findings.check(found == 200 and time.monotonic() - started < 5, "slow heads",
                   f"others wait {time.monotonic() - started:.0f} s ({found})")
    # A head is there within the time in which a silent connection is closed.
    open_ = 0
    for client in clients:
        try:
            client.settimeout(max(0.1, 45 - (time.monotonic() - started)))
            while client.recv(4096):
                pass
        except TimeoutError:
            open_ += 1
        except OSError:
            pass
    stop.set()
    dripping.join()
    for client in clients:
        client.close()
    findings.check(open_ == 0, "slow heads", f"{open_} of {len(clients)} connections are open after 45 s")


before = memory()
for part in (smuggling, heads, paths, questions, bodies, slow):
    part()
    alive, _, _ = fetch(f"{base}/ports")
    findings.check(alive == 200, part.__name__, f"afterwards the server answers with {alive}")
grown = memory() - before
findings.check(grown < 128 << 20, "memory", f"it grew by {grown >> 20} MiB")
findings.end(f"{sent} requests, memory grew by {max(grown, 0) >> 20} MiB")
