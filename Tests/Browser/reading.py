"""Compares what pages show with what the interface says, and reads them with filters and with the keyboard.

reading.py URL READERS PERIOD

PERIOD is one of which the store has days.
"""

import json
import re
import sys

from dashboard import LANGUAGES, Findings, chromium, context, fetch, pages, readers
from playwright.sync_api import TimeoutError

if len(sys.argv) != 4:
    sys.exit(__doc__.split("\n\n")[1])
base, period = sys.argv[1].rstrip("/"), sys.argv[3]
people = readers(sys.argv[2])
findings = Findings()
compared = 0

# What a focused element shows, of which something must differ from what it shows at rest.
FOCUS = """() => {
  const look = e => { const s = getComputedStyle(e);
    return [s.outlineStyle + s.outlineWidth + s.outlineColor, s.boxShadow, s.borderColor,
      s.backgroundColor, s.textDecorationLine].join('|'); };
  const e = document.activeElement;
  if (!e || e === document.body) return null;
  const box = e.getBoundingClientRect();
  const focused = look(e);
  e.blur();
  const differs = focused !== look(e);
  e.focus({preventScroll: false, focusVisible: true});
  const all = [...document.querySelectorAll('*')];
  return {index: all.indexOf(e), differs, seen: box.width > 0 && box.height > 0 && box.right > 0,
    name: e.tagName.toLowerCase() + ' ' + (e.textContent || e.name || '').trim().slice(0, 30)};
}"""
REACHABLE = """() => [...document.querySelectorAll(
    'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]')]
  .filter(e => !e.disabled && e.tabIndex >= 0 && e.checkVisibility()).length"""


def number(text):
    """The number in a cell; nil where there is none."""
    found = re.fullmatch(r"[+−-]?[\d,]+(\.\d+)?", text.strip())
    return float(text.strip().replace(",", "").replace("−", "-")) if found else None


def table(page, place):
    """The rows of a table on a page, as texts."""
    return page.evaluate("t => [...t.tBodies[0].rows].map(r => [...r.cells].map(c => c.innerText.trim()))", place)


def ranking(page, reader, language):
    """The rows of the first table of /ports are those of the interface."""
    global compared
    query = "" if reader.role == "public" else f"?period={period}"
    path = f"/ports{query}"
    place = f"{path} as {reader.role} in {language}"
    page.goto(base + path)
    shown = {}
    for row in table(page, page.locator("main table").first.element_handle()):
        shown[row[1]] = number(row[2])
    every = f"{query}{'&' if query else '?'}limit=1000"
    status, _, body = fetch(f"{base}/api/v1/top/ports{every}", reader, accept="application/json")
    if not findings.check(status == 200, place, f"the interface answers with {status}"):
        return
    told = {row["port"]: row["packets"] for row in json.loads(body)["rows"]}
    findings.check(shown, place, "the table is empty")
    for port, packets in shown.items():
        compared += 1
        findings.check(told.get(port) == packets, place, f"{port}: {packets} on the page, {told.get(port)} told")


def values(specification):
    """All rows of data of a figure's specification."""
    found = []
    if isinstance(specification, dict):
        data = specification.get("data", {})
        if isinstance(data, dict) and isinstance(data.get("values"), list):
            found += [row for row in data["values"] if isinstance(row, dict)]
        for value in specification.get("datasets", {}).values():
            found += value
        for key, value in specification.items():
            if key not in ("data", "datasets"):
                found += values(value)
    elif isinstance(specification, list):
        for value in specification:
            found += values(value)
    return found


def figures(page, reader, path, language):
    """Each number in the table beside a figure is one of the figure's data."""
    global compared
    page.goto(base + path)
    for figure in page.locator("main figure").all():
        links = [link.get_attribute("href") for link in figure.locator("a").all()]
        link = next((link for link in links if re.search(r"\.json(\?|$)", link or "")), None)
        place = f"{path} as {reader.role} in {language}"
        if link is None:
            findings.add(place, "a figure has no specification")
            continue
        status, _, body = fetch(base + link, reader)
        if not findings.check(status == 200, place, f"{link} is answered with {status}"):
            continue
        numbers = {round(value, 6) for row in values(json.loads(body)) for value in row.values()
                   if isinstance(value, (int, float)) and not isinstance(value, bool)}
        rows = figure.locator("table").first
        if rows.count() == 0:
            continue
        shown = [number(cell) for row in table(page, rows.element_handle()) for cell in row[1:]]
        shown = [value for value in shown if value is not None]
        compared += len(shown)
        strange = [value for value in shown if not any(abs(value - other) <= 0.5 for other in numbers)]
        findings.check(not strange, place, f"{link}: {strange[:5]} stand in the table and not in the figure")


