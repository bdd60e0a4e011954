"""How long a faultless publisher needs for the commonest tasks, by the keystroke-level model.

Plays each task in the real admin, in a real browser, and adds up the operators of Card, Moran and
Newell (1983): a key, pointing with the mouse, a hand between mouse and keys, and thinking before
each field; with a text copied from Word, a dialog for a file, and scrolling as they were measured
before. What the browser itself takes is not counted.

    .venv/bin/python scripts/keystrokes.py http://127.0.0.1:8000 USER PASSWORD

The account is a publisher's, of a site without a second step. It leaves its entries behind.
"""

import argparse
import shutil
from dataclasses import dataclass, field
from datetime import date
from io import BytesIO

import pikepdf
from PIL import Image
from playwright.sync_api import Locator, Page, sync_playwright

KEY, POINT, HAND, THINK = 0.20, 1.10, 0.40, 1.35  # seconds
COPIED_TEXT, FILE_DIALOG = 5.0, 8.0
FOUND_ON_A_MAP = 30.0  # a place, and its coordinates copied
PIXELS_A_SECOND = 800
NUMBER = 977  # of the decision, which no other of its year has
MAX_TABS = 8  # to a field; of more, the mouse is quicker
LIMITS = {"partner": 180, "event": 75, "edition": 30}  # seconds
FOCUSABLE = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']"
TABS = f"""(target) => {{
    const all = [...document.querySelectorAll("{FOCUSABLE}, [contenteditable=true]")]
        .filter((one) => one.checkVisibility() && !one.disabled && one.tabIndex >= 0);
    const steps = all.indexOf(target) - all.indexOf(document.activeElement);
    return document.activeElement === document.body || steps < 0 ? 1000 : steps;
}}"""


@dataclass
class Publisher:
    """Somebody who makes no mistake, with a hand on the mouse or both on the keys."""

    page: Page
    seconds: float = 0.0
    has_mouse: bool = True
    counts: dict[str, int] = field(
        default_factory=lambda: dict.fromkeys(("clicks", "fields", "pages"), 0)
    )

    def point(self, target: Locator) -> None:
        """Scroll to a thing and click on it."""
        before = self.page.evaluate("scrollY")
        target.scroll_into_view_if_needed()
        self.seconds += abs(self.page.evaluate("scrollY") - before) / PIXELS_A_SECOND
        self.seconds += (0 if self.has_mouse else HAND) + POINT + KEY
        self.has_mouse = True
        self.counts["clicks"] += 1
        target.click()

    def go(self, target: Locator) -> None:
        """Follow a link or press a button that leads to another page."""
        self.seconds += THINK
        with self.page.expect_navigation():
            self.point(target)
        self.counts["pages"] += 1
        self.page.wait_for_load_state("load")

    def reach(self, target: Locator) -> None:
        """Get into a field, by the tabulator if it is near."""
        self.seconds += THINK
        self.counts["fields"] += 1
        tabs = target.evaluate(TABS)
        if tabs > MAX_TABS:
            self.point(target)
        elif tabs:
            self.seconds += tabs * KEY
        self.seconds += HAND if self.has_mouse else 0
        self.has_mouse = False
        target.focus()

    def type(self, selector: str, text: str) -> None:
        target = self.page.locator(selector)
        self.reach(target)
        self.seconds += len(text) * KEY
        target.fill(text)

    def choose(self, selector: str, label: str) -> None:
        """Choose from a list by its first letters."""
        target = self.page.locator(selector)
        self.reach(target)
        self.seconds += 3 * KEY
        target.select_option(label=label)

    def paste(self, selector: str, text: str, seconds: float = COPIED_TEXT) -> None:
        """Bring a text from elsewhere."""
        target = self.page.locator(selector)
        self.reach(target)
        self.seconds += seconds
        target.fill(text)

    def tick(self, selector: str) -> None:
        self.seconds += THINK
        self.point(self.page.locator(selector))

    def upload(self, selector: str, name: str, kind: str, data: bytes) -> None:
        target = self.page.locator(selector)
        self.seconds += THINK + (0 if self.has_mouse else HAND) + POINT + KEY + FILE_DIALOG
        self.has_mouse = True
        self.counts["clicks"] += 1
        target.set_input_files({"name": name, "mimeType": kind, "buffer": data})

    def save(self) -> None:
        with self.page.expect_navigation():
            self.seconds += THINK + 2 * KEY + (HAND if self.has_mouse else 0)
            self.has_mouse = False
            self.page.keyboard.press("Control+s")
        self.counts["pages"] += 1
        if errors := self.page.locator("#error-summary, .errornote").all_inner_texts():
            raise SystemExit(f"The form was refused: {errors}")


