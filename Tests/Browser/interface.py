"""Asks the interface as its own description says, and otherwise, and compares the answers with the description.

interface.py URL READERS [--examples 40]

As everyone, analyst and admin. Streams of events are listened to instead. No answer may be a fault of the server, have a status or a content type that is not
described, or another form than its schema. Addresses are at most as long as a head may be; longer ones are for
hostile.py. The seed is fixed, so two runs ask the same.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import urllib.request

from dashboard import Findings, fetch, readers

CHECKS = ",".join([
    "not_a_server_error", "status_code_conformance", "content_type_conformance",
    "response_headers_conformance", "response_schema_conformance",
])


def streams(description):
    """The paths whose answers go on and on."""
    return [path for path, methods in description["paths"].items()
            for answer in [methods.get("get", {}).get("responses", {}).get("200", {})]
            if "text/event-stream" in answer.get("content", {})]


def listen(path, reader):
    """A stream begins within a while, and is one of events."""
    request = urllib.request.Request(base + path, headers={
        "Accept": "text/event-stream", "Authorization": f"Bearer {reader.token}"})
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            kind, line = answer.headers.get("Content-Type", ""), answer.readline()
    except OSError as error:
        findings.add(path, f"no event comes ({error})")
        return
    findings.check(kind.startswith("text/event-stream"), path, f"the stream is {kind}")
    findings.check(line.startswith((b"event:", b"data:", b"id:", b"retry:", b":")), path, f"it begins with {line}")


parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
parser.add_argument("url")
parser.add_argument("readers")
parser.add_argument("--examples", type=int, default=40)
options = parser.parse_args()
findings, cases = Findings(), 0
base = options.url.rstrip("/")
everyone, _, analyst, admin = readers(options.readers)
endless = streams(json.loads(fetch(f"{base}/api/v1/openapi.json", accept="application/json")[2]))
for path in endless:
    listen(path, analyst)
with tempfile.TemporaryDirectory() as folder:
    for reader in (everyone, analyst, admin):
        command = [
            f"{os.path.dirname(sys.executable)}/schemathesis", "run", "--checks", CHECKS, "--seed", "1",
            "--max-examples", str(options.examples), "--no-shrink", "--continue-on-failure",
            "--phases", "examples,coverage,fuzzing", "--generation-database", "none",
            "--suppress-health-check", "all", "--warnings", "off", "--request-timeout", "30",
        ]
        for path in endless:
            command += ["--exclude-path", path]
        if reader.token:
            command += ["--header", f"Authorization: Bearer {reader.token}"]
        command.append(f"{base}/api/v1/openapi.json")
        run = subprocess.run(command, cwd=folder, capture_output=True, text=True,
                             env={"PATH": os.environ.get("PATH", ""), "NO_COLOR": "1", "COLUMNS": "160",
                                  "SCHEMATHESIS_HOOKS": "short_addresses",
                                  "PYTHONPATH": os.path.dirname(os.path.abspath(__file__))})
        found = re.search(r"([\d,]+) generated", run.stdout)
        cases += int(found[1].replace(",", "")) if found else 0
        if run.returncode:
            findings.add(f"as {reader.role}", run.stdout[-8000:] + run.stderr[-2000:])
        findings.check(found, f"as {reader.role}", "no case was generated")
findings.end(f"{cases} cases")
