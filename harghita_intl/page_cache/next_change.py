"""When the public sees something else though nothing is saved."""

from datetime import datetime, time, timedelta

from django.apps import apps
from django.db.models import Min
from django.utils import timezone

from history.drafts.publishing import next_due, publish_due
from publishing.publication import Edited, Publishable, Status


def next_change() -> datetime:
    """Return when next something is shown or taken down, or the day ends.

    Drafts that are due already are published first.
    """
    publish_due()
    now = timezone.now()
    tomorrow = timezone.localdate() + timedelta(days=1)
    changes = [timezone.make_aware(datetime.combine(tomorrow, time.min)), next_due()]
    for model in apps.get_models():
        if not issubclass(model, Edited) or model._meta.proxy:
            continue
        rows = model._base_manager.all()
        if issubclass(model, Publishable):
            rows = rows.filter(status=Status.PUBLISHED)
        for name in model.changes_at:
            later = rows.filter(**{f"{name}__gt": now})
            changes += later.aggregate(next=Min(name)).values()
    return min(change for change in changes if change)
