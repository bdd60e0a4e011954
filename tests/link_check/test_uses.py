"""Which links there are to other sites, and where they are corrected."""

import pytest

from activities.models import Event
from editing.link_check.models import CheckedLink, LinkUse
from editing.link_check.references import broken_partner_links, uses_of_links
from editing.link_check.signals import fill
from tests.factories import make_activity, make_decision, make_page, make_partner

pytestmark = pytest.mark.django_db

TEXT = '<p><a href="https://example.org/text">a</a></p>'


def places() -> dict[str, list[str]]:
    uses = uses_of_links(set(LinkUse.objects.urls()))
    return {url: [use.form_address for use in places] for url, places in uses.items()}


def test_links_of_partners_and_activities_are_found_with_their_forms():
    partner = make_partner(status="draft")
    partner.links.create(url="https://example.org/a#place")
    project = make_activity(kind="project")
    project.links.create(url="https://example.org/a")

    assert places() == {
        "https://example.org/a": [
            f"/admin/partners/partnerregion/{partner.pk}/change/#id_links-0-url",
            f"/admin/activities/project/{project.pk}/change/#id_links-0-url",
        ]
    }


def test_links_in_texts_are_found_in_every_language():
    text = '<p>A <a href="https://example.org/a?b=1&amp;c=2">link</a>, <a href="/ro/">ours</a>.</p>'
    page = make_page(text_ro="", text_hu=text, text_en=text)

    form = f"/admin/pages/page/{page.pk}/change/"
    assert places() == {
        "https://example.org/a?b=1&c=2": [f"{form}#id_text_hu", f"{form}#id_text_en"]
    }


def test_address_that_a_text_only_names_is_no_link():
    make_decision(make_partner(), note_ro="Vezi https://example.org/ și https://testserver/ro/.")
    make_page(
        text_ro='<p><a href="https://testserver/ro/">Acasă</a> [Scrieți](mailto:a@example.org)</p>'
    )

    assert places() == {}


def test_forms_of_links_lead_to_a_form(admin_client):
    make_partner().links.create(url="https://example.org/partner")
    for kind in ("project", "event", "programme", "membership"):
        make_activity(kind=kind, text_ro=f'<p><a href="https://example.org/{kind}">a</a></p>')
    make_decision(make_partner(), note_ro='<p><a href="https://example.org/decision">a</a></p>')
    make_page(text_ro='<p><a href="https://example.org/page">a</a></p>')

    pages = {
        url: admin_client.get(address.partition("#")[0]).content.decode()
        for url, (address,) in places().items()
    }

    found = {
        url: f'id="{places()[url][0].partition("#")[2]}"' in page for url, page in pages.items()
    }
    assert found == {
        f"https://example.org/{name}": True
        for name in ("partner", "project", "event", "programme", "membership", "decision", "page")
    }


def test_broken_websites_of_partners_are_named_longest_broken_first(noted):
    second, first, fine = make_partner(), make_partner(), make_partner()
    for partner, url in [(second, "b"), (first, "a#x"), (fine, "c")]:
        partner.links.create(url=f"https://example.org/{url}")
    make_page(text_ro='<p><a href="https://example.org/d">a</a></p>')
    noted("https://example.org/a", ["not_found"], days=[3])
    noted("https://example.org/b", ["insecure"], days=[1])
    noted("https://example.org/c", ["works"], days=[0])
    noted("https://example.org/d", ["error"], days=[0])

    total, broken = broken_partner_links(most=2)

    assert total == 2
    assert [(link.url, use.entry) for link, use in broken] == [
        ("https://example.org/a", first),
        ("https://example.org/b", second),
    ]
    assert broken_partner_links(most=1) == (2, broken[:1])
    assert CheckedLink.objects.broken().count() == 3


def test_uses_follow_the_entries():
    partner = make_partner(text_ro=TEXT)
    first = partner.links.create(url="https://example.org/first")
    partner.links.create(url="https://example.org/second", position=1)
    form = f"/admin/partners/partnerregion/{partner.pk}/change/"
    assert places() == {
        "https://example.org/text": [f"{form}#id_text_ro"],
        "https://example.org/first": [f"{form}#id_links-0-url"],
        "https://example.org/second": [f"{form}#id_links-1-url"],
    }

    first.delete()
    partner.text_ro, partner.text_hu = "", TEXT
    partner.save()

    assert places() == {
        "https://example.org/text": [f"{form}#id_text_hu"],
        "https://example.org/second": [f"{form}#id_links-0-url"],
    }

    partner.delete()

    assert not LinkUse.objects.exists()


def test_uses_of_a_kind_of_activity_follow_it():
    event = Event.objects.create(title_ro="Târg", slug_ro="targ", text_ro=TEXT)
    assert places() == {
        "https://example.org/text": [f"/admin/activities/event/{event.pk}/change/#id_text_ro"]
    }

    event.delete()

    assert not LinkUse.objects.exists()


def test_uses_can_be_noted_anew_as_they_are():
    partner = make_partner(text_ro=TEXT)
    partner.links.create(url="https://example.org/first", position=1)
    partner.links.create(url="https://example.org/second")
    make_page(text_hu=TEXT)
    make_activity(kind="project").links.create(url="https://example.org/first")
    noted = places()
    LinkUse.objects.all().delete()

    fill()

    assert len(noted) == 3
    assert places() == noted


def test_link_twice_in_a_text_is_one_use():
    page = make_page(text_ro=TEXT + TEXT)

    assert places() == {
        "https://example.org/text": [f"/admin/pages/page/{page.pk}/change/#id_text_ro"]
    }
