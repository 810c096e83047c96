"""Shows every page of every role in both languages to the Nu HTML checker.

markup.py URL READERS CHECKER

CHECKER is vnu.jar.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from dashboard import LANGUAGES, Findings, fetch, pages, readers

if len(sys.argv) != 4:
    sys.exit(__doc__.split("\n\n")[1])
base = sys.argv[1].rstrip("/")
findings = Findings()
with tempfile.TemporaryDirectory() as folder:
    places = {}
    for reader in readers(sys.argv[2]):
        paths = pages(base, reader) + ["/sign-in", "/nothing-here", "/ports?period=never"]
        for path in dict.fromkeys(paths):
            for language in LANGUAGES:
                _, headers, body = fetch(base + path, reader, language)
                if not headers.get("Content-Type", "").startswith("text/html") or not body:
                    continue
                file = Path(folder) / f"{len(places)}.html"
                file.write_bytes(body)
                places[file.name] = f"{path} as {reader.role} in {language}"
    checked = subprocess.run(
        ["java", "-Xss4m", "-jar", sys.argv[3], "--format", "json", "--stdout", "--exit-zero-always", folder],
        capture_output=True, text=True, check=True)
    for message in json.loads(checked.stdout)["messages"]:
        if message["type"] == "info":
            continue
        name = message.get("url", "").rpartition("/")[2]
        findings.add(f"{places.get(name, name)}, line {message.get('lastLine')}",
                     f"{message['type']}: {message['message']}")
findings.end(f"{len(places)} pages")
