"""How a person of a role acts: by a form as it is shown to them, or by a forged request."""

from collections.abc import Callable

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from decisions.models import Agreement
from partners.models import PartnerRegion
from tests.admin.browser_forms import form_of
from tests.admin.roles.site import PARTNERS


def shown(client: Client, url: str) -> dict:
    """Return what the form at an address sends, which is read once for each role.

    Nothing that an action does is left when the next one begins.
    """
    if url not in client.forms:
        client.forms[url] = form_of(client.get(url))
    return client.forms[url]


def change(partner: str, **fields) -> Callable:
    """Sends the form of a partner as it is shown, and something that may not be shown."""

    def act(client, site):
        url = f"{PARTNERS}{getattr(site, partner).pk}/change/"
        return client.post(url, {**shown(client, url), **fields})

    return act


def post(url: str, **fields) -> Callable:
    """Sends a request that no form of the person need offer."""
    return lambda client, site: client.post(url.format(site=site), fields)


def get(url: str) -> Callable:
    return lambda client, site: client.get(url.format(site=site))


def add(**fields) -> Callable:
    """Sends the form of a new partner as it is shown, and something that may not be shown."""

    def act(client, site):
        form = {**shown(client, f"{PARTNERS}add/"), "name_ro": "Hont", "country": "HU"}
        return client.post(f"{PARTNERS}add/", {**form, **fields})

    return act


def change_entry(url: str, **fields) -> Callable:
    """Sends any form as it is shown, and something that may not be shown."""

    def act(client, site):
        there = url.format(site=site)
        return client.post(there, {**shown(client, there), **fields})

    return act


def tick_partner(client, site):
    url = f"/admin/activities/event/{site.event.pk}/change/"
    return client.post(url, {**shown(client, url), "partners": site.public.pk})


FIRST, AGREED = (
    PartnerRegion,
    Agreement,
)  # versions: before there was an agreement, and with it


def restore(partner: str, version: type) -> Callable:
    def act(client, site):
        key = getattr(site, partner).pk
        there = {PartnerRegion: "id", Agreement: "partner"}[version]
        when = version.history.filter(**{there: key}).earliest().history_date
        return client.post(f"{PARTNERS}{key}/restore/", {"when": when.isoformat()})

    return act


def table(rows: str) -> Callable:
    """Brings a table, and confirms what it would change."""

    def act(client, site):
        file = SimpleUploadedFile("t.csv", rows.format(site=site).encode())
        response = client.post("/admin/import-export/partners/import/", {"file": file}, follow=True)
        if response.status_code != 200:
            return response
        seen = {"checked_at": response.context["made"].checked_at}
        return client.post(response.request["PATH_INFO"], seen)

    return act


def picture_words(language: str) -> Callable:
    return change_entry(PICTURE, **{f"alt_{language}": "Vorbe"})


def bulk(action: str, partner: str) -> Callable:
    def act(client, site):
        chosen = {"action": action, "_selected_action": [getattr(site, partner).pk], "post": "yes"}
        return client.post(PARTNERS, chosen)

    return act


PICTURE = "/admin/publishing/picture/{site.picture.pk}/change/"
AGREEMENT = "/admin/decisions/agreement/{site.agreement.pk}/change/"
EVENT = "/admin/activities/event/{site.event.pk}/change/"
PAGE = "/admin/pages/page/{site.page.pk}/change/"
ACCOUNT = {"username": "new", "password1": "kept in a test", "password2": "kept in a test"}
