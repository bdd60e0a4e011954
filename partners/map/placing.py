"""The map of partnerships: which frames it has, and what is marked in each."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import groupby
from math import sqrt
from pathlib import Path

from django.db.models import Avg, Count
from django.urls import reverse
from django_countries.fields import Country

from partners.map.projection import CLOSE, HARGHITA, Box, Point, place, spread
from partners.models import PartnerRegion, PartnerRegionQuerySet

# Width to height; components.css says the same.
COUNTRY_RATIO, FAR_RATIO, WORLD_RATIO = 1.6, 2.4, 2
CROWD = 5  # a country with more partners than this gets a frame of its own
MARK, GROUP = 28, 42  # pixels: how wide _map.html draws them, with their edges
MAX_NUMBERED = 40  # countries in a frame; of more, each is a dot, larger for more partners

# Points within the regions that map.svg has a shape of, by ISO 3166-2 code.
POINTS = json.loads(Path(__file__).with_name("map_points.json").read_text())
OUTLINED = {"AM", "CN", "HU", "IT", "MD", "PL", "RO"}  # the countries that map.svg has


@dataclass(frozen=True)
class Mark:
    """A partner on the map: its point, and the name of its shape in map.svg if there is one."""

    partner: PartnerRegion
    point: Point
    shape: str

    @classmethod
    def of(cls, partner: PartnerRegion) -> "Mark":
        shape = partner.iso_code if partner.iso_code in POINTS else ""
        seat = place(partner.latitude, partner.longitude)
        return cls(partner, tuple(POINTS[shape]) if shape else seat, shape)


@dataclass(frozen=True)
class Group:
    """The partners of a crowded country as one mark, which leads to where they are one by one."""

    country: Country
    number: int
    point: Point
    address: str
    marks: tuple[Mark, ...] = ()  # where they have a frame of their own on the same map

    @property
    def radius(self) -> str:
        """Of its dot among very many, in pixels: the area grows with the number."""
        return f"{3 + sqrt(self.number) / 2:.1f}"

    @classmethod
    def of(cls, marks: list[Mark]) -> "Group":
        country = marks[0].partner.country
        xs, ys = zip(*(mark.point for mark in marks), strict=True)
        middle = sum(xs) / len(xs), sum(ys) / len(ys)
        return cls(country, len(marks), middle, f"#map-{country.code}", tuple(marks))


@dataclass(frozen=True)
class Frame:
    """One picture of the map. ``name`` is "close", "far", "world" or a country's code."""

    name: str
    box: Box
    marks: list[Mark]  # linked one by one
    groups: list[Group]  # linked to their frames, or to the table
    country: Country | None = None

    @classmethod
    def of(cls, name: str, box: Box, marks: list[Mark], groups: list[Group], **more) -> "Frame":
        """The frame, its marks moved apart where they would cover each other on a phone."""
        spots = [*marks, *groups]
        widths = [box.pixels(MARK)] * len(marks) + [box.pixels(GROUP)] * len(groups)
        points = spread([spot.point for spot in spots], widths)
        spots = [replace(spot, point=point) for spot, point in zip(spots, points, strict=True)]
        return cls(name, box, spots[: len(marks)], spots[len(marks) :], **more)

    @property
    def shapes(self) -> list[str]:
        """The regions to be drawn, linked or not."""
        marks = self.marks + [mark for group in self.groups for mark in group.marks]
        return [mark.shape for mark in marks if mark.shape]

    @property
    def countries(self) -> list[str]:
        """The countries whose outline is drawn: those of the marks, and Harghita's."""
        codes = {mark.partner.country.code for mark in self.marks}
        codes |= {group.country.code for group in self.groups}
        return sorted((codes | {"RO"}) & OUTLINED)

    @property
    def lines(self) -> list[str]:
        """Paths from Harghita to every mark and group."""
        return [_line(mark.point) for mark in (*self.marks, *self.groups)]

    @property
    def placed_marks(self) -> list[tuple[Mark, str, str]]:
        return [(mark, *self.box.percent(mark.point)) for mark in self.marks]

    @property
    def placed_groups(self) -> list[tuple[Group, str, str]]:
        return [(group, *self.box.percent(group.point)) for group in self.groups]

    @property
    def home(self) -> tuple[str, str] | None:
        """Where Harghita lies in the frame, if it is in it."""
        point = place(*HARGHITA)
        return self.box.percent(point) if self.box.holds(point) else None


