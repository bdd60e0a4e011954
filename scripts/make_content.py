"""Fills the database with content of any size, to see how the site bears it. Never on a live site.

    .venv/bin/python scripts/make_content.py --partners 10000 --activities 100000 --seed 1

The same seed gives the same entries; only the times of their making are those of the clock.
"""

import argparse
import os
import sys
from io import BytesIO
from pathlib import Path

import django

if __name__ == "__main__":
    sys.path[0] = str(Path(__file__).resolve().parent.parent)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "harghita_intl.settings")
    django.setup()

from django.core.files.base import ContentFile
from django.db import connection, models, transaction
from django.db.models import Max
from PIL import Image

from activities.models import Activity, ActivityLink
from decisions.models import Decision
from editing.link_check import signals as link_signals
from partners.models import PartnerLink, PartnerRegion
from publishing.languages import LANGUAGE_CODES, column
from publishing.media.pictures import Picture
from scripts.made_entries import Maker
from search.index import rebuild_index

BATCH = 500
CHUNK = 200  # activities that are in memory at once
PICTURES = 300
KINDS = {"event": 700, "project": 277, "programme": 21, "membership": 2}  # of a thousand


@transaction.atomic
def make(partners: int, activities: int, seed: int) -> None:
    """Add so many partners and activities to what is there."""
    maker = Maker(seed)
    made = make_partners(maker, partners)
    make_activities(maker, activities, made)
    make_pictures(PICTURES)
    rebuild_index()
    link_signals.fill()


def make_pictures(number: int) -> None:
    """Make pictures of the library, small and each of another colour."""
    for n in range(number):
        file = BytesIO()
        Image.new("RGB", (60, 40), f"hsl({n % 360}, 60%, 50%)").save(file, "PNG")
        texts = {column("alt", code): f"{n + 1}" for code in LANGUAGE_CODES}
        Picture(file=ContentFile(file.getvalue(), f"{n + 1}.png"), **texts).save()


def make_partners(maker: Maker, number: int) -> list[PartnerRegion]:
    """Make partners with a web page, decisions and agreements."""
    last = PartnerRegion.objects.aggregate(last=Max("position"))["last"] or 0
    made = []
    for position in range(last + 1, last + number + 1):
        partner = maker.partner(position)
        partner.position = position
        made.append(partner)
    save(made)
    make_decisions(maker, made)
    site = "https://{}.example.org/"
    save([PartnerLink(partner=partner, url=site.format(partner.slug_ro)) for partner in made])
    return made


def make_decisions(maker: Maker, partners: list[PartnerRegion]) -> None:
    """Make two decisions of each partner, some about two, and five agreements of four."""
    last = Decision.objects.aggregate(last=Max("number"))["last"] or 0
    decisions = [maker.decision(last + n) for n in range(1, 2 * len(partners) + 1)]
    records = save(decisions)
    pairs = [(d, {partners[n // 2], partners[n // 3]}) for n, d in enumerate(decisions)]
    _save_partners(
        decisions, records, [sorted(partner.pk for partner in found) for _d, found in pairs]
    )
    agreed = [(n, partners[n // 2]) for n in range(len(decisions))]
    agreed += [(n, partners[n // 3]) for n in range(0, len(decisions), 4)]
    save([maker.agreement(partner, decisions[n]) for n, partner in agreed])


def make_activities(maker: Maker, number: int, partners: list[PartnerRegion]) -> None:
    """Make activities, some with a web page, most with partners, part of something larger."""
    last = Activity.objects.aggregate(last=Max("pk"))["last"] or 0
    wholes: list[Activity] = []
    for start in range(0, number, CHUNK):
        numbers = range(last + start + 1, last + min(start + CHUNK, number) + 1)
        chosen = maker.random.choices(list(KINDS), KINDS.values(), k=len(numbers))
        made = []
        for key, kind in zip(numbers, chosen, strict=True):
            with_whom = [maker.one_of(partners)] if partners and maker.random.random() < 0.9 else []
            if with_whom and maker.random.random() < 0.2:
                with_whom.append(maker.one_of(partners))
            place = with_whom[0].seat if with_whom else maker.place()
            activity = maker.activity(key, kind, place)
            activity.made_with = sorted({partner.pk for partner in with_whom})
            if kind in ("event", "project") and wholes and maker.random.random() < 0.4:
                activity.part_of = maker.one_of(wholes)
            made.append(activity)
        records = save(made)
        _save_partners(made, records, [activity.made_with for activity in made])
        wholes += [activity for activity in made if activity.kind == Activity.Kind.PROGRAMME]
        site = "https://example.org/activities/{}"
        save([ActivityLink(activity=a, url=site.format(a.pk)) for a in made if a.pk % 3 == 0])


def save(entries: list[models.Model]) -> list[models.Model]:
    """Save new entries with the first version of each; return the records of these versions."""
    if not entries:
        return []
    model = type(entries[0])
    model.objects.bulk_create(entries, batch_size=BATCH)
    return model.history.bulk_history_create(entries, batch_size=BATCH)


def _save_partners(
    entries: list[models.Model], records: list[models.Model], partners: list[list[int]]
) -> None:
    if not entries:
        return
    model = type(entries[0])
    now, historical = model.partners.through, model.history.model.partners.model
    owner = f"{model._meta.model_name}_id"
    rows, versions = [], []
    for entry, record, keys in zip(entries, records, partners, strict=True):
        made = [now(**{owner: entry.pk, "partnerregion_id": key}) for key in keys]
        rows += made
        versions += [record] * len(made)
    now.objects.bulk_create(rows, batch_size=BATCH)
    sentences = ("id", owner, "partnerregion_id")
    historical.objects.bulk_create(
        [
            historical(history=record, **{name: getattr(row, name) for name in sentences})
            for row, record in zip(rows, versions, strict=True)
        ],
        batch_size=BATCH,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name in ("partners", "activities", "seed"):
        parser.add_argument(f"--{name}", type=int, required=True)
    make(**vars(parser.parse_args()))
    if connection.vendor == "postgresql":
        connection.cursor().execute("ANALYZE")  # as it does of itself, but some minutes later


if __name__ == "__main__":
    main()
