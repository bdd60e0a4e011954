"""Has the index follow the entries.

By signals: what is saved is known further left, where the search is not.
"""

from collections.abc import Iterable
from itertools import chain

from django.db import connection
from django.db.models import signals

from activities.models import Activity
from partners.models import PartnerRegion
from search.documents import FOUND, TITLE, Findable, with_partner
from search.index import fill, forget, note
from search.models import Posting


def register() -> None:
    """To be called once, when all models are there."""
    for model in FOUND.values():
        for saved in (model, *(kind for kind in model.__subclasses__() if kind._meta.proxy)):
            signals.post_save.connect(_saved, sender=saved)
            signals.pre_delete.connect(_goes, sender=saved)
            signals.post_delete.connect(_gone, sender=saved)
    signals.m2m_changed.connect(_partners_changed, sender=Activity.partners.through)
    signals.post_migrate.connect(_migrated)


def _saved(instance: Findable, **signal) -> None:
    changed = note(instance)
    # Decisions and activities are found by the names of their partners.
    if isinstance(instance, PartnerRegion) and TITLE in changed:
        _note_all(chain(with_partner(instance.decisions.all()), instance.activities.all()))


def _goes(instance: Findable, **signal) -> None:
    if isinstance(instance, PartnerRegion):
        instance.found_with_it = list(instance.activities.values_list("pk", flat=True))


def _gone(instance: Findable, **signal) -> None:
    forget(instance)
    _note_all(Activity.objects.filter(pk__in=getattr(instance, "found_with_it", ())))


def _partners_changed(instance, action: str, pk_set: set | None, **signal) -> None:
    if not action.startswith("post_"):
        return
    if isinstance(instance, Activity):
        note(instance)
    else:
        _note_all(Activity.objects.filter(pk__in=pk_set or ()))


def _note_all(entries: Iterable[Findable]) -> None:
    for entry in entries:
        note(entry)


def _migrated(app_config, **signal) -> None:
    """Fills an index that was never filled: what is there is older than the index."""
    tables = connection.introspection.table_names() if app_config.name == "search" else ()
    if Posting._meta.db_table in tables and not Posting.objects.exists():
        fill()
