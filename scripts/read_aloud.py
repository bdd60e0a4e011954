"""What a screen reader is given at every stop of the keyboard in the form of a new partner.

Logs in and goes through the form by keyboard alone, opens what is folded and a row for an
agreement, mistypes a date, saves, and goes to what was refused. All comes from the browser's
accessibility tree: the groups that are entered, name, role, states and description. The parts
of a date and time are the browser's own, in its own language.

    .venv/bin/python scripts/read_aloud.py http://127.0.0.1:8000 USER PASSWORD [LANGUAGE]

The account is a publisher's, of a site without a second step. Nothing is saved.
"""

import argparse
import shutil
from collections.abc import Iterator
from dataclasses import dataclass

from playwright.sync_api import CDPSession, Page, sync_playwright

ADD = "/admin/partners/partnerregion/add/"
ROWS = "#agreements-group"
MISTYPED = ("[id$='-0-signed_on']", "32 May 2010")
MAX_STOPS = 200
STATES = ("required", "invalid", "expanded", "checked", "pressed", "disabled", "readonly")
LANDMARKS = ("banner", "complementary", "contentinfo", "form", "main", "navigation", "region")
GROUPS = (*LANDMARKS, "DateTime", "dialog", "group", "radiogroup", "search", "toolbar")
SILENT_WITHOUT_A_NAME = ("form", "group", "region")
FOCUSED = "(selector) => document.activeElement.matches(selector)"
LANGUAGE = """function () {
    const { lang } = this.closest("[lang]") ?? {};
    return [lang === document.documentElement.lang ? "" : lang ?? "", this.required === true];
}"""


@dataclass(frozen=True)
class Stop:
    """One stop of the tabulator, as the accessibility tree has it."""

    role: str
    name: str
    states: tuple[str, ...]
    value: str
    description: str
    language: str  # if it is not that of the page
    groups: tuple[str, ...]  # from the outermost

    def read(self, entered_before: tuple[str, ...] = ()) -> str:
        """Return what is said at a stop after one in certain groups."""
        entered = [f"[{group}] " for group in self.groups if group not in entered_before]
        stated = [f"**{self.name or '(no name)'}**", self.role, *self.states]
        stated += [f"value “{self.value}”"] if self.value else []
        stated += [f"in “{self.language}”"] if self.language else []
        description = f" – {self.description}" if self.description else ""
        return "".join(entered) + ", ".join(stated) + description


def read_stop(cdp: CDPSession) -> Stop:
    """Return what is said of what has the focus."""
    active = cdp.send("Runtime.evaluate", {"expression": "document.activeElement"})
    query = {"objectId": active["result"]["objectId"], "fetchRelatives": True}
    nodes = cdp.send("Accessibility.getPartialAXTree", query)["nodes"]
    node = nodes[0]
    if text_of(node, "role") == "DateTime":  # within which a part has it
        nodes = cdp.send("Accessibility.getFullAXTree")["nodes"]
        node = [one for one in nodes if property_of(one, "focused")][-1]
    by_id = {one["nodeId"]: one for one in nodes}
    around = list(ancestors_of(node, by_id))
    language, is_required = language_of(cdp, node)
    return Stop(
        role=text_of(node, "role").replace("DisclosureTriangle", "disclosure"),
        name=text_of(node, "name"),
        states=tuple(states_of(node, is_required)),
        value=text_of(node, "value"),
        description=text_of(node, "description"),
        language=language,
        groups=tuple(group for one in reversed(around) if (group := group_of(one))),
    )


def property_of(node: dict, name: str) -> object:
    values = [
        one["value"].get("value") for one in node.get("properties", ()) if one["name"] == name
    ]
    return values[0] if values else None


def text_of(node: dict, part: str) -> str:
    return " ".join(str(node.get(part, {}).get("value", "")).split())


def states_of(node: dict, is_required: bool) -> Iterator[str]:
    """Yield the states that are worth a word; that something is not so is said of switches."""
    for name in STATES:
        value = is_required if name == "required" else property_of(node, name)
        if value in (False, "false") and name in ("checked", "expanded", "pressed"):
            yield f"not {name}"
        elif value not in (None, False, "false", ""):
            yield name