def frames(partners: Iterable[PartnerRegion]) -> list[Frame]:
    """The frames that show the partners: Europe close up, its crowded countries, the far away.

    Partners without coordinates are on none. No partner, no frame.
    """
    marks = [Mark.of(partner) for partner in partners if _has_place(partner)]
    europe = _europe()
    near = [mark for mark in marks if europe.holds(mark.point)]
    far = [mark for mark in marks if not europe.holds(mark.point)]
    single, groups = _apart(near)
    pictures = [Frame.of("close", europe, single, groups)] if near else []
    pictures += [_frame_of(group) for group in groups]
    if far:
        pictures.append(_far_frame(far, []))
    return pictures


def country_clusters(partners: PartnerRegionQuerySet) -> list[Frame]:
    """The frames that show very many partners: a mark for each country, linked to its table."""
    placed = partners.exclude(latitude=None).exclude(longitude=None).order_by().values("country")
    rows = placed.annotate(number=Count("*"), north=Avg("latitude"), east=Avg("longitude"))
    table = reverse("partners:list")
    groups = [
        Group(
            Country(row["country"]),
            row["number"],
            place(row["north"], row["east"]),
            f"{table}?country={row['country']}",
        )
        for row in rows.order_by("country")
    ]
    europe = _europe()
    near = [group for group in groups if europe.holds(group.point)]
    far = [group for group in groups if not europe.holds(group.point)]
    pictures = [Frame.of("close", europe, [], near)] if near else []
    return [*pictures, _far_frame([], far)] if far else pictures


def _far_frame(marks: list[Mark], groups: list[Group]) -> Frame:
    points = [place(*HARGHITA), *(mark.point for mark in (*marks, *groups))]
    if len(groups) > MAX_NUMBERED:
        return Frame("world", Box.around(points, WORLD_RATIO), marks, groups)
    return Frame.of("far", Box.around(points, FAR_RATIO), marks, groups)


def _has_place(partner: PartnerRegion) -> bool:
    return partner.latitude is not None and partner.longitude is not None


def _europe() -> Box:
    west, south, east, north = CLOSE
    left, top = place(north, west)
    right, bottom = place(south, east)
    return Box(left, top, right - left, bottom - top)


def _apart(marks: list[Mark]) -> tuple[list[Mark], list[Group]]:
    """The marks of the countries that are not crowded, and the crowded countries."""

    def code(mark: Mark) -> str:
        return mark.partner.country.code

    single, groups = [], []
    for _country, found in groupby(sorted(marks, key=code), key=code):
        of_country = list(found)
        if len(of_country) > CROWD:
            groups.append(Group.of(of_country))
        else:
            single += of_country
    return single, groups


def _frame_of(group: Group) -> Frame:
    box = Box.around([mark.point for mark in group.marks], COUNTRY_RATIO)
    return Frame.of(group.country.code, box, list(group.marks), [], country=group.country)


def _line(point: Point) -> str:
    """A bow from Harghita to the point, as the ``d`` of a path."""
    (x, y), (hx, hy) = point, place(*HARGHITA)
    bend_x, bend_y = (x + hx) / 2 + (y - hy) / 8, (y + hy) / 2 - abs(x - hx) / 8
    return f"M{hx} {hy}Q{bend_x:.0f} {bend_y:.0f} {x:.0f} {y:.0f}"
