"""A table on its way in, between what it would change and its confirmation."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone

KEPT_FOR = timedelta(days=1)


class Upload(models.Model):
    """A file that somebody uploaded and has not confirmed yet."""

    subject = models.CharField(max_length=20)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE)
    name = models.CharField(max_length=255)
    content = models.BinaryField()
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        default_permissions = ()

    def __str__(self):
        return self.name

    @classmethod
    def forget_old(cls) -> None:
        cls.objects.filter(created__lt=timezone.now() - KEPT_FOR).delete()