def text(page):
    """What a page says, without what programs draw or count on it a moment later."""
    return page.evaluate("""() => {
      const main = document.querySelector('main').cloneNode(true);
      for (const element of main.querySelectorAll('figure, .live')) element.remove();
      return main.textContent; }""")


def filters(page):
    """What is filled into the bar stands in the address, and a reload shows the same."""
    global compared
    place = "/ports with filters"
    page.goto(f"{base}/ports")
    chosen = {"period": period, "port": "23/TCP", "region": "CN"}
    bar = page.locator("main form.bar")
    for name, value in chosen.items():
        field = bar.locator(f'[name="{name}"]')
        (field.select_option if field.evaluate("e => e.tagName") == "SELECT" else field.fill)(value)
    with page.expect_navigation():
        bar.locator("button").first.click()
    address, shown = page.url, text(page)
    for name, value in chosen.items():
        compared += 1
        held = page.locator(f'main form.bar [name="{name}"]').input_value()
        findings.check(held == value, place, f"{name} was {value} and is {held}")
        findings.check(f"{name}=" in address, place, f"{name} does not stand in {address}")
    page.reload()
    findings.check(text(page) == shown, place, "a reload shows something else")
    page.goto("about:blank")
    page.goto(address)
    findings.check(text(page) == shown, place, "the address shows something else")
    other = page.locator(".reader a[hreflang]").first
    other.click()
    page.wait_for_load_state()
    for name, value in chosen.items():
        held = page.locator(f'main form.bar [name="{name}"]').input_value()
        findings.check(held == value, place, f"in the other language {name} was {value} and is {held}")


def keyboard(page, reader, path):
    """From the top with the tab key: first the skip link, then each thing once, downward, and visibly."""
    global compared
    place = f"{path} as {reader.role} by keyboard"
    page.goto(base + path)
    page.keyboard.press("Tab")
    first = page.evaluate("document.activeElement.className")
    findings.check("skip" in first, place, f"the first stop is no skip link but {first}")
    findings.check(page.locator(".skip").bounding_box()["x"] >= 0, place, "the skip link is not seen")
    page.keyboard.press("Enter")
    try:
        page.wait_for_url("**#content", timeout=5000)
    except TimeoutError:
        findings.add(place, f"the skip link leads to {page.url}")
    page.keyboard.press("Tab")
    inside = page.evaluate("!!document.activeElement.closest('main, footer') || document.activeElement === document.body")
    findings.check(inside, place, "behind the skip link comes something before the contents")
    page.goto(base + path)
    expected, last = page.evaluate(REACHABLE), -1
    for stop in range(min(expected, 60)):
        page.keyboard.press("Tab")
        at = page.evaluate(FOCUS)
        if at is None:
            findings.add(place, f"after {stop} of {expected} stops there is none")
            break
        compared += 1
        findings.check(at["index"] > last, place, f"{at['name']} comes out of order")
        findings.check(at["differs"] and at["seen"], place, f"nobody sees that {at['name']} has the focus")
        last = at["index"]


with chromium() as browser:
    for reader in people:
        for language in LANGUAGES:
            with context(browser, base, reader, language) as profile:
                page = profile.new_page()
                ranking(page, reader, language)
                for path in pages(base, reader):
                    figures(page, reader, path, language)
    with context(browser, base, people[2]) as profile:
        filters(profile.new_page())
    for reader in (people[0], people[3]):
        with context(browser, base, reader) as profile:
            page = profile.new_page()
            for path in pages(base, reader):
                keyboard(page, reader, path)
findings.end(f"{compared} numbers, fields and stops")
