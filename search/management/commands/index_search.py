from django.core.management.base import BaseCommand

from search.index import rebuild_index


class Command(BaseCommand):
    help = (
        "Makes the index of the search anew. Saving keeps it up to date; only what was written "
        "past the models, as by SQL or bulk_create(), has to be told to it."
    )

    def handle(self, **options):
        self.stdout.write(f"{rebuild_index()} entries can be found.")
