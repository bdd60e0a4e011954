import sys

from django.conf import settings
from django.core.mail import mail_admins
from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    help = "Mails ADMINS the standard input: to tell them of a job that failed."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("subject", metavar="SUBJECT")

    def handle(self, *, subject: str, **options):
        if not (settings.ADMINS and settings.EMAIL_URL):
            raise CommandError("Nobody was told: ADMINS and EMAIL_URL are not both set.")
        mail_admins(subject, sys.stdin.read())
