import re

from django.core.management.base import BaseCommand, CommandError

from operations.erasing import DELETED, MIN_LENGTH, erase, find_text, log_erasure


class Command(BaseCommand):
    help = (
        "Finds a text, such as a person's name, in all that is kept, and erases it from past"
        " versions and notes. What entries say today is named, and edited by people."
    )

    def add_arguments(self, parser):
        parser.add_argument("text", metavar="TEXT")
        parser.add_argument("--entry", default="", help="Only of this entry, such as p23.")
        parser.add_argument("--dry-run", action="store_true", help="Only say where it is.")
        parser.add_argument("--no-input", action="store_true", help="Do not ask for confirmation.")

    def handle(self, *, text: str, entry: str, dry_run: bool, no_input: bool, **options):
        if len(text.strip()) < MIN_LENGTH:
            raise CommandError(f"Give at least {MIN_LENGTH} letters: less is found everywhere.")
        if entry and not re.fullmatch(r"[a-z][0-9]{1,9}", entry):
            raise CommandError("--entry takes a short id, such as p23.")
        found = list(find_text(text, entry))
        past = [match for match in found if match.is_past]
        self._list("Erased from the past:", past)
        current = [f for f in found if not f.is_past]
        self._list("Still there, to be edited by people:", current)
        if dry_run:
            return
        if past and not no_input and input("This cannot be undone. Type yes: ") != "yes":
            raise CommandError("Nothing was erased.")
        erase(found)
        log_erasure(text, entry)
        self.stdout.write(f"{len(past)} rows erased, {len(current)} to be edited.")

    def _list(self, heading: str, found: list) -> None:
        self.stdout.write(heading)
        for match in found:
            row = " (the whole row)" if match.model in DELETED else ""
            self.stdout.write(f"  {match}{row}")