def language_of(cdp: CDPSession, node: dict) -> tuple[str, bool]:
    """Return a node's language, if not that of the page, and whether it is required.

    The protocol leaves the latter out of a list to choose from.
    """
    found = cdp.send("DOM.resolveNode", {"backendNodeId": node["backendDOMNodeId"]})
    call = {"objectId": found["object"]["objectId"], "functionDeclaration": LANGUAGE}
    answer = cdp.send("Runtime.callFunctionOn", {**call, "returnByValue": True})
    return tuple(answer["result"]["value"])


def ancestors_of(node: dict, by_id: dict[str, dict]) -> Iterator[dict]:
    while node := by_id.get(node.get("parentId", "")):
        yield node


def group_of(node: dict) -> str:
    """Return how a landmark or a group is announced; nothing if it isn't."""
    role, name, description = (text_of(node, part) for part in ("role", "name", "description"))
    if role not in GROUPS or (role in SILENT_WITHOUT_A_NAME and not name):
        return ""
    return f"{role} {name}".strip() + (f" – {description}" if description else "")


def is_at(page: Page, selector: str) -> bool:
    return page.evaluate("(selector) => !!document.activeElement.closest(selector)", selector)


def walk(page: Page, cdp: CDPSession) -> Iterator[Stop]:
    """Yield each stop of the tabulator down to Save."""
    for _ in range(MAX_STOPS):
        page.keyboard.press("Tab")
        yield read_stop(cdp)
        if is_at(page, "[name=_save]"):
            return
    raise SystemExit(f"Save was not reached within {MAX_STOPS} stops.")


def go_to_the_top(page: Page) -> None:
    """Go back through the page until its first stop has been left."""
    for _ in range(MAX_STOPS):
        page.keyboard.press("Shift+Tab")
        if is_at(page, "body") and page.evaluate("document.activeElement === document.body"):
            return


def log_in(page: Page, site: str, user: str, password: str) -> None:
    """Log in by keyboard, where the first field has the focus, and come to the form."""
    page.goto(f"{site}/admin/login/?next={ADD}")
    page.wait_for_function(FOCUSED, arg="#id_username")
    page.keyboard.type(user)
    page.keyboard.press("Tab")
    page.keyboard.type(password)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.wait_for_load_state("networkidle")
    page.wait_for_function(FOCUSED, arg="#id_name_ro")


def transcribe(page: Page, cdp: CDPSession) -> Iterator[str]:
    """Yield the lines of a transcript: the form, then what was refused of it."""
    yield from (f"## {page.title()}", "")
    yield from (f"At the start the focus is on {read_stop(cdp).read()}", "", "From the top:", "")
    go_to_the_top(page)
    before: tuple[str, ...] = ()
    for number, stop in enumerate(walk(page, cdp), 1):
        yield f"{number}. {stop.read(before)}"
        before = stop.groups
        if stop.role == "disclosure":
            page.keyboard.press("Enter")
        elif is_at(page, MISTYPED[0]):
            page.keyboard.type(MISTYPED[1])
        elif is_at(page, f"{ROWS} .add-row") and not page.locator(f"{ROWS} [id$='-0']").count():
            page.keyboard.press("Enter")
            opened = read_stop(cdp)
            yield f"    - Enter; the focus is then on {opened.read(before)}"
            before = opened.groups
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.wait_for_load_state("networkidle")
    yield from ("", f"## {page.title()}", "")
    yield from (f"The focus is on {read_stop(cdp).read()}", "", "What is wrong, after it:", "")
    before = ()
    for number, stop in enumerate(walk(page, cdp), 1):
        if "invalid" in stop.states or is_at(page, "#error-summary"):
            yield f"{number}. {stop.read(before)}"
        before = stop.groups


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    for name in ("site", "user", "password"):
        parser.add_argument(name)
    parser.add_argument("language", nargs="?", default="en")
    given = parser.parse_args()
    with sync_playwright() as playwright:
        options = {"executable_path": shutil.which("chromium"), "args": ["--no-sandbox"]}
        browser = playwright.chromium.launch(**options)
        page = browser.new_page(viewport={"width": 1366, "height": 768}, locale=given.language)
        log_in(page, given.site, given.user, given.password)
        cdp = page.context.new_cdp_session(page)
        for line in transcribe(page, cdp):
            print(line)


if __name__ == "__main__":
    main()
