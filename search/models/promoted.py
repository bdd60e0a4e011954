"""Answers that staff want first when somebody searches for certain words."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from publishing.paths import path_to
from search.registry import searched_types
from search.terms import query_words, stem


class PromotedAnswer(models.Model):
    """An entry or a page of the site that comes first when somebody searches for certain words."""

    class Page(models.TextChoices):
        """Pages of the site that are no entries, with what they are called."""

        MAP = "partners:list#map", _("Partner regions on the map")
        PARTNERS = "partners:list", _("Partner regions")
        ACTIVITIES = "activities:list", _("Activities")
        OPEN_DATA = "open_data", _("Open data")

    words = models.CharField(
        _("words"),
        max_length=300,
        help_text=_("In any language, separated by commas, such as: map, hartă, térkép."),
    )
    page = models.CharField(_("page of the site"), max_length=40, choices=Page, blank=True)
    entry_id = models.CharField(
        _("entry"),
        max_length=60,
        blank=True,
        help_text=_(
            "The end of its permanent address, such as p/7 of https://example.org/p/7; "
            "or its letter and its Romanian slug: i/contact."
        ),
    )

    identity = ("words",)

    class Meta:
        verbose_name = _("promoted answer")
        verbose_name_plural = _("promoted answers")
        ordering = ["words"]

    def __str__(self):
        return self.words

    def clean(self):
        if bool(self.page) == bool(self.entry_id):
            raise ValidationError(_("Choose either a page of the site or an entry, not both."))
        if self.entry_id and not self.entries():
            raise ValidationError({"entry_id": _("There is no such entry.")})

    def answers(self, query: str) -> bool:
        """Return whether these are the words of the query, in whatever order and with endings."""
        wanted = _stems(query)
        return bool(wanted) and wanted in map(_stems, self.words.split(","))

    def entries(self, public: bool = False) -> list[models.Model]:
        """Return the entry, if there is one and, where that is asked, the public may see it."""
        prefix, _stroke, key = self.entry_id.partition("/")
        if prefix not in searched_types():
            return []
        manager = searched_types()[prefix].model.objects
        # Content that is loaded does not know the numbers that its entries will get.
        is_number = key.isascii() and key.isdecimal() and len(key) < 10
        wanted = {"pk": int(key)} if is_number else {"slug_ro": key}
        return list((manager.published() if public else manager.all()).filter(**wanted))

    def link(self) -> tuple[str, str] | None:
        """Return its path and its title for the reader; None where the public sees nothing."""
        if self.page:
            view, stroke, anchor = self.page.partition("#")
            return path_to(view) + stroke + anchor, self.get_page_display()
        return next(((e.get_absolute_url(), e.heading) for e in self.entries(public=True)), None)


def promoted_links(query: str) -> list[tuple[str, str]]:
    """Return path and title of what staff want first for the query."""
    found = [answer.link() for answer in PromotedAnswer.objects.all() if answer.answers(query)]
    return list(filter(None, found))


def _stems(text: str) -> set[str]:
    language = get_language()
    return {stem(word, language) for word in query_words(text, language)}
