"""The institution's own texts: who it is, what it aims at, how to reach it."""

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import Resolver404, resolve
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from publishing.fields import RichTextField
from publishing.media.attachments import Attachment
from publishing.models import LANGUAGE_CODES, Entry, EntryQuerySet, column
from publishing.ordering import append
from publishing.paths import path_to
from publishing.publication import Status


class PageQuerySet(EntryQuerySet):
    def with_own_page(self):
        """Leave out the pages that are the opening words of a list."""
        return self.exclude(role__in=Page.OPENING_WORDS)


class Page(Entry):
    """A text of the institution: a page of its own, or the opening words of a list."""

    type_prefix = "i"
    edited_with = ("attachments",)

    class Menu(models.TextChoices):
        NONE = "", _("in no menu")
        MAIN = "main", _("in the main menu")
        FOOTER = "footer", _("at the foot of every page")

    class Role(models.TextChoices):
        """Pages that the site's own code builds on; any other page has none."""

        NONE = "", _("an ordinary page")
        HOME = "home", _("introduction to the home page")
        PARTNERS = "partners", _("introduction to the partner table")
        ACTIVITIES = "activities", _("introduction to the timeline")
        DECISIONS = "decisions", _("introduction to the register of decisions")
        REPRESENTATION = "representation", _("followed by the memberships")
        CONTACT = "contact", _("contact page: required by law")
        ACCESSIBILITY = "accessibility", _("accessibility statement: required by law")
        PRIVACY = "privacy", _("privacy notice: required by law")

    OF_THE_LAW = frozenset({Role.CONTACT, Role.ACCESSIBILITY, Role.PRIVACY})
    OPENING_WORDS = {
        Role.HOME: "home",
        Role.PARTNERS: "partners:list",
        Role.ACTIVITIES: "activities:list",
        Role.DECISIONS: "decisions:list",
    }

    role = models.CharField(_("role"), max_length=20, choices=Role, default=Role.NONE, blank=True)
    title = models.CharField(_("title"), max_length=200)
    menu_title = models.CharField(
        _("title in the menu"),
        max_length=40,
        blank=True,
        help_text=_("Only needed if the title is long."),
    )
    summary = models.TextField(
        _("summary"), blank=True, help_text=_("Shown at the top, in larger type.")
    )
    text = RichTextField(_("text"), blank=True)
    menu = models.CharField(_("menu"), max_length=10, choices=Menu, default=Menu.NONE, blank=True)
    position = models.PositiveSmallIntegerField(_("order in the menu"), default=0)

    objects = PageQuerySet.as_manager()

    class Meta(Entry.Meta):
        verbose_name = _("page")
        verbose_name_plural = _("pages")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["role"],
                condition=~models.Q(role=""),
                name="page_role_is_played_once",
                violation_error_message=_(
                    "Another page already has this role. Choose a different one."
                ),
            ),
        ]

    def save(self, *args, **options):
        """Save it; in a menu it is the last, unless staff gave it a place."""
        if self.menu and not self.position:
            append([self], Page.objects.filter(menu=self.menu))
        super().save(*args, **options)

    def get_absolute_url(self):
        view = self.OPENING_WORDS.get(self.role)
        return path_to(view) if view else path_to("pages:detail", self.slug)

    def may_have_slug(self, slug, language):
        return not _leads_elsewhere(language, slug) and super().may_have_slug(slug, language)

    def adjust_copy(self):
        """Leave a copy without role and menu: each role is played once."""
        self.role, self.menu = self.Role.NONE, self.Menu.NONE

    @property
    def may_be_taken_down(self) -> bool:
        """Return whether the public can do without it: the law asks for some pages."""
        return self.role not in self.OF_THE_LAW

    def clean(self):
        super().clean()
        self._refuse_addresses_of_the_site()
        self._keep_what_the_law_asks_for()

    def _keep_what_the_law_asks_for(self):
        if self.may_be_taken_down:
            return
        timed = [name for name in ("publish_at", "take_down_at") if getattr(self, name)]
        wrong = timed if self.status == Status.PUBLISHED else ["status"]
        message = _("This page is required by law. It must always be published.")
        if wrong:
            raise ValidationError(dict.fromkeys(wrong, message))

    def _refuse_addresses_of_the_site(self):
        """Refuse the addresses of the site's own lists, at which a page could never be reached."""
        for language in LANGUAGE_CODES:
            slug = getattr(self, column("slug", language))
            if slug and _leads_elsewhere(language, slug) and self.role not in self.OPENING_WORDS:
                message = _("“%(slug)s” is an address of the site itself. Choose another one.")
                raise ValidationError(
                    {column("slug", language): ValidationError(message, params={"slug": slug})}
                )


class PageAttachment(Attachment):
    """A document or picture that a page shows."""

    entry = models.ForeignKey(
        Page, models.CASCADE, related_name="attachments", verbose_name=_("page")
    )


def _leads_elsewhere(language: str, slug: str) -> bool:
    with override(language):
        try:
            return resolve(f"/{language}/{slug}/").view_name != "pages:detail"
        except Resolver404:
            return False
