"""The picture of years: a row for each partner, from the beginning of the relation to today.

By country, in the order of the county's table. On the row stands what was decided and done with the
partner; what belongs to no partner, memberships and programmes have rows of their own.
"""

from collections import defaultdict

from activities.chart_marks import Bar, Mark, Scale
from activities.chart_parts import Chart, Group, Row
from activities.models import Activity
from activities.timeline import DECISION, TimelineItem
from partners.models import PartnerRegion
from partners.relations import Relation, relation_of, with_agreements

MAX_DRAWN = 300  # entries of a timeline that can be told apart
# The share of the width that a mark keeps to itself, so that none covers another on a phone.
APART = 0.045
OWN_ROW = (Activity.Kind.MEMBERSHIP, Activity.Kind.PROGRAMME)


def draw_chart(items: list[TimelineItem]) -> Chart | None:
    """Return the picture of dated items, or None of none; their partners are asked for."""
    if not items:
        return None
    keys = {partner.pk for item in items for partner in item.partners}
    shown = PartnerRegion.objects.published().filter(pk__in=keys).in_county_order()
    partners = list(with_agreements(shown.listed()))
    relations = {partner.pk: relation_of(partner) for partner in partners}
    known = [r.period for r in relations.values() if r and r.period]
    scale = Scale.of([item.period for item in items], known)
    on_partners, alone = _shared_out(items, set(relations))
    countries = defaultdict(list)
    for partner in partners:
        if partner.pk in on_partners:
            row = partner_row(partner, on_partners[partner.pk], relations[partner.pk], scale)
            countries[partner.country].append(row)
    groups = [Group(country, "", rows) for country, rows in countries.items()]
    others = [(kind, alone[kind]) for kind in ("", *OWN_ROW) if alone[kind]]
    return Chart(groups + [Group(None, k, _rows_of_entries(m, scale)) for k, m in others], scale)


def draw_strip(partner: PartnerRegion, activities: list[Activity]) -> Chart | None:
    """Return the picture of one partner's years, or None if nothing in them has a date."""
    decisions = [decision for decision in partner.decisions.all() if decision.is_public]
    items = [
        *(TimelineItem(DECISION, decision, decision.date, [partner]) for decision in decisions),
        *(TimelineItem(a.kind, a, a.period, [partner]) for a in activities),
    ]
    items = [item for item in items if item.is_dated]
    relation = relation_of(partner)
    if not items or relation is None or relation.period is None:
        return None
    scale = Scale.of([item.period for item in items], [relation.period])
    row = partner_row(partner, items, relation, scale)
    return Chart([Group(partner.country, "", [row])], scale)


def _shared_out(items: list[TimelineItem], partners: set[int]) -> tuple[dict, dict]:
    """Return the items by the partners on whose rows they stand, and by kind the others."""
    on_partners, alone = defaultdict(list), defaultdict(list)
    for item in items:
        own_row = item.kind in OWN_ROW
        keys = () if own_row else [p.pk for p in item.partners if p.pk in partners]
        for key in keys:
            on_partners[key].append(item)
        if not keys:
            alone[item.kind if own_row else ""].append(item)
    return on_partners, alone


def partner_row(
    partner: PartnerRegion, items: list[TimelineItem], relation: Relation | None, scale: Scale
) -> Row:
    """Return the row of a partner: decisions on the bar, what was done on tracks below it."""
    period = relation.period if relation else None
    bar = Bar(period, scale) if period and scale.shows(period) else None
    marks, free_from = [], [0.0]  # by track: from where on it is free
    for item in sorted(items, key=lambda item: (item.period.first_day, item.entry.pk)):
        mark = Mark(item.period, scale, item)
        tracks = range(0 if item.kind == DECISION else 1, len(free_from))
        track = next((n for n in tracks if free_from[n] <= mark.start), len(free_from))
        end = mark.start if mark.is_point else mark.end
        free_from[track : track + 1] = [max(end, mark.start + APART)]
        marks.append(Mark(item.period, scale, item, track))
    return Row(partner, bar, marks, relation)


def _rows_of_entries(items: list[TimelineItem], scale: Scale) -> list[Row]:
    items = sorted(items, key=lambda item: (item.period.first_day, item.entry.pk))
    return [Row(item.entry, Bar(item.period, scale)) for item in items]
