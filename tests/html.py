"""Reads a page as a visitor's tools do: its text, headings, links and what it loads."""

from html.parser import HTMLParser

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
LOADING = {
    ("link", "href"),
    ("script", "src"),
    ("img", "src"),
    ("use", "href"),
    ("source", "srcset"),
}
NOT_LOADED = {"canonical", "alternate", "prev", "next"}  # values of rel


class ParsedPage(HTMLParser):
    """A page, taken apart."""

    def __init__(self, html: str):
        super().__init__()
        self.language = self.title = ""
        self.headings: list[int] = []
        self.links: list[str] = []
        self.loaded: list[str] = []
        self.alternates: dict[str, str] = {}
        self.canonical = None
        self._open: list[str] = []
        self._main: list[str] = []
        self.feed(html)

    @property
    def main(self) -> str:
        """What ``<main>`` says, with white space folded."""
        return " ".join("".join(self._main).split())

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        if tag not in VOID:
            self._open.append(tag)
        if tag == "html":
            self.language = values["lang"]
        elif tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
            self.headings.append(int(tag[1]))
        elif tag == "a":
            self.links.append(values["href"])
        elif tag == "link" and values["rel"] == "canonical":
            self.canonical = values["href"]
        elif tag == "link" and values["rel"] == "alternate" and "hreflang" in values:
            self.alternates[values["hreflang"]] = values["href"]
        if values.get("rel") not in NOT_LOADED:
            self.loaded += [value for name, value in attributes if (tag, name) in LOADING]
        if tag in ("p", "li", "dd", "dt", "td", "th", "br", "div", "h1", "h2", "h3"):
            self._main.append(" ")

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)
        if tag not in VOID:
            self._open.pop()

    def handle_endtag(self, tag):
        if tag not in VOID:
            while self._open and self._open.pop() != tag:
                pass

    def handle_data(self, data):
        if self._open[-1:] == ["title"] and "svg" not in self._open:
            self.title += data
        elif "main" in self._open and not {"svg", "textarea"} & {*self._open}:
            self._main.append(data)
