"""The library of documents: uploaded once, and attached to any number of entries."""

from django.db import models
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from publishing.folding import fold
from publishing.languages import LANGUAGE_CODES, LANGUAGE_NAMES, column
from publishing.media import documents, programs
from publishing.publication import Edited

# As files are told apart, by the ends of their names.
CONTENT_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
LANGUAGES = [
    *LANGUAGE_NAMES.items(),
    ("bg", pgettext_lazy("after a label", "Bulgarian")),
    ("hr", pgettext_lazy("after a label", "Croatian")),
    ("cs", pgettext_lazy("after a label", "Czech")),
    ("fr", pgettext_lazy("after a label", "French")),
    ("de", pgettext_lazy("after a label", "German")),
    ("it", pgettext_lazy("after a label", "Italian")),
    ("pl", pgettext_lazy("after a label", "Polish")),
    ("sr", pgettext_lazy("after a label", "Serbian")),
    ("sk", pgettext_lazy("after a label", "Slovak")),
    ("es", pgettext_lazy("after a label", "Spanish")),
    ("uk", pgettext_lazy("after a label", "Ukrainian")),
    ("zh", pgettext_lazy("after a label", "Chinese")),
    ("hy", pgettext_lazy("after a label", "Armenian")),
    ("mul", pgettext_lazy("after a label", "several languages")),
]


class DocumentQuerySet(models.QuerySet):
    def public(self):
        """Return those that some entry shows which the public may see now."""
        shown = models.Q(pk__in=[])
        for model in attachment_models():
            entries = model._meta.get_field("entry").related_model.objects.published()
            of_public = model._base_manager.filter(entry__in=entries, document__isnull=False)
            shown |= models.Q(pk__in=of_public.values("document"))
        return self.filter(shown)

    def matching(self, words: str):
        """Return those with every word in a title, the name of the file or their own text."""
        found = self
        for word in fold(words).split():
            found = found.filter(search_text__contains=word)
        return found


class Document(Edited, models.Model):
    """A file that is the text of a decision or agreement, or an annex, invitation or report."""

    class Kind(models.TextChoices):
        DECISION = "decision", pgettext_lazy("kind of document", "text of the decision")
        AGREEMENT = "agreement", pgettext_lazy("kind of document", "agreement")
        ANNEX = "annex", pgettext_lazy("kind of document", "annex")
        INVITATION = "invitation", pgettext_lazy("kind of document", "invitation")
        PROGRAMME = "programme", pgettext_lazy("kind of document", "programme of an event")
        REPORT = "report", pgettext_lazy("kind of document", "report")
        OTHER = "other", pgettext_lazy("kind of document", "other document")

    derived = ("size", "text", "search_text")

    file = documents.DocumentField(
        _("file"), blank=False, help_text=_("A PDF, DOCX or XLSX file of at most 20 MB.")
    )
    title = models.CharField(
        _("title"),
        max_length=200,
        blank=True,
        help_text=_("If you leave this empty, the file name is used."),
    )
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.OTHER)
    language = models.CharField(
        _("language of the file"),
        max_length=3,
        choices=LANGUAGES,
        default="ro",
        help_text=_("Readers see this before they open the file."),
    )
    size = models.PositiveIntegerField(default=0, editable=False)  # bytes
    text = models.TextField(default="", editable=False)  # by which it is found
    search_text = models.TextField(default="", editable=False)  # all by which staff find it, folded

    objects = DocumentQuerySet.as_manager()

    class Meta:
        default_permissions = ("add", "change", "delete", "view", "translate")
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["kind", "language"], name="document_kinds")]

    def __str__(self):
        return self.title or self.file.name.rpartition("/")[2]

    def save(self, *args, **options):
        if self.file and not self.file._committed:
            documents.refuse_unsafe(self.file)
            self._name_after_file()
            self.file.seek(0)
            self.size, self.text = self.file.size, programs.words_of(self.file.read(), self.format)
        titles = [getattr(self, column("title", code)) or "" for code in LANGUAGE_CODES]
        self.search_text = fold(" ".join([*titles, self.text]))
        super().save(*args, **options)

    def _name_after_file(self) -> None:
        """Give a title to a document that has none, in the language of the site that is its own.

        "anexa_2.pdf" is called "anexa 2".
        """
        columns = [column("title", code) for code in LANGUAGE_CODES]
        if not any(getattr(self, name) for name in columns):
            own = self.language if self.language in LANGUAGE_CODES else "ro"
            stem = self.file.name.rpartition("/")[2].rpartition(".")[0]
            setattr(self, column("title", own), " ".join(stem.replace("_", " ").split())[:200])

    @property
    def format(self) -> str:
        """What it is: "pdf", "docx" or "xlsx"."""
        return documents.format_of_name(self.file.name)

    @property
    def content_type(self) -> str:
        return CONTENT_TYPES[self.format]

    @property
    def download_name(self) -> str:
        """The name under which it is downloaded."""
        return f"{slugify(str(self))[:60] or 'document'}.{self.format}"

    @property
    def described_file(self) -> str:
        """What the file is, and how large: "PDF, 1.2 MB"."""
        return f"{self.format.upper()}, {filesizeformat(self.size)}"

    def get_absolute_url(self) -> str:
        """Return where it is downloaded while an entry that shows it is public."""
        return reverse("document", args=[self.pk, self.format])


def attachment_models() -> list[type[models.Model]]:
    """Return the models of what entries show of the library, one for each kind of entry."""
    return [
        relation.related_model
        for relation in Document._meta.get_fields()
        if relation.one_to_many and "entry" in {f.name for f in relation.related_model._meta.fields}
    ]
