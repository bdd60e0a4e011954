from activities.models.activities import (
    NEWEST_FIRST,
    Activity,
    ActivityAttachment,
    ActivityLink,
    ActivityQuerySet,
)
from activities.models.kinds import KINDS, Event, Membership, News, Programme, Project

__all__ = [
    "KINDS",
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
