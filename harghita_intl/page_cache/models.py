from uuid import uuid4

from django.db import models


class ContentRevision(models.Model):
    """The one row that is another one after every commit which changed what the public may see.

    Its value is random, not counted: after a backup was restored none comes a second time.
    """

    value = models.UUIDField(default=uuid4)

    class Meta:
        default_permissions = ()

    def __str__(self):
        return str(self.value)
