"""The map of partnerships: which frames it has, and what it says."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django_countries.fields import Country

from partners.map.pictures import Picture, draw
from partners.map.projection import Box
from partners.map.spots import (
    Spot,
    format_distance,
    group_of,
    spot_of,
    spots_of,
    spots_of_countries,
)
from partners.models import PartnerRegion
from partners.names import in_running_text

NEAR = Box.of_degrees(-25, 34, 41, 72)  # what is shown as Europe, if there are partners there
MAX_IN_FRAME = 5  # a country with more partners than this gets a frame of its own


@dataclass(frozen=True)
class Frame:
    """One figure of the map. ``name`` is "close", "far" or a country's code."""

    name: str
    caption: str
    pictures: tuple[Picture, ...]  # of which the page shows one, by its width

    @classmethod
    def of(cls, name: str, caption: str, spots: list[Spot], titled: str = "") -> "Frame":
        sizes = ("small", "large") if name == "close" else ("small",)
        language = get_language()
        return cls(
            name, caption, tuple(draw(tuple(spots), size, language, titled) for size in sizes)
        )


@dataclass(frozen=True)
class PartnerMap:
    """The frames that show some partners, and one sentence of what they show."""

    frames: tuple[Frame, ...] = ()
    summary: str = ""

    def __bool__(self) -> bool:
        return bool(self.frames)

    def __iter__(self):
        return iter(self.frames)


def frames(partners: Iterable[PartnerRegion]) -> PartnerMap:
    """Draw the map of partners: Europe, its crowded countries, the far away, if there are any.

    Partners without coordinates are on none. Their agreements are fetched.
    """
    spots = spots_of(partners)
    near = [spot for spot in spots if NEAR.holds(spot.point)]
    numbers = Counter(spot.country for spot in near)
    clustered = [code for code, number in numbers.items() if number > MAX_IN_FRAME]
    by_country = {code: [spot for spot in near if spot.country == code] for code in clustered}
    europe = _grouped(near, by_country)
    found = [_europe(europe)] if near else []
    for code, inside in by_country.items():
        found.append(Frame.of(code, str(Country(code).name), inside, code))
    far = [spot for spot in spots if not NEAR.holds(spot.point)]
    if far:
        found.append(_far(far))
    return PartnerMap(tuple(found), summary(Counter(spot.country for spot in spots)))


def country_clusters(numbers: Counter[str]) -> PartnerMap:
    """Draw the map of very many partners: a mark for each country, by their number."""
    spots = spots_of_countries(numbers)
    near = [spot for spot in spots if NEAR.holds(spot.point)]
    far = [spot for spot in spots if not NEAR.holds(spot.point)]
    found = ([_europe(near)] if near else []) + ([_far(far)] if far else [])
    return PartnerMap(tuple(found), summary(numbers))


@dataclass(frozen=True)
class MiniMap:
    """The map of one partner and Harghita."""

    picture: Picture
    distance: str  # "445 km from Miercurea Ciuc"
    alternative: str  # instead of the picture


def mini_map(partner: PartnerRegion) -> MiniMap | None:
    """Return the context of partners/_mini_map.html; None where no coordinates are published."""
    if not spots_of([partner]):
        return None
    spot = spot_of(partner)
    alternative = _("Map of Harghita County and {region}").format(
        region=in_running_text(spot.spoken)
    )
    return MiniMap(draw((spot,), "small", get_language()), format_distance(partner), alternative)


def summary(numbers: Counter) -> str:
    """Say in one sentence where most partners are: "13 of 19 partner regions are in Hungary."."""
    total = numbers.total()
    if total < 3:
        return ""
    code, number = numbers.most_common(1)[0]
    country = Country(code).name
    if number == total:
        words = _("All {total} partner regions are in {country}.")
    elif list(numbers.values()).count(number) > 1:
        return _("{total} partner regions in {countries} countries.").format(
            total=total, countries=len(numbers)
        )
    else:
        words = _("{number} of {total} partner regions are in {country}.")
    return words.format(number=number, total=total, country=country)


def _grouped(near: list[Spot], by_country: dict[str, list[Spot]]) -> list[Spot]:
    """Put one mark for each crowded country, where its first would have been."""
    found = []
    for spot in near:
        inside = by_country.get(spot.country)
        if not inside:
            found.append(spot)
        elif spot is inside[0]:
            found.append(group_of(inside))
    return found


def _europe(spots: list[Spot]) -> Frame:
    return Frame.of("close", _("Europe"), spots)


def _far(spots: list[Spot]) -> Frame:
    return Frame.of("far", _("Further afield"), spots)
