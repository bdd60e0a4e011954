"""How the names of regions and countries are written."""

import re
from functools import lru_cache

from django.utils.translation import get_language, override
from django_countries import countries

# What Romanian names of regions begin with; in Hungarian and English it stands behind anyhow.
GENERIC_WORDS = re.compile(
    r"(Județul|Regiunea Autonomă|Regiunea|Provincia|Raionul|Districtul|Powiatul) (.+)"
)


def own_part_first(name: str) -> str:
    """Return a name with its generic word behind: "Județul Heves" as "Heves (județul)"."""
    found = GENERIC_WORDS.fullmatch(name)
    return f"{found[2]} ({found[1].lower()})" if found else name


def in_running_text(name: str) -> str:
    """Return a name as it is written within a sentence: "înfrățire, județul Heves"."""
    found = GENERIC_WORDS.fullmatch(name) if get_language() == "ro" else None
    return name[0].lower() + name[1:] if found and " " not in found[1] else name


@lru_cache(maxsize=2048)
def country_name(code: str, language: str) -> str:
    """Return what a language calls a country; "" if there is no such country."""
    with override(language):
        return str(countries.name(code))
