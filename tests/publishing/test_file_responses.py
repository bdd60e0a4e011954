"""Pictures and documents are sent by the site, or by the proxy where it can read them."""

import pytest

from tests.factories import make_document, make_partner, make_picture

pytestmark = pytest.mark.django_db
HEADERS = ("Content-Type", "Content-Disposition", "Cache-Control", "Content-Security-Policy")


@pytest.fixture
def urls(settings, tmp_path):
    """The addresses of a picture and of a document, and their files."""
    settings.MEDIA_ROOT = tmp_path
    picture = make_picture(size=(40, 30))
    document = make_document(attached_to=make_partner())
    return {
        picture.largest["url"]: picture.sources[-1][3],
        document.get_absolute_url(): document.file.name,
    }


def test_proxy_sends_what_the_site_would(client, settings, urls):
    for url, name in urls.items():
        by_site = client.get(url)
        settings.SERVE_FILES_BY = "nginx"
        by_proxy = client.get(url)
        settings.SERVE_FILES_BY = ""

        assert by_site.getvalue() == (settings.MEDIA_ROOT / name).read_bytes()
        assert by_proxy.content == b""
        assert by_proxy.headers["X-Accel-Redirect"] == f"/protected-media/{name}"
        assert "X-Accel-Redirect" not in by_site.headers
        for header in HEADERS:
            assert by_proxy.headers.get(header) == by_site.headers.get(header), (url, header)


def test_file_that_is_not_there_is_not_found_by_either(client, settings, urls):
    for name in urls.values():
        (settings.MEDIA_ROOT / name).unlink()
    for sender in ("", "nginx"):
        settings.SERVE_FILES_BY = sender
        assert [client.get(url).status_code for url in urls] == [404, 404]
