from partners.models.decisions import (
    TwinningDecision,
    TwinningDecisionQuerySet,
    with_decisions,
    with_decisions_only,
)
from partners.models.regions import PartnerLink, PartnerRegion, PartnerRegionQuerySet

__all__ = [
    "PartnerLink",
    "PartnerRegion",
    "PartnerRegionQuerySet",
    "TwinningDecision",
    "TwinningDecisionQuerySet",
    "with_decisions",
    "with_decisions_only",
]
