"""Addresses that were public once are given to nobody else, and staff are told so."""

import pytest

from publishing.models import LANGUAGE_CODES
from tests.admin.forms_of_pages import form_of
from tests.making import make_partner

pytestmark = pytest.mark.django_db
ADD = "/admin/partners/partnerregion/add/"


@pytest.mark.parametrize("language", LANGUAGE_CODES)
@pytest.mark.parametrize("earlier", ["hont", "bars"])
def test_earlier_address_of_another_entry_is_refused(clerk, earlier, language):
    partner = make_partner(slug_ro="hont-ro", slug_hu="hont-hu", slug_en="hont-en")
    for name in ("bars", "ung"):
        for code in LANGUAGE_CODES:
            setattr(partner, f"slug_{code}", f"{name}-{code}")
        partner.save()
    typed = {"name_ro": "Alt", "country": "HU", f"slug_{language}": f"{earlier}-{language}"}

    response = clerk.post(ADD, form_of(clerk.get(ADD), **typed))

    form = response.context["adminform"].form
    assert form.errors[f"slug_{language}"] == [
        f"“{earlier}-{language}” was the address of “Județul Hont”, to which links still lead. "
        "Choose another one."
    ]
    assert form[f"slug_{language}"].value() == f"{earlier}-{language}"
