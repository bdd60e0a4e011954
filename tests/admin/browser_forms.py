"""Reads the form of an entry as a browser does: what it would send if nobody touched it."""

from html.parser import HTMLParser

IGNORED = {"submit", "button", "file", "image", "reset"}


class _Form(HTMLParser):
    def __init__(self, html: str):
        super().__init__()
        self.values: dict[str, list[str]] = {}
        self._is_ours = self._is_template = False
        self._select = self._textarea = None
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        self._is_template = self._is_template or tag == "template"
        if self._is_template:
            return
        if tag == "form":
            self._is_ours = given.get("id", "").endswith("_form")
        elif not self._is_ours or "disabled" in given:
            return
        elif tag == "input" and "name" in given and given.get("type") not in IGNORED:
            if given.get("type") not in ("checkbox", "radio") or "checked" in given:
                self._add(given["name"], given.get("value", "on" if "checked" in given else ""))
        elif tag == "select":
            self._select = given["name"]
            self._first = None
        elif tag == "option" and self._select:
            if "selected" in given:
                self._add(self._select, given.get("value", ""))
        elif tag == "textarea":
            self._textarea, self._text = given["name"], []

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)

    def handle_data(self, data):
        if self._textarea:
            self._text.append(data)

    def handle_endtag(self, tag):
        if self._is_template:
            self._is_template = tag != "template"
        elif tag == "textarea" and self._textarea:
            text = "".join(self._text).removeprefix("\r\n").removeprefix("\n")
            self._add(self._textarea, text)
            self._textarea = None
        elif tag == "select":
            self._select = None
        elif tag == "form":
            self._is_ours = False

    def _add(self, name, value):
        self.values.setdefault(name, []).append(value)


def form_of(response, **typed) -> dict[str, list[str] | str]:
    """What is sent of the page's form, after something was typed into it."""
    values = {
        name: value
        for name, value in _Form(response.content.decode()).values.items()
        if "__prefix__" not in name and name != "csrfmiddlewaretoken"
    }
    return values | typed


class _HiddenInputs(HTMLParser):
    def __init__(self, html: str):
        super().__init__()
        self.values: dict[str, list[str]] = {}
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if (
            tag == "input"
            and given.get("type") == "hidden"
            and given["name"] != "csrfmiddlewaretoken"
        ):
            self.values.setdefault(given["name"], []).append(given.get("value", ""))

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)


def hidden_inputs(response) -> dict[str, list[str]]:
    """What a page carries along unseen."""
    return _HiddenInputs(response.content.decode()).values
