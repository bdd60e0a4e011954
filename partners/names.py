"""How the name of a region is written where it does not stand alone."""

import re

from django.utils.translation import get_language

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
