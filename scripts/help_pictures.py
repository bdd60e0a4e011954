"""Takes the pictures of the help from a running admin, in each language: `make help-pictures`.

They are kept where the site keeps its data, and not among its code. A test takes those of one
language, so that a form that has changed so much that one cannot be taken is noticed.

    .venv/bin/python scripts/help_pictures.py http://127.0.0.1:8000 USER PASSWORD var/help
"""

import argparse
import shutil
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

LANGUAGES = {"ro": "Română", "hu": "Magyar", "en": "English"}
# Where each topic happens: the address, and what is in the middle of the picture ("" the top).
TOPICS = {
    "partner": ("partners/partnerregion/add/", ""),
    "decision": ("decisions/decision/{decision}/change/", "#documents-group"),
    "event": ("activities/event/add/", ""),
    "edition": ("activities/event/{event}/change/", ""),
    "correction": ("partners/partnerregion/{partner}/change/", ".preview-buttons"),
    "translation": ("partners/partnerregion/{partner}/change/", ".language-switch"),
    "picture": ("publishing/picture/add/", ""),
    "publication": ("activities/event/{event}/change/", "#id_status"),
    "versions": ("partners/partnerregion/{partner}/history/", ""),
    "settings": ("pages/sitesettings/", ""),
}


def first_key(page: Page, site: str, path: str) -> str:
    """Return the key of the first entry in a list."""
    page.goto(f"{site}/admin/{path}/")
    return page.locator("input.action-select").first.get_attribute("value")


def take_pictures(page: Page, site: str, folder: Path, languages: dict[str, str]) -> None:
    """Take the picture of each topic in each language, given with the words on its button."""
    keys = {
        "partner": first_key(page, site, "partners/partnerregion"),
        "decision": first_key(page, site, "decisions/decision"),
        "event": first_key(page, site, "activities/event"),
    }
    for language, name in languages.items():
        page.goto(f"{site}/admin/")
        page.get_by_role("button", name=name, exact=True).click()
        (folder / language).mkdir(parents=True, exist_ok=True)
        for topic, (path, middle) in TOPICS.items():
            page.goto(f"{site}/admin/{path.format(**keys)}")
            page.wait_for_load_state("load")
            if middle:
                page.locator(middle).first.scroll_into_view_if_needed()
            page.screenshot(path=folder / language / f"{topic}.png")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    for name in ("site", "user", "password", "folder"):
        parser.add_argument(name)
    given = parser.parse_args()
    with sync_playwright() as playwright:
        options = {"executable_path": shutil.which("chromium"), "args": ["--no-sandbox"]}
        page = playwright.chromium.launch(**options).new_page(
            viewport={"width": 1280, "height": 720}
        )
        page.goto(f"{given.site}/admin/")
        page.fill("#id_username", given.user)
        page.fill("#id_password", given.password)
        page.click(".submit-row input")
        page.wait_for_load_state("load")
        take_pictures(page, given.site, Path(given.folder), LANGUAGES)


if __name__ == "__main__":
    main()
