"""The regions that the county is twinned or cooperates with, and their pages on the web."""

import json
import re
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models, transaction
from django.db.models import Min, Window
from django.utils.translation import gettext_lazy as _
from django_countries.fields import Country, CountryField

from partners.codes import nuts_country
from publishing.fields import FoldedField, RichTextField
from publishing.folding import fold
from publishing.languages import LANGUAGE_CODES, column
from publishing.media.attachments import Attachment
from publishing.models import Entry, EntryQuerySet, Link
from publishing.ordering import take_position
from publishing.paths import path_to
from publishing.translations import state_column

CODES = {"iso_code": "{}-[A-Z0-9]{{1,3}}", "nuts_code": "{}[A-Z0-9]{{1,3}}"}
PUBLIC = ("status", "publish_at", "take_down_at")
STATES = tuple(map(state_column, LANGUAGE_CODES))
# The language in which bodies of a country name themselves, unless somebody says another one.
LANGUAGES_OF_COUNTRIES = json.loads(
    (Path(__file__).parent.parent / "country_languages.json").read_text(encoding="utf-8")
)


class PartnerRegionQuerySet(EntryQuerySet):
    def in_county_order(self):
        """Group by country, countries and partners in the order of the county's own table."""
        first_of_country = Window(Min("position"), partition_by="country")
        return self.annotate(country_position=first_of_country).order_by(
            "country_position", "country", "position", "pk"
        )

    def by_country(self) -> list[dict]:
        """Return each country and the number of its partners, in the order of the table."""
        counted = self.order_by().values("country")
        rows = counted.annotate(number=models.Count("*"), first=Min("position"))
        return [
            {"country": Country(row["country"]), "number": row["number"]}
            for row in rows.order_by("first", "country")
        ]

    def matching(self, text: str):
        """Narrow to those whose names, seat, institution or address hold each word of ``text``."""
        found = self
        for word in fold(text).split():
            found = found.filter(search_text__contains=word)
        return found


