"""What the county's facts are called in each language."""

from pathlib import Path

import yaml
from django.utils.translation import override

from publishing.periods import formatting
from publishing.periods.dates import Period

FACTS = Path(__file__).with_name("facts")
PARTNERS = yaml.safe_load((FACTS / "partners.yaml").read_text(encoding="utf-8"))
WORDS = yaml.safe_load((FACTS / "words.yaml").read_text(encoding="utf-8"))
ACTIVITIES = [fact for fact in WORDS if "period" in fact]
LANGUAGES = ["ro", "hu", "en"]
COUNTRIES = {
    "HU": {"ro": "Ungaria", "hu": "Magyarország", "en": "Hungary"},
    "IT": {"ro": "Italia", "hu": "Olaszország", "en": "Italy"},
    "PL": {"ro": "Polonia", "hu": "Lengyelország", "en": "Poland"},
    "CN": {"ro": "China", "hu": "Kína", "en": "China"},
    "AM": {"ro": "Armenia", "hu": "Örményország", "en": "Armenia"},
    "MD": {"ro": "Republica Moldova", "hu": "Moldovai Köztársaság", "en": "Republic of Moldova"},
}
KINDS = {
    "twinning": {"ro": "înfrățire", "hu": "testvérmegyei kapcsolat", "en": "twinning"},
    "cooperation_agreement": {
        "ro": "acord de colaborare",
        "hu": "együttműködési megállapodás",
        "en": "cooperation agreement",
    },
}
NO_NUMBER = {
    "ro": "niciun număr publicat",
    "hu": "nincs közzétett szám",
    "en": "no number published",
}
NO_DECISION = {
    "ro": "nicio hotărâre publicată",
    "hu": "nincs közzétett határozat",
    "en": "no decision published",
}
NO_ADDRESS = {
    "ro": "nicio adresă publicată",
    "hu": "nincs közzétett postacím",
    "en": "no address published",
}
SINCE = {
    "2021-10": {"ro": "din octombrie 2021", "hu": "2021 októbere óta", "en": "since October 2021"},
}
PERIODS = {
    None: {
        "ro": "nicio dată publicată",
        "hu": "nincs közzétett dátum",
        "en": "no date published",
    },
    "every year": {"ro": "în fiecare an", "hu": "minden évben", "en": "every year"},
    "over several years": {
        "ro": "de-a lungul mai multor ani",
        "hu": "több éven át",
        "en": "over several years",
    },
    "7–22 May 2010": {"ro": "7–22 mai 2010", "hu": "2010. május 7–22.", "en": "7–22 May 2010"},
    **{
        f"since {year}": {"ro": f"din {year}", "hu": f"{year} óta", "en": f"since {year}"}
        for year in (1993, 2008, 2012, 2017, 2019)
    },
    "1 August 2019 – 31 July 2023": {
        "ro": "1 august 2019 – 31 iulie 2023",
        "hu": "2019. augusztus 1. – 2023. július 31.",
        "en": "1 August 2019 – 31 July 2023",
    },
    **{years: years for years in ("2008", "2007–2009", "2008–2009")},
}


def decisions_in_words(partner, language):
    """Each decision of a partner as it must be said."""
    for decision in partner["decisions"]:
        kind, year = KINDS[decision["kind"]][language], decision["year"]
        if decision["number"]:
            yield f"{kind} {decision['number']}/{year}"
        elif decision["kind"] == "cooperation_agreement":  # of 1997, of which none is known
            yield f"{kind} {year} ({NO_DECISION[language]})"
        else:
            yield f"{kind} {year} ({NO_NUMBER[language]})"


def body_in_words(partner, language):
    """The partner's body as the page's language calls it; "" where only a region is named."""
    body, name = partner["body"], partner["names"]
    if partner["iso"] == "AM-LO":
        return ""
    if partner["country"] != "HU" or language == "ro":
        return body
    if language == "hu":
        return f"{name['hu'].removesuffix(' vármegye')} Vármegyei Közgyűlés"
    return f"{name['en']} Assembly"


def coordinates_in_words(partner, language):
    latitude, longitude = map(str, partner["at"])
    if language == "en":
        return f"{latitude}, {longitude}"
    return f"{latitude}; {longitude}".replace(".", ",")


def period_in_words(period, language):
    """A period of the facts in words: one of PERIODS, or in ISO 8601."""
    if period in PERIODS:
        stated = PERIODS[period]
        return stated if isinstance(stated, str) else stated[language]
    with override(language):
        return formatting.format_period(Period.parse(period))
