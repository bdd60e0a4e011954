"""How a page is cited: as text, as HTML, for BibTeX and for programs that read CSL-JSON."""

import json
from dataclasses import dataclass
from datetime import datetime

from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from publishing.naming import Names
from publishing.periods.dates import Day

# https://www.bibtex.org/SpecialSymbols/ – and braces, which group in BibTeX.
_BIBTEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\{",
        "}": r"\}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{sign: f"\\{sign}" for sign in "&%$#_"},
    }
)


_json = json.JSONEncoder(ensure_ascii=False).encode


@dataclass(frozen=True)
class Citation:
    """What is cited: a page of the site in the active language, as it was last changed.

    Or what stands on one and is dated itself, as a decision is.
    """

    key: str  # "p7"
    title: str
    changed: datetime
    url: str  # one that lasts
    names: Names
    dated: Day | None = None

    @property
    def text(self) -> str:
        return self._sentence().format(
            institution=self.names.institution,
            title=self.title,
            site=self.names.site,
            date=date_format(self._day, "DATE_FORMAT"),
            address=self.url,
        )

    @cached_property
    def html(self) -> SafeString:
        return format_html(
            self._sentence(),
            institution=self.names.institution,
            title=format_html("<cite>{}</cite>", self.title),
            site=self.names.site,
            date=format_html(
                '<time datetime="{}">{}</time>', self._day, date_format(self._day, "DATE_FORMAT")
            ),
            address=format_html('<a href="{0}">{0}</a>', self.url),
        )

    @property
    def bibtex(self) -> str:
        day = self._issued
        fields = {
            "author": f"{{{self.names.institution.translate(_BIBTEX)}}}",
            "title": f"{{{self.title.translate(_BIBTEX)}}}",
            **{name: str(part) for name, part in vars(day).items() if part},
            "url": self.url,
            "langid": {"ro": "romanian", "hu": "magyar", "en": "british"}[get_language()],
        }
        lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items())
        return f"@misc{{harghita-{self.key}-{day.year},\n{lines}}}\n"

    @property
    def csl_json(self) -> str:
        day = self._issued
        item = {
            "id": f"harghita-{self.key}-{day.year}",
            "type": "document" if self.dated else "webpage",
            "title": self.title,
            "author": [{"literal": self.names.institution}],
            "container-title": self.names.site,
            "issued": {"date-parts": [[part for part in vars(day).values() if part]]},
            "URL": self.url,
            "language": get_language(),
        }
        lines = (f'    "{name}": {_json(value)}' for name, value in item.items())
        return "[\n  {\n" + ",\n".join(lines) + "\n  }\n]"

    @cached_property
    def _day(self):
        return localtime(self.changed).date()

    @property
    def _issued(self) -> Day:
        return self.dated or Day(self._day.year, self._day.month, self._day.day)

    def _sentence(self) -> str:
        return _("{institution}: {title}. {site}, last changed on {date}. {address}")
