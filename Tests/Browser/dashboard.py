"""What the programs of this folder share: readers, findings, the pages of a site, and a browser."""

import json
import re
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from html import unescape
from pathlib import Path
from urllib.parse import parse_qsl, urljoin, urlsplit

ROLES = ["public", "partner", "analyst", "admin"]
LANGUAGES = ["en", "ja"]
CHROMIUM = "/usr/bin/chromium"
# What leads elsewhere in the language only, or ends what the program needs.
PASSED_OVER = {"lang"}
MOST_PAGES = 200
# Of one path: as it is, and with a query.
MOST_QUERIES = 2


class Findings:
    """What was found: printed at once, and the reason to end with 1."""

    def __init__(self):
        self.count = 0

    def add(self, place, sentence):
        self.count += 1
        print(f"{place}: {sentence}", flush=True)

    def check(self, holds, place, sentence):
        if not holds:
            self.add(place, sentence)
        return holds

    def end(self, summary):
        print(summary)
        sys.exit(1 if self.count else 0)


class Reader:
    """A role with its session and its token; the public one has neither."""

    def __init__(self, role, session=None, token=None):
        self.role = role
        self.session = session
        self.token = token

    @property
    def rank(self):
        return ROLES.index(self.role)


def readers(path):
    """The readers that accounts.py left, from the least to the most."""
    known = json.loads(Path(path).read_text())
    return [Reader(role, **known.get(role, {})) for role in ROLES]


class _Stay(urllib.request.HTTPRedirectHandler):
    """Follows nothing, so that a redirection is seen."""

    def redirect_request(self, *_):
        return None


_opener = urllib.request.build_opener(_Stay)


def fetch(url, reader=None, language="en", accept="text/html", headers=None):
    """The status, headers and body of an address."""
    fields = {"Accept": accept, "Accept-Language": language, **(headers or {})}
    if reader and reader.session and accept.startswith("text/html"):
        fields["Cookie"] = f"hirundo={reader.session}"
    elif reader and reader.token:
        fields["Authorization"] = f"Bearer {reader.token}"
    try:
        with _opener.open(urllib.request.Request(url, headers=fields), timeout=60) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as refusal:
        return refusal.code, refusal.headers, refusal.read()


def shape(path, query):
    """What pages of one kind have in common: a number, an address or a name in the path is one of many."""
    steps = ["*" if re.search(r"[0-9A-Z.:%]", step) and not re.search(r"\.[a-z]+$", step) else step
             for step in path.split("/")]
    return "/".join(steps), tuple(sorted({name for name, _ in parse_qsl(query)} - PASSED_OVER))


def pages(base, reader):
    """The addresses of one page of each kind that a reader reaches by links, from the first page on."""
    found, seen, waiting = [], set(), ["/"]
    while waiting and len(found) < MOST_PAGES:
        path = waiting.pop(0)
        status, headers, body = fetch(base + path, reader)
        if status != 200 or not headers.get("Content-Type", "").startswith("text/html"):
            continue
        found.append(path)
        for link in re.findall(r'<a\b[^>]*?\bhref="([^"]*)"', body.decode()):
            target = urlsplit(urljoin(base + path, unescape(link)))
            if f"{target.scheme}://{target.netloc}" != base or "lang=" in target.query:
                continue
            kind = shape(target.path, target.query)
            many = sum(path == kind[0] for path, _ in seen) >= MOST_QUERIES
            if kind not in seen and not many and not target.path.startswith("/api/"):
                seen.add(kind)
                waiting.append(target.path + (f"?{target.query}" if target.query else ""))
    return list(dict.fromkeys(found))


def described():
    """The pages of docs/web.md, each with the least role that may open it."""
    text = (Path(__file__).resolve().parents[2] / "docs/web.md").read_text()
    least = {"everyone": "public"}
    for row in re.findall(r"^\| (`/[^|]*)\|[^|]*\|\s*(\w+)[^|]*\|$", text, re.MULTILINE):
        for path in re.findall(r"`(/[a-z0-9/-]*)`", row[0]):
            if not path.startswith("/api/"):
                yield path, least.get(row[1], row[1])


@contextmanager
def chromium():
    """Debian's Chromium without a window; nothing is downloaded."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM,
            # As root there is no sandbox; what is opened is ours alone.
            args=["--no-sandbox", "--disable-dev-shm-usage"],
        )
        try:
            yield browser
        finally:
            browser.close()


def context(browser, base, reader=None, language="en", width=1440, scheme="light"):
    """A browser's profile of a reader."""
    made = browser.new_context(
        locale={"en": "en-US", "ja": "ja-JP"}[language],
        viewport={"width": width, "height": 900},
        color_scheme=scheme,
    )
    if reader and reader.session:
        made.add_cookies([{"name": "hirundo", "value": reader.session, "url": base}])
    return made


@contextmanager
def served(program, data, sensor, *options):
    """A server over a data directory, with an account of each role: its address, its process and the readers' file."""
    with tempfile.TemporaryDirectory() as folder:
        # The partner's; where the registry has it already, this is refused and changes nothing.
        subprocess.run([program, "sensors", "add", sensor, "--country", "JP", "--data", data], capture_output=True)
        log = Path(folder) / "log"
        with log.open("w") as output:
            process = subprocess.Popen(
                [program, "serve", "--data", data, "--listen", "127.0.0.1:0", "--health", "none",
                 "--web", "127.0.0.1:0", "--web-requests", "0", *options], stdout=output, stderr=output)
        try:
            found = None
            for _ in range(1200):
                found = re.search(r"dashboard at (\S+)[\s\S]*?(/password\?link=\w+)", log.read_text())
                if found or process.poll() is not None:
                    break
                time.sleep(0.1)
            if not found:
                sys.exit(f"{program} serve --data {data}: it does not listen, or has an admin already: {log.read_text()}")
            base = f"http://{found[1]}"
            # Everyone's pages are refused until they are prepared.
            while fetch(base + "/")[0] == 503:
                time.sleep(1)
            file = f"{folder}/readers.json"
            made = subprocess.run([sys.executable, str(Path(__file__).parent / "accounts.py"), base,
                                   base + found[2], file, sensor], capture_output=True, text=True)
            if made.returncode:
                sys.exit(f"accounts.py: {made.stdout}{made.stderr}")
            yield base, process.pid, file
        finally:
            process.terminate()
            process.wait()
