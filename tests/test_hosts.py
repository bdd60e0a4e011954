"""The site is reached encrypted, by its own names, and believes its own proxy only."""

import pytest

from tests.production import static_file, visitor_of_production

pytestmark = pytest.mark.django_db


@pytest.fixture
def visitor(settings, tmp_path):
    return visitor_of_production(settings, tmp_path)


def test_address_that_is_not_encrypted_leads_to_the_same_one_that_is(visitor):
    response = visitor.get("/hu/partnerek/?country=HU")

    assert response.status_code == 301
    assert response.headers["Location"] == "https://testserver/hu/partnerek/?country=HU"
    assert static_file("/static/site.css").headers["Location"].startswith("https://testserver/")


@pytest.mark.parametrize("stated", ["https", "https, http", "HTTPS"])
def test_nobody_can_say_that_a_request_was_encrypted(visitor, stated):
    response = visitor.get("/ro/", headers={"x-forwarded-proto": stated})

    assert response.status_code == 301


def test_our_own_proxy_can(visitor, settings):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

    assert visitor.get("/ro/", headers={"x-forwarded-proto": "https"}).status_code == 200
    assert visitor.get("/ro/", headers={"x-forwarded-proto": "http"}).status_code == 301


@pytest.mark.parametrize("host", ["evil.example", "testserver.evil.example", "a@b", "[::1", ""])
def test_site_answers_by_its_own_names_only(visitor, host):
    response = visitor.get("/ro/", secure=True, headers={"host": host})

    assert response.status_code == 400
    assert "Cererea nu poate fi înțeleasă" in response.content.decode()
    assert host not in response.content.decode() or not host


def test_forwarded_host_is_not_believed(visitor):
    response = visitor.get("/", secure=True, headers={"x-forwarded-host": "evil.example"})

    assert "evil" not in str(response.headers)
