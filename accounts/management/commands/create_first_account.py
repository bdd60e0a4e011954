from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand
from django.utils.crypto import get_random_string

NAME = "admin"


class Command(BaseCommand):
    help = "Makes a first staff account with a random password, if there is no account at all."

    def handle(self, **options):
        accounts = get_user_model().objects
        if accounts.exists():
            return
        password = get_random_string(16)
        accounts.create_superuser(NAME, password=password)
        self.stdout.write(f"First staff account: {NAME}, password: {password}")
        self.stdout.write("It is shown this once. Change it in the admin, at the top right.")
