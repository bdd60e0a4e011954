from partners.models.decisions import (
    TwinningDecision,
    TwinningDecisionQuerySet,
    with_decisions,
    with_decisions_only,
)
from partners.models.regions import (
    PartnerAttachment,
    PartnerLink,
    PartnerRegion,
    PartnerRegionQuerySet,
)

__all__ = [
    "PartnerAttachment",
    "PartnerLink",
    "PartnerRegion",
    "PartnerRegionQuerySet",
    "TwinningDecision",
    "TwinningDecisionQuerySet",
    "with_decisions",
    "with_decisions_only",
]
