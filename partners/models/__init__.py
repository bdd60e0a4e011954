from partners.models.decisions import TwinningDecision, TwinningDecisionQuerySet
from partners.models.regions import PartnerLink, PartnerRegion, PartnerRegionQuerySet

__all__ = [
    "PartnerLink",
    "PartnerRegion",
    "PartnerRegionQuerySet",
    "TwinningDecision",
    "TwinningDecisionQuerySet",
]
