"""Counts what readers searched for in vain: words only, never who asked, and never many."""

import re
from collections import Counter
from threading import Lock
from time import monotonic

from django.db import DatabaseError, transaction
from django.utils import timezone

from search.models import MissedSearch

MAX_LETTERS = 60
MAX_DIGITS = 6  # more may be somebody's telephone or personal number
MAX_ROWS = 1000
MAX_WAITING = 100  # different searches that wait to be written
SECONDS = 60  # from one writing of this process to the next, however many searches there are


class MissedSearches:
    """What this process has counted since it last wrote it down."""

    def __init__(self):
        self._lock = Lock()
        self._waiting = Counter()
        self._saved_at = -SECONDS

    def record(self, query: str, language: str) -> None:
        """Count a search without results, unless it may say something of a person."""
        if len(query) > MAX_LETTERS or "@" in query or sum(map(str.isdigit, query)) > MAX_DIGITS:
            return
        query_text = " ".join(re.findall(r"[^\W_]+", query.lower()))[:MAX_LETTERS]
        with self._lock:
            has_room = len(self._waiting) < MAX_WAITING
            if query_text and (has_room or (language, query_text) in self._waiting):
                self._waiting[language, query_text] += 1
            is_due = monotonic() - self._saved_at >= SECONDS
        if is_due:
            self.write()

    def write(self) -> None:
        """Add what was counted to the list; without a word if the database takes nothing now."""
        with self._lock:
            waiting, self._waiting, self._saved_at = self._waiting, Counter(), monotonic()
        try:
            with transaction.atomic():
                _add(waiting)
        except DatabaseError:
            return


def _add(counts: Counter) -> None:
    month = timezone.localdate().replace(day=1)
    queries = {query for _language, query in counts}
    there = MissedSearch.objects.filter(month=month, query__in=queries)
    known = {(row.language, row.query): row.count for row in there}
    MissedSearch.objects.bulk_create(
        (
            MissedSearch(
                language=language,
                query=query,
                month=month,
                count=number + known.get((language, query), 0),
            )
            for (language, query), number in counts.items()
        ),
        update_conflicts=True,
        update_fields=["count"],
        unique_fields=["month", "language", "query"],
    )
    retained = MissedSearch.objects.order_by("-month", "-count", "pk")[:MAX_ROWS]
    MissedSearch.objects.exclude(pk__in=list(retained.values_list("pk", flat=True))).delete()


missed_searches = MissedSearches()
