"""What everything published has in common: drafts, texts and addresses in each language."""

from itertools import chain, count

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from publishing.fields import SortKeyField, WebAddressField
from publishing.known_slugs import KnownSlugs
from publishing.languages import LANGUAGE_CODES, column, languages_in_turn
from publishing.media.attachments import WithAttachments
from publishing.media.pictures import Picture
from publishing.publication import Edited, Publishable, PublishableQuerySet, Status
from publishing.redirects import Tombstone, create_tombstones, public_at_slug
from publishing.slugs import MAX_LENGTH, make_slug
from publishing.translations import Translated


class EntryQuerySet(PublishableQuerySet):
    def at(self, slug: str):
        """Narrow to entries that have this slug in the active language, or fall back to it."""
        at_slugs, without = models.Q(), models.Q()
        for language in languages_in_turn():
            at_slugs |= without & models.Q(**{column("slug", language): slug})
            without &= models.Q(**{f"{column('slug', language)}__isnull": True})
        return self.filter(at_slugs)

    def at_in_any_language(self, *slugs: str):
        """Return the entries that have one of the slugs in some language."""
        anywhere = models.Q()
        for language in LANGUAGE_CODES:
            anywhere |= models.Q(**{f"{column('slug', language)}__in": slugs})
        return self.filter(anywhere)

    def with_own_page(self):
        """Leave out entries that are only a part of another page."""
        return self

    def named(self):
        """Load what a link to each needs: its heading and its slug."""
        return self.only(self.model.heading_field, "slug")

    def listed(self):
        """Load them without what only an entry's own page shows."""
        own = ("text", "seo_title", "seo_description", "sort_name", "search_text")
        fields = {field.name for field in self.model._meta.concrete_fields}
        return self.defer(*(name for name in own if name in fields))

    def get_by_natural_key(self, slug):
        return self.get(slug_ro=slug)


