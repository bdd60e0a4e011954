from datetime import timedelta

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils import timezone

from accounts.models import AuditRecord, FailedLogins
from accounts.throttle import KEEP


class Command(BaseCommand):
    help = "Deletes sessions that ended, counts of failed logins, and old parts of the audit trail."

    def handle(self, **options):
        now = timezone.now()
        call_command("clearsessions")
        FailedLogins.objects.filter(last__lt=now - KEEP).delete()
        AuditRecord.objects.filter(at__lt=now - timedelta(days=settings.AUDIT_DAYS)).delete()
