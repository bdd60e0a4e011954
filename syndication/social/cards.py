"""Which words stand on the card of which entry, in the active language."""

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from activities.models import Activity
from pages.models import Page
from partners.models import PartnerRegion
from publishing.models import Entry
from publishing.periods.dates import Period
from publishing.periods.formatting import words
from syndication.social.og_image import Card

MODELS = {"partner": PartnerRegion, "activity": Activity, "page": Page}


def card_of(entry: Entry) -> Card:
    """The card of a published entry."""
    site = f"{_('Harghita County')} · {_('International relations')}"
    match entry:
        case PartnerRegion():
            return Card(
                site,
                entry.name,
                _relation(entry),
                pgettext("start of a line", "Harghita"),
                entry.seat,
            )
        case Activity():
            when = words(entry.period) if entry.period else ""
            parts = (capfirst(entry.get_kind_display()), when)
            return Card(site, entry.title, " · ".join(part for part in parts if part))
    return Card(site, entry.heading)


def name_of(entry: Entry) -> str:
    """How an entry is named in the address of its card: "partner-7"."""
    for name, model in MODELS.items():
        if isinstance(entry, model):
            return f"{name}-{entry.pk}"
    raise TypeError(f"no cards are made of {type(entry).__name__}")


def card_path(entry: Entry) -> str:
    """Return the path of an entry's card in the active language; it changes with its words."""
    kind, _separator, pk = name_of(entry).partition("-")
    return reverse("social:card", args=[kind, int(pk), card_of(entry).digest])


def _relation(partner: PartnerRegion) -> str:
    """What the latest published decision made of it, in words: "Twinning, since 1994"."""
    decisions = sorted(
        (d for d in partner.decisions.all() if d.stage == d.Stage.PUBLIC),
        key=lambda decision: (decision.first_day, decision.number or 0, decision.pk),
    )
    if not decisions:
        return partner.country.name
    latest = decisions[-1]
    first = next(decision for decision in decisions if decision.kind == latest.kind)
    since = words(Period(first.date.start, is_open=True))
    return f"{partner.country.name} · {latest.get_kind_display()}, {since}"
