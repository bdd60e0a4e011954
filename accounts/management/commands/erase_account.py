from pathlib import Path

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError

from accounts.audit import Kind, log_audit
from accounts.erasure import anonymise, export


class Command(BaseCommand):
    help = (
        "Writes all that is kept of a former member of staff to a file, and takes the name from it."
    )

    def add_arguments(self, parser):
        parser.add_argument("name", help="the name that the person logged in with")
        parser.add_argument("--export", required=True, metavar="FILE", help="a new JSON file")
        parser.add_argument("--keep", action="store_true", help="write the file only")

    def handle(self, name, **options):
        user = User.objects.filter(username=name).first()
        if user is None:
            raise CommandError(f"There is no account “{name}”.")
        others = User.objects.filter(is_superuser=True, is_active=True).exclude(pk=user.pk)
        if user.is_superuser and not options["keep"] and not others.exists():
            raise CommandError(f"“{name}” is the last administrator: make another one first.")
        try:
            with Path(options["export"]).open("x", encoding="utf-8") as file:
                file.write(export(user))
        except OSError as error:
            raise CommandError(
                f"The file cannot be written, nothing was changed: {error}"
            ) from None
        if not options["keep"]:
            former = anonymise(user)
            log_audit(None, Kind.ERASED, "", about=former)
            self.stdout.write(f"The account is now {former}.")
