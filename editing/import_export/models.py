"""A table on its way in: read once, checked and saved in steps, and gone when it is done."""

from datetime import timedelta

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.functional import cached_property

LIFETIME = timedelta(days=1)
PROPOSED, PUBLIC = "proposed", "public"  # what a row does to what the public sees


class TableImport(models.Model):
    """A file that somebody uploaded, and how far it has come."""

    class Phase(models.TextChoices):
        CHECKING = "checking"
        CHECKED = "checked"
        SAVING = "saving"
        UNDOING = "undoing"

    table = models.CharField(max_length=20)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE)
    file_name = models.CharField(max_length=255)
    notices = models.JSONField(default=list)  # what of the file was passed over
    phase = models.CharField(max_length=10, choices=Phase, default=Phase.CHECKING)
    done = models.PositiveIntegerField(default=0)  # of the rows, or of what is to be saved
    created_keys = models.JSONField(default=list)  # of the new entries, in the order of saving
    held_keys = models.JSONField(default=list)  # of those that become public when all is saved
    drafts_before = models.JSONField(default=dict)  # what proposals changed, by the entry's key
    checked_at = models.CharField(max_length=40, blank=True)  # tells one preview from another
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        default_permissions = ()

    def __str__(self):
        return self.file_name

    @classmethod
    def begin(cls, rows: list[dict], **fields) -> "TableImport":
        """Keep the rows of a file, to be checked."""
        with transaction.atomic():
            made = cls.objects.create(**fields)
            ImportContent.objects.create(made=made, rows=rows)
        return made

    @property
    def rows(self) -> list[dict]:
        return self.content.rows

    @property
    def results(self) -> list[dict]:
        return self.content.results

    @property
    def has_errors(self) -> bool:
        return any(result["errors"] for result in self.results)

    @cached_property
    def changed(self) -> list[dict]:
        """Return what is to be saved: new entries first, unseen before the end, and drafts
        last; kept, as there may be 20,000 and each step asks for some."""
        changed = [result for result in self.results if result["changes"] and not result["errors"]]
        return sorted(changed, key=lambda r: (r["key"] is not None, r["effect"] == PROPOSED))

    @property
    def total(self) -> int:
        return len(self.rows if self.phase == self.Phase.CHECKING else self.changed)

    def check_again(self) -> None:
        """Begin anew: what is on the site is no longer what the check saw."""
        self.phase, self.done, self.content.results = self.Phase.CHECKING, 0, []
        self.created_keys, self.held_keys, self.drafts_before = [], [], {}
        self.__dict__.pop("changed", None)

    @classmethod
    def forget_old(cls) -> None:
        """Delete what nobody confirmed for a day; what is half saved stays."""
        waiting = cls.objects.filter(phase__in=[cls.Phase.CHECKING, cls.Phase.CHECKED])
        waiting.filter(created__lt=timezone.now() - LIFETIME).delete()


class ImportContent(models.Model):
    """What a file has, and what would become of it: large, so apart from what each step writes.

    A row: its ``number`` in the spreadsheet, ``cells`` and ``errors`` by column. A result: the
    ``number``, ``errors`` by column, ``changes``, {column: [old text, new text]}, ``left_as_is``,
    [column, text] that a colleague changed, the ``key`` and ``name`` of the entry, if it is no
    new one, and the ``effect`` on what the public sees: `PROPOSED`, `PUBLIC` or none.
    """

    made = models.OneToOneField(
        TableImport, models.CASCADE, primary_key=True, related_name="content"
    )
    rows = models.JSONField(default=list)
    results = models.JSONField(default=list)

    class Meta:
        default_permissions = ()

    def __str__(self):
        return str(self.made)
