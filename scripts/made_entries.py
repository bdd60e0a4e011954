"""Entries made by chance in three languages, as `make_content` puts them into the database."""

from datetime import timedelta
from random import Random

from django.db import models
from django.utils import timezone
from django.utils.text import slugify
from django_countries import countries

from activities.models import Activity
from decisions.models import Agreement, Decision, Kind
from partners.models import PartnerRegion
from publishing.languages import LANGUAGE_CODES, column, content_fields
from publishing.periods.dates import EVERY_YEAR, Period
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

COUNTRIES = 200
FIRST_YEAR, LAST_YEAR = 1996, 2025


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
        """Return one of them, the first more often than the last."""
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
        """Make a decision of a number that no other has in its year."""
        decision = Decision(
            kind=self.one_of(Kind.values),
            number=number,
            date=Period.parse(self.day()),
            **self.publication(),
        )
        slug = decision.reference.replace("/", "-")
        for code in LANGUAGE_CODES:
            setattr(decision, column("slug", code), slug)
        decision.record_translations()
        return decision

    def agreement(self, partner: PartnerRegion, decision: Decision) -> Agreement:
        """Make what came of a decision; one in eight has a term or has ended, one was renewed."""
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
        agreement.record_translations()
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
        """Take some translations away, and have the source of some others change afterwards."""
        for code, share in (("hu", 0.15), ("en", 0.3)):
            if self.random.random() < share:
                for name in content_fields(type(entry)):
                    setattr(entry, column(name, code), "")
        for code in LANGUAGE_CODES:
            sentences = getattr(entry, column(entry.heading_field, code))
            setattr(entry, column("slug", code), slugify(heading)[-110:] if sentences else None)
        entry.record_translations()
        if self.random.random() < 0.05 and entry.text_ro:
            entry.text_ro = entry.text_ro.replace("</p>", " A fost completat.</p>")
            entry.record_translations()
