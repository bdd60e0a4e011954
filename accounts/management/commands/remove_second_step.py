from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError

from accounts import second_factor
from accounts.audit import Kind, log_audit


class Command(BaseCommand):
    help = "Takes the two-step login from an account whose telephone and recovery codes are lost."

    def add_arguments(self, parser):
        parser.add_argument("name", help="the name that the person logs in with")

    def handle(self, name, **options):
        user = User.objects.filter(username=name).first()
        if user is None:
            raise CommandError(f"There is no account “{name}”.")
        second_factor.remove(user)
        log_audit(None, Kind.STEP_REMOVED, "", about=name)
        self.stdout.write(f"{name} sets the two-step login up anew at the next login.")
