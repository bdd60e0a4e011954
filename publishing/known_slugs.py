"""All slugs of a kind of entry, read at once: where many entries are checked one after another."""

from collections import defaultdict
from collections.abc import Iterable

from django.db import models

from publishing.languages import LANGUAGE_CODES, column
from publishing.redirects import Tombstone, ever_public

Headings = dict[str, str]  # of other entries, by slugs


class KnownSlugs:
    """Who has, or had in public, a slug in any language: as `Entry` asks the database."""

    def __init__(self, model: type[models.Model]):
        slugs = [column("slug", language) for language in LANGUAGE_CODES]
        columns = (column(model.heading_field, "ro"), *slugs)
        former = ever_public(model).order_by("history_date", "history_id")
        deleted = Tombstone.objects.of_kind(model)
        self._present = _by_slug(model._base_manager.values_list("pk", *columns))
        self._former = _by_slug(former.values_list("id", *columns))
        for key, heading, slug in deleted.values_list("key", "heading", "slug"):
            self._former[slug][key] = heading

    def others_at(self, slugs: Iterable[str], key: int | None) -> Headings:
        """Return who has the slugs now, but for the entry of the key."""
        return _others(self._present, slugs, key)

    def former_at(self, slugs: Iterable[str], key: int | None) -> Headings:
        """Return whom the public saw at the slugs, but for the entry of the key."""
        return _others(self._former, slugs, key)


def _by_slug(rows: Iterable[tuple]) -> dict[str, dict[int, str]]:
    found = defaultdict(dict)
    for key, heading, *slugs in rows:
        for slug in filter(None, slugs):
            found[slug][key] = heading or slug
    return found


def _others(known: dict[str, dict[int, str]], slugs: Iterable[str], key: int | None) -> Headings:
    found = {}
    for slug in slugs:
        others = [heading for other, heading in known.get(slug, {}).items() if other != key]
        if others:
            found[slug] = others[-1]
    return found
