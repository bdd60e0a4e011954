from django import template
from django.utils.safestring import SafeString

from decisions.models import EXPLANATIONS, Agreement, Decision
from decisions.models.wording import format_state
from decisions.records import eli_of
from partners.models import PartnerRegion
from publishing.periods import formatting

register = template.Library()
register.filter("eli", eli_of)


@register.filter
def explanation(kind: str) -> str:
    """Return what a kind of agreement means, in a sentence."""
    return EXPLANATIONS.get(kind, "")


@register.filter
def holds(agreement: Agreement) -> SafeString | str:
    """Return in words, with its days, whether an agreement holds: "in force: since 1994"."""
    return format_state(agreement, formatting.html)


@register.filter
def besides(partner: PartnerRegion) -> list[Decision]:
    """Return the decisions about a partner that none of its agreements cites."""
    cited = {agreement.approved_by_id for agreement in partner.agreements.all()}
    return [decision for decision in partner.decisions.all() if decision.pk not in cited]
