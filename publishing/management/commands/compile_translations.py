from pathlib import Path

import polib
from django.conf import settings
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Compiles locale/**/*.po to .mo, as compilemessages does, but without GNU gettext."
    requires_system_checks = []

    def handle(self, **options):
        for directory in settings.LOCALE_PATHS:
            for source in Path(directory).glob("*/LC_MESSAGES/*.po"):
                polib.pofile(str(source)).save_as_mofile(str(source.with_suffix(".mo")))
