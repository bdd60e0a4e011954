"""What is known of the links to other sites: whether they work, and since when not."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from editing.link_check.states import BROKEN, UNREACHABLE, WORKING, Finding, State

LONGEST = 2000  # characters; browsers and servers take no more either
# A site that fails today may be back tomorrow: the public is told after two checks a day apart.
UNREACHABLE_FOR = timedelta(days=1)
# What was found so long ago is no longer said of a site.
KNOWN_FOR = timedelta(days=30)


class CheckedLinkQuerySet(models.QuerySet):
    def broken(self):
        """Links that staff should look at, those broken longest first."""
        return self.filter(state__in=BROKEN).order_by("since", "url")

    def unreachable(self):
        """Links that the public should know not to work."""
        long_enough = models.Q(checked__gte=models.F("unreachable_since") + UNREACHABLE_FOR)
        return self.checked_within(KNOWN_FOR).filter(long_enough)

    def checked_within(self, age: timedelta):
        return self.filter(checked__gt=timezone.now() - age)

    def due(self, age: timedelta):
        """Links that have not been checked for so long, the longest unchecked first."""
        past = models.Q(checked__isnull=True) | models.Q(checked__lte=timezone.now() - age)
        return self.filter(past).order_by(models.F("checked").asc(nulls_first=True), "url")

    def keep_to(self, urls: Iterable[str]):
        """Knows the links with these addresses, and no others."""
        urls = set(urls)
        known = dict(self.values_list("url", "pk"))
        self.filter(pk__in=[pk for url, pk in known.items() if url not in urls]).delete()
        new = [self.model(url=url) for url in sorted(urls - known.keys())]
        self.bulk_create(new, ignore_conflicts=True)


class CheckedLink(models.Model):
    """An address of another site that some entry leads to."""

    url = models.CharField(_("web address"), max_length=LONGEST, unique=True)
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
    def words(self) -> str:
        """The state, with the status that the site answered if it is the reason."""
        words = self.get_state_display()
        return f"{words} ({self.status})" if self.status >= 300 else words

    @property
    def is_working(self) -> bool:
        return self.state in WORKING

    @property
    def is_broken(self) -> bool:
        return self.state in BROKEN

    def note(self, finding: Finding, moment: datetime):
        """Notes what a check found."""
        if finding.state != self.state:
            self.since = moment
        if finding.state in UNREACHABLE:
            self.unreachable_since = self.unreachable_since or moment
        else:
            self.unreachable_since = None
        if finding.state in WORKING:
            self.worked = moment
        self.state, self.status, self.moved_to = finding.state, finding.status, finding.moved_to
        self.checked = moment
        changed = {field.name: getattr(self, field.name) for field in self._meta.fields[2:]}
        # Not save(): it would bring back a link that was taken out of its entry meanwhile.
        CheckedLink.objects.filter(pk=self.pk).update(**changed)


class LinkUseQuerySet(models.QuerySet):
    def urls(self):
        """The addresses, each once."""
        return self.order_by().values_list("link_id", flat=True).distinct()

    def count_due(self, age: timedelta) -> dict[str, int]:
        """How many addresses there are: ``all``, and those ``due``, not checked for so long."""
        fresh = CheckedLink.objects.checked_within(age).order_by().values("url")
        is_due = models.ExpressionWrapper(~models.Q(link__in=fresh), models.BooleanField())
        urls = self.order_by().values("link_id").annotate(is_due=is_due).distinct()
        return urls.aggregate(
            all=models.Count("link_id"), due=models.Count("link_id", filter=models.Q(is_due=True))
        )


class LinkUse(models.Model):
    """Says that an entry, known by the letter of its kind and its key, leads to another site."""

    # By its address, and without a constraint: a link is known only from its first check on.
    link = models.ForeignKey(
        CheckedLink,
        models.DO_NOTHING,
        to_field="url",
        db_column="url",
        db_index=False,
        db_constraint=False,
        related_name="+",
    )
    letter = models.CharField(max_length=1)
    key = models.PositiveBigIntegerField()
    anchor = models.CharField(max_length=100)  # the input that holds it in the entry's form

    objects = LinkUseQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["-letter", "key", "pk"]
        indexes = [
            models.Index(fields=["link"], name="link_use_by_url"),
            models.Index(fields=["letter", "key"], name="link_use_by_entry"),
        ]

    def __str__(self):
        return f"{self.letter}{self.key}#{self.anchor}"
