"""Takes the pictures of docs/screenshots.

screenshots.py PROGRAM DATA FOLDER

DATA is a data directory without accounts, such as a copy of the demonstration's: it gets some.
"""

import re
import sys
from pathlib import Path

from dashboard import chromium, context, pages, readers, served

MOST_BYTES = 250_000

if len(sys.argv) != 4:
    sys.exit(__doc__.split("\n\n")[1])
program, data, folder = sys.argv[1], sys.argv[2], Path(sys.argv[3])
folder.mkdir(parents=True, exist_ok=True)


def take(browser, base, reader, path, language, scheme, width):
    """A picture of what stands on the first screen of a page."""
    name = re.sub(r"[^a-z0-9]+", "-", path.partition("?")[0].strip("/").lower()) or "overview"
    view = "" if (language, scheme, width) == ("en", "light", 1440) else f"-{language}-{scheme}-{width}"
    file = folder / f"{reader.role}-{name}{view}.png"
    with context(browser, base, reader, language, width, scheme) as profile:
        page = profile.new_page()
        page.goto(base + path)
        page.wait_for_timeout(2000)
        page.screenshot(path=str(file))
    if file.stat().st_size > MOST_BYTES:
        sys.exit(f"{file}: {file.stat().st_size:,} bytes are more than {MOST_BYTES:,}; show less on it")
    print(file)


with served(program, data, "domestic-1") as (base, _, file), chromium() as browser:
    everyone, _, analyst, admin = readers(file)
    plain = [path for path in pages(base, analyst) if "?" not in path]
    for path in plain:
        take(browser, base, analyst, path, "en", "light", 1440)
    for path in [path for path in pages(base, admin) if "?" not in path and path not in plain]:
        take(browser, base, admin, path, "en", "light", 1440)
    take(browser, base, everyone, "/", "en", "light", 1440)
    take(browser, base, analyst, "/", "ja", "dark", 1440)
    take(browser, base, analyst, "/", "en", "light", 390)
    take(browser, base, everyone, "/ports", "ja", "dark", 390)
