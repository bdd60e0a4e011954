"""What is known of links to other sites: where they are used, and since when they do not work."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from editing.link_check.states import BROKEN, UNREACHABLE, WORKING, Result, State
from publishing.entry_types import models_by_prefix
from publishing.references import EntryReference

MAX_LENGTH = 2000  # characters; browsers and servers take no more either
# A site that fails today may be back tomorrow: the public is told after two checks a day apart.
UNREACHABLE_FOR = timedelta(days=1)
# What was found so long ago is no longer said of a site.
KNOWN_FOR = timedelta(days=30)


def is_due(age: timedelta) -> models.Q:
    """Return the condition of not having been checked for so long."""
    return models.Q(checked__isnull=True) | models.Q(checked__lte=timezone.now() - age)


class CheckedLinkQuerySet(models.QuerySet):
    def broken(self):
        """Return links that staff should look at, those broken longest first."""
        return self.filter(state__in=BROKEN).order_by("since", "url")

    def unreachable(self):
        """Return links that the public should know not to work."""
        now = timezone.now()
        # What is not so old cannot have failed so long: nothing is worked out for it.
        known = self.filter(
            checked__gt=now - KNOWN_FOR, unreachable_since__lte=now - UNREACHABLE_FOR
        )
        return known.filter(checked__gte=models.F("unreachable_since") + UNREACHABLE_FOR)

    def due(self, age: timedelta):
        """Return links that have not been checked for so long, the longest unchecked first."""
        return self.filter(is_due(age)).order_by(models.F("checked").asc(nulls_first=True), "url")

    def forget_unused(self) -> None:
        """Delete the links that no entry leads to any more."""
        self.exclude(url__in=LinkUse.objects.values("link_id")).delete()


class CheckedLink(models.Model):
    """An address of another site that some entry leads to."""

    url = models.CharField(_("web address"), max_length=MAX_LENGTH, unique=True)
    state = models.CharField(
        _("state"), max_length=10, choices=State, default=State.UNCHECKED, db_index=True
    )
    status = models.PositiveSmallIntegerField(_("HTTP status"), default=0)
    moved_to = models.TextField(_("new address"), blank=True)
    since = models.DateTimeField(_("in this state since"), null=True)
    checked = models.DateTimeField(_("last checked"), null=True)
    worked = models.DateTimeField(_("last worked"), null=True)
    # The first of the failures that visitors met, too, and that no success has interrupted.
    unreachable_since = models.DateTimeField(_("unreachable since"), null=True)

    objects = CheckedLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("link to another site")
        verbose_name_plural = _("links to other sites")
        ordering = ["url"]
        default_permissions = ("change", "view")

    def __str__(self):
        return self.url

    @property
    def state_text(self) -> str:
        """Return the state, with the status that the site answered if it is the reason."""
        text = self.get_state_display()
        return f"{text} ({self.status})" if self.status >= 300 else text

    @property
    def is_broken(self) -> bool:
        return self.state in BROKEN

    def record(self, result: Result, timestamp: datetime) -> None:
        """Record what a check found."""
        if result.state != self.state:
            self.since = timestamp
        is_unreachable = result.state in UNREACHABLE
        self.unreachable_since = (self.unreachable_since or timestamp) if is_unreachable else None
        if result.state in WORKING:
            self.worked = timestamp
        self.state, self.status, self.moved_to = result.state, result.status, result.moved_to
        self.checked = timestamp
        changed = {field.name: getattr(self, field.name) for field in self._meta.fields[2:]}
        # Not save(): it would bring back a link that was taken out of its entry meanwhile.
        CheckedLink.objects.filter(pk=self.pk).update(**changed)


class LinkUse(EntryReference):
    """Says that an entry, published or not, leads to another site."""

    # Without a constraint: nobody's saving is to fail because of a link that a check forgets.
    link = models.ForeignKey(
        CheckedLink,
        models.DO_NOTHING,
        to_field="url",
        db_column="url",
        db_constraint=False,
        related_name="uses",
    )
    anchor = models.CharField(max_length=100)  # the input that holds it in the entry's form
    is_in_list = models.BooleanField()  # of the entry's links, not in one of its texts

    class Meta:
        default_permissions = ()
        ordering = ["pk"]
        indexes = [models.Index(fields=["prefix", "key"], name="link_use_by_entry")]

    def __str__(self):
        return f"{self.prefix}{self.key}#{self.anchor}"


def find_entries(references: Iterable[Any]) -> Iterator[tuple[Any, Any]]:
    """Yield each reference with its entry, if that is there; asks once for each kind of entry."""
    keys = defaultdict(set)
    for use in references:
        keys[use.prefix].add(use.key)
    kinds = models_by_prefix()
    entries = {prefix: kinds[prefix].objects.in_bulk(found) for prefix, found in keys.items()}
    for use in references:
        if entry := entries[use.prefix].get(use.key):
            yield use, entry
