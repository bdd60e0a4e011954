#!/usr/bin/env python3
import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.umask(0o077)  # the database and the key are for nobody else
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "harghita_intl.settings")
    execute_from_command_line(sys.argv)
