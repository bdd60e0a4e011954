"""Pages of long lists."""

from django.core.paginator import Paginator
from django.db.models import Count, Model, QuerySet, Window


class PaginatorByKeys(Paginator):
    """Finds the keys of a page first, and loads only what they stand for.

    A database that sorts has to move what it sorts: keys are a hundredth of the entries.
    """

    def page(self, number):
        page = super().page(number)
        keys = list(page.object_list.prefetch_related(None).values_list("pk", flat=True))
        found = self.object_list.order_by().in_bulk(keys)
        page.object_list = [found[key] for key in keys if key in found]
        return page


def counted(found: QuerySet, max_count: int) -> tuple[int, list[Model]]:
    """Return how many there are, and the first, in one query: for what is never very much."""
    first = list(found.annotate(total=Window(Count("*")))[:max_count])
    return (first[0].total if first else 0), first
