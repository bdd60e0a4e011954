from activities.models.activities import (
    NEWEST_FIRST,
    Activity,
    ActivityAttachment,
    ActivityLink,
    ActivityQuerySet,
)
from activities.models.kinds import Event, Membership, News, Programme, Project

__all__ = [
    "NEWEST_FIRST",
    "Activity",
    "ActivityAttachment",
    "ActivityLink",
    "ActivityQuerySet",
    "Event",
    "Membership",
    "News",
    "Programme",
    "Project",
]
