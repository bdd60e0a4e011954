"""A table on its way in: read once, checked and saved in steps, and gone when it is done."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone

KEPT_FOR = timedelta(days=1)


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
    checked_at = models.CharField(max_length=40, blank=True)  # tells one preview from another
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        default_permissions = ()

    def __str__(self):
        return self.file_name

    @classmethod
    def forget_old(cls) -> None:
        """Delete what nobody confirmed for a day; what is half saved stays."""
        waiting = cls.objects.filter(phase__in=[cls.Phase.CHECKING, cls.Phase.CHECKED])
        waiting.filter(created__lt=timezone.now() - KEPT_FOR).delete()


class ImportedRow(models.Model):
    """A row of the file, what it does to which entry, and what is wrong in it."""

    class State(models.TextChoices):
        READ = "read"
        UNCHANGED = "unchanged"
        INVALID = "invalid"
        NEW = "new"
        CHANGED = "changed"
        SAVED = "saved"

    table_import = models.ForeignKey(TableImport, models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()  # as the spreadsheet shows it
    cells = models.JSONField()  # texts by column
    unread = models.JSONField(default=list)  # cells that could not be read: [column, message]
    errors = models.JSONField(default=list)  # [column, message]
    changes = models.JSONField(default=dict)  # {column: [old text, new text]}
    keys = models.JSONField(default=list)  # [kind, column, text] that no other row may have
    kept = models.JSONField(default=list)  # [column, text] that a colleague changed meanwhile
    state = models.CharField(max_length=10, choices=State, default=State.READ)
    is_new = models.BooleanField(default=False)
    entry_key = models.BigIntegerField(null=True)
    entry_name = models.CharField(max_length=300, blank=True)

    class Meta:
        default_permissions = ()
        ordering = ["number"]
        indexes = [models.Index(fields=["table_import", "state", "number"])]

    def __str__(self):
        return f"{self.table_import}: {self.number}"
