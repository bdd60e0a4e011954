"""Fills the database with content of any size, to see how the site bears it. Never on a live site.

    .venv/bin/python scripts/make_content.py --partners 10000 --activities 100000 --seed 1

The same seed gives the same entries; only the moments of their making are those of the clock.
"""

import argparse
import os
import sys
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from random import Random

import django

if __name__ == "__main__":
    sys.path[0] = str(Path(__file__).resolve().parent.parent)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "harghita_intl.settings")
    django.setup()

from django.core.files.base import ContentFile
from django.db import connection, models, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.text import slugify
from django_countries import countries
from PIL import Image

from activities.models import Activity, ActivityLink
from decisions.models import Agreement, Decision, Kind
from editing.link_check import signals as link_signals
from partners.models import PartnerLink, PartnerRegion
from publishing.languages import LANGUAGE_CODES, column, content_fields
from publishing.media.pictures import Picture
from publishing.periods.dates import EVERY_YEAR, Period
from publishing.translations import record_translation_states
from scripts.made_words import (
    BEGINNINGS,
    ENDINGS,
    EUROPE,
    INSTITUTIONS,
    MIDDLES,
    REGIONS,
    SENTENCES,
    SUBJECTS,
    TITLES,
)
from search.index import rebuild_index

BATCH = 500
CHUNK = 200  # activities that are in memory at once
PICTURES = 300
COUNTRIES = 200
FIRST_YEAR, LAST_YEAR = 1996, 2025
KINDS = {"event": 700, "project": 277, "programme": 21, "membership": 2}  # of a thousand


