"""Opens every page as every role, in both languages, light and dark, narrow and wide.

walk.py URL READERS [--screenshots FOLDER]

Looked at are: whether a role may open what docs/web.md says and nothing else, messages of the console, requests to
elsewhere, the bytes of a first view, axe's rules, and whether a narrow page scrolls sideways.
"""

import argparse
import re
from pathlib import Path

import axe_playwright_python
from dashboard import LANGUAGES, ROLES, Findings, chromium, context, described, fetch, pages, readers

# docs/web.md: a first view takes at most so much, all of it from the site.
MOST_BYTES = 1_200_000
WIDE, NARROW = 1440, 390

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
RUN_AXE = """async rules => (await axe.run(document, {resultTypes: ['violations'],
    ...(rules ? {runOnly: {type: 'rule', values: rules}} : {})})).violations.map(v =>
  v.id + ' (' + v.help + '): ' + v.nodes.slice(0, 3).map(n => n.target.join(' ')).join(', '))"""
SIDEWAYS = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return null;
  const wide = [...document.querySelectorAll('body *')].filter(e =>
    e.getBoundingClientRect().right > width + 1 && !e.closest('.table, .scroll, svg'));
  return document.documentElement.scrollWidth + ' px: ' + wide.slice(0, 3).map(e =>
    e.tagName.toLowerCase() + (e.id ? '#' + e.id : '') + '.' + e.className).join(', ');
}"""
# WCAG 3.1.2: what is not in the language of the page says so; data in cells and code have none.
FOREIGN = """() => {
  if (document.documentElement.lang !== 'ja') return [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) {
    const text = walker.currentNode.data.trim();
    if (/\\b[A-Za-z]{2,} [a-z]{2,} [a-z]{2,}\\b/.test(text) &&
        !walker.currentNode.parentElement.closest('[lang=en], td, code, pre, script, svg')) found.push(text.slice(0, 80));
  }
  return found; }"""
# What depends on colours and widths; all else is looked at once.
OF_VIEW = ["color-contrast", "link-in-text-block", "target-size"]
PAINT = """() => (performance.getEntriesByName('first-contentful-paint')[0] || {startTime: 0}).startTime"""

parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
parser.add_argument("url")
parser.add_argument("readers")
parser.add_argument("--screenshots", help="a folder for a picture of each view")
options = parser.parse_args()
base = options.url.rstrip("/")
findings = Findings()
paints, views, alike, opened, known = [], 0, 0, set(), set()


class Watch:
    """What a page says and asks for while it is opened."""

    def __init__(self, page):
        self.messages, self.elsewhere, self.bytes = [], [], 0
        page.on("console", self.hear)
        page.on("pageerror", lambda error: self.messages.append(str(error)))
        page.on("request", self.see)
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.send("Network.setCacheDisabled", {"cacheDisabled": True})
        session.on("Network.loadingFinished", self.receive)

    def receive(self, event):
        self.bytes += event["encodedDataLength"]

    def hear(self, message):
        if message.type == "error":
            self.messages.append(message.text)

    def see(self, request):
        if not request.url.startswith((base + "/", "data:", "blob:")):
            self.elsewhere.append(request.url)


def look(page, watch, place, path):
    """Opens a page and looks at it in both schemes and widths."""
    global views
    watch.messages, watch.elsewhere, watch.bytes = [], [], 0
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": WIDE, "height": 900})
    answer = page.goto(base + path, wait_until="load")
    findings.check(answer.status == 200, place, f"it is answered with {answer.status}")
    page.wait_for_timeout(50)
    paints.append((page.evaluate(PAINT), place))
    findings.check(watch.bytes <= MOST_BYTES, place, f"its first view takes {watch.bytes:,} bytes")
    broken = page.evaluate("[...document.images].filter(i => i.complete && !i.naturalWidth).map(i => i.src)")
    findings.check(not broken, place, f"pictures are not there: {broken}")
    page.evaluate(AXE)
    for scheme, width, rules in [("light", WIDE, None), ("dark", NARROW, OF_VIEW)]:
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 900})
        for violation in page.evaluate(RUN_AXE, rules):
            findings.add(f"{place} {scheme} {width}", f"axe: {violation}")
    for scheme, width in [("dark", NARROW), ("light", NARROW), ("dark", WIDE)]:
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 900})
        sideways = page.evaluate(SIDEWAYS)
        findings.check(not sideways, f"{place} {scheme} {width}", f"it scrolls sideways, {sideways}")
    for scheme, width in [("light", WIDE), ("dark", NARROW)] if options.screenshots else []:
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 900})
        name = place.strip("/ ").replace("/", "_").replace(" ", "-").replace("?", "-")[:100]
        page.screenshot(path=f"{options.screenshots}/{name}-{scheme}-{width}.png", full_page=True)
    for text in page.evaluate(FOREIGN):
        findings.add(place, f"this is English: {text}")
    for message in watch.messages:
        findings.add(place, f"the console says: {message}")
    for address in watch.elsewhere:
        findings.add(place, f"it asks for {address}")
    views += 4


def is_known(reader, path, language):
    """Whether an earlier role got the same contents: then they were looked at, and only the frame may differ."""
    _, _, body = fetch(base + path, reader, language)
    contents = re.search(rb"<main.*</main>", body, re.DOTALL)
    key = (path, language, re.sub(rb'<input type="hidden"[^>]*>', b"", contents[0]) if contents else body)
    if key in known and path != "/":
        return True
    known.add(key)
    return False


def doors(reader):
    """Whether the pages of docs/web.md let in who may come, and nobody else; those that opened."""
    for path, least in described():
        status, headers, _ = fetch(base + path, reader)
        place = f"{path} as {reader.role}"
        # What is no page by itself, such as the target of a form, or a page that lacks its field.
        if reader.rank >= ROLES.index(least):
            findings.check(status in (200, 303, 400, 404, 405), place, f"it is answered with {status}")
            if status == 200 and headers.get("Content-Type", "").startswith("text/html"):
                yield path
        elif status != 405:
            # 404 where the path is the target of a form only.
            expected = 303 if reader.role == "public" else 403
            findings.check(status in (expected, 404), place, f"it is answered with {status}, not {expected}")


with chromium() as browser:
    if options.screenshots:
        Path(options.screenshots).mkdir(parents=True, exist_ok=True)
    for reader in readers(options.readers):
        paths = list(dict.fromkeys([*doors(reader), *pages(base, reader)]))
        opened.update(path.partition("?")[0] for path in paths)
        for language in LANGUAGES:
            with context(browser, base, reader, language) as profile:
                page = profile.new_page()
                watch = Watch(page)
                for path in paths:
                    if is_known(reader, path, language):
                        alike += 1
                        continue
                    look(page, watch, f"{path} as {reader.role} in {language}", path)
slowest, place = max(paints)
print(f"the slowest first paint: {slowest:.0f} ms, {place}")
findings.end(f"{views} views of {len(opened)} pages; {alike} more have the contents that an earlier role got")
