"""A decision as people cite it: "77/2026", "nr. 77 / 2026", "77/2026. számú"."""

import re
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR

from decisions.models import Decision

_CITED = re.compile(
    r"(?:(?:nr|no)\b\.?\s*)?(?P<number>[0-9]{1,9})(?:\s*/\s*(?P<year>[0-9]{4}))?\.?\s*"
    r"(?:sz\.|sz[aá]m[uú]\b.*)?",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Cited:
    """The number of a decision, and its year if that was said with it."""

    number: int
    year: int | None = None

    def __str__(self):
        return f"{self.number}/{self.year}" if self.year else str(self.number)

    @classmethod
    def parse(cls, text: str) -> "Cited":
        """Return what a text cites; ValueError if it is no citation."""
        match = _CITED.fullmatch(text.strip())
        if not match or not int(match["number"]):
            raise ValueError(text)
        return cls(int(match["number"]), int(match["year"]) if match["year"] else None)

    def find(self) -> Decision | None:
        """Return the decision, published or not; of a year alone, the one without a number."""
        number, year = (self.number, self.year) if self.year else (None, self.number)
        if not MINYEAR <= year < MAXYEAR:
            return None
        found = Decision.objects.filter(number=number, first_day__year=year)[:2]
        return found[0] if len(found) == 1 else None
