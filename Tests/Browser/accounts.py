"""Signs in and out in a browser, makes accounts and tokens, and leaves a session and a token of each role.

accounts.py URL LINK FILE [SENSOR]

LINK is the one-time link of the first admin, FILE gets the readers in JSON, SENSOR is the partner's (tokyo). What it makes stays: it is for a server of
its own.
"""

import json
import sys
from pathlib import Path
from urllib.parse import urlsplit

from dashboard import Findings, Reader, chromium, context, fetch

PASSWORD = "swallows nest under eaves"
findings = Findings()


def press(page, action):
    """Sends the form of an action and waits for what comes."""
    with page.expect_navigation():
        page.locator(f'main form[action="{action}"] button').first.click()


def choose_password(browser, base, link, name):
    """Chooses a password by a link, of which it is also shown that it works once."""
    with context(browser, base) as profile:
        page = profile.new_page()
        page.goto(link)
        findings.check(name in page.inner_text("main"), name, "the link does not say whose it is")
        page.fill('[name="password"]', PASSWORD)
        page.fill('[name="again"]', PASSWORD + "?")
        press(page, "/password")
        findings.check(page.locator('[name="again"]').count() == 1, name, "two passwords that differ were taken")
        page.fill('[name="password"]', "short")
        page.fill('[name="again"]', "short")
        press(page, "/password")
        findings.check(page.locator('[name="again"]').count() == 1, name, "a password of 5 characters was taken")
        page.fill('[name="password"]', PASSWORD)
        page.fill('[name="again"]', PASSWORD)
        press(page, "/password")
        findings.check("/sign-in" in page.url, name, f"a chosen password leads to {page.url}")
        answer = page.goto(link)
        findings.check(answer.status == 404, name, f"a used link is answered with {answer.status}")


def sign_in(page, base, name, password=PASSWORD):
    page.goto(f"{base}/sign-in?next=/account")
    page.fill('[name="name"]', name)
    page.fill('[name="password"]', password)
    press(page, "/sign-in")


def cookie(profile):
    return next((c for c in profile.cookies() if c["name"] == "hirundo"), None)


def add_account(page, base, name, role, sensors=""):
    """Adds an account as an admin; the link that is shown."""
    page.goto(f"{base}/accounts")
    form = page.locator('form[action="/accounts"]')
    form.locator('[name="name"]').fill(name)
    form.locator('[name="role"]').select_option(role)
    form.locator('[name="sensors"]').fill(sensors)
    press(page, "/accounts")
    link = urlsplit(page.locator(".secret code").first.inner_text())
    # The address is the one that the server was given, in which the port may be open.
    return f"{base}{link.path}?{link.query}"


def make_token(page, base, note, scopes):
    """Makes a token on the page of one's account; the token."""
    page.goto(f"{base}/account")
    form = page.locator('form[action="/account/tokens"]')
    form.locator('[name="note"]').fill(note)
    for box in form.locator('[name="scope"]').all():
        box.set_checked(box.get_attribute("value") in scopes)
    press(page, "/account/tokens")
    token = page.locator(".secret code").first.inner_text()
    page.goto(f"{base}/account")
    findings.check(token not in page.content(), "/account", "a token is shown a second time")
    return token


def reader(browser, base, role, name):
    """Signs in for good: the session and a token of a role."""
    profile = context(browser, base)
    page = profile.new_page()
    sign_in(page, base, name)
    findings.check(page.url == f"{base}/account", name, f"signing in leads to {page.url}")
    found = cookie(profile)
    if not findings.check(found is not None, name, "signing in sets no cookie"):
        return Reader(role)
    findings.check(found["httpOnly"] and found["sameSite"] == "Lax", name, "scripts or other sites can use the session")
    scopes = {"read", "sql", "packets"} | ({"admin"} if role == "admin" else set())
    return Reader(role, found["value"], make_token(page, base, "browser tests", scopes))


def wrong_passwords(browser, base):
    with context(browser, base) as profile:
        page = profile.new_page()
        sign_in(page, base, "admin", "not the password")
        findings.check(page.url == f"{base}/sign-in", "/sign-in", f"a wrong password leads to {page.url}")
        findings.check(page.locator("main .notice").count() == 1, "/sign-in", "a wrong password is not answered with a sentence")
        findings.check(cookie(profile) is None, "/sign-in", "a wrong password gets a session")
        sign_in(page, base, "<b>nobody", "not the password")
        findings.check(page.locator("main b").count() == 0, "/sign-in", "a name is taken for markup")


def signing_out(browser, base):
    with context(browser, base) as profile:
        page = profile.new_page()
        sign_in(page, base, "admin")
        old = cookie(profile)
        with page.expect_navigation():
            page.locator('form[action="/sign-out"] button').first.click()
        findings.check(cookie(profile) is None, "/sign-out", "the cookie stays")
        status, _, _ = fetch(f"{base}/account", Reader("admin", old["value"]))
        findings.check(status == 303, "/sign-out", f"the session still opens /account ({status})")


def tokens(browser, base, admin):
    asked = f"{base}/api/v1/top/sources"
    status, _, _ = fetch(asked, admin, accept="application/json")
    findings.check(status == 200, "token", f"it is answered with {status}")
    with context(browser, base, admin) as profile:
        page = profile.new_page()
        second = Reader("admin", None, make_token(page, base, "to be ended", {"read"}))
        status, _, _ = fetch(asked, second, accept="application/json")
        findings.check(status == 200, "second token", f"it is answered with {status}")
        page.goto(f"{base}/account")
        with page.expect_navigation():
            page.locator("tr", has_text="to be ended").locator("button").click()
        status, _, _ = fetch(asked, second, accept="application/json")
        findings.check(status == 401, "ended token", f"it is answered with {status}")
    status, _, _ = fetch(asked, admin, accept="application/json")
    findings.check(status == 200, "token", f"it is answered with {status} after another was ended")


def main():
    if len(sys.argv) not in (4, 5):
        sys.exit(__doc__.split("\n\n")[1])
    own = sys.argv[4] if len(sys.argv) == 5 else "tokyo"
    base, link, file = sys.argv[1].rstrip("/"), sys.argv[2], sys.argv[3]
    with chromium() as browser:
        choose_password(browser, base, link, "admin")
        wrong_passwords(browser, base)
        admin = reader(browser, base, "admin", "admin")
        found = [admin]
        for role, name, sensors in [("partner", "ben", own), ("analyst", "ana", "")]:
            with context(browser, base, admin) as profile:
                link = add_account(profile.new_page(), base, name, role, sensors)
            choose_password(browser, base, link, name)
            found.append(reader(browser, base, role, name))
        tokens(browser, base, admin)
        signing_out(browser, base)
    known = {r.role: {"session": r.session, "token": r.token} for r in found}
    Path(file).write_text(json.dumps(known))
    findings.end(f"{len(found)} accounts signed in")


main()
