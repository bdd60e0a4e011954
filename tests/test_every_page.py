"""What holds for every page of the real site, in every language."""

import json
import os
import shutil
import subprocess
from collections import Counter
from urllib.parse import urldefrag

import pytest
from django.test import Client

from tests.html import ParsedPage
from tests.site_pages import page_of_each_kind

pytestmark = pytest.mark.usefixtures("content_of_module", "db")

HOST = "https://testserver"
VNU_JAR = os.environ.get("VNU_JAR")


def test_each_page_is_in_the_language_of_its_address_and_has_one_title(readings):
    for url, page in readings.items():
        assert page.language == url[1:3], url
        assert page.headings.count(1) == 1, url
    titles = Counter((page.language, page.title) for page in readings.values())
    assert [title for title, times in titles.items() if times > 1] == []


def test_headings_skip_no_level(readings):
    for url, page in readings.items():
        steps = zip([0, *page.headings], page.headings, strict=False)
        assert all(after <= before + 1 for before, after in steps), (url, page.headings)


def test_no_page_loads_anything_from_elsewhere(readings):
    loaded = [(url, file) for url, page in readings.items() for file in page.loaded]
    assert len(loaded) > 168 * 5
    of_the_site = ("/static/", "#")  # a picture within the page repeats its parts
    assert [item for item in loaded if not item[1].startswith(of_the_site)] == []


@pytest.fixture(scope="module")
def answers(content_of_module, django_db_blocker):
    """What is answered if a page of each kind is asked for, by page."""
    with django_db_blocker.unblock():
        return {page: Client().get(page.url) for page in page_of_each_kind()}


def test_no_page_sets_a_cookie_or_varies_with_one(answers):
    for page, response in answers.items():
        assert not response.cookies, page
        assert "cookie" not in response.get("Vary", "").lower(), page
    assert len(answers) == 3 * 24


def test_versions_name_each_other(readings):
    for url, page in readings.items():
        assert page.canonical == HOST + url
        assert set(page.alternates) == {"ro", "hu", "en", "x-default"}, url
        for version in page.alternates.values():
            assert readings[version.removeprefix(HOST)].alternates == page.alternates


def test_no_link_is_dead_or_goes_by_a_redirect(client, readings):
    inner = {
        urldefrag(link).url
        for page in readings.values()
        for link in page.links
        if link.startswith("/") and "?" not in link
    }
    assert len(inner) >= len(readings)
    for link in sorted(inner - readings.keys()):
        assert client.get(link).status_code == 200, link


def test_links_within_a_page_have_a_place_to_go(answers):
    for page, response in answers.items():
        html = response.content.decode()
        for link in ParsedPage(html).links:
            if link.startswith("#"):
                assert f'id="{link[1:]}"' in html, (page, link)


def test_nothing_is_empty_or_none(readings):
    for url, page in readings.items():
        for nothing in ("None", "null", " — ", "( )", "()", "{{", "{%"):
            assert nothing not in page.main, (url, nothing)


@pytest.mark.skipif(not VNU_JAR, reason="VNU_JAR does not say where the Nu HTML checker is")
def test_html_is_valid_by_the_nu_checker(answers, tmp_path):
    pages = [*answers]
    for number, response in enumerate(answers.values()):
        (tmp_path / f"{number:02}.html").write_bytes(response.content)
    checked = subprocess.run(
        [shutil.which("java"), "-jar", VNU_JAR, "--format", "json", "--exit-zero-always", tmp_path],
        capture_output=True,
        text=True,
        check=True,
    )
    messages = json.loads(checked.stderr)["messages"]
    errors = [message for message in messages if message["type"] != "info" or "subType" in message]
    stated = [(pages[int(f["url"][-7:-5])].url, f["message"], f.get("extract")) for f in errors]
    assert stated == []
    assert len(pages) == 3 * 24