class PartnerRegion(Entry):
    """A county, province or region abroad that Harghita County is twinned or cooperates with."""

    heading_field = "name"
    type_prefix, is_ordered = "p", True
    edited_with = ("agreements", "links", "attachments")

    name = models.CharField(_("name"), max_length=200)
    institution = models.CharField(
        _("partner institution"),
        max_length=300,
        blank=True,
        help_text=_("Such as an assembly or a council, as the page’s language calls it."),
    )
    own_institution = models.CharField(
        _("its name in its own language"),
        max_length=300,
        blank=True,
        help_text=_("As the institution itself writes it. Shown where a translation is missing."),
    )
    institution_language = models.CharField(
        _("its own language"),
        max_length=3,
        blank=True,
        validators=[
            RegexValidator(
                "^[a-z]{2,3}$", _("An ISO 639 code has two or three letters, such as pl or fil.")
            )
        ],
        help_text=_(
            "An ISO 639 code, such as pl. If you leave this empty, the language of the "
            "country is used."
        ),
    )
    country = CountryField(_("country"), db_index=True, blank_label=_("Choose a country"))
    seat = models.CharField(_("administrative centre"), max_length=120, blank=True)
    address = models.TextField(
        _("postal address"),
        blank=True,
        help_text=_("Street on one line, town on the next. The site adds the country."),
    )
    text = RichTextField(_("text"), blank=True)
    iso_code = models.CharField(
        _("ISO 3166-2 code"), max_length=6, blank=True, help_text=_("Such as HU-BK.")
    )
    nuts_code = models.CharField(
        _("NUTS code"),
        max_length=5,
        blank=True,
        help_text=_("The EU’s code of the region, such as HU331; none outside the EU."),
    )
    latitude = models.FloatField(_("latitude of the administrative centre"), null=True, blank=True)
    longitude = models.FloatField(
        _("longitude of the administrative centre"), null=True, blank=True
    )
    position = models.PositiveIntegerField(
        _("order"),
        default=0,
        db_index=True,
        help_text=_("The number in the county’s own table of partners."),
    )
    search_text = FoldedField(
        sources=(
            "name_ro",
            "name_hu",
            "name_en",
            "seat",
            "institution_ro",
            "institution_hu",
            "institution_en",
            "own_institution",
            "address",
            "iso_code",
        )
    )

    objects = PartnerRegionQuerySet.as_manager()

    class Meta(Entry.Meta):
        verbose_name = _("partner region")
        verbose_name_plural = _("partner regions")
        ordering = ["position", "pk"]
        # All that the counts and the map of countries, and the orders by number and name read.
        indexes = [
            models.Index(
                fields=["country", "position", *PUBLIC, "latitude", "longitude"],
                name="partner_by_country",
            ),
            *(
                models.Index(
                    fields=[column("sort_name", code), "id", *PUBLIC],
                    name=f"partner_by_name_{code}",
                )
                for code in LANGUAGE_CODES
            ),
            # What the first page of the admin counts, and finds the latest of.
            models.Index(
                fields=["-updated", "-id", *STATES, *PUBLIC],
                name="partner_by_change",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="partner_latitude_is_on_earth",
                condition=models.Q(latitude__range=(-90, 90)),
                violation_error_message=_("Enter a latitude between −90 and 90 degrees."),
            ),
            models.CheckConstraint(
                name="partner_longitude_is_on_earth",
                condition=models.Q(longitude__range=(-180, 180)),
                violation_error_message=_("Enter a longitude between −180 and 180 degrees."),
            ),
        ]

    @property
    def own_language(self) -> str:
        """Return the code of the language in which the institution names itself; "" if unknown."""
        return self.institution_language or LANGUAGES_OF_COUNTRIES.get(self.country.code, "")

    @property
    def own_name(self) -> str:
        """Return the name that the institution gives itself, if it is known."""
        own_column = column("institution", self.own_language)
        return self.own_institution or getattr(self, own_column, None) or ""

    def save(self, *args, **options):
        """Save it; without a number, or with one that another has, everybody keeps a number."""
        with transaction.atomic(savepoint=False):
            take_position(self, type(self)._base_manager.all())
            super().save(*args, **options)

    def adjust_copy(self):
        """Leave out the codes, which are those of one region alone, and put the copy last."""
        self.iso_code, self.nuts_code, self.position = "", "", 0

    def clean(self):
        super().clean()
        for name, prefix in (
            ("iso_code", self.country.code),
            ("nuts_code", nuts_country(self.country.code)),
        ):
            setattr(self, name, code := getattr(self, name).strip().upper())
            if code:
                self._check_code(name, code, prefix)

    def _check_code(self, name: str, code: str, prefix: str) -> None:
        """Raise ValidationError unless the code is one of the country's, and nobody else's."""
        if not re.fullmatch(CODES[name].format(prefix), code):
            message = _("A code of this country begins with %(prefix)s, such as %(example)s.")
            example = {"iso_code": f"{prefix}-AB", "nuts_code": f"{prefix}123"}[name]
            params = {"prefix": prefix, "example": example}
            raise ValidationError({name: ValidationError(message, params=params)})
        others = type(self)._base_manager.filter(**{name: code}).exclude(pk=self.pk)
        if other := others.first():
            message = _("“%(code)s” is already the code of “%(other)s”.")
            params = {"code": code, "other": other}
            raise ValidationError({name: ValidationError(message, code="taken", params=params)})

    def get_absolute_url(self):
        return path_to("partners:detail", self.slug)


class PartnerLink(Link):
    """A web page of a partner region, or about it."""

    class Kind(models.TextChoices):
        OFFICIAL = "official", _("the partner’s own site")
        ABOUT = "about", _("a page about the region")

    partner = models.ForeignKey(
        PartnerRegion,
        models.CASCADE,
        related_name="links",
        verbose_name=_("partner region"),
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.OFFICIAL)

    identity = ("partner", "url")

    class Meta(Link.Meta):
        verbose_name = _("web page")
        verbose_name_plural = _("web pages")


class PartnerAttachment(Attachment):
    """A document or picture that the page of a partner region shows."""

    entry = models.ForeignKey(
        PartnerRegion,
        models.CASCADE,
        related_name="attachments",
        verbose_name=_("partner region"),
    )
