"""What `check --deploy` says of an installation."""

import os
import subprocess
import sys

import pytest
from django.conf import settings as site_settings

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.urls_with_an_error")]


def checked(tmp_path, **environment) -> str:
    """What ``manage.py check --deploy`` says under the settings of production."""
    own = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG")}
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    done = subprocess.run(
        command,
        cwd=site_settings.BASE_DIR,
        env={**own, "DATA_DIR": str(tmp_path), **environment},
        capture_output=True,
        text=True,
    )
    return done.stdout + done.stderr


def test_deployment_has_no_warning(tmp_path):
    output = checked(tmp_path, SITE_URL="https://relatii.example.ro", BEHIND_PROXY="true")

    assert output == "System check identified no issues (1 silenced).\n"


@pytest.mark.parametrize(
    ("expires", "why"),
    [
        ("2020-01-01", "it has expired."),
        ("30.06.2999", "SECURITY_EXPIRES is no day: '30.06.2999'."),
    ],
)
def test_contact_that_does_not_hold_is_a_warning(tmp_path, expires, why):
    contact = {"SECURITY_CONTACT": "mailto:a@b.example", "SECURITY_EXPIRES": expires}

    output = checked(tmp_path, SITE_URL="https://relatii.example.ro", **contact)

    assert f"security.txt is not served: {why}" in output
    assert "Traceback" not in output


@pytest.mark.parametrize(
    ("site", "expected"), [("https://relatii.example.ro", True), ("http://127.0.0.1:8000", False)]
)
def test_second_step_is_required_wherever_the_line_is_encrypted(tmp_path, site, expected):
    own = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG")}
    ask = "from harghita_intl import settings as s; print(s.SECOND_FACTOR_REQUIRED)"
    done = subprocess.run(
        [sys.executable, "-c", ask],
        cwd=site_settings.BASE_DIR,
        env={**own, "DATA_DIR": str(tmp_path), "SITE_URL": site},
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout.strip() == str(expected)
