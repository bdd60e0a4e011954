"""The order of partners: moved by buttons, unique, with new ones at the end."""

import pytest

from partners.models import PartnerRegion
from tests.admin.browser_forms import form_of
from tests.factories import make_page, make_partner

pytestmark = pytest.mark.django_db


def order() -> list[tuple[str, int]]:
    return list(PartnerRegion.objects.order_by("position").values_list("name_ro", "position"))


def test_partner_changes_places_with_its_neighbour(staff):
    a, b, _c = (make_partner(name, position=number) for number, name in enumerate("ABC", 1))
    publisher = staff("publisher")
    url = "/admin/partners/partnerregion/{}/move/{}/"
    html = publisher.get("/admin/partners/partnerregion/").content.decode()
    assert f'formaction="{url.format(b.pk, "up")}"' in html

    answer = publisher.post(url.format(b.pk, "up"))

    assert answer.url == f"/admin/partners/partnerregion/#move-{b.pk}-up"
    assert order() == [("B", 1), ("A", 2), ("C", 3)]
    publisher.post(url.format(b.pk, "up"))
    assert order() == [("B", 1), ("A", 2), ("C", 3)]
    publisher.post(url.format(a.pk, "down"))
    assert order() == [("B", 1), ("C", 2), ("A", 3)]
    assert a.history.first().position == 3


def test_equal_numbers_are_told_apart_when_one_is_moved(staff):
    for name in "ABC":
        make_partner(name, position=7)
    PartnerRegion.objects.update(position=7)
    first = PartnerRegion.objects.order_by("pk").first()
    staff("publisher").post(f"/admin/partners/partnerregion/{first.pk}/move/down/")
    assert order() == [("B", 1), ("A", 2), ("C", 3)]


def test_new_partner_is_last_or_moves_the_others_on():
    make_partner("A", position=1)
    make_partner("B", position=2)
    make_partner("Last", position=0)
    make_partner("Second", position=2)
    assert order() == [("A", 1), ("Second", 2), ("B", 3), ("Last", 4)]


def test_partner_is_put_beside_another(staff):
    a, b, c = (make_partner(name, position=number) for number, name in enumerate("ABC", 1))
    publisher = staff("publisher")
    url = "/admin/partners/partnerregion/{}/move/{}/"

    answer = publisher.post(url.format(c.pk, f"before-{a.pk}"))

    assert answer.url == f"/admin/partners/partnerregion/#move-{c.pk}-up"
    assert order() == [("C", 1), ("A", 2), ("B", 3)]
    publisher.post(url.format(c.pk, f"after-{b.pk}"))
    assert order() == [("A", 1), ("B", 2), ("C", 3)]
    for way in ("before-999", "beside-1", "before", f"before-{c.pk}", "left"):
        assert publisher.post(url.format(c.pk, way)).status_code == 404


def test_number_of_another_moves_it_on(staff):
    _a, b = (make_partner(name, position=number) for number, name in enumerate("AB", 1))
    b.position = 1
    b.save()
    assert order() == [("B", 1), ("A", 2)]


def test_new_rows_and_pages_of_a_menu_are_last(admin_client):
    partner = make_partner()
    partner.links.create(url="https://example.org/1", position=4)
    url = f"/admin/partners/partnerregion/{partner.pk}/change/"
    sent = form_of(admin_client.get(url))
    rows = {"links-TOTAL_FORMS": "2", "links-1-url": "https://example.org/2"}
    rows |= {"links-1-position": "0", "links-1-kind": "about"}
    answer = admin_client.post(url, {**sent, **rows})
    assert answer.status_code == 302, answer.context["errors"]
    assert [link.position for link in partner.links.all()] == [4, 5]

    locations = [make_page(menu=menu).position for menu in ("main", "main", "footer", "")]
    assert locations == [1, 2, 1, 0]


def test_editor_moves_nothing_that_is_public(staff):
    partner = make_partner("A", position=1)
    make_partner("B", position=2)
    editor = staff("editor")
    url = f"/admin/partners/partnerregion/{partner.pk}/move/down/"
    assert editor.post(url).status_code == 403
    assert 'class="move"' not in editor.get("/admin/partners/partnerregion/").content.decode()
    assert order() == [("A", 1), ("B", 2)]
