"""What runs by itself at night tells somebody when it fails."""

import io
import re
import subprocess

import pytest
import yaml
from django.conf import settings as site_settings
from django.core.management import call_command
from django.core.management.base import CommandError

ROOT = site_settings.BASE_DIR
UNITS = ROOT / "deploy/systemd"


def test_failure_is_mailed_to_administrators(settings, mailoutbox, monkeypatch):
    settings.ADMINS, settings.EMAIL_URL = [("", "it@example.ro")], "smtp://localhost"
    monkeypatch.setattr("sys.stdin", io.StringIO("The disk is full.\n"))

    call_command("mail_admins", "harghita-backup.service failed")

    (mail,) = mailoutbox
    assert (mail.to, mail.body) == (["it@example.ro"], "The disk is full.\n")
    assert mail.subject == "[testserver] harghita-backup.service failed"
    assert mail.from_email == "no-reply@testserver"


def test_failure_that_nobody_can_be_told_of_is_an_error(settings, mailoutbox):
    settings.ADMINS, settings.EMAIL_URL = [("", "it@example.ro")], ""

    with pytest.raises(CommandError, match="ADMINS and EMAIL_URL are not both set"):
        call_command("mail_admins", "harghita-backup.service failed")

    assert mailoutbox == []


def test_units_of_the_backup_tell_of_a_failure():
    unit = (UNITS / "harghita-backup.service").read_text()

    assert re.findall("^OnFailure=(.*)$", unit, re.MULTILINE) == ["harghita-failed@%n.service"]
    assert "manage.py mail_admins" in (UNITS / "harghita-failed@.service").read_text()


def test_same_number_of_backups_is_kept_in_both_installations():
    files = (UNITS / "harghita-backup.service", ROOT / "compose.yaml")

    assert [re.findall(r"--keep (\d+)", file.read_text()) for file in files] == [["30"], ["30"]]


def test_containers_back_up_at_once_and_tonight_and_tell_of_failures(tmp_path):
    """The loop of compose.yaml, with a backup that fails, and a night that ends it."""
    nightly = yaml.safe_load((ROOT / "compose.yaml").read_text())["services"]["nightly"]
    log = tmp_path / "log"
    programs = {
        "python": f'echo "$@" >> {log}; [ "$2" = backup ] && echo "The disk is full." && exit 1',
        "sleep": f"echo sleep >> {log}; echo $1 > {tmp_path}/seconds; [ $(grep -c sl {log}) = 1 ]",
    }
    for name, lines in programs.items():
        (tmp_path / name).write_text(f"#!/bin/sh\n{lines}\n")
        (tmp_path / name).chmod(0o755)
    command = [part.replace("$$", "$") for part in nightly["command"]]

    output = subprocess.run(
        command, env={"PATH": f"{tmp_path}:/usr/bin:/bin"}, capture_output=True, text=True
    ).stdout

    done = log.read_text().splitlines()
    assert done[:4] == [
        "manage.py migrate_and_load",
        "manage.py backup /backups --keep 30 --if-older 24",
        "manage.py mail_admins The backup failed",
        "sleep",
    ]
    assert done[4:7] == [
        "manage.py clear_expired",
        "manage.py backup /backups --keep 30",
        "manage.py mail_admins The backup failed",
    ]
    assert output.splitlines()[0] == "The disk is full."
    assert 0 < int((tmp_path / "seconds").read_text()) <= 86_400
