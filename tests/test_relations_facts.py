"""What is known of the relations stands on their pages with its source, and press is told as such.

`facts/relations.yaml` is as it was gathered: each fact with its source and how sure it is: ``self``
of what the county or the partner says itself, ``press``, ``other``, ``inferred``.
"""

import re
from pathlib import Path

import pytest
import yaml
from django.utils.translation import override

from activities.models import Activity, ActivityLink
from decisions.models import AgreementLink
from partners.models import PartnerLink, PartnerRegion

pytestmark = pytest.mark.usefixtures("content_of_module", "db")

FACTS = Path(__file__).with_name("facts") / "relations.yaml"
LANGUAGES = ["ro", "hu", "en"]
# What a page says of press near its source: the kind of it, or after whom it is told.
TOLD_AS_PRESS = {
    "ro": r"\(presă\b|potrivit",
    "hu": r"\(sajtó\b|szerint",
    "en": r"\(press\b|according to",
}
# Names and contacts, of which a page is no source but the partner itself, or the county.
NOT_TOLD = {"body", "website", "council_contact", "decisions", "warning", "conflict"}


def facts() -> dict[str, set[str]]:
    """Return how sure each source is, by its address, of what is told of agreements and visits."""
    found: dict[str, set[str]] = {}
    for relation, known in yaml.safe_load(FACTS.read_text(encoding="utf-8")).items():
        parts = known.items() if isinstance(known, dict) else [(relation, known)]
        for part, told in parts:
            if NOT_TOLD & {relation, part} or not isinstance(told, list):
                continue
            for fact in told:
                if fact.get("url"):
                    found.setdefault(fact["url"], set()).add(fact["conf"])
    return found


SOURCES = facts()


def entries_with(url: str) -> list:
    """Return the entries whose pages have the source, as a link of theirs or in their text."""
    links = (*ActivityLink.objects.filter(url=url), *AgreementLink.objects.filter(url=url))
    owners = [getattr(link, "activity", None) or link.agreement.partner for link in links]
    owners += [link.partner for link in PartnerLink.objects.filter(url=url)]
    for model in (Activity, PartnerRegion):
        owners += model.objects.filter(text_ro__contains=url.replace("&", "&amp;"))
    return list(dict.fromkeys(owners))


def test_there_are_facts_of_both_kinds():
    assert len(SOURCES) == 31
    assert set().union(*SOURCES.values()) == {"self", "press"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_fact_stands_with_its_source_and_press_is_told_as_press(readings, language):
    missing, as_fact = [], []
    for url, sureness in SOURCES.items():
        with override(language):
            paths = [entry.get_absolute_url() for entry in entries_with(url)]
        pages = [readings[path] for path in paths]
        if not any(url in page.links for page in pages):
            missing.append(url)
        if sureness == {"press"}:
            stated = " ".join(page.main for page in pages if url in page.links)
            if not re.search(TOLD_AS_PRESS[language], stated, re.IGNORECASE):
                as_fact.append(url)

    assert missing == []
    assert as_fact == []
