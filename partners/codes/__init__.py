"""Codes of regions and languages with their names: ISO 3166-2, NUTS and ISO 639.

The lists are made by ``scripts/make_codes.py``, which names their sources and licences.
"""

import json
from functools import cache
from pathlib import Path

from django.utils.translation import get_language

from publishing.folding import fold
from publishing.languages import LANGUAGE_CODES

NUTS_COUNTRIES = {"GR": "EL", "GB": "UK"}  # which NUTS calls otherwise


def iso_codes(country: str) -> dict[str, str]:
    """Return the codes of ISO 3166-2 of a country: {"HU-BK": "Bács-Kiskun"}."""
    return _read("iso_3166_2").get(country, {})


def nuts_codes(country: str) -> dict[str, str]:
    """Return the codes of NUTS of a country: {"HU331": "Bács-Kiskun"}; none where it has none."""
    return _read("nuts").get(nuts_country(country), {})


def nuts_country(country: str) -> str:
    """Return how NUTS calls a country."""
    return NUTS_COUNTRIES.get(country, country)


def language_codes() -> dict[str, str]:
    """Return every language of ISO 639 by its shortest code, in the active language if known."""
    return _languages(get_language() or LANGUAGE_CODES[0])


def find_code(text: str, codes: dict[str, str]) -> str | None:
    """Return the code that a text says, itself or by its name; None if it is none of them."""
    if text in codes or not text:  # as nearly always; folding the whole list takes a while
        return text or None
    wanted = fold(text.strip())
    by_code = (code for code in codes if fold(code) == wanted)
    by_name = [code for code, name in codes.items() if name and fold(name) == wanted]
    return next(by_code, by_name[0] if len(by_name) == 1 else None)


@cache
def _languages(language: str) -> dict[str, str]:
    place = LANGUAGE_CODES.index(language)
    return {code: names[place] if names else "" for code, names in _read("languages").items()}


@cache
def _read(name: str) -> dict:
    return json.loads((Path(__file__).parent / f"{name}.json").read_text(encoding="utf-8"))
