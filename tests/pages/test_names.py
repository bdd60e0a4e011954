"""The names that staff give the county and its site stand wherever they are written."""

import pytest
from django.contrib.auth.models import User
from django.core import mail

from accounts import mail as outgoing
from tests.factories import make_activity, make_decision, make_partner, make_site_settings

pytestmark = pytest.mark.django_db
NAMES = {"county": "Ținutul", "institution": "Sfatul", "site_name": "Prieteniile"}
# Where each of them stands.
LOCATIONS = {
    "/ro/": {"Sfatul", "Prieteniile", "Ținutul"},
    "/ro/parteneri/{slug}/": {"Sfatul", "Prieteniile", "Ținutul"},  # citation, head, header
    "/ro/feeds/all.atom": {"Sfatul", "Prieteniile"},
    "/ro/feeds/all.ics": {"Sfatul", "Prieteniile"},
    "/ro/embed/p{pk}/": {"Prieteniile"},
    "/embed/oembed?url=https://testserver/p/{pk}&lang=ro": {"Prieteniile", "Ținutul"},
    "/data/catalog.jsonld": {"Sfatul"},
    "/data/partners.json": {"Council"},
    "/ro/map.svg": {"Sfatul"},
    "/ro/years.svg": {"Sfatul"},
    "/admin/login/": {"Prieteniile"},
}
SHIPPED = ("Consiliul Județean Harghita", "Relațiile internaționale ale județului Harghita")


def test_names_that_staff_gave_are_the_only_ones(client):
    given = {f"{name}_{code}": text for name, text in NAMES.items() for code in ("ro", "hu")}
    make_site_settings(**given, institution_en="Council")
    partner = make_partner("Hont", latitude=47.6, longitude=17.6)
    make_activity("Târg", partners=[partner])
    make_decision(partner)

    for place, names in LOCATIONS.items():
        url = place.format(pk=partner.pk, slug=partner.slug_ro)
        answer = client.get(url, headers={"accept-language": "ro"})
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        text = content.decode().replace("\n ", "")
        stated = (url, answer.status_code, {name for name in names if name not in text})
        assert stated == (url, 200, set())
        assert [name for name in SHIPPED if name in text] == [], url


def test_mail_names_the_site_as_staff_do(settings):
    settings.EMAIL_URL = "smtp://localhost"
    make_site_settings(site_name_ro="Prieteniile")
    user = User.objects.create_user("ana", "ana@example.org")

    outgoing.mail_user(user, "admin/accounts/invitation.txt", {"days": 3, "link": "", "site": ""})
    outgoing.outbox.submit(lambda: None).result()

    assert mail.outbox[0].subject == "Contul dumneavoastră pe site-ul „Prieteniile”"
