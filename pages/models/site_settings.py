"""What every page says of the county, edited by staff: one row, with its offices and links."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from pages.models.legal_facts import LegalFacts
from publishing.fields import WebAddressField
from publishing.languages import column
from publishing.publication import Edited

ONLY_KEY = 1
TELEPHONE_HELP = _("With the country code, such as +40 266 207 700.")


class SiteSettingsManager(models.Manager["SiteSettings"]):
    def get_by_natural_key(self):
        return self.get()

    def current_row(self) -> "SiteSettings":
        """Return the settings; empty ones if nobody has given any."""
        return self.first() or SiteSettings()

    def current(self) -> "SiteSettings":
        """Return the settings with the ``shown_links``; empty ones if nobody has given any."""
        links = list(SiteLink.objects.select_related("settings"))
        settings = links[0].settings if links else self.current_row()
        settings.shown_links = links
        return settings


class SiteSettings(Edited, LegalFacts):
    """The county as every page of the site names it, how to reach it, and what it announces."""

    edited_with = ("offices", "links")
    changes_at = ("notice_from", "notice_until")
    identity = ()
    # What a visitor must be able to find; where it is empty, staff are asked for it.
    needed = (
        *("institution", "department", "postal_address", "telephone", "email", "website"),
        *LegalFacts.NEEDED_FOR_PRIVACY,
        *LegalFacts.NEEDED_FOR_ACCESSIBILITY,
    )

    site_name = models.CharField(
        _("name of the site"),
        max_length=100,
        blank=True,
        help_text=_("Shown after the title of every page, and wherever the site is named."),
    )
    county = models.CharField(
        _("county"), max_length=60, blank=True, help_text=_("Shown in large type at the top left.")
    )
    subtitle = models.CharField(_("below the county"), max_length=60, blank=True)
    institution = models.CharField(_("institution"), max_length=100, blank=True)
    department = models.CharField(_("department"), max_length=150, blank=True)
    postal_address = models.CharField(_("postal address"), max_length=200, blank=True)
    telephone = models.CharField(
        _("telephone"), max_length=40, blank=True, help_text=TELEPHONE_HELP
    )
    email = models.EmailField(_("email address"), blank=True)
    website = WebAddressField(_("the institution’s website"), blank=True)
    feedback_email = models.EmailField(
        _("email address for reporting mistakes"),
        blank=True,
        help_text=_(
            "Visitors report mistakes to this address. If you leave this empty, they use "
            "the one above."
        ),
    )
    footer_note = models.CharField(_("note at the foot of every page"), max_length=300, blank=True)
    notice = models.CharField(
        _("notice"),
        max_length=300,
        blank=True,
        help_text=_("Shown at the top of every page, such as “The office is closed on …”."),
    )
    notice_url = WebAddressField(
        _("more about the notice"), blank=True, help_text=_("A page with more information.")
    )
    notice_from = models.DateTimeField(
        _("notice shown from"),
        null=True,
        blank=True,
        help_text=_("If you leave this empty, it is shown immediately."),
    )
    notice_until = models.DateTimeField(
        _("notice shown until"),
        null=True,
        blank=True,
        help_text=_("If you leave this empty, it is shown until somebody removes it."),
    )

    objects = SiteSettingsManager()
    shown_links: "list[SiteLink] | tuple" = ()

    class Meta:
        default_permissions = ("add", "change", "view", "translate")
        verbose_name = _("site settings")
        verbose_name_plural = _("site settings")
        constraints = [
            models.CheckConstraint(condition=Q(id=ONLY_KEY), name="site_settings_are_one")
        ]

    def __str__(self):
        return str(capfirst(self._meta.verbose_name))

    def natural_key(self):
        return ()

    def clean(self):
        super().clean()
        if self.notice_from and self.notice_until and self.notice_until <= self.notice_from:
            message = _("It would end before it starts. Change one of the times.")
            raise ValidationError({"notice_until": message})

    def save(self, *args, **options):
        self.pk = ONLY_KEY
        super().save(*args, **options)

    @property
    def has_notice(self) -> bool:
        """Return whether the notice is to be seen now."""
        now = timezone.now()
        has_begun = self.notice_from is None or self.notice_from <= now
        has_ended = self.notice_until is not None and self.notice_until <= now
        return bool(self.notice) and has_begun and not has_ended

    @property
    def address_for_mistakes(self) -> str:
        return self.feedback_email or self.email

    def missing_facts(self) -> Iterator[tuple[str, str]]:
        """Yield what the county has still to give: its label, and its input in the form."""
        for name in self.needed:
            official = column(name, "ro")
            name_or_official = official if hasattr(self, official) else name
            if not getattr(self, name_or_official):
                yield str(capfirst(_label_of(self, name))), f"id_{name_or_official}"
        offices = list(self.offices.all()) if self.pk else []
        if not offices:
            yield str(capfirst(Office._meta.verbose_name_plural)), "offices-group"
        for number, office in enumerate(offices):
            for name in office.missing_fields():
                label = f"{office}: {_label_of(office, name)}"
                yield label, f"id_offices-{number}-{name}"


class Office(Edited, models.Model):
    """Who answers at the institution: an office, by the function of the persons there."""

    needed = ("telephone", "email", "room")

    settings = models.ForeignKey(SiteSettings, models.CASCADE, related_name="offices")
    name = models.CharField(_("name"), max_length=150)
    function = models.CharField(
        _("who answers"),
        max_length=150,
        blank=True,
        help_text=_("A job title, such as “head of the department”."),
    )
    telephone = models.CharField(
        _("telephone"), max_length=40, blank=True, help_text=TELEPHONE_HELP
    )
    email = models.EmailField(_("email address"), blank=True)
    room = models.CharField(_("room"), max_length=60, blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    identity = ("settings", "name_ro")

    class Meta:
        default_permissions = ()
        verbose_name = _("office")
        verbose_name_plural = _("offices")
        ordering = ["position", "pk"]

    def __str__(self):
        return self.name or ""

    def missing_fields(self) -> list[str]:
        """Return the names of what a visitor must know of it, and nobody has given."""
        return [name for name in self.needed if not getattr(self, name)]


class SiteLink(Edited, models.Model):
    """A link to another site that stands on every page."""

    class Place(models.TextChoices):
        MAIN = "main", _("in the main menu")
        FOOTER = "footer", _("at the foot of every page")
        SOCIAL = "social", _("the county on social media")

    settings = models.ForeignKey(SiteSettings, models.CASCADE, related_name="links")
    place = models.CharField(_("place"), max_length=10, choices=Place, default=Place.FOOTER)
    label = models.CharField(_("link text"), max_length=60)
    url = WebAddressField(_("web address"))
    position = models.PositiveSmallIntegerField(
        _("order"), default=0, help_text=_("Applies together with the pages of the same menu.")
    )

    identity = ("settings", "place", "url_ro")

    class Meta:
        default_permissions = ()
        verbose_name = _("site link")
        verbose_name_plural = _("site links")
        ordering = ["position", "pk"]

    def __str__(self):
        return self.label or ""


def _label_of(instance: models.Model, name: str) -> str:
    model_field: Any = instance._meta.get_field(name)
    return str(getattr(model_field, "translated_field", model_field).verbose_name)