def event(me: Publisher) -> None:
    me.go(me.page.locator('.content-menu a[href$="/activities/event/"]'))
    me.go(me.page.locator(".object-tools .addlink"))
    for language, title in (("ro", "Zilele Hontului"), ("hu", "Honti Napok"), ("en", "Hont Days")):
        me.type(f"#id_title_{language}", title)
    for language in ("ro", "hu", "en"):
        me.paste(f"#id_text_{language}_editor", "Un text copiat.")
    me.type("#id_period", f"{date.today().year - 1}-05-07")
    me.tick("#id_partners input >> nth=0")
    me.tick("#id_status input[value=published]")
    me.save()


def edition(me: Publisher) -> None:
    me.go(me.page.locator('.content-menu a[href$="/activities/event/"]'))
    me.go(me.page.get_by_role("link", name="Hont", exact=False).first)
    me.go(me.page.locator('form[action$="/duplicate/"] button'))
    me.type("#id_period", f"{date.today().year}-05-06")
    me.tick("#id_status input[value=published]")
    me.save()


def partner(me: Publisher) -> None:
    me.go(me.page.locator('.content-menu a[href$="/partners/partnerregion/"]'))
    me.go(me.page.locator(".object-tools .addlink"))
    names = {"ro": "Județul Hont", "hu": "Hont vármegye", "en": "Hont County"}
    institutions = {"ro": "Adunarea", "hu": "Közgyűlés", "en": "Assembly"}
    for language, name in names.items():
        me.type(f"#id_name_{language}", name)
        me.type(f"#id_institution_{language}", institutions[language])
        me.paste(f"#id_text_{language}_editor", "Un text copiat.")
    me.choose("#id_country", me.page.locator("#id_country option[value=SK]").inner_text())
    me.type("#id_seat", "Ipolyság")
    me.tick("details:has(#id_coordinates) summary")
    me.paste("#id_coordinates", "48.07, 18.95", FOUND_ON_A_MAP)
    me.tick("#id_picture_choose")
    me.upload("dialog[open] input[type=file]", "munte.jpg", "image/jpeg", photo())
    for language, words in (("ro", "Un munte"), ("hu", "Egy hegy"), ("en", "A mountain")):
        me.type(f"dialog[open] [name=alt_{language}]", words)
    me.tick("dialog[open] [data-part=send]")
    me.page.locator("dialog[open]").wait_for(state="detached")
    me.tick("#id_status input[value=published]")
    me.tick("#agreements-group .add-row a")
    me.type("#id_agreements-0-approved_by", f"{NUMBER}/2026")
    me.save()
    me.go(me.page.locator('.content-menu a[href$="/decisions/decision/"]'))
    me.go(me.page.get_by_role("link", name=f"{NUMBER}/2026", exact=False).first)
    me.tick(".attachments[data-kind=document] [data-part=add]")
    me.upload("dialog[open] input[type=file]", "hotarare.pdf", "application/pdf", paper())
    me.tick("dialog[open] [data-part=send]")
    me.page.locator("dialog[open]").wait_for(state="detached")
    me.save()


def photo() -> bytes:
    data = BytesIO()
    Image.new("RGB", (1800, 1200), "green").save(data, "JPEG")
    return data.getvalue()


def paper() -> bytes:
    data = BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page(page_size=(595, 842))
        document.save(data)
    return data.getvalue()


TASKS = {"partner": partner, "event": event, "edition": edition}


def play(page: Page, site: str) -> bool:
    """Play each task from the first page of the admin; return whether all keep to their limit."""
    is_quick = True
    for name, task in TASKS.items():
        page.goto(f"{site}/admin/")
        me = Publisher(page)
        task(me)
        verdict = "" if me.seconds < LIMITS[name] else ", TOO LONG"
        is_quick = is_quick and not verdict
        counts = ", ".join(f"{number} {what}" for what, number in me.counts.items())
        print(f"{name}: {me.seconds:.0f} s of {LIMITS[name]} s{verdict} ({counts})")
    return is_quick


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    for name in ("site", "user", "password"):
        parser.add_argument(name)
    given = parser.parse_args()
    with sync_playwright() as playwright:
        options = {"executable_path": shutil.which("chromium"), "args": ["--no-sandbox"]}
        browser = playwright.chromium.launch(**options)
        page = browser.new_page(viewport={"width": 1366, "height": 768}, locale="ro")
        page.goto(f"{given.site}/admin/")
        page.fill("#id_username", given.user)
        page.fill("#id_password", given.password)
        page.click(".submit-row input")
        page.wait_for_load_state("load")
        if not play(page, given.site):
            raise SystemExit(1)


if __name__ == "__main__":
    main()
