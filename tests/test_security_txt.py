"""security.txt says whom to tell of a weakness, as long as that holds."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.urls_with_an_error")]


def test_security_txt_says_whom_to_tell(client, settings):
    day = timezone.localdate() + timedelta(days=90)
    settings.SECURITY_CONTACT = "mailto:security@example.org"
    settings.SECURITY_EXPIRES = day.isoformat()

    response = client.get("/.well-known/security.txt")

    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    contact, expires, languages, canonical, end = response.content.decode().split("\n")
    assert contact == "Contact: mailto:security@example.org"
    assert re.fullmatch(rf"Expires: {day}T23:59:59\+0[23]:00", expires)
    assert languages == "Preferred-Languages: ro, hu, en"
    assert canonical == "Canonical: https://testserver/.well-known/security.txt"
    assert end == ""


@pytest.mark.parametrize(
    ("contact", "expires"),
    [
        ("", ""),
        ("", "2999-01-01"),
        ("mailto:a@b.example", "2020-01-01"),
        ("mailto:a@b.example", "soon"),
        ("mailto:a@b.example", ""),
    ],
)
def test_security_txt_is_served_only_while_it_holds(client, settings, contact, expires):
    settings.SECURITY_CONTACT, settings.SECURITY_EXPIRES = contact, expires

    assert client.get("/.well-known/security.txt").status_code == 404
