"""What is marked on the map: a partner, or the partners of a country as one."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache

from django.db.models import Count
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from partners.map.distance import distance_km
from partners.map.projection import Point, place
from partners.map.shapes import POINTS, ROOMS, brought_home
from partners.map.short_names import short_name
from partners.models import PartnerRegion, PartnerRegionQuerySet
from partners.names import country_name
from partners.relations import relation_of


@dataclass(frozen=True)
class Spot:
    """A mark on the map, and its words in the language of the page."""

    label: str  # what stands in the picture
    name: str  # the whole name, which begins with or holds the label
    facts: str  # since when, how far
    url: str
    point: Point
    country: str
    number: int  # in the county's table; of a group, how many partners it is
    shape: str = ""  # of the region in map.svg, if there is one
    is_group: bool = False
    is_former: bool = False
    is_current: bool = True  # whether an agreement is in force, with one of a group at least

    @property
    def spoken(self) -> str:
        return f"{self.name}, {self.facts}" if self.facts else self.name


def spots_of(partners: Iterable[PartnerRegion]) -> list[Spot]:
    """Return the marks of partners, in their order; those without coordinates have none."""
    return [spot_of(partner) for partner in partners if distance_km(partner) is not None]


def spot_of(partner: PartnerRegion) -> Spot:
    code = partner.country.code
    shape = partner.iso_code if partner.iso_code.startswith(f"{code}-") else ""
    shape = shape if shape in POINTS else ""
    point = POINTS[shape] if shape else place(partner.latitude, partner.longitude)
    point = brought_home(point, code)
    relation = relation_of(partner)
    facts = []
    if relation and not relation.is_current:
        facts.append(relation.agreement.state_in_words)
    elif relation and (year := since(partner)):
        facts.append(_("since {year}").format(year=year))
    facts.append(format_distance(partner))
    name = partner.name  # asked once: each time it is looked for in all languages
    return Spot(
        short_name(name),
        f"{name}, {country_name(code, get_language())}",
        " · ".join(facts),
        partner.get_absolute_url(),
        point,
        code,
        partner.position,
        shape,
        is_former=bool(relation and relation.agreement.is_former),
        is_current=bool(relation and relation.is_current),
    )


def format_distance(partner: PartnerRegion) -> str:
    kilometres = number_format(distance_km(partner), force_grouping=True)
    return _("{kilometres} km from Miercurea Ciuc").format(kilometres=kilometres)


def since(partner: PartnerRegion) -> int | None:
    """Return the year of the first agreement with a partner whose agreements are fetched."""
    starts = [agreement.start for agreement in partner.agreements.all()]
    return min((start.year for start in starts if start), default=None)


def group_of(spots: list[Spot]) -> Spot:
    """Merge the partners of a country in one mark, which leads to where they are one by one."""
    xs, ys = zip(*(spot.point for spot in spots), strict=True)
    middle = sum(xs) / len(xs), sum(ys) / len(ys)
    group = _group(spots[0].country, len(spots), middle, f"#map-{spots[0].country}")
    return replace(group, is_current=any(spot.is_current for spot in spots))


def spots_of_countries(numbers: Mapping[str, int]) -> list[Spot]:
    """Return a mark for each country of very many partners, linked to its table."""
    table = reverse("partners:list")
    return [
        _group(code, number, _middle(code), f"{table}?country={code}")
        for code, number in sorted(numbers.items())
    ]


def placed_by_country(partners: PartnerRegionQuerySet) -> Counter[str]:
    """Count the partners of each country whose place is known."""
    placed = partners.exclude(latitude=None).exclude(longitude=None).order_by()
    counted = placed.values("country").annotate(number=Count("*"))
    return Counter(dict(counted.values_list("country", "number")))


@cache
def _middle(code: str) -> Point:
    """Return where a country is widest."""
    rooms = ROOMS["europe"].get(code) or ROOMS["world"].get(code)
    if not rooms:
        return place(0, 0)
    left, right, y = rooms[0]
    return (left + right) / 2, y


def _group(code: str, number: int, point: Point, url: str) -> Spot:
    country = country_name(code, get_language())
    words = ngettext("{country}: {number} region", "{country}: {number} regions", number)
    text = words.format(country=country, number=number_format(number, force_grouping=True))
    return Spot(text, text, "", url, point, code, number, is_group=True)
