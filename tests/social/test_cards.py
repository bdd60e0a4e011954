import re
from io import BytesIO

import pytest
from django.utils.translation import override
from PIL import Image, ImageFont

from syndication.social.cards import card_of, card_path
from syndication.social.og_image import FONTS
from tests.factories import make_activity, make_agreement, make_decision, make_page, make_partner

pytestmark = pytest.mark.django_db


def shared(client, url):
    """The address of the card that a page names, without its host."""
    html = client.get(url).content.decode()
    return re.search(r'property="og:image" content="https://testserver([^"]*)"', html)[1]


@pytest.mark.parametrize("language", ["ro", "hu", "en"])
def test_page_names_a_card_that_is_a_picture_of_the_right_size(client, language):
    page = make_page()
    response = client.get(shared(client, f"/{language}/{getattr(page, f'slug_{language}')}/"))
    assert response["Content-Type"] == "image/png"
    assert Image.open(BytesIO(response.content)).size == (1200, 630)
    assert not response.cookies


def test_lists_share_their_opening_words(client):
    page = make_page(role="partners")
    assert shared(client, "/en/partners/").startswith(f"/en/card/page-{page.pk}-")


def test_card_of_a_partner_says_its_relation_and_since_when():
    partner = make_partner("Zala", name_hu="Zala vármegye", seat="Zalaegerszeg")
    make_decision(partner, date="2017")
    make_decision(partner, date="1993")
    with override("en"):
        card = card_of(partner)
    assert (card.relation, card.end) == ("Hungary · twinning, since 1993", "Zalaegerszeg")


def test_card_of_a_partner_says_what_the_latest_decision_made_of_it():
    partner = make_partner("Borsod")
    make_decision(partner, kind="cooperation_agreement", date="1997")
    make_decision(partner, kind="twinning", date="2017")
    with override("en"):
        assert card_of(partner).relation == "Hungary · twinning, since 2017"


def test_cards_differ_by_language_and_entry(client):
    one, other = make_partner("Zala"), make_activity("Târg")
    urls = (
        *(f"/{language}/card/partner-{one.pk}.png" for language in ("ro", "hu", "en")),
        f"/ro/card/activity-{other.pk}.png",
    )
    assert len({client.get(url, follow=True).content for url in urls}) == 4


def test_earlier_and_other_addresses_lead_to_the_card(client):
    partner = make_partner("Zala")
    url = f"/en/card/partner-{partner.pk}"
    with override("en"):
        known = card_path(partner)

    for other in (
        f"{url}.png",
        f"{url}.png?0123456789ab",
        f"{url}-0.png",
        f"{known}?x",
    ):
        led = client.get(other)
        assert (led.status_code, led.headers["Location"]) == (302, known)
    assert client.get(known).status_code == 200


def test_card_has_another_address_when_it_says_something_else(client):
    partner = make_partner("Borsod")
    agreement = make_agreement(partner, kind="cooperation_agreement", since="1997")
    before = shared(client, f"/en/partners/{partner.slug_en}/")

    agreement.note_en = "Not on the card."
    agreement.save()
    assert shared(client, f"/en/partners/{partner.slug_en}/") == before
    agreement.kind = "twinning"
    agreement.save()
    assert shared(client, f"/en/partners/{partner.slug_en}/") != before


def test_drafts_have_no_card(client):
    partner = make_partner(status="draft")
    for url in (
        f"/en/card/partner-{partner.pk}.png",
        "/en/card/partner-0.png",
        "/en/card/x-1.png",
    ):
        assert client.get(url).status_code == 404


@pytest.mark.parametrize("name", ["source-serif-4", "source-sans-3"])
def test_fonts_of_the_cards_have_the_letters_of_the_site(name):
    font = ImageFont.truetype(FONTS / f"{name}.ttf", 40)
    unknown = bytes(font.getmask("\uffff"))
    assert [
        letter
        for letter in "ăâîșțĂÂÎȘȚőűŐŰáéíóöúüąćęłńśźż–’"
        if bytes(font.getmask(letter)) == unknown
    ] == []


def test_long_title_fits_its_card(client):
    page = make_page("Foarte lungă " * 14)
    card = client.get(f"/ro/card/page-{page.pk}.png", follow=True)
    assert (card.status_code, card.headers["Content-Type"]) == (200, "image/png")