class Entry(WithAttachments, Translated, Publishable):
    """Something published that has a page of its own, with an address in each language."""

    heading_field = "title"  # the translated field that names the entry
    heading_describes = False  # whether the heading says what it is about, not just its name
    is_ordered = False  # whether staff decide in which order all of its kind stand

    slug = models.SlugField(
        _("address of the page"),
        max_length=MAX_LENGTH,
        unique=True,
        blank=True,
        help_text=_(
            "The last part of the page’s address. If you leave this empty, it is made from "
            "the title."
        ),
    )
    seo_title = models.CharField(
        _("title for search engines"),
        max_length=70,
        blank=True,
        help_text=_("Only needed if the title would not be clear in a list of search results."),
    )
    seo_description = models.CharField(
        _("description for search engines"),
        max_length=170,
        blank=True,
        help_text=_("One or two sentences shown under the title in a list of results."),
    )

    picture = models.ForeignKey(
        Picture,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("picture"),
    )

    sort_name = SortKeyField(sources=("heading",))

    identity = ("slug_ro",)
    known_slugs: KnownSlugs | None = None  # of all entries, where many are checked at once
    objects = EntryQuerySet.as_manager()

    class Meta(Publishable.Meta):
        abstract = True

    def __str__(self):
        return self.heading

    @property
    def heading(self) -> str:
        return getattr(self, self.heading_field) or ""

    def natural_key(self):
        return (self.slug_ro,)

    def clean(self):
        super().clean()
        self._ask_for_a_heading()
        self._fill_slugs()
        self._refuse_taken_slugs()

    @property
    def may_be_published(self) -> bool:
        """Whether it has a heading in the county's official language; a draft need not yet."""
        return bool(self._heading_in("ro"))

    def _heading_in(self, language: str) -> str:
        return getattr(self, column(self.heading_field, language)) or ""

    def _ask_for_a_heading(self):
        if self.may_be_published:
            return
        if not any(map(self._heading_in, LANGUAGE_CODES)):
            message = _("Fill in this field in at least one language.")
        elif self.status == Status.PUBLISHED:
            message = _(
                "To publish, fill in this field in Romanian. You can save a draft without it."
            )
        else:
            return
        raise ValidationError({column(self.heading_field, "ro"): message})

    def _fill_slugs(self):
        for language in LANGUAGE_CODES:
            slug, title = column("slug", language), self._heading_in(language)
            if not getattr(self, slug):
                setattr(self, slug, self._free_slug(title, language) if title else None)

    def _free_slug(self, title: str, language: str) -> str:
        """Return a slug made from the title; if others have it, with its year, else a number."""
        endings = chain(["", self.slug_ending], map(str, count(2)))
        slugs = (make_slug(title, ending) or ending for ending in endings)
        return next(slug for slug in slugs if slug and self.may_have_slug(slug, language))

    @property
    def slug_ending(self) -> str:
        """What tells the entry from others of the same title, such as its year; "" if nothing."""
        return ""

    def may_have_slug(self, slug: str, language: str) -> bool:
        """Return whether the entry's page can stand at an address that nobody typed."""
        return not self._others_at({slug}) and not self._headings_at({slug})

    def _others_at(self, slugs: set[str]) -> dict[str, str]:
        """Return the headings of other entries that have the slugs now."""
        if self.known_slugs:
            return self.known_slugs.others_at(slugs, self.pk)
        others = type(self)._base_manager.exclude(pk=self.pk)
        columns = [column("slug", language) for language in LANGUAGE_CODES]
        found = EntryQuerySet.at_in_any_language(others, *slugs)
        return {getattr(o, name): str(o) for o in found for name in columns}

    def _refuse_taken_slugs(self):
        """Raise ValidationError unless each slug leads to this entry only, in any language."""
        columns = [column("slug", language) for language in LANGUAGE_CODES]
        slugs = {slug for name in columns if (slug := getattr(self, name))}
        taken = self._others_at(slugs)
        former = self._headings_at(slugs)
        errors = {}
        for name in columns:
            slug = getattr(self, name)
            if slug in taken:
                message = _("“%(slug)s” is already the address of “%(other)s”. Choose another one.")
                errors[name] = ValidationError(
                    message, code="unique", params={"slug": slug, "other": taken[slug]}
                )
            elif former.get(slug):
                message = _(
                    "“%(slug)s” was the address of “%(other)s”, and links still lead there. Choose "
                    "another one."
                )
                errors[name] = ValidationError(
                    message, code="former", params={"slug": slug, "other": former[slug]}
                )
        if errors:
            raise ValidationError(errors)

    def _headings_at(self, slugs: set[str]) -> dict[str, str]:
        """Return the headings of other entries that the public has seen at the slugs."""
        if self.known_slugs:
            return self.known_slugs.former_at(slugs, self.pk)
        model, heading = type(self), column(self.heading_field, "ro")
        headings = {}
        for version in public_at_slug(model, *slugs).exclude(id=self.pk):
            for language in LANGUAGE_CODES:
                slug = getattr(version, column("slug", language))
                headings.setdefault(slug, getattr(version, heading))
        deleted = Tombstone.objects.of_kind(model).exclude(key=self.pk).filter(slug__in=slugs)
        return headings | {former.slug: former.heading for former in deleted}

    def adjust_copy(self) -> None:
        """Change what a copy of an entry must not share with it, before it is saved."""

    def delete(self, *args, redirect_to=None, **options):
        """Delete it; the addresses that the public knows lead to ``redirect_to`` if it is given."""
        with transaction.atomic():
            create_tombstones(self, redirect_to)
            return super().delete(*args, **options)


class Link(Edited, models.Model):
    """A page elsewhere on the web."""

    url = WebAddressField(_("web address"), max_length=500)
    label = models.CharField(
        _("what it is"),
        max_length=200,
        blank=True,
        help_text=_(
            "If you leave this empty, the link shows the site’s name, such as example.org."
        ),
    )
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        abstract = True
        ordering = ["position", "pk"]

    def __str__(self):
        return self.url


class LoadedContent(models.Model):
    """An entry of ``fixtures/`` that was loaded once, and from then on belongs to the staff.

    Kept after they rename or delete the entry, so that loading again does not bring it back.
    """

    identity = models.TextField(unique=True)

    def __str__(self):
        return self.identity