class Maker:
    """Makes entries by chance, always the same for a seed."""

    def __init__(self, seed: int):
        self.random = Random(seed)
        others = [code for code, _name in countries if code not in EUROPE]
        chosen = self.random.sample(sorted(others), COUNTRIES - len(EUROPE))
        elsewhere = {
            code: (self.random.uniform(-40, 60), self.random.uniform(-120, 150)) for code in chosen
        }
        self.centres = {**EUROPE, **elsewhere}
        # As in life, a few have a great many: the first countries, partners and programmes.
        self.codes = self.random.sample(sorted(self.centres), COUNTRIES)

    def one_of(self, found: list):
        """One of them, the first more often than the last."""
        return found[int(len(found) * self.random.random() ** 2)]

    def place(self) -> str:
        pick = self.random.choice
        middles = (pick(MIDDLES.split()) for _ in range(self.random.randint(0, 2)))
        return f"{pick(BEGINNINGS.split())}{''.join(middles)}{pick(ENDINGS.split())}"

    def partner(self, number: int) -> PartnerRegion:
        name, pattern = self.place(), self.random.choice(REGIONS)
        # The first partner of every country comes before the second of any.
        code = self.codes[number] if number < COUNTRIES else self.one_of(self.codes)
        north, east = self.centres[code]
        partner = PartnerRegion(
            country=code,
            seat=self.place(),
            institution=self.random.choice(INSTITUTIONS).format(name),
            address=f"{self.place()} {self.random.randint(1, 200)}\n{self.place()}",
            latitude=round(north + self.random.gauss(0, 1.2), 5),
            longitude=round(east + self.random.gauss(0, 1.6), 5),
            iso_code=f"{code}-{number % 1000:03}",
            **self.publication(),
        )
        self.set_texts(partner, "name", {k: p.format(name) for k, p in pattern.items()})
        self.set_texts(partner, "text", self.text(name))
        self.translate(partner, f"{name}-{number}")
        return partner

    def decision(self, number: int) -> Decision:
        """A decision of a number that no other has in its year."""
        decision = Decision(
            kind=self.one_of(Kind.values),
            number=number,
            date=Period.parse(self.day()),
            **self.publication(),
        )
        slug = decision.reference.replace("/", "-")
        for code in LANGUAGE_CODES:
            setattr(decision, column("slug", code), slug)
        record_translation_states(decision, content_fields(Decision))
        return decision

    def agreement(self, partner: PartnerRegion, decision: Decision) -> Agreement:
        """What came of a decision; one in eight has a term or has ended, one was renewed."""
        first, chance = decision.date.year, self.random.random()
        dates = {}
        if chance < 0.08:
            dates["in_force_until"] = Period.parse(str(first + self.random.randint(5, 40)))
        elif chance < 0.12:
            dates["ended_on"] = Period.parse(str(first + self.random.randint(1, 20)))
        elif chance < 0.2:
            dates["renewed_on"] = Period.parse(str(first + self.random.randint(1, 20)))
        agreement = Agreement(
            partner=partner, kind=decision.kind, approved_by=decision, **dates, **self.publication()
        )
        record_translation_states(agreement, content_fields(Agreement))
        return agreement

    def activity(self, number: int, kind: str, place: str) -> Activity:
        subject = self.random.choice(SUBJECTS)
        pattern = self.random.choice(TITLES[kind])
        period = self.period(kind)
        activity = Activity(
            kind=kind,
            period=Period.parse(period) if period else None,
            funding_programme="Interreg" if kind == "project" else "",
            **self.publication(),
        )
        titles = {code: pattern[code].format(subject[code], place) for code in LANGUAGE_CODES}
        self.set_texts(
            activity, "title", {code: t[0].upper() + t[1:] for code, t in titles.items()}
        )
        self.set_texts(activity, "summary", self.sentence(place))
        if self.random.random() < 0.5:
            self.set_texts(activity, "text", self.text(place))
        if kind == "event":
            self.set_texts(activity, "place", dict.fromkeys(LANGUAGE_CODES, place))
        self.translate(activity, f"{activity.title_ro}-{number}")
        return activity

    def publication(self) -> dict:
        """Nearly all is public; something is a draft, or waits for its time."""
        chance = self.random.random()
        if chance < 0.02:
            return {"status": "draft"}
        if chance < 0.03:
            later = timezone.now() + timedelta(days=self.random.randint(1, 300))
            return {"status": "published", "publish_at": later.replace(microsecond=0)}
        return {"status": "published"}

    def day(self) -> str:
        year = self.random.randint(FIRST_YEAR, LAST_YEAR)
        whole = f"{year}-{self.random.randint(1, 12):02}-{self.random.randint(1, 28):02}"
        return whole[: self.random.choice([10, 10, 10, 7, 4])]

    def period(self, kind: str) -> str:
        first, chance = self.day(), self.random.random()
        if chance < 0.03:
            return "" if chance < 0.02 else EVERY_YEAR
        if kind == "event":
            return first
        last = int(first[:4]) + self.random.randint(1, 4)
        return f"{first}/{last if chance < 0.9 and last <= LAST_YEAR else '..'}"

    def sentence(self, place: str) -> dict[str, str]:
        pattern, number = self.random.choice(SENTENCES), self.random.randint(2, 90)
        return {code: pattern[code].format(place, number) for code in LANGUAGE_CODES}

    def text(self, place: str) -> dict[str, str]:
        sentences = [self.sentence(place) for _ in range(3)]
        return {code: f"<p>{' '.join(s[code] for s in sentences)}</p>" for code in LANGUAGE_CODES}

    def set_texts(self, entry: models.Model, name: str, texts: dict[str, str]) -> None:
        for code, text in texts.items():
            setattr(entry, column(name, code), text)

    def translate(self, entry: models.Model, heading: str) -> None:
        """Takes some translations away, and has the source of some others change afterwards."""
        fields = content_fields(type(entry))
        for code, share in (("hu", 0.15), ("en", 0.3)):
            if self.random.random() < share:
                for name in fields:
                    setattr(entry, column(name, code), "")
        for code in LANGUAGE_CODES:
            sentences = getattr(entry, column(entry.heading_field, code))
            setattr(entry, column("slug", code), slugify(heading)[-110:] if sentences else None)
        record_translation_states(entry, fields)
        if self.random.random() < 0.05 and entry.text_ro:
            entry.text_ro = entry.text_ro.replace("</p>", " A fost completat.</p>")
            record_translation_states(entry, fields)


@transaction.atomic
def make(partners: int, activities: int, seed: int) -> None:
    """Adds so many partners and activities to what is there."""
    maker = Maker(seed)
    made = make_partners(maker, partners)
    make_activities(maker, activities, made)
    make_pictures(PICTURES)
    rebuild_index()
    link_signals.fill()


def make_pictures(number: int) -> None:
    """Pictures of the library, small and each of another colour."""
    for n in range(number):
        file = BytesIO()
        Image.new("RGB", (60, 40), f"hsl({n % 360}, 60%, 50%)").save(file, "PNG")
        texts = {column("alt", code): f"{n + 1}" for code in LANGUAGE_CODES}
        Picture(file=ContentFile(file.getvalue(), f"{n + 1}.png"), **texts).save()


def make_partners(maker: Maker, number: int) -> list[PartnerRegion]:
    """Partners with a web page, decisions and agreements."""
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
    """Two decisions about each partner, some about two partners, and five agreements of four."""
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
    """Activities, some with a web page, most with partners and part of something larger."""
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
    """Saves new entries with the first version of each; the records of these versions."""
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
