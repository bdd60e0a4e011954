"""Withdrawn with a reason: still to be read at its address, or gone; in no list any more."""

import pytest
from django.test import Client
from django.utils import timezone

from partners.models import PartnerRegion
from tests.admin.conftest import log_in
from tests.factories import make_partner

pytestmark = pytest.mark.django_db
REASONS = {"reason_ro": "Acord ieșit.", "reason_hu": "Megszűnt.", "reason_en": "It ended."}


@pytest.fixture
def partner(db):
    slugs = {"slug_ro": "hont", "slug_hu": "hont-hu"}
    return make_partner("Hont", **slugs, text_ro="Unu.", text_hu="Egy.")


def url(partner) -> str:
    return f"/admin/partners/partnerregion/{partner.pk}/withdraw/"


def read(place: str) -> tuple[int, str]:
    response = Client().get(place)
    return response.status_code, response.content.decode()


LISTS = ["/ro/parteneri/", "/ro/cautare/?q=hont", "/sitemap-partners.xml", "/data/partners.json"]


@pytest.mark.parametrize(("readable", "status"), [("on", 200), ("", 410)])
def test_withdrawn_entry_leaves_the_lists_and_its_address_says_why(partner, readable, status):
    listed = ["hont" in read(place)[1].lower().replace("q=hont", "") for place in LISTS]
    client = log_in("publisher")

    client.post(url(partner), {**REASONS, **({"is_readable": readable} if readable else {})})

    ro, hu = read("/ro/parteneri/hont/"), read("/hu/partnerek/hont-hu/")
    assert (ro[0], hu[0]) == (status, status)
    assert ("Acord ieșit." in ro[1], "Megszűnt." in hu[1]) == (True, True)
    assert ("Unu." in ro[1], "Egy." in hu[1]) == (status == 200, status == 200)
    assert listed == [True] * len(LISTS)
    assert not PartnerRegion.objects.published().exists()
    api = Client().get(f"/api/v1/partners/{partner.pk}?lang=hu").json()
    told = api["withdrawn"]["reason"] if status == 200 else api["detail"]
    assert (told, api.get("name")) == ("Megszűnt.", "Hont (hu)" if status == 200 else None)
    assert Client().get(f"/p/{partner.pk}?lang=ro").url == "/ro/parteneri/hont/"


def test_withdrawn_entry_is_shown_again(partner):
    client = log_in("publisher")
    client.post(url(partner), {**REASONS, "is_readable": "on"})

    client.post(url(partner), {"show_again": "yes"})

    status, page = read("/ro/parteneri/hont/")
    assert (status, "Acord ieșit." in page) == (200, False)
    assert PartnerRegion.objects.published().exists()


def test_withdrawal_ends_with_the_publication_that_it_was_of(partner):
    """What is taken down later, or made a draft, is not to be read because of it."""
    log_in("publisher").post(url(partner), {**REASONS, "is_readable": "on"})

    seen = []
    for fields in ({"status": "draft"}, {"status": "published", "take_down_at": timezone.now()}):
        PartnerRegion.objects.filter(pk=partner.pk).update(**fields)
        seen.append(read("/ro/parteneri/hont/")[0])

    assert seen == [404, 404]


def test_reason_is_needed_in_each_language(partner):
    response = log_in("publisher").post(url(partner), {**REASONS, "reason_hu": ""})

    assert list(response.context["form"].errors) == ["reason_hu"]
    assert PartnerRegion.objects.published().exists()


@pytest.mark.parametrize("role", ["editor", "translator"])
def test_only_who_publishes_withdraws(partner, role):
    client = log_in(role)

    answers = [client.get(url(partner)), client.post(url(partner), REASONS)]

    assert [answer.status_code for answer in answers] == [403, 403]
    assert PartnerRegion.objects.published().exists()
