"""What a reader sees where a translation is missing: the Romanian, marked as such."""

import pytest

from tests.factories import make_page, make_partner

pytestmark = pytest.mark.django_db

NOTICE = "This page has not been fully translated yet."


def test_missing_text_is_shown_in_romanian_and_marked(client):
    page = make_page(text_ro="Textul românesc.", text_hu="A magyar szöveg.")
    html = client.get(f"/en/{page.slug_en}/").content.decode()
    assert '<div lang="ro"><p>Textul românesc.</p></div>' in html
    assert NOTICE in html


def test_missing_title_is_shown_in_romanian_and_marked(client):
    partner = make_partner("Județul Hont", name_en="")
    html = client.get(f"/en/partners/{partner.slug_en}/").content.decode()
    assert '<h1><span lang="ro">Județul Hont</span></h1>' in html


def test_table_marks_names_that_are_not_translated(client):
    make_partner("Județul Hont", name_en="")
    assert '<span lang="ro">Județul Hont</span>' in client.get("/en/partners/").content.decode()


def test_translated_page_has_no_notice(client):
    page = make_page(text_ro="Textul.", text_hu="Szöveg.", text_en="The text.")
    html = client.get(f"/en/{page.slug_en}/").content.decode()
    assert NOTICE not in html
    assert 'lang="ro"' not in html.partition("<main")[2].partition("</main>")[0]


@pytest.mark.parametrize(("language", "canonical"), [("ro", "ro"), ("hu", "hu"), ("en", "ro")])
def test_page_without_translation_is_known_by_its_source(client, language, canonical):
    page = make_page(text_ro="Textul.", text_hu="Szöveg.")
    slugs = {"ro": page.slug_ro, "hu": page.slug_hu, "en": page.slug_en}

    html = client.get(f"/{language}/{slugs[language]}/").content.decode()

    url = f"https://testserver/{canonical}/{slugs[canonical]}/"
    assert f'<link rel="canonical" href="{url}">' in html


def test_alternates_name_only_translated_versions(client):
    page = make_page(text_ro="Textul.", text_hu="Szöveg.")
    html = client.get(f"/ro/{page.slug_ro}/").content.decode()
    assert f'hreflang="hu" href="https://testserver/hu/{page.slug_hu}/"' in html
    assert 'rel="alternate" hreflang="en"' not in html


def test_switcher_says_what_is_not_translated(client):
    page = make_page(text_ro="Textul.", text_hu="Szöveg.")
    html = client.get(f"/hu/{page.slug_hu}/").content.decode()
    assert html.count("(nincs lefordítva)") == 1


def test_entry_without_an_address_in_a_language_keeps_the_romanian_one(client):
    make_partner("Județul Hont", slug_ro="hont", slug_hu="", name_hu="")
    response = client.get("/hu/partnerek/hont/")
    assert response.status_code == 200
    assert "Județul Hont" in response.content.decode()


def test_address_of_another_language_leads_to_the_right_one(client):
    make_partner("Județul Hont", slug_ro="hont-ro", slug_hu="hont-hu")
    response = client.get("/hu/partnerek/hont-ro/")
    assert (response.status_code, response["Location"]) == (301, "/hu/partnerek/hont-hu/")


def test_draft_is_not_found_at_any_of_its_addresses(client):
    make_partner(slug_ro="hont-ro", slug_hu="hont-hu", status="draft")
    for url in ("/ro/parteneri/hont-ro/", "/hu/partnerek/hont-hu/", "/hu/partnerek/hont-ro/"):
        assert client.get(url).status_code == 404
