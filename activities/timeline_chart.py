"""The picture of years: a row for each partner, from the beginning of the relation to today.

By country, in the order of the county's table. On the row stands what was decided and done with the
partner; what belongs to no partner, memberships and programmes have rows of their own.
"""

from collections import defaultdict

from activities.chart_marks import Bar, Mark, Scale
from activities.chart_parts import Chart, Group, Row
from activities.models import Activity
from activities.timeline import DECISION, Moment
from partners.models import PartnerRegion
from partners.relations import Relation, relation_of, with_agreements

MAX_DRAWN = 300  # entries of a timeline that can be told apart
# The share of the width that a mark keeps to itself, so that none covers another on a phone.
APART = 0.045
OWN_ROW = (Activity.Kind.MEMBERSHIP, Activity.Kind.PROGRAMME)


def draw_chart(moments: list[Moment]) -> Chart | None:
    """Return the picture of dated moments, or None of none; their partners are asked for."""
    if not moments:
        return None
    keys = {partner.pk for moment in moments for partner in moment.partners}
    shown = PartnerRegion.objects.published().filter(pk__in=keys).in_county_order()
    partners = list(with_agreements(shown.listed()))
    relations = {partner.pk: relation_of(partner) for partner in partners}
    known = [r.period for r in relations.values() if r and r.period]
    scale = Scale.of([*(moment.period for moment in moments), *known])
    on_partners, alone = _shared_out(moments, set(relations))
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
    moments = [
        *(Moment(DECISION, decision, decision.date, [partner]) for decision in decisions),
        *(Moment(a.kind, a, a.period, [partner]) for a in activities),
    ]
    moments = [moment for moment in moments if moment.is_dated]
    relation = relation_of(partner)
    if not moments or relation is None or relation.period is None:
        return None
    scale = Scale.of([relation.period, *(moment.period for moment in moments)])
    row = partner_row(partner, moments, relation, scale)
    return Chart([Group(partner.country, "", [row])], scale)


def _shared_out(moments: list[Moment], partners: set[int]) -> tuple[dict, dict]:
    """Return the moments by the partners on whose rows they stand, and by kind the others."""
    on_partners, alone = defaultdict(list), defaultdict(list)
    for moment in moments:
        own_row = moment.kind in OWN_ROW
        keys = () if own_row else [p.pk for p in moment.partners if p.pk in partners]
        for key in keys:
            on_partners[key].append(moment)
        if not keys:
            alone[moment.kind if own_row else ""].append(moment)
    return on_partners, alone


def partner_row(
    partner: PartnerRegion, moments: list[Moment], relation: Relation | None, scale: Scale
) -> Row:
    """Return the row of a partner: decisions on the bar, what was done on tracks below it."""
    bar = Bar(relation.period, scale) if relation and relation.period else None
    marks, free_from = [], [0.0]  # by track: from where on it is free
    for moment in sorted(moments, key=lambda moment: (moment.period.first_day, moment.entry.pk)):
        mark = Mark(moment.period, scale, moment)
        tracks = range(0 if moment.kind == DECISION else 1, len(free_from))
        track = next((n for n in tracks if free_from[n] <= mark.start), len(free_from))
        end = mark.start if mark.is_point else mark.end
        free_from[track : track + 1] = [max(end, mark.start + APART)]
        marks.append(Mark(moment.period, scale, moment, track))
    return Row(partner, bar, marks)


def _rows_of_entries(moments: list[Moment], scale: Scale) -> list[Row]:
    moments = sorted(moments, key=lambda moment: (moment.period.first_day, moment.entry.pk))
    return [Row(moment.entry, Bar(moment.period, scale)) for moment in moments]
