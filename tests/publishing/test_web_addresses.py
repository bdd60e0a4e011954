"""Web addresses: kept if others can open them, else refused with what to do."""

from contextlib import suppress
from html import escape

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given, settings
from hypothesis import strategies as st

from partners.models import PartnerRegion
from publishing.rich_text.cleaning import clean
from publishing.web_addresses import validate_public_address

GOOD = [
    "https://example.ro",
    "http://www.example.ro:8080/a?b=c#d",
    "https://bács-kiskun.example/",
    "https://xn--bcs-kiskun-s4a.example/",
    "https://193.226.5.1/",
    "https://EXAMPLE.ro./",
    "https://example.ro/@harghita",
]
REFUSED = {
    "https://ana:parola@example.ro/": "credentials",
    "https://ana@example.ro/": "credentials",
    "http://localhost/": "local",
    "http://localhost.:8000/x": "local",
    "http://intranet/": "local",
    "http://server.local/": "local",
    "http://nas.lan/": "local",
    "http://127.0.0.1/": "local",
    "http://[::1]/": "local",
    "http://192.168.1.10/": "local",
    "http://10.0.0.1/": "local",
    "http://169.254.169.254/": "local",
    "https://xn--/": "local",
    "https://xn--zzzzzzzzzz-.ro/": "name",
    "https://xn--a.ro/": "name",
    "https://a..ro/": "name",
    f"https://{'a' * 64}.ro/": "name",
    "https://example.ro:99999/": "name",
    "https://[::1/": "name",
}


@pytest.mark.parametrize("url", GOOD)
def test_address_that_others_can_open_is_taken(url):
    assert validate_public_address(url) is None
    assert clean(f'<p><a href="{url}">x</a></p>') == f'<p><a href="{url}">x</a></p>'


@pytest.mark.parametrize("url", REFUSED)
def test_address_that_nobody_else_can_open_is_refused(url):
    with pytest.raises(ValidationError) as caught:
        validate_public_address(url)

    assert caught.value.code == REFUSED[url]
    assert clean(f'<p><a href="{url}">x</a></p>') == "<p>x</p>"


def test_links_of_an_entry_are_looked_at():
    url = PartnerRegion._meta.get_field("links").related_model._meta.get_field("url")

    assert url.formfield().clean("exa\u00admple.ro\u200b") == "https://example.ro"
    with pytest.raises(ValidationError, match="„localhost”"):
        url.clean("http://localhost/", None)


@given(st.text(max_size=40), st.sampled_from(["https://{}", "https://{}.ro/", "{}", "http://a@{}"]))
@settings(derandomize=True, deadline=None, max_examples=100)
def test_any_text_is_an_address_or_refused(text, way):
    url = way.format(text)

    with suppress(ValidationError):  # and nothing else
        validate_public_address(url)
    assert "javascript:" not in clean(f'<p><a href="{escape(url)}">x</a></p>')
