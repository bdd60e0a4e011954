from partners.models.regions import (
    PartnerAttachment,
    PartnerLink,
    PartnerRegion,
    PartnerRegionQuerySet,
)

__all__ = ["PartnerAttachment", "PartnerLink", "PartnerRegion", "PartnerRegionQuerySet"]
