"""Addresses that were public once are given to nobody else, and staff are told so."""

import pytest
from django.utils.translation import override

from publishing.models import LANGUAGE_CODES
from tests.admin.browser_forms import form_of
from tests.factories import make_activity, make_partner

pytestmark = pytest.mark.django_db
ADD = "/admin/partners/partnerregion/add/"


@pytest.mark.parametrize("language", LANGUAGE_CODES)
@pytest.mark.parametrize("earlier", ["hont", "bars"])
def test_earlier_address_of_another_entry_is_refused(admin_client, earlier, language):
    partner = make_partner(slug_ro="hont-ro", slug_hu="hont-hu", slug_en="hont-en")
    for name in ("bars", "ung"):
        for code in LANGUAGE_CODES:
            setattr(partner, f"slug_{code}", f"{name}-{code}")
        partner.save()
    typed = {"name_ro": "Alt", "country": "HU", f"slug_{language}": f"{earlier}-{language}"}

    response = admin_client.post(ADD, form_of(admin_client.get(ADD), **typed))

    form = response.context["adminform"].form
    assert form.errors[f"slug_{language}"] == [
        f"“{earlier}-{language}” was the address of “Județul Hont”, and links still lead there. "
        "Choose another one."
    ]
    assert form[f"slug_{language}"].value() == f"{earlier}-{language}"


def test_partner_renamed_twice_and_activity_deleted_leave_no_dead_link(admin_client, client):
    partner, activity = make_partner("Hont"), make_activity("Târg")
    change = f"/admin/partners/partnerregion/{partner.pk}/change/"
    public = {"ro": "/ro/parteneri/", "hu": "/hu/partnerek/", "en": "/en/partners/"}
    seen = {code: [f"{code}-partner-{getattr(partner, f'slug_{code}')[11:]}"] for code in public}
    for name in ("bars", "ung"):
        slugs = {f"slug_{code}": f"{name}-{code}" for code in public}
        assert (
            admin_client.post(change, form_of(admin_client.get(change), **slugs)).status_code == 302
        )
        for code in public:
            seen[code].append(slugs[f"slug_{code}"])
    with override("hu"):
        gone = activity.get_absolute_url()
    assert admin_client.post(f"/admin/activities/event/{activity.pk}/delete/", {"post": "yes"}).url

    answers = [
        (response.status_code, response.headers.get("Location"))
        for code, slugs in seen.items()
        for slug in slugs
        for response in [client.get(f"{public[code]}{slug}/")]
    ]

    assert answers == [
        answer
        for code in public
        for answer in [(301, f"{public[code]}ung-{code}/")] * 2 + [(200, None)]
    ]
    deleted = client.get(gone)
    assert deleted.status_code == 410
    assert "<h1>Târg (hu)</h1>" in deleted.content.decode()
    assert client.get(f"/a/{activity.pk}").status_code == 410


def test_earlier_address_of_one_kind_of_activity_is_refused_to_another(admin_client):
    event = make_activity("Târg", slug_ro="targ")
    event.slug_ro = "balci"
    event.save()
    url = "/admin/activities/project/add/"

    response = admin_client.post(
        url,
        form_of(admin_client.get(url), title_ro="Alt", slug_ro="targ", status="published"),
    )

    assert response.context["adminform"].form.errors["slug_ro"] == [
        "“targ” was the address of “Târg”, and links still lead there. Choose another one."
    ]
